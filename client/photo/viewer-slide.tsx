import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { play } from '../ui/icons.ts'
import { lasting } from './mosaic.tsx'
import { Picture } from './picture.tsx'
import type { ShownPhoto } from './viewer-props.ts'
import type { Zoom } from './zoom.ts'

/** One photo or video on the stage, whole; the neighbours of the one that is looked at lie beside it. */
export function ViewerSlide(props: {
  photo: ShownPhoto
  /** 0 in sight, -1 and 1 beside it. */
  place: number
  alt: string
  drag: number
  moving: boolean
  zoom: Zoom
  playing: boolean
  onPlay: () => void
}): JSX.Element {
  const t = useT('guardian')
  const settles = () => (props.moving ? '' : 'transition-transform duration-(--dur-move) ease-settle')
  const transform = () => `translate(${props.zoom.x}px, ${props.zoom.y}px) scale(${props.zoom.scale})`
  return (
    <div
      inert={props.place !== 0}
      class={`absolute inset-0 ${settles()}`}
      style={{ transform: `translateX(calc(${props.place * 104}% + ${props.drag}px))` }}
    >
      <Show when={!props.playing} fallback={<Video photo={props.photo} />}>
        <div class={`size-full ${settles()}`} style={{ transform: transform() }}>
          <Picture
            source={{ kind: 'photo', id: props.photo.id }}
            picture={props.photo}
            alt={props.alt}
            whole
            large={props.place === 0}
            class="size-full"
          />
        </div>
        <Show when={props.photo.seconds !== null}>
          <button
            type="button"
            onClick={() => props.onPlay()}
            class="absolute top-1/2 left-1/2 inline-flex min-h-14 -translate-x-1/2 -translate-y-1/2 items-center gap-2 rounded-full bg-viewer px-5 font-strong whitespace-nowrap text-viewer-ink tabular-nums"
          >
            <Icon of={play} />
            {t('viewer.play', lasting(props.photo.seconds ?? 0))}
          </button>
        </Show>
      </Show>
    </div>
  )
}

/** The video itself, with the browser’s own controls; it ends when it leaves the stage. */
function Video(props: { photo: ShownPhoto }): JSX.Element {
  const t = useT('guardian')
  const [failed, setFailed] = createSignal(false)
  let video: HTMLVideoElement | undefined
  const start = () => {
    setFailed(false)
    queueMicrotask(() => {
      video?.focus({ preventScroll: true })
      void video?.play().catch(() => undefined)
    })
  }
  onMount(start)
  return (
    <Show
      when={!failed()}
      fallback={
        <div role="alert" class="grid size-full content-center justify-items-center gap-3 p-4 text-center">
          <p>{t('viewer.videoFailed')}</p>
          <Button onClick={start}>{t('action.retry')}</Button>
        </div>
      }
    >
      {/* biome-ignore lint/a11y/useMediaCaption: nobody writes captions for what a nursery films */}
      <video
        ref={video}
        src={`/api/photos/${props.photo.id}/file/video?role=guardian`}
        controls
        playsinline
        preload="metadata"
        onError={() => setFailed(true)}
        class="size-full bg-viewer object-contain"
      />
    </Show>
  )
}
