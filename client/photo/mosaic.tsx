import { type JSX, Show } from 'solid-js'
import type { GuardianPhoto } from '../../backend/contract/photo.ts'
import { useT } from '../locales/words.ts'
import { Icon } from '../ui/icon.tsx'
import { play } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { photoAddress } from './address.ts'
import { usePhotoWords } from './photo-words.ts'
import { Picture } from './picture.tsx'

const shown = 3

/** How long a video lasts, as `0:14`. */
export function lasting(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

const shapes = ['', '', 'aspect-[2/1] grid-cols-2', 'aspect-3/2 grid-cols-[2fr_1fr] grid-rows-2']

function Mark(props: { children: JSX.Element }): JSX.Element {
  return (
    <span class="pointer-events-none absolute right-2 bottom-2 inline-flex h-7 items-center gap-1.5 rounded-full bg-viewer px-2.5 text-xs font-strong text-viewer-ink tabular-nums">
      {props.children}
    </span>
  )
}

/** On a video how long it lasts; on a photo nothing. */
export function VideoMark(props: { seconds: number | null }): JSX.Element {
  return (
    <Show when={props.seconds !== null}>
      <Mark>
        <Icon of={play} size="xs" />
        {lasting(props.seconds ?? 0)}
      </Mark>
    </Show>
  )
}

/** The photos of a card, from edge to edge: one, two side by side, or one large and two beside it; each opens. */
export function Mosaic(props: { photos: readonly GuardianPhoto[]; name: string }): JSX.Element {
  const t = useT('guardian')
  const { alt, counted } = usePhotoWords()
  const tiles = () => props.photos.slice(0, shown)
  const shape = () => {
    const [only] = props.photos
    if (props.photos.length > 1 || !only) return shapes[Math.min(shown, props.photos.length)]
    return only.height > only.width ? 'aspect-4/5' : 'aspect-3/2'
  }
  return (
    <div class={`grid gap-0.5 ${shape()}`}>
      <Keyed each={tiles()} by={(photo) => photo.id}>
        {(photo) => (
          <a
            id={`photo-${photo().id}`}
            href={photoAddress(photo().id)}
            data-stay
            class={`relative min-h-0 min-w-0 focus-visible:z-1 focus-visible:-outline-offset-4 ${props.photos.length >= shown && photo().id === props.photos[0]?.id ? 'row-span-2' : ''}`}
          >
            <Picture
              source={{ kind: 'photo', id: photo().id }}
              picture={photo()}
              alt={alt(photo(), props.name)}
              class="absolute! inset-0 size-full"
            />
            <Show
              when={props.photos.length > shown && photo().id === tiles().at(-1)?.id}
              fallback={<VideoMark seconds={photo().seconds} />}
            >
              <Mark>
                +{props.photos.length - shown}
                <span class="sr-only">{t('photo.moreOf', counted(props.photos))}</span>
              </Mark>
            </Show>
          </a>
        )}
      </Keyed>
    </div>
  )
}
