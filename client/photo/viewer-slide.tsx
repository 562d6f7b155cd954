import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { play } from '../ui/icons.ts'
import { isOnControls } from './gestures.ts'
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
  /** What a video is called: with its own text it would not be said to be one. */
  videoName: string
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
      <Show when={!props.playing} fallback={<Video photo={props.photo} label={props.videoName} />}>
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

/**
 * The video itself, with the browser’s own controls; it ends when it leaves the stage. The focus is beside it, so that the arrows go to
 * another photo; whoever goes on to its controls, by key or by hand, seeks with them.
 */
function Video(props: { photo: ShownPhoto; label: string }): JSX.Element {
  const t = useT('guardian')
  const [failed, setFailed] = createSignal(false)
  let place!: HTMLDivElement
  let video: HTMLVideoElement | undefined
  const focus = () => place.focus({ preventScroll: true })
  const start = () => {
    setFailed(false)
    queueMicrotask(() => {
      focus()
      void video?.play().catch(() => undefined)
    })
  }
  function onKeyDown(press: KeyboardEvent): void {
    if (press.target !== place || press.key !== ' ' || !video) return
    press.preventDefault()
    if (video.paused) void video.play().catch(() => undefined)
    else video.pause()
  }
  onMount(start)
  return (
    // biome-ignore lint/a11y/useSemanticElements: it groups a video and what is said when that fails, not fields
    <div
      ref={place}
      role="group"
      tabindex="-1"
      aria-label={props.label}
      onKeyDown={onKeyDown}
      // A tap on the picture plays or pauses it, as ever, and is no choice of its controls.
      onClick={(event) => video && !isOnControls(video, event) && focus()}
      class="size-full outline-none"
    >
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
          aria-label={props.label}
          controls
          playsinline
          preload="metadata"
          onError={() => setFailed(true)}
          class="size-full bg-viewer object-contain"
        />
      </Show>
    </div>
  )
}
