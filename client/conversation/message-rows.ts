import type { Day } from '../../backend/contract/values.ts'
import { dayOf } from '../time.ts'
import { isForReader, type Known, type Reader } from './conversation-state.ts'
import type { MessageSend } from './message-sends.ts'

/** What stands in a conversation from top to bottom. */
export type Row =
  | { kind: 'day'; key: string; day: Day }
  | { kind: 'new'; key: string; count: number }
  | { kind: 'message'; key: string; known: Known; first: boolean }
  | { kind: 'send'; key: string; send: MessageSend; first: boolean }

/** Messages of one author within so many milliseconds of one another stand together. */
const together = 10 * 60_000

/**
 * @param newFrom the seq of the first message that was new when the reader came
 * @param sends what is on its way, behind everything else
 */
export function rowsOf(
  known: readonly Known[],
  sends: readonly MessageSend[],
  newFrom: number | null,
  reader: Reader,
): Row[] {
  const rows: Row[] = []
  let day: Day | null = null
  let before: { author: string; at: number } | null = null
  const begin = (author: string, at: number): boolean => {
    const first = before === null || before.author !== author || at - before.at > together
    before = { author, at }
    return first
  }
  const turnTo = (at: number): void => {
    const next = dayOf(at)
    if (next === day) return
    day = next
    before = null
    rows.push({ kind: 'day', key: `day ${next}`, day: next })
  }
  for (const one of known) {
    const { message } = one
    const at = Date.parse(message.sentAt)
    turnTo(at)
    if (newFrom !== null && message.seq === newFrom) {
      const count = known.filter((later) => later.message.seq >= newFrom && isForReader(later.message, reader)).length
      if (count > 0) {
        rows.push({ kind: 'new', key: 'new', count })
        before = null
      }
    }
    const first = begin(`${message.side} ${message.authorId ?? message.author}`, at)
    rows.push({ kind: 'message', key: message.id, known: one, first })
  }
  const there = new Set(known.map(({ message }) => message.id))
  for (const send of sends) {
    turnTo(send.createdAt)
    const first = begin(`${reader.side} ${reader.personId}`, send.createdAt)
    // As it was before it was changed here, it may stand above.
    rows.push({ kind: 'send', key: there.has(send.id) ? `changed ${send.id}` : send.id, send, first })
  }
  return rows
}
