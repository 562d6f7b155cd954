import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { session } from '../session.ts'
import { clock, listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { rotateCw } from '../ui/icons.ts'
import { noteOpened } from './note-opened.ts'
import { Picture } from './picture.tsx'
import type { PostPhoto } from './staff-photo-posts.ts'

/** A photo whole, or a video that plays, on the viewer's dark ground. */
export function StaffPhotoStage(props: { photo: PostPhoto; nameOf: (id: Id) => string }): JSX.Element {
  const t = useT('staff')
  const [failed, setFailed] = createSignal(false)
  createEffect(
    on(
      () => props.photo.photoId,
      (id) => noteOpened(id),
    ),
  )
  const names = () => listed(props.photo.childIds.map(props.nameOf), language())
  const time = () => clock(props.photo.takenAt, language())
  /** A player opens its address by itself: the role stands in it. */
  const address = (form: string) => {
    const now = session()
    return `/api/photos/${props.photo.photoId}/file/${form}?role=${now.state === 'person' ? now.role : ''}`
  }
  return (
    <div
      class="relative w-full justify-self-center overflow-hidden rounded-control bg-viewer"
      style={{
        'aspect-ratio': `${props.photo.width} / ${props.photo.height}`,
        'max-width': `calc(62dvh * ${props.photo.width / props.photo.height})`,
      }}
    >
      <Show
        when={props.photo.seconds !== null}
        fallback={
          <Picture
            source={{ kind: 'photo', id: props.photo.photoId }}
            picture={props.photo}
            alt={t('photoPost.photo', names(), time())}
            whole
            large
            class="absolute! inset-0 size-full"
          />
        }
      >
        <Show
          when={!failed()}
          fallback={
            <div
              role="alert"
              class="absolute inset-0 grid place-content-center justify-items-center gap-3 p-4 text-center text-viewer-ink"
            >
              <p>{t('staffPhoto.videoFailed')}</p>
              <Button icon={rotateCw} onClick={() => setFailed(false)}>
                {t('action.retry')}
              </Button>
            </div>
          }
        >
          {/* biome-ignore lint/a11y/useMediaCaption: nobody writes captions for what happened on a group */}
          <video
            src={address('video')}
            poster={address('webp-1080')}
            aria-label={t('photoPost.video', names(), time())}
            controls
            playsinline
            preload="metadata"
            onError={() => setFailed(true)}
            class="absolute inset-0 size-full object-contain"
          />
        </Show>
      </Show>
    </div>
  )
}
