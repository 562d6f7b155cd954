import { type JSX, Show } from 'solid-js'
import type { AlbumPhoto } from '../../backend/contract/photo.ts'
import { useT } from '../locales/words.ts'
import { Icon } from '../ui/icon.tsx'
import { check, cloudOff } from '../ui/icons.ts'
import { photoAddress } from './address.ts'
import { VideoMark } from './mosaic.tsx'
import { usePhotoWords } from './photo-words.ts'
import { Picture } from './picture.tsx'

/** A photo in the month grid: it opens, or while choosing it is a checkbox. */
export function AlbumTile(props: {
  /** Not there as long as only its place is known. */
  photo: AlbumPhoto | undefined
  name: string
  large: boolean
  /** Null while nobody chooses. */
  chosen: boolean | null
  onChoose: (chosen: boolean) => void
  offline: boolean
}): JSX.Element {
  const t = useT('guardian')
  const words = usePhotoWords()
  const label = (photo: AlbumPhoto) => words.alt(photo, props.name)
  const shown = (photo: AlbumPhoto, alt: string) => (
    <>
      <Picture source={{ kind: 'photo', id: photo.id }} picture={photo} alt={alt} class="absolute! inset-0 size-full" />
      <VideoMark seconds={photo.seconds} />
    </>
  )
  return (
    <li
      data-item={props.photo?.id}
      class={`relative min-h-0 min-w-0 bg-photo-wait ${props.large ? 'col-span-2 row-span-2' : ''}`}
    >
      <Show
        when={props.photo}
        fallback={
          <Show when={props.offline}>
            <span class="grid size-full place-content-center text-muted">
              <Icon of={cloudOff} />
              <span class="sr-only">{t('picture.offline')}</span>
            </span>
          </Show>
        }
      >
        {(photo) => (
          <Show
            when={props.chosen !== null}
            fallback={
              <a
                id={`photo-${photo().id}`}
                href={photoAddress(photo().id)}
                data-stay
                class="absolute inset-0 focus-visible:z-1 focus-visible:-outline-offset-4"
              >
                {shown(photo(), label(photo()))}
              </a>
            }
          >
            <label class="absolute inset-0 block">
              {shown(photo(), '')}
              <input
                type="checkbox"
                aria-label={t('album.choose.one', label(photo()))}
                checked={props.chosen === true}
                onChange={(event) => props.onChoose(event.currentTarget.checked)}
                class="peer absolute inset-0 size-full opacity-0"
              />
              <span
                aria-hidden="true"
                class="pointer-events-none absolute inset-0 peer-checked:border-4 peer-checked:border-select peer-focus-visible:outline-3 peer-focus-visible:-outline-offset-4 peer-focus-visible:outline-focus"
              />
              <span
                aria-hidden="true"
                class="pointer-events-none absolute top-2 right-2 grid size-7 place-items-center rounded-full border-2 border-viewer bg-viewer-ink text-transparent peer-checked:border-viewer-ink peer-checked:bg-viewer peer-checked:text-viewer-ink"
              >
                <Icon of={check} size="s" />
              </span>
            </label>
          </Show>
        )}
      </Show>
    </li>
  )
}
