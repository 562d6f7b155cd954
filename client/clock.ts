const skewKey = 'ouderapp.skew'
let skew = Number(localStorage.getItem(skewKey)) || 0
const listeners: (() => void)[] = []

/** The moment it is on the server, in milliseconds; the device's own clock may be wrong. */
export const now = (): number => Date.now() + skew

/** The moment on the server at which the device's clock showed this, if nobody set it since. */
export const onServer = (shown: number): number => shown + skew

function put(next: number): void {
  skew = next
  localStorage.setItem(skewKey, String(skew))
  for (const tell of listeners) tell()
}

/**
 * Notes what time it is on the server, for when it cannot be asked.
 * @param at the server's time when it wrote its answer; the way here makes this clock run behind by as much
 */
export const setClock = (at: string): void => put(Date.parse(at) - Date.now())

/**
 * Measures the difference anew by an answer, and leaves it where the answer does not disprove it: a longer way here says less.
 * @param at the server's time at some moment between question and answer
 * @param took milliseconds between them
 */
export function measure(at: string, took: number): void {
  const least = Date.parse(at) - Date.now()
  if (Number.isNaN(least) || (skew >= least && skew <= least + took)) return
  put(least + took / 2)
}

/** Calls this whenever another time turns out to be the server's. */
export const whenClockIsSet = (tell: () => void): void => void listeners.push(tell)

/** What is known to have happened lies in the past: otherwise the answer to a consent could bear an earlier time than it. */
export function notBefore(at: string): void {
  if (Date.parse(at) > now()) setClock(at)
}

/** A clock that is set by less, in milliseconds, is none that somebody set. */
const unnoticed = 1000
const lookEvery = 5000

/** Calls this when the device's clock was set, or may have been while it slept: the server has to say what time it is. */
export function whenClockMoved(ask: () => void): void {
  const apart = () => Date.now() - performance.now()
  let before = apart()
  const look = () => {
    const moved = apart() - before
    if (Math.abs(moved) < unnoticed) return
    before += moved
    // A device that slept is ahead of what it counted; behind it is only a clock that was put back.
    if (moved < 0) put(skew - moved)
    ask()
  }
  setInterval(look, lookEvery)
  document.addEventListener('visibilitychange', look)
}
