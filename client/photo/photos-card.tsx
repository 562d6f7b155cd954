import { type JSX, Show } from 'solid-js'
import type { GuardianPhotos } from '../../backend/contract/photo.ts'
import { ItemHead } from '../diary/item-head.tsx'
import { Card } from '../ui/card.tsx'
import { Mosaic } from './mosaic.tsx'
import { usePhotoWords } from './photo-words.ts'

/** The photos of one post that show one child, in the timeline. */
export function PhotosCard(props: {
  item: GuardianPhotos
  name: string
  fresh: boolean
  opened: boolean
  ref?: (card: HTMLElement) => void
}): JSX.Element {
  const { counted } = usePhotoWords()
  return (
    <Card
      as="article"
      ref={props.ref}
      data-item={props.item.id}
      aria-labelledby={`name-${props.item.id}`}
      class={`[article+&]:mt-3 ${props.opened ? 'detail:border-control' : ''}`}
    >
      <ItemHead item={props.item} name={props.name} what={counted(props.item.photos)} fresh={props.fresh} />
      <Mosaic photos={props.item.photos} name={props.name} />
      <Show when={props.item.text}>
        <p class="max-w-[38em] p-4 text-pretty wrap-anywhere whitespace-pre-wrap">{props.item.text}</p>
      </Show>
    </Card>
  )
}
