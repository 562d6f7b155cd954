import { createSignal } from 'solid-js'
import type { Me } from '../backend/contract/account.ts'
import type { PairedTablet } from '../backend/contract/tablet.ts'

/** What a paired tablet keeps of itself: how it was when the server was last asked, and who worked on it last. */
export interface Paired extends PairedTablet {
  last: Me | null
}

const pairedKey = 'ouderapp.tablet'
const lockedKey = 'ouderapp.tablet.locked'
const touchedKey = 'ouderapp.tablet.touched'

function kept(): Paired | null {
  try {
    return JSON.parse(localStorage.getItem(pairedKey) ?? 'null') as Paired | null
  } catch {
    return null
  }
}

const [paired, setPaired] = createSignal<Paired | null>(kept())
const [locked, setLocked] = createSignal(localStorage.getItem(lockedKey) !== null)

export {
  /** Whether what is open here is hidden until somebody says who that is. */
  locked,
  /** The tablet that this browser is, if it is one. */
  paired,
}

/** Keeps what is known of the tablet; `null` once it is none any more. */
export function keepPaired(tablet: Paired | null): void {
  if (tablet) localStorage.setItem(pairedKey, JSON.stringify(tablet))
  else for (const key of [pairedKey, lockedKey, touchedKey]) localStorage.removeItem(key)
  setPaired(tablet)
  if (!tablet) setLocked(false)
}

export function lock(): void {
  localStorage.setItem(lockedKey, 'yes')
  setLocked(true)
}

export function unlock(): void {
  localStorage.removeItem(lockedKey)
  touched()
  setLocked(false)
}

/** Somebody touches the tablet. */
export const touched = (): void => localStorage.setItem(touchedKey, String(Date.now()))

/** Whether nobody touched it for so many minutes, also while the page was closed. */
export const untouchedFor = (minutes: number): boolean =>
  Date.now() - (Number(localStorage.getItem(touchedKey)) || 0) >= minutes * 60_000

// Locked in one tab it is locked in all.
window.addEventListener('storage', ({ key, newValue }) => {
  if (key === lockedKey && newValue !== null) setLocked(true)
  // Whoever opened it there may be another one than who was here.
  if (key === lockedKey && newValue === null) location.reload()
  if (key === pairedKey) setPaired(kept())
})
