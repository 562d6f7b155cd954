import type { Head } from '../../backend/contract/diary.ts'
import type { LiveEvent } from '../../backend/contract/live.ts'
import type { Id } from '../../backend/contract/values.ts'
import { forgetPicture, keepOnly } from './picture-store.ts'

/** Up to where each channel of photos is known. */
export type PhotoHeads = Readonly<Record<Id, number>>

/** A card with the photos that stand on it. */
interface Card {
  id: Id
  photos: readonly { id: Id }[]
}

const photosIn = (cards: readonly Card[]): Id[] => cards.flatMap(({ photos }) => photos.map(({ id }) => id))

/**
 * Sees to it that the pictures of photos that were removed, recalled or withdrawn leave this device.
 * @param otherwise called when something else that is kept may tell of what is gone
 */
export function createKeptPhotos(otherwise: () => void = () => {}) {
  let heads: PhotoHeads | undefined
  let read: Promise<PhotoHeads | undefined> = Promise.resolve(undefined)

  return {
    /** To be kept with what this device keeps. */
    heads: () => heads,
    /** What the device knew when it was last open, as soon as that is read. */
    open: (known: Promise<PhotoHeads | undefined>) => {
      read = known
    },
    /**
     * After everything was fetched afresh: where something happened meanwhile, any photo that is not there may be gone.
     * @returns once that is known, which waits for what the device kept
     */
    async refreshed(cards: readonly Card[], all: readonly Head[]): Promise<void> {
      const next = Object.fromEntries(
        all.flatMap(({ kind, channel, seq }) => (kind === 'photos' ? [[channel, seq] as const] : [])),
      )
      const compare = (before: PhotoHeads | undefined) => {
        const channels = new Set([...Object.keys(before ?? {}), ...Object.keys(next)])
        const isSame = before !== undefined && [...channels].every((channel) => before[channel] === next[channel])
        if (isSame) return
        otherwise()
        void keepOnly(new Set(photosIn(cards)))
      }
      const before = heads
      heads = next
      compare(before ?? (await read))
    },
    /** After some cards were fetched afresh. */
    replaced(before: readonly Card[], after: readonly Card[]): void {
      const left = new Set(photosIn(after))
      for (const id of photosIn(before)) if (!left.has(id)) void forgetPicture(id)
    },
    /**
     * Before an event is applied.
     * @param cards all that are loaded
     */
    happened(event: LiveEvent, cards: readonly Card[]): void {
      if (!event.type.startsWith('photos.')) return
      heads = { ...heads, [event.channel]: event.seq }
      if (event.type !== 'photos.removed' && event.type !== 'photos.changed') return
      const card = event.type === 'photos.removed' ? event.itemId : event.item.id
      const left = new Set(event.type === 'photos.changed' ? photosIn([event.item]) : [])
      const known = cards.find(({ id }) => id === card)
      // Which photos a card had that is not loaded, nothing says here.
      otherwise()
      if (!known) void keepOnly(new Set([...photosIn(cards), ...left]))
      else for (const id of photosIn([known])) if (!left.has(id)) void forgetPicture(id)
    },
  }
}
