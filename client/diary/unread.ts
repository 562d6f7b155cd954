import type { GuardianEntry, Head } from '../../backend/contract/diary.ts'
import type { Id } from '../../backend/contract/values.ts'

/** What a reader has not seen yet, per channel: how many, which of the loaded items, and each item's seq. */
export interface Unread {
  readonly count: Readonly<Record<Id, number>>
  readonly waiting: ReadonlyMap<Id, { channel: Id; seq: number }>
  /** The last seq of each channel that is known to this client. */
  readonly heads: Readonly<Record<Id, number>>
}

export const nothingUnread: Unread = { count: {}, waiting: new Map(), heads: {} }

/** Ids are made in the order of writing, so the latest ids of a channel are its unread ones. */
const latestWritten = (items: readonly GuardianEntry[], childId: Id | null, count: number) =>
  items
    .filter((item) => item.childId === childId)
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, count)

/** What is unread in a snapshot. */
export function unreadIn(items: readonly GuardianEntry[], heads: readonly Head[]): Unread {
  const waiting = new Map<Id, { channel: Id; seq: number }>()
  const diaries = heads.filter((head) => head.kind === 'diary')
  for (const head of diaries) {
    for (const item of latestWritten(items, head.childId, head.unread))
      waiting.set(item.id, { channel: head.channel, seq: head.seq })
  }
  return {
    count: Object.fromEntries(diaries.map((head) => [head.channel, head.unread])),
    waiting,
    heads: Object.fromEntries(diaries.map((head) => [head.channel, head.seq])),
  }
}

/** After an item was posted. */
export const withPosted = (unread: Unread, item: Id, channel: Id, seq: number): Unread => ({
  count: { ...unread.count, [channel]: (unread.count[channel] ?? 0) + 1 },
  waiting: new Map(unread.waiting).set(item, { channel, seq }),
  heads: { ...unread.heads, [channel]: seq },
})

/** After items were seen, or removed before they could be. */
export function withSeen(unread: Unread, items: readonly Id[]): Unread {
  const waiting = new Map(unread.waiting)
  const count = { ...unread.count }
  for (const id of items) {
    const place = waiting.get(id)
    if (!place) continue
    waiting.delete(id)
    count[place.channel] = Math.max(0, (count[place.channel] ?? 0) - 1)
  }
  for (const channel of Object.keys(count)) {
    if (![...waiting.values()].some((place) => place.channel === channel)) count[channel] = 0
  }
  return { ...unread, waiting, count }
}

/** How far the marker of a channel may move: up to just before the first item that was not seen. */
export function markerOf(unread: Unread, channel: Id): number {
  const seqs = [...unread.waiting.values()].filter((place) => place.channel === channel).map((place) => place.seq)
  return seqs.length === 0 ? (unread.heads[channel] ?? 0) : Math.min(...seqs) - 1
}
