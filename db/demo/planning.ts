import { Temporal } from 'temporal-polyfill'
import { weekdayOf } from '../../backend/contract/expected.ts'
import * as fillPlanning from '../fill/planning.ts'
import type { Filling } from '../filling.ts'

type Hours = readonly [from: number, until: number]
const whole: Hours = [510, 1080]
const early: Hours = [450, 1050]
const morning: Hours = [510, 780]
const afterSchool: Hours = [870, 1110]
const wednesday: Hours = [735, 1110]

/** From Monday to Friday; who is not named comes on all five days. */
const weeks: Record<string, (Hours | null)[]> = {
  Noor: [whole, whole, null, whole, null],
  Aya: [whole, null, null, whole, whole],
  Bram: [early, early, null, early, null],
  Daan: [whole, whole, whole, null, null],
  Elin: [null, whole, null, whole, null],
  Fenna: [whole, whole, null, null, whole],
  Jurre: [morning, morning, null, morning, null],
  Liv: [null, whole, whole, whole, null],
  Mila: [whole, whole, null, whole, null],
  Moos: [early, null, early, early, null],
  Saar: [null, whole, null, null, whole],
  Yusuf: [whole, whole, null, whole, null],
  Sam: [afterSchool, afterSchool, null, afterSchool, null],
  Tess: [afterSchool, null, wednesday, afterSchool, null],
  Bas: [afterSchool, afterSchool, null, null, afterSchool],
}
const allDays = [whole, whole, whole, whole, whole]

/** When a child comes, Monday first. */
const weekOf = (callName: string): (Hours | null)[] => [...(weeks[callName] ?? allDays), null, null]

/** Today is a day of care whenever somebody tries the demonstration: a weekend's today is like a Tuesday. */
function weekOfToday(callName: string, today: string): (Hours | null)[] {
  const days = weekOf(callName)
  if (isWeekend(today)) days[weekdayOf(today)] = days[1] ?? null
  return days
}
const isWeekend = (day: string) => weekdayOf(day) > 4

/** When a child comes on a day, by its week. */
export const hoursOn = (callName: string, day: string, today: string): Hours | null =>
  (day === today ? weekOfToday(callName, today) : weekOf(callName))[weekdayOf(day)] ?? null

export const comesOn = (callName: string, day: string, today: string): boolean => hoursOn(callName, day, today) !== null

const holidays = [
  ['01-01', 'Nieuwjaarsdag'],
  ['04-27', 'Koningsdag'],
  ['05-05', 'Bevrijdingsdag'],
  ['12-25', 'Eerste kerstdag'],
  ['12-26', 'Tweede kerstdag'],
] as const

/** The children's weeks, of which one changes soon, somebody's extra day today, and the closing days of the year that comes. */
export function addPlanning(
  filling: Filling,
  children: readonly { id: string; callName: string; group: string }[],
  groupIds: ReadonlyMap<string, string>,
  locationId: string,
  today: string,
): void {
  const at = Temporal.PlainDate.from(today)
  for (const { id, callName } of children) {
    fillPlanning.week(filling, id, weekOf(callName))
    if (!isWeekend(today)) continue
    fillPlanning.week(filling, id, weekOfToday(callName, today), today)
    fillPlanning.week(filling, id, weekOf(callName), at.add({ days: 1 }).toString())
  }
  const monday = at.subtract({ days: weekdayOf(today) })
  const bram = children.find(({ callName }) => callName === 'Bram')
  if (bram)
    fillPlanning.week(
      filling,
      bram.id,
      [early, early, early, early, null, null, null],
      monday.add({ weeks: 3 }).toString(),
    )
  const away = children.find(({ callName }) => !comesOn(callName, today, today))
  if (away) {
    const groupId = groupIds.get(away.group)!
    fillPlanning.extraDay(filling, { childId: away.id, groupId, on: today, from: whole[0], until: whole[1] })
  }
  for (const [date, name] of holidays) {
    const thisYear = Temporal.PlainDate.from(`${at.year}-${date}`)
    const next = Temporal.PlainDate.compare(thisYear, at) > 0 ? thisYear : thisYear.add({ years: 1 })
    // The king's day is a Saturday when the date is a Sunday.
    const on = name === 'Koningsdag' && next.dayOfWeek === 7 ? next.subtract({ days: 1 }) : next
    fillPlanning.closingDay(filling, { on: on.toString(), name })
  }
  // A Friday on which nobody else is closed.
  const friday = monday.add({ weeks: 2, days: 4 })
  fillPlanning.closingDay(filling, { locationId, on: friday.toString(), name: 'Studiedag van het team' })
}
