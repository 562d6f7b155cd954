import { createEffect, createMemo, type JSX, on } from 'solid-js'
import type { TimelineItem } from '../../backend/contract/diary.ts'
import type { GuardianPhotos } from '../../backend/contract/photo.ts'
import type { Id } from '../../backend/contract/values.ts'
import { go } from '../router.ts'
import { openedPhoto } from './address.ts'
import { ViewerPlace } from './viewer-place.tsx'

/** The viewer over a timeline: one pages through the photos of a card. */
export function TimelineViewer(props: {
  items: readonly TimelineItem[]
  /** Whether these are as the server has them. */
  fresh: boolean
  /** Or could not be fetched from there. */
  failed: boolean
  nameOf: (child: Id) => string
}): JSX.Element {
  const opened = createMemo(openedPhoto)
  /** The card as it is now; with nothing on it once it is removed. */
  const card = createMemo<GuardianPhotos | undefined>((before) => {
    const id = opened()
    if (id === null) return undefined
    const cards = props.items.filter((item) => item.kind === 'photos')
    const holding = cards.find(({ photos }) => photos.some((photo) => photo.id === id))
    return holding ?? (before && (cards.find((one) => one.id === before.id) ?? { ...before, photos: [] }))
  })
  const photos = () => {
    const from = card()
    if (!from) return []
    const { id: cardId, childId, text, author, group } = from
    return from.photos.map((photo) => ({ ...photo, cardId, childId, text, author, group }))
  }
  // A photo of longer ago than what is loaded here is found by the month grid.
  createEffect(
    on([opened, () => props.fresh || props.failed], ([id, isSettled]) => {
      if (id && isSettled && !card()) queueMicrotask(() => go(`/photos?photo=${id}`, { replace: true }))
    }),
  )
  return <ViewerPlace photos={photos()} loading={!card()} nameOf={props.nameOf} />
}
