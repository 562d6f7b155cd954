import { longestReason, shortestReason } from '../../backend/contract/attendance-limits.ts'
import type { Escort } from '../../backend/contract/stay.ts'
import type { Day, Instant } from '../../backend/contract/values.ts'
import { momentAt, type WallTime, wallClock } from '../diary/composer/local-time.ts'

/** What a form about a stay begins with. */
export interface StayDraft {
  arrivedAt: Instant | null
  /** Null while the child is there. */
  leftAt: Instant | null
  broughtBy: Escort | null
  fetchedBy: Escort | null
  reason: string
  /** What is to be done once it is stored. */
  done?: () => void
}

/** A moment as it is filled in: as it was until somebody changes it, for a clock shows some times twice. */
export interface Filled {
  day: Day
  time: WallTime
  second: boolean
  was: Instant | null
}

export function filled(at: Instant | null, otherwise: number, timeZone: string): Filled {
  return { ...wallClock(at ?? otherwise, timeZone), second: false, was: at }
}

/** The moment that was filled in; null while it is none. */
export function momentOf(
  { day, time, second, was }: Filled,
  timeZone: string,
): { at: Instant; note: string | null } | null {
  if (day === '' || time === '') return null
  if (was !== null) {
    const before = wallClock(was, timeZone)
    if (before.day === day && before.time === time && !second) return { at: was, note: null }
  }
  const { instant, note } = momentAt(day, time, timeZone, second)
  return { at: instant, note }
}

export type StayProblem = 'time' | 'before_arrival' | 'future' | 'too_old' | 'reason' | 'reason_long'

/** What keeps a stay from being stored, before the server is asked. */
export function problemsOfStay(
  { arrived, left, reason }: { arrived: Instant | null; left: Instant | null | undefined; reason: string },
  now: number,
  /** The earliest moment that may still be put right. */
  since: number,
): { arrived?: StayProblem; left?: StayProblem; reason?: StayProblem } {
  const of = (at: Instant): StayProblem | undefined =>
    Date.parse(at) > now + 60_000 ? 'future' : Date.parse(at) < since ? 'too_old' : undefined
  const first = arrived === null ? 'time' : of(arrived)
  const isEarlier = arrived !== null && left != null && Date.parse(left) < Date.parse(arrived)
  const last = left === null ? 'time' : isEarlier ? 'before_arrival' : left === undefined ? undefined : of(left)
  const length = reason.trim().length
  const why = length < shortestReason ? 'reason' : reason.length > longestReason ? 'reason_long' : undefined
  return {
    ...(first && { arrived: first }),
    ...(last && { left: last }),
    ...(why && { reason: why }),
  }
}
