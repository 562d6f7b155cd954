import type { Day, Instant } from './values.ts'

/* Days and times as a clock shows them, as moments; without the validator, which a page does not need for it. */

const formats = new Map<string, Intl.DateTimeFormat>()

/** The bounds of a day and of its parts are asked for each child: to work one out takes longer than all the rest. */
const offsetsKnown = new Map<string, number>()
const mostKnown = 1000

/** By how much a clock there differs from UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const key = `${moment} ${timeZone}`
  const known = offsetsKnown.get(key)
  if (known !== undefined) return known
  const found = workedOut(moment, timeZone)
  if (offsetsKnown.size >= mostKnown) offsetsKnown.clear()
  offsetsKnown.set(key, found)
  return found
}

function workedOut(moment: number, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(timeZone, format)
  }
  const at = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]))
  const shown = Date.parse(`${at.year}-${at.month}-${at.day}T${at.hour}:${at.minute}:00Z`)
  return shown - Math.floor(moment / 60_000) * 60_000
}

/**
 * The moment at which a clock there shows so many minutes after a day's midnight; 1440 is the next one. A time that the clock skips moves on by
 * the hour that was skipped, and of one that comes twice it is the first.
 */
export function momentOfMinute(day: Day, minute: number, timeZone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minute * 60_000
  const offsets = [wall - 86_400_000, wall + 86_400_000].map((near) => offsetAt(near, timeZone))
  const found = offsets.map((offset) => wall - offset).filter((moment) => moment + offsetAt(moment, timeZone) === wall)
  return found.length > 0 ? Math.min(...found) : wall - offsets[0]!
}

/** The first moment of a day and of the next one; a day of a clock change has 23 or 25 hours. */
export const boundsOfDay = (day: Day, timeZone: string): { from: number; until: number } => ({
  from: momentOfMinute(day, 0, timeZone),
  until: momentOfMinute(day, 1440, timeZone),
})

/** Whether something from a moment until another, or still going on, was also on this day. */
export function isOnDay(
  { arrivedAt, leftAt }: { arrivedAt: Instant; leftAt: Instant | null },
  day: Day,
  timeZone: string,
): boolean {
  const { from, until } = boundsOfDay(day, timeZone)
  return Date.parse(arrivedAt) < until && (leftAt === null || Date.parse(leftAt) >= from)
}

const dayFormats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of a moment in a time zone. */
export function dayOf(moment: Date | Instant, timeZone: string): Day {
  let format = dayFormats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    dayFormats.set(timeZone, format)
  }
  return format.format(new Date(moment))
}
