import type { Head, TimelineItem } from '../../backend/contract/diary.ts'
import type { Id } from '../../backend/contract/values.ts'

/** What a reader has not seen yet, per channel: how many, which of the loaded items, and each item's seq. */
export interface Unread {
  readonly count: Readonly<Record<Id, number>>
  readonly waiting: ReadonlyMap<Id, { channel: Id; seq: number }>
  /** The last seq of each channel that is known to this client. */
  readonly heads: Readonly<Record<Id, number>>
  /** The streams of each child by what kind of item they hold, and up to where each was read. */
  readonly streams: Readonly<Record<string, { channel: Id; marker: number }>>
}

export const nothingUnread: Unread = { count: {}, waiting: new Map(), heads: {}, streams: {} }

/** Whether a channel holds what stands in a timeline. */
export const isStream = ({ kind }: Head): boolean => kind === 'diary' || kind === 'photos'
const streamKey = (kind: string, child: Id) => `${kind} ${child}`

/** What is unread in a snapshot: what lies after the marker, without what was seen while the marker could not move. */
export function unreadIn(
  items: readonly TimelineItem[],
  heads: readonly Head[],
  seen: ReadonlySet<Id> = new Set(),
): Unread {
  const streams = heads.filter(isStream)
  const all: Unread = {
    count: Object.fromEntries(streams.map((head) => [head.channel, head.unread])),
    waiting: new Map(),
    heads: Object.fromEntries(streams.map((head) => [head.channel, head.seq])),
    streams: Object.fromEntries(
      streams.flatMap(({ kind, childId, channel, marker }) =>
        childId ? [[streamKey(kind, childId), { channel, marker }]] : [],
      ),
    ),
  }
  return withSeen(withFound(all, items), [...seen])
}

/** After more of the timeline was fetched: what lies after the marker was counted already, and waits from now on. */
export function withFound(unread: Unread, items: readonly TimelineItem[]): Unread {
  const waiting = new Map(unread.waiting)
  for (const item of items) {
    // What guardians tell themselves is no news to them.
    if (item.kind === 'handover') continue
    const { kind, id, childId, seq } = item
    // The journal of the group stands in the diary.
    const stream = unread.streams[streamKey(kind === 'journal' ? 'diary' : kind, childId)]
    if (stream && seq > stream.marker) waiting.set(id, { channel: stream.channel, seq })
  }
  return { ...unread, waiting }
}

/** After an item was posted. */
export const withPosted = (unread: Unread, item: Id, channel: Id, seq: number): Unread => ({
  ...unread,
  count: { ...unread.count, [channel]: (unread.count[channel] ?? 0) + 1 },
  waiting: new Map(unread.waiting).set(item, { channel, seq }),
  heads: { ...unread.heads, [channel]: seq },
})

/** After items were seen, or removed before they could be. What lies further back than was loaded is seen with the last. */
export function withSeen(unread: Unread, items: readonly Id[]): Unread {
  const waiting = new Map(unread.waiting)
  const count = { ...unread.count }
  const touched = new Set<Id>()
  for (const id of items) {
    const place = waiting.get(id)
    if (!place) continue
    waiting.delete(id)
    touched.add(place.channel)
    count[place.channel] = Math.max(0, (count[place.channel] ?? 0) - 1)
  }
  for (const channel of touched) {
    if (![...waiting.values()].some((place) => place.channel === channel)) count[channel] = 0
  }
  return { ...unread, waiting, count }
}

/** How far the marker of a channel may move: up to just before the first item that was not seen. */
export function markerOf(unread: Unread, channel: Id): number {
  const seqs = [...unread.waiting.values()].filter((place) => place.channel === channel).map((place) => place.seq)
  return seqs.length === 0 ? (unread.heads[channel] ?? 0) : Math.min(...seqs) - 1
}
