import { Temporal } from 'temporal-polyfill'
import { dayOf } from './contract/clock.ts'

/** Where the organisations are; times are shown in their zone, stored as moments. */
export const timeZone = 'Europe/Amsterdam'

/** The day on which somebody asks. */
export const todayOf = ({ now }: { now: Date }): string => dayOf(now, timeZone)

/** The days of a period, in order; of a long one, or one without a beginning, the last `most`. */
export function daysOf(from: string | undefined, to: string, most: number): string[] {
  const last = Temporal.PlainDate.from(to)
  const whole = from === undefined ? most : Temporal.PlainDate.from(from).until(last).days + 1
  const count = Math.max(0, Math.min(most, whole))
  return Array.from({ length: count }, (_, n) => last.subtract({ days: count - 1 - n }).toString())
}

/** The first moment of a day and of the next one; a day of a clock change has 23 or 25 hours. */
export function boundsOf(day: string): { from: Date; until: Date } {
  const date = Temporal.PlainDate.from(day)
  const start = (of: Temporal.PlainDate) => new Date(of.toZonedDateTime(timeZone).epochMilliseconds)
  return { from: start(date), until: start(date.add({ days: 1 })) }
}

/** The day and the time of a moment where the organisations are: `2026-11-22` and `14:30`. */
export function clockOf(moment: Date): { day: string; time: string } {
  const there = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone)
  return { day: there.toPlainDate().toString(), time: there.toPlainTime().toString({ smallestUnit: 'minute' }) }
}

/** The moment of a time as a clock here shows it, `2026-11-22T14:30:00`, or with its own offset behind it. */
export const momentOf = (local: string): Date =>
  /[+-]\d\d:\d\d$/.test(local)
    ? new Date(local)
    : new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds)
