const skewKey = 'ouderapp.skew'
let skew = Number(localStorage.getItem(skewKey)) || 0
const listeners: (() => void)[] = []

/** The moment it is on the server, in milliseconds; the device's own clock may be wrong. */
export const now = (): number => Date.now() + skew

/**
 * Notes what time it is on the server, for when it cannot be asked.
 * @param at the server's time when it wrote its answer; the way here makes this clock run behind by as much
 */
export function setClock(at: string): void {
  skew = Date.parse(at) - Date.now()
  localStorage.setItem(skewKey, String(skew))
  for (const tell of listeners) tell()
}

/** Calls this whenever another time turns out to be the server's. */
export const whenClockIsSet = (tell: () => void): void => void listeners.push(tell)

/** What is known to have happened lies in the past: otherwise the answer to a consent could bear an earlier time than it. */
export function notBefore(at: string): void {
  if (Date.parse(at) > now()) setClock(at)
}
