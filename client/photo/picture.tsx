import { createEffect, createSignal, type JSX, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import { thumbHashToDataURL } from 'thumbhash'
import type { Picture as About } from '../../backend/contract/picture.ts'
import { ApiError } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Icon } from '../ui/icon.tsx'
import { cloudOff, imageOff, rotateCw } from '../ui/icons.ts'
import { formFor, sideFor } from './form.ts'
import { keptPicture, pictureFile, type Source } from './picture-store.ts'

/** How far ahead of the screen a picture is fetched, in CSS pixels. */
const ahead = '600px'
const retryEvery = 15_000

type State = { is: 'waiting' | 'offline' | 'failed' | 'gone' } | { is: 'there'; url: string }

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))

/** The few colours of a picture that is not there yet; nothing when they cannot be read. */
function blurOf(thumbhash: string): string | undefined {
  try {
    return thumbHashToDataURL(bytesOf(thumbhash))
  } catch {
    return undefined
  }
}

/**
 * A photo, or the poster of a video, in the box that `class` gives it: nothing moves when it comes. It is fetched when it nears the
 * screen, at the size that the box needs.
 */
export function Picture(props: {
  source: Source
  picture: Pick<About, 'width' | 'height' | 'sides' | 'thumbhash'>
  alt: string
  /** Whole within the box, rather than filling it. */
  whole?: boolean
  /** In the viewer: the largest there is, if the box asks for it. */
  large?: boolean
  class?: string
}): JSX.Element {
  const t = useT('common')
  const [near, setNear] = createSignal(false)
  const [state, setState] = createSignal<State>({ is: 'waiting' })
  const [shown, setShown] = createSignal(false)
  let box!: HTMLSpanElement
  let loading: AbortController | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const isMissing = () => state().is === 'offline' || state().is === 'failed'
  const inView = () => {
    const { top, bottom, left, right } = box.getBoundingClientRect()
    return bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
  }
  const release = () => {
    loading?.abort()
    loading = undefined
    clearTimeout(again)
    const now = state()
    if (now.is === 'there') URL.revokeObjectURL(now.url)
  }

  /** Of the form that is shown; 0 is a smaller one than was asked for. */
  let side = 0
  const sideNow = () => {
    const given = { cover: !props.whole, large: props.large === true, density: devicePixelRatio }
    return sideFor(props.picture, { width: box.clientWidth, height: box.clientHeight }, given)
  }

  /** Takes a larger form in the place of the one that is shown, which stays until it is there. */
  async function enlarge(): Promise<void> {
    const wanted = sideNow()
    if (closed || state().is !== 'there' || wanted <= side) return
    loading?.abort()
    clearTimeout(again)
    loading = new AbortController()
    const { signal } = loading
    try {
      const file = await pictureFile(props.source, await formFor(wanted), signal, inView)
      if (signal.aborted) return
      release()
      side = wanted
      setState({ is: 'there', url: URL.createObjectURL(file) })
    } catch (error) {
      // What is shown is good enough for now; in the place of something better it waits for that.
      if (signal.aborted || side > 0) return
      if (error instanceof ApiError && error.code === 'not_found') {
        release()
        setState({ is: 'gone' })
      } else again = setTimeout(retry, retryEvery)
    }
  }

  async function load(isOther = false): Promise<void> {
    if (closed) return
    release()
    setShown(false)
    // What is missing stays said until the picture comes: it does not flicker with every attempt.
    if (isOther || !isMissing()) setState({ is: 'waiting' })
    loading = new AbortController()
    const { signal } = loading
    try {
      const wanted = sideNow()
      side = wanted
      const file = await pictureFile(props.source, await formFor(wanted), signal, inView)
      if (!signal.aborted) setState({ is: 'there', url: URL.createObjectURL(file) })
    } catch (error) {
      if (signal.aborted) return
      const code = error instanceof ApiError ? error.code : 'internal'
      // Without a connection a smaller one that was seen before is better than none.
      const smaller = props.picture.sides.filter((one) => one < side).toReversed()
      const kept =
        code === 'network' ? await keptPicture(props.source, await Promise.all(smaller.map(formFor))) : undefined
      if (signal.aborted) return
      if (kept) {
        side = 0
        setState({ is: 'there', url: URL.createObjectURL(kept) })
        again = setTimeout(retry, retryEvery)
        return
      }
      setState({ is: code === 'not_found' ? 'gone' : code === 'network' ? 'offline' : 'failed' })
      if (isMissing()) again = setTimeout(retry, retryEvery)
    }
  }
  const retry = () => {
    if (near()) void (isMissing() ? load() : enlarge())
  }

  onMount(() => {
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting === true), {
      rootMargin: ahead,
    })
    observer.observe(box)
    window.addEventListener('online', retry)
    onCleanup(() => {
      observer.disconnect()
      window.removeEventListener('online', retry)
    })
  })
  createEffect(
    on([near, () => props.source.id], ([isNear], before) => {
      const isOther = before !== undefined && before[1] !== props.source.id
      if (isNear && (isOther || state().is !== 'there')) queueMicrotask(() => void load(isOther))
      else if (isNear && side === 0) queueMicrotask(() => void enlarge())
      else if (!isNear && state().is !== 'there') loading?.abort()
    }),
  )
  createEffect(
    on(
      () => props.large === true,
      (large) => large && queueMicrotask(enlarge),
      { defer: true },
    ),
  )
  onCleanup(() => {
    closed = true
    release()
  })

  return (
    <span
      ref={box}
      data-picture={props.source.id}
      data-state={state().is}
      class={`relative block overflow-hidden ${props.whole ? '' : 'bg-photo-wait'} ${props.class ?? ''}`}
    >
      <Show when={near() && !shown() && blurOf(props.picture.thumbhash)}>
        {(blur) => (
          <img
            src={blur()}
            alt=""
            aria-hidden="true"
            class={`absolute inset-0 size-full ${props.whole ? 'object-contain' : 'object-cover'}`}
          />
        )}
      </Show>
      {/* What opens it has a name before the picture is there. */}
      <Show when={state().is !== 'there'}>
        <span class="sr-only">{props.alt}</span>
      </Show>
      <Switch>
        <Match when={state().is === 'there' && state()}>
          {(there) => (
            <img
              src={(there() as { url: string }).url}
              alt={props.alt}
              width={props.picture.width}
              height={props.picture.height}
              onLoad={() => setShown(true)}
              class={`absolute inset-0 size-full transition-opacity duration-(--dur-state) ${shown() ? 'opacity-100' : 'opacity-0'} ${props.whole ? 'object-contain' : 'object-cover'}`}
            />
          )}
        </Match>
        <Match when={state().is === 'offline' || state().is === 'gone'}>
          <Hole icon={state().is === 'gone' ? imageOff : cloudOff}>
            {state().is === 'gone' ? t('picture.gone') : t('picture.offline')}
          </Hole>
        </Match>
        <Match when={state().is === 'failed'}>
          <Hole icon={rotateCw}>{t('picture.failed')}</Hole>
        </Match>
      </Switch>
    </span>
  )
}

function Hole(props: { icon: string; children: JSX.Element }): JSX.Element {
  return (
    <span class="absolute inset-0 grid place-content-center justify-items-center gap-1 bg-photo-wait p-2 text-center text-xs text-ink">
      <Icon of={props.icon} />
      <span class="line-clamp-3 max-w-full wrap-anywhere">{props.children}</span>
    </span>
  )
}
