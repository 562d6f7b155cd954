import type { Day } from './values.ts'

/* Which absences a group sees ahead, for the server and the client alike. */

/** For so many days after the day that is looked at. */
export const comingFor = 14

const daysAfter = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The days after a day on which an absence is still to come. */
export const comingDays = (day: Day): Day[] => Array.from({ length: comingFor }, (_, n) => daysAfter(day, n + 1))

/** Is something of an absence on one of those days. */
export const isComing = ({ startsOn, endsOn }: { startsOn: Day; endsOn: Day }, day: Day): boolean =>
  endsOn > day && startsOn <= daysAfter(day, comingFor)
