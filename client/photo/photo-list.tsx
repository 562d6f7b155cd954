import type { JSX } from 'solid-js'
import type { GuardianPhoto } from '../../backend/contract/photo.ts'
import { Keyed } from '../ui/keyed.tsx'
import { photoAddress } from './address.ts'
import { VideoMark } from './mosaic.tsx'
import { usePhotoWords } from './photo-words.ts'
import { Picture } from './picture.tsx'

/** All photos of a card, one below another; each opens. */
export function PhotoList(props: { photos: readonly GuardianPhoto[]; name: string }): JSX.Element {
  const { alt } = usePhotoWords()
  return (
    <ul class="grid gap-0.5">
      <Keyed each={props.photos} by={(photo) => photo.id}>
        {(photo) => (
          <li>
            <a
              id={`whole-photo-${photo().id}`}
              href={photoAddress(photo().id)}
              data-stay
              class="relative block max-h-[70dvh] focus-visible:-outline-offset-4"
              style={{ 'aspect-ratio': `${photo().width} / ${photo().height}` }}
            >
              <Picture
                source={{ kind: 'photo', id: photo().id }}
                picture={photo()}
                alt={alt(photo(), props.name)}
                class="absolute! inset-0 size-full"
              />
              <VideoMark seconds={photo().seconds} />
            </a>
          </li>
        )}
      </Keyed>
    </ul>
  )
}
