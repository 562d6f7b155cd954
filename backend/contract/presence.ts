import { dayOf, isOnDay, momentOfMinute } from './clock.ts'
import type { Expected, Part } from './planning.ts'
import type { Day, Instant } from './values.ts'

/* What a child is to its group on a day, for the server and the client alike. */

/** After so many minutes who did not arrive is late, and who was not fetched is still there. */
export const grace = 15

export const childStates = [
  'expected',
  /** Expected, and not there a quarter of an hour later. */
  'late',
  'present',
  /** Present, though the last time at which it is expected is a quarter of an hour ago, or since another day. */
  'still_here',
  'gone',
  'absent',
  'not_expected',
] as const
export type ChildState = (typeof childStates)[number]

/** All that is known of a child and a day. */
export interface Known {
  day: Day
  /** Null when nothing was planned that says so: it may come at any time, and is never late. */
  expected: Expected | null
  isClosed: boolean
  /** Of this day; null for a whole one. */
  absences: readonly { part: Part | null }[]
  /** Not removed; those that were on this day and that have not ended. */
  stays: readonly { arrivedAt: Instant; leftAt: Instant | null }[]
}

export interface StateOnDay {
  state: ChildState
  /** Of who is there since when, and of who is gone at what time. */
  at: Instant | null
  /** The part of the day that this is about: the next one, or of who is there the last one. */
  part: Part | null
}

/** The parts of the day on which the child is expected though it is absent on others. */
function withoutAbsences(parts: readonly Part[], absences: Known['absences']): Part[] {
  return absences.reduce<Part[]>(
    (left, { part }) =>
      part === null
        ? []
        : left.flatMap((one) =>
            part.until <= one.from || part.from >= one.until
              ? [one]
              : [
                  { from: one.from, until: part.from },
                  { from: part.until, until: one.until },
                ].filter(({ from, until }) => from < until),
          ),
    [...parts],
  )
}

/** What a child is to its group on a day, at a moment. */
export function stateOnDay(known: Known, now: Instant | number, timeZone: string): StateOnDay {
  const { day, absences } = known
  const moment = typeof now === 'number' ? now : Date.parse(now)
  const of = (minute: number) => momentOfMinute(day, minute, timeZone)
  const planned = known.isClosed ? [] : (known.expected?.parts ?? [])
  const parts = withoutAbsences(planned, absences)
  const stays = known.stays
    .filter((stay) => isOnDay(stay, day, timeZone))
    .sort((a, b) => Date.parse(a.arrivedAt) - Date.parse(b.arrivedAt))
  const open = stays.find(({ leftAt }) => leftAt === null)
  if (open) {
    const part = parts.at(-1) ?? null
    const isOver = part !== null && moment > of(part.until) + grace * 60_000
    const isOfEarlier = dayOf(open.arrivedAt, timeZone) < dayOf(new Date(moment), timeZone)
    return { state: isOver || isOfEarlier ? 'still_here' : 'present', at: open.arrivedAt, part }
  }
  // Who left comes once more when a part of the day begins after that.
  const last = stays.findLast(({ leftAt }) => leftAt !== null)
  const next = parts.find(({ from }) => last === undefined || of(from) >= Date.parse(last.leftAt!))
  if (next) {
    const isLate = moment > of(next.from) + grace * 60_000
    return { state: isLate ? 'late' : 'expected', at: null, part: next }
  }
  if (last) return { state: 'gone', at: last.leftAt, part: null }
  const isAway = absences.some(({ part }) => part === null) || planned.length > 0
  if (isAway) return { state: 'absent', at: null, part: null }
  const isUnknown = !known.isClosed && known.expected === null && absences.length === 0
  return { state: isUnknown ? 'expected' : 'not_expected', at: null, part: null }
}
