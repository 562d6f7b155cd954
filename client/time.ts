import type { Day, Instant, Language } from '../backend/contract/values.ts'

/** Dates and times in the organisation's time zone, whatever the device thinks. */
const locales: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' }
const made = new Map<string, Intl.DateTimeFormat>()
let timeZone = 'Europe/Amsterdam'

/** The zone that every date and time is shown in from now on. */
export const showTimesIn = (zone: string): void => {
  timeZone = zone
}

function format(language: Language, options: Intl.DateTimeFormatOptions, zone = timeZone): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${Object.entries(options).flat().join()}`
  let found = made.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(locales[language], { timeZone: zone, ...options })
    made.set(key, found)
  }
  return found
}

/** The calendar day of a moment, `2026-11-22`: by a language that the screen needs as well, for another one takes as long to open. */
export const dayOf = (moment: Instant | number): Day =>
  format('nl', { year: 'numeric', month: '2-digit', day: '2-digit' })
    .format(new Date(moment))
    .split('-')
    .reverse()
    .join('-')

/** The day so many days later. */
export const daysAfter = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Does the clock show these minutes after midnight on a day: where it is set forward, it skips an hour. */
export function isOnClock(day: Day, minute: number): boolean {
  if (minute >= 24 * 60) return true
  const wall = Date.parse(`${day}T00:00:00Z`) + minute * 60_000
  const shown = new Date(wall).toISOString().slice(11, 16)
  // The moment lies within a day of what the clock would show at Greenwich.
  for (let quarters = -56; quarters <= 56; quarters++) {
    const moment = wall + quarters * 900_000
    if (clock(moment) === shown && dayOf(moment) === day) return true
  }
  return false
}

/** `15:46` */
export const clock = (moment: Instant | number, language: Language = 'nl'): string =>
  format(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(moment))

/** The hour of the day of a moment with its fraction, 15.77 for 15:46. */
export function hourOf(moment: Instant | number): number {
  const [hour = 0, minute = 0] = clock(moment).split(':').map(Number)
  return hour + minute / 60
}

const noon = (day: Day) => new Date(`${day}T12:00:00Z`)

/** `donderdag 20 november`; with the year when it is not this one. */
export function longDay(day: Day, language: Language, today: Day): string {
  const options: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' }
  if (day.slice(0, 4) !== today.slice(0, 4)) options.year = 'numeric'
  return format(language, options, 'UTC').format(noon(day))
}

/** `20 november`; with the year when it is not this one. */
export function shortDay(day: Day, language: Language, today: Day): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' }
  if (day.slice(0, 4) !== today.slice(0, 4)) options.year = 'numeric'
  return format(language, options, 'UTC').format(noon(day))
}

/** `november`, of a month `2026-11`; with the year when it is not this one. */
export function longMonth(month: string, language: Language, today: Day): string {
  const options: Intl.DateTimeFormatOptions = { month: 'long' }
  if (month.slice(0, 4) !== today.slice(0, 4)) options.year = 'numeric'
  return format(language, options, 'UTC').format(noon(`${month}-15`))
}

/** `donderdag` */
export const weekday = (day: Day, language: Language): string =>
  format(language, { weekday: 'long' }, 'UTC').format(noon(day))

/** `do` */
export const shortWeekday = (day: Day, language: Language): string =>
  format(language, { weekday: 'short' }, 'UTC').format(noon(day))

/** `20 november 14:03`, for a history. */
export const moment = (at: Instant, language: Language): string =>
  format(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at))

/** A number as the language writes it. */
export const decimal = (value: number, language: Language): string =>
  new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 }).format(value)

/** `Noor, Sam en Juul` */
export const listed = (names: readonly string[], language: Language): string =>
  new Intl.ListFormat(locales[language], { type: 'conjunction' }).format(names)
