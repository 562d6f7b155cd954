import { createSignal, type JSX, onCleanup, onMount } from 'solid-js'
import { useT } from '../locales/words.ts'

const time = 8000

/** So often whoever waits for the end hears that a paused bar still stands. */
const beat = 4000

/** What was just done and the way back, for eight seconds; hover and focus pause them. */
export function UndoBar(props: {
  children: JSX.Element
  onUndo: () => void
  onGone: () => void
  /** The way back is offered for eight seconds more, at most; heard at the beginning and around every pause. */
  onStay?: (() => void) | undefined
}): JSX.Element {
  const t = useT()
  const [paused, setPaused] = createSignal(false)
  let left = time
  let since = 0
  let gone = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let beats: ReturnType<typeof setInterval> | undefined
  const stay = () => props.onStay?.()
  const run = () => {
    since = Date.now()
    timer = setTimeout(() => props.onGone(), left)
    clearInterval(beats)
    setPaused(false)
    stay()
  }
  const pause = () => {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    left -= Date.now() - since
    beats = setInterval(stay, beat)
    setPaused(true)
    stay()
  }
  // A bar that is taken away while it has the focus still hears that it lost it.
  const resume = () => timer === undefined && !gone && run()
  onMount(run)
  onCleanup(() => {
    clearTimeout(timer)
    clearInterval(beats)
    gone = true
  })
  return (
    <div
      role="status"
      onPointerEnter={pause}
      onPointerLeave={resume}
      onFocusIn={pause}
      onFocusOut={resume}
      class="relative flex min-h-14 items-center gap-3 overflow-hidden rounded-control bg-inverse pr-1 pl-4 text-sm text-on-inverse"
    >
      <span class="min-w-0 grow py-2">{props.children}</span>
      <button
        type="button"
        onClick={() => props.onUndo()}
        class="min-h-target shrink-0 px-3 font-strong underline underline-offset-[.2em] focus-visible:-outline-offset-3 focus-visible:outline-current"
      >
        {t('action.undo')}
      </button>
      <span
        aria-hidden="true"
        class={`absolute inset-x-0 bottom-0 h-[3px] origin-left animate-shrink bg-current opacity-55 motion-reduce:hidden ${paused() ? '[animation-play-state:paused]' : ''}`}
      />
    </div>
  )
}
