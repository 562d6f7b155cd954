import { onCleanup, onMount } from 'solid-js'
import { locked, touched, untouchedFor } from './paired.ts'

const lookEvery = 1_000
/** A touch is noted at most once in so many milliseconds. */
const noteEvery = 1_000

/** Closes the tablet once nobody touched it for so many minutes, also while the page was closed. */
export function lockWhenIdle(minutes: number, close: () => void): void {
  let noted = 0
  const look = () => {
    if (untouchedFor(minutes)) close()
  }
  const note = () => {
    if (Date.now() - noted < noteEvery) return
    // A touch after the time is over does not bring it back.
    look()
    noted = Date.now()
    if (!locked()) touched()
  }
  onMount(() => {
    look()
    const timer = setInterval(look, lookEvery)
    const stop = new AbortController()
    for (const what of ['pointerdown', 'keydown', 'scroll'] as const)
      addEventListener(what, note, { capture: true, passive: true, signal: stop.signal })
    document.addEventListener('visibilitychange', look, { signal: stop.signal })
    onCleanup(() => {
      clearInterval(timer)
      stop.abort()
    })
  })
}
