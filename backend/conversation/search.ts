import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import type { Message } from '../contract/message.ts'
import { cursorOf, placeOf } from '../cursor.ts'
import { askedFor, eachWord, plain } from './asked-words.ts'
import { conversationsWith, type MessageRow, messageColumns, messageFor } from './queries.ts'

/** So many on a page. */
const mostFound = 50
const longestExcerpt = 200

const search = statement<{ id: string }>('search_messages', 'select * from search_messages($1, $2, $3, $4)')
const wordsFound = statement<{ words: string[] }>('words_found', 'select words_found($1, $2) as words')
const foundOnes = statement<MessageRow & { cut_at: Date }>(
  'found_messages',
  `select ${messageColumns}, date_trunc('milliseconds', m.sent_at) as cut_at from message m
    where m.id = any($1::uuid[]) order by m.sent_at desc, m.id desc`,
)

type Piece = { text: string; marked: boolean }

export interface Found {
  found: { message: Message; child: { id: string; callName: string }; authorMarked: boolean; excerpt: Piece[] }[]
  older: string | null
}

/** Messages of the actor's conversations in which these words stand, in some form. */
export async function searchMessages(tx: Tx, words: string, before: string | undefined): Promise<Found> {
  const asked = JSON.stringify(askedFor(words))
  const ids = await tx.query(search, [asked, ...placeOf(before), mostFound + 1])
  const rows = await tx.query(foundOnes, [ids.slice(0, mostFound).map(({ id }) => id)])
  const conversations = new Map(
    (await conversationsWith(tx, [...new Set(rows.map((row) => row.conversation_id))])).map((one) => [one.id, one]),
  )
  const [by] = await tx.query(wordsFound, [rows.flatMap((row) => [row.author_name, ...textsOf(row)]), asked])
  const isMarked = marking(by?.words ?? [])
  const last = rows.at(-1)
  const children = [...new Set([...conversations.values()].map(({ child }) => child.id))]
  await writeAudit(tx, {
    action: 'message.searched',
    subject: { children, conversations: [...conversations.keys()] },
  })
  return {
    found: rows.flatMap((row) => {
      const of = conversations.get(row.conversation_id)
      if (!of) return []
      const texts = textsOf(row)
      const excerpt = excerptOf(texts.find((text) => wordsIn(text).some(isMarked)) ?? texts[0] ?? '', isMarked)
      return [{ message: messageFor(tx, row), child: of.child, authorMarked: isMarked(row.author_name), excerpt }]
    }),
    older: ids.length > mostFound && last ? cursorOf({ at: last.cut_at, id: last.id }) : null,
  }
}

/** Where words may stand: in what it says, or in the name of a document that came with it. */
const textsOf = ({ text, attachments }: MessageRow): string[] =>
  [text, ...attachments.map(({ name }) => name ?? '')].filter((one) => one !== '')

const wordsIn = (text: string): string[] => text.match(eachWord) ?? []

/** Whether a word is one of those by which something was found, as the database has them. */
function marking(found: string[]): (word: string) => boolean {
  const all = new Set(found)
  return (word) => wordsIn(plain(word)).some((one) => all.has(one))
}

/** The text around the first word that is to be marked, else its beginning; in pieces, in their order. */
export function excerptOf(text: string, isMarked: (word: string) => boolean): Piece[] {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const at = [...line.matchAll(eachWord)].find(([word]) => isMarked(word))?.index ?? 0
  const from = at > 60 ? line.lastIndexOf(' ', at - 40) + 1 : 0
  const shown = [...line.slice(from)].slice(0, longestExcerpt - 2).join('')
  const pieces = shown
    .split(/([\p{L}\p{M}\p{N}]+)/u)
    .map((piece, n) => ({ text: piece, marked: n % 2 === 1 && isMarked(piece) }))
  if (from > 0) pieces.unshift({ text: '…', marked: false })
  if (from + shown.length < line.length) pieces.push({ text: '…', marked: false })
  return pieces.reduce<Piece[]>((all, piece) => {
    const last = all.at(-1)
    if (last && last.marked === piece.marked) last.text += piece.text
    else if (piece.text !== '') all.push(piece)
    return all
  }, [])
}
