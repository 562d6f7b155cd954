import { createSignal } from 'solid-js'
import { now, whenClockIsSet } from './clock.ts'
import { dayOf } from './time.ts'

const [minute, setMinute] = createSignal(now())
whenClockIsSet(() => setMinute(now()))
setInterval(() => setMinute(now()), 30_000)
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && setMinute(now()))

/** The moment it is, by the server's clock, refreshed twice a minute. */
export { minute }

/** The day it is. */
export const today = () => dayOf(minute())
