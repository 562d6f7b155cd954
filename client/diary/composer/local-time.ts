import type { Day, Instant } from '../../../backend/contract/values.ts'

/** A wall-clock time as an input gives it, `13:45`. */
export type WallTime = string

/** What the clock on the wall means: usually one moment; two when the clock is set back, none when it is set forward. */
export interface Moment {
  instant: Instant
  note: 'skipped' | 'twice' | null
}

const parts = new Map<string, Intl.DateTimeFormat>()

function formatter(timeZone: string): Intl.DateTimeFormat {
  let known = parts.get(timeZone)
  if (!known) {
    known = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    parts.set(timeZone, known)
  }
  return known
}

/** The day and the wall-clock time of a moment in a time zone. */
export function wallClock(moment: Instant | number, timeZone: string): { day: Day; time: WallTime } {
  const at = Object.fromEntries(
    formatter(timeZone)
      .formatToParts(typeof moment === 'number' ? moment : Date.parse(moment))
      .map(({ type, value }) => [type, value]),
  )
  return { day: `${at.year}-${at.month}-${at.day}`, time: `${at.hour}:${at.minute}` }
}

function offsetAt(moment: number, timeZone: string): number {
  const { day, time } = wallClock(moment, timeZone)
  return Date.parse(`${day}T${time}:00Z`) - Math.floor(moment / 60_000) * 60_000
}

/**
 * The moment at which the clock on the wall shows this time. A time that the clock skips moves on by the hour that
 * was skipped; of a time that comes twice it is the first, or with `second` the second.
 */
export function momentAt(day: Day, time: WallTime, timeZone: string, second = false): Moment {
  const wall = Date.parse(`${day}T${time}:00Z`)
  const before = offsetAt(wall - 86_400_000, timeZone)
  const after = offsetAt(wall + 86_400_000, timeZone)
  const found = [...new Set([wall - before, wall - after])]
    .filter((moment) => moment + offsetAt(moment, timeZone) === wall)
    .sort((a, b) => a - b)
  const [first, last] = [found[0], found.at(-1)]
  if (first === undefined || last === undefined) return { instant: iso(wall - before), note: 'skipped' }
  return { instant: iso(second ? last : first), note: first === last ? null : 'twice' }
}

const iso = (moment: number): Instant => new Date(moment).toISOString()

/** A wall-clock time so many minutes further, within the same day. */
export function timeAfter(time: WallTime, minutes: number): WallTime {
  const [hours = 0, rest = 0] = time.split(':').map(Number)
  const sum = Math.min(23 * 60 + 59, Math.max(0, hours * 60 + rest + minutes))
  return `${String(Math.floor(sum / 60)).padStart(2, '0')}:${String(sum % 60).padStart(2, '0')}`
}
