import { type Accessor, createSignal } from 'solid-js'
import type { Head, TimelineItem } from '../../backend/contract/diary.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { isStream, markerOf, nothingUnread, type Unread, unreadIn, withFound, withPosted, withSeen } from './unread.ts'

const pause = 800

/** Follows what a reader has seen, and moves the reader's markers on the server a moment later. */
export function createMarker() {
  const [unread, setUnread] = createSignal<Unread>(nothingUnread)
  const [children, setChildren] = createSignal<Readonly<Record<Id, Id>>>({})
  /** Seen here, also what the marker could not pass yet because something older was not. */
  const seen = new Set<Id>()
  const timers = new Map<Id, ReturnType<typeof setTimeout>>()

  async function move(channel: Id): Promise<void> {
    timers.delete(channel)
    const seq = markerOf(unread(), channel)
    // A marker that could not be moved moves with the next one.
    if (seq > 0) await call('markRead', { params: { channelId: channel }, body: { seq } }).catch(() => undefined)
  }

  const waiting = (id: Id) => unread().waiting.has(id)
  const unreadOf: Accessor<Readonly<Record<Id, number>>> = () => {
    const sums: Record<Id, number> = {}
    for (const [channel, child] of Object.entries(children()))
      sums[child] = (sums[child] ?? 0) + (unread().count[channel] ?? 0)
    return sums
  }

  return {
    waiting,
    unreadOf,
    /** All that is unread, by item. */
    all: () => [...unread().waiting.keys()],
    restart(items: readonly TimelineItem[], heads: readonly Head[]) {
      setUnread(unreadIn(items, heads, seen))
      setChildren(
        Object.fromEntries(
          heads.flatMap((head) => (isStream(head) && head.childId ? [[head.channel, head.childId]] : [])),
        ),
      )
    },
    /** More of the timeline was fetched. */
    found: (items: readonly TimelineItem[]) =>
      setUnread((before) =>
        withFound(
          before,
          items.filter(({ id }) => !seen.has(id)),
        ),
      ),
    posted(item: Id, channel: Id, seq: number) {
      if (!waiting(item)) setUnread((before) => withPosted(before, item, channel, seq))
    },
    removed: (item: Id) => setUnread((before) => withSeen(before, [item])),
    see(items: readonly Id[]) {
      for (const id of items) seen.add(id)
      const channels = new Set(items.map((id) => unread().waiting.get(id)?.channel))
      setUnread((before) => withSeen(before, items))
      for (const channel of channels) {
        if (channel && !timers.has(channel))
          timers.set(
            channel,
            setTimeout(() => void move(channel), pause),
          )
      }
    },
    close: () => {
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
