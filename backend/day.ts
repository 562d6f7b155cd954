import { Temporal } from 'temporal-polyfill'

/** Where the organisations are; times are shown in their zone, stored as moments. */
export const timeZone = 'Europe/Amsterdam'

/** The first moment of a day and of the next one; a day of a clock change has 23 or 25 hours. */
export function boundsOf(day: string): { from: Date; until: Date } {
  const date = Temporal.PlainDate.from(day)
  const start = (of: Temporal.PlainDate) => new Date(of.toZonedDateTime(timeZone).epochMilliseconds)
  return { from: start(date), until: start(date.add({ days: 1 })) }
}
