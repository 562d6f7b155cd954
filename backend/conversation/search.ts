import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import type { Message } from '../contract/conversation.ts'
import { cursorOf, placeOf } from '../cursor.ts'
import { conversationsWith, type MessageRow, messageColumns, messageFor } from './queries.ts'

/** So many on a page. */
const mostFound = 50
const longestExcerpt = 200

const search = statement<{ id: string }>('search_messages', 'select * from search_messages($1, $2, $3, $4)')
const foundOnes = statement<MessageRow & { cut_at: Date }>(
  'found_messages',
  `select ${messageColumns}, date_trunc('milliseconds', m.sent_at) as cut_at from message m
    where m.id = any($1::uuid[]) order by m.sent_at desc, m.id desc`,
)

export interface Found {
  found: { message: Message; child: { id: string; callName: string }; excerpt: string }[]
  older: string | null
}

/** Messages of the actor's conversations in which these words stand. */
export async function searchMessages(tx: Tx, words: string, before: string | undefined): Promise<Found> {
  const ids = await tx.query(search, [asWords(words), ...placeOf(before), mostFound + 1])
  const rows = await tx.query(foundOnes, [ids.slice(0, mostFound).map(({ id }) => id)])
  const conversations = new Map(
    (await conversationsWith(tx, [...new Set(rows.map((row) => row.conversation_id))])).map((one) => [one.id, one]),
  )
  const last = rows.at(-1)
  const children = [...new Set([...conversations.values()].map(({ child }) => child.id))]
  await writeAudit(tx, {
    action: 'message.searched',
    subject: { children, conversations: [...conversations.keys()] },
  })
  return {
    found: rows.flatMap((row) => {
      const of = conversations.get(row.conversation_id)
      return of
        ? [{ message: messageFor(tx, row), child: of.child, excerpt: excerptOf(wordsIn(row, words), words) }]
        : []
    }),
    older: ids.length > mostFound && last ? cursorOf({ at: last.cut_at, id: last.id }) : null,
  }
}

/** Where the words stand: in what it says, or else in the name of a document that came with it. */
function wordsIn({ text, attachments }: MessageRow, words: string): string {
  const asked = words.toLocaleLowerCase('nl').match(/[\p{L}\p{M}\p{N}]{2,}/gu) ?? []
  const names = attachments.flatMap(({ name }) => name ?? [])
  const holds = (line: string) => asked.some((word) => line.toLocaleLowerCase('nl').includes(word))
  return holds(text) ? text : (names.find(holds) ?? (text || (names[0] ?? '')))
}

/** Asked for what does not stand in a message, no index of words helps: a dash stays within a word, and never says *not*. */
const asWords = (given: string): string => given.replaceAll(/(?<![\p{L}\p{M}\p{N}])-+/gu, ' ')

/** The text around the first of the words that stands in it as it was asked for, else its beginning. */
export function excerptOf(text: string, words: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const lower = line.toLocaleLowerCase('nl')
  const asked = words.toLocaleLowerCase('nl').match(/[\p{L}\p{M}\p{N}]{2,}/gu) ?? []
  const at = Math.min(...asked.map((word) => lower.indexOf(word)).filter((place) => place >= 0), line.length)
  const from = at < line.length && at > 60 ? line.lastIndexOf(' ', at - 40) + 1 : 0
  const piece = [...line.slice(from)].slice(0, longestExcerpt - 2).join('')
  return `${from > 0 ? '…' : ''}${piece}${from + piece.length < line.length ? '…' : ''}`
}
