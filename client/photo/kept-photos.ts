import type { Head, TimelineItem } from '../../backend/contract/diary.ts'
import type { GuardianEvent } from '../../backend/contract/live.ts'
import type { Id } from '../../backend/contract/values.ts'
import { forgetPicture, keepOnly } from './picture-store.ts'

/** Up to where each channel of photos is known. */
export type PhotoHeads = Readonly<Record<Id, number>>

const photosIn = (items: readonly TimelineItem[]): Id[] =>
  items.flatMap((item) => (item.kind === 'photos' ? item.photos.map(({ id }) => id) : []))

/** Sees to it that the pictures of photos that were removed, recalled or withdrawn leave this device. */
export function createKeptPhotos() {
  let heads: PhotoHeads | undefined
  let read: Promise<PhotoHeads | undefined> = new Promise(() => {})

  return {
    /** To be kept with what this device keeps. */
    heads: () => heads,
    /** What the device knew when it was last open, as soon as that is read. */
    open: (known: Promise<PhotoHeads | undefined>) => {
      read = known
    },
    /** After everything was fetched afresh: where something happened meanwhile, any photo that is not there may be gone. */
    refreshed(items: readonly TimelineItem[], all: readonly Head[]): void {
      const next = Object.fromEntries(
        all.flatMap(({ kind, channel, seq }) => (kind === 'photos' ? [[channel, seq] as const] : [])),
      )
      const compare = (before: PhotoHeads | undefined) => {
        const channels = new Set([...Object.keys(before ?? {}), ...Object.keys(next)])
        const isSame = before !== undefined && [...channels].every((channel) => before[channel] === next[channel])
        if (!isSame) void keepOnly(new Set(photosIn(items)))
      }
      if (heads) compare(heads)
      else void read.then(compare)
      heads = next
    },
    /**
     * Before an event is applied.
     * @param items all that is loaded
     */
    happened(event: GuardianEvent, items: readonly TimelineItem[]): void {
      if (!event.type.startsWith('photos.')) return
      heads = { ...heads, [event.channel]: event.seq }
      if (event.type !== 'photos.removed' && event.type !== 'photos.changed') return
      const card = event.type === 'photos.removed' ? event.itemId : event.item.id
      const left = new Set(event.type === 'photos.changed' ? event.item.photos.map(({ id }) => id) : [])
      const known = items.find(({ id }) => id === card)
      // Which photos a card had that is not loaded, nothing says here.
      if (!known) void keepOnly(new Set([...photosIn(items), ...left]))
      else for (const id of photosIn([known])) if (!left.has(id)) void forgetPicture({ kind: 'photo', id })
    },
  }
}
