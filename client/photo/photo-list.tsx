import { For, type JSX } from 'solid-js'
import type { GuardianPhoto } from '../../backend/contract/photo.ts'
import { language, useT } from '../locales/words.ts'
import { clock } from '../time.ts'
import { photoAddress } from './address.ts'
import { VideoMark } from './mosaic.tsx'
import { Picture } from './picture.tsx'

/** All photos of a card, one below another; each opens. */
export function PhotoList(props: { photos: readonly GuardianPhoto[]; name: string }): JSX.Element {
  const t = useT('guardian')
  return (
    <ul class="grid gap-0.5">
      <For each={props.photos}>
        {(photo) => (
          <li>
            <a
              id={`photo-${photo.id}`}
              href={photoAddress(photo.id)}
              data-stay
              class="relative block max-h-[70dvh] focus-visible:-outline-offset-4"
              style={{ 'aspect-ratio': `${photo.width} / ${photo.height}` }}
            >
              <Picture
                source={{ kind: 'photo', id: photo.id }}
                picture={photo}
                alt={t('photo.alt', props.name, clock(photo.takenAt, language()))}
                class="absolute! inset-0 size-full"
              />
              <VideoMark seconds={photo.seconds} />
            </a>
          </li>
        )}
      </For>
    </ul>
  )
}
