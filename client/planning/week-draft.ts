import type { Part, Week } from '../../backend/contract/planning.ts'
import type { Day } from '../../backend/contract/values.ts'
import { readTime } from '../ui/read-time.ts'
import { minutesOf, timeOf } from './hours.ts'

/** A day of a week as it is being filled in; the times as they were typed. */
export interface DayDraft {
  comes: boolean
  from: string
  until: string
}

export interface WeekDraft {
  startsOn: Day
  days: DayDraft[]
}

const usual = { from: '08:30', until: '18:00' }

export const draftOf = (startsOn: Day, week: Week | undefined): WeekDraft => ({
  startsOn,
  days: Array.from({ length: 7 }, (_, n) => {
    const part = week?.[n]
    return part
      ? { comes: true, from: timeOf(part.from), until: timeOf(part.until) }
      : { comes: false, from: '', until: '' }
  }),
})

/** A day that begins to count takes the times of the first one that does. */
export function withDay(days: readonly DayDraft[], n: number, part: Partial<DayDraft>): DayDraft[] {
  const first = days.find(({ comes }) => comes) ?? usual
  return days.map((day, at) => {
    if (at !== n) return day
    const next = { ...day, ...part }
    return next.comes && !next.from && !next.until && part.comes
      ? { ...next, from: first.from, until: first.until }
      : next
  })
}

/** All days that count get the times of the first one. */
export function withSameTimes(days: readonly DayDraft[]): DayDraft[] {
  const first = days.find(({ comes }) => comes)
  return days.map((day) => (first && day.comes ? { ...day, from: first.from, until: first.until } : day))
}

/** A part may last until then, and is then shown so; no moment is. */
const endOfDay = /^\s*24[:.]?00\s*$/

/** The part of a day that two typed times make, or what is wrong with them. */
export function partOf(from: string, until: string): Part | 'time' | 'before_from' {
  const [start, end] = [readTime(from), endOfDay.test(until) ? '24:00' : readTime(until)]
  if (start === null || end === null) return 'time'
  const part = { from: minutesOf(start), until: minutesOf(end) }
  return part.from < part.until ? part : 'before_from'
}

/** What is wrong with a day, if something is. */
export function problemOf({ comes, from, until }: DayDraft): 'time' | 'before_from' | undefined {
  const part = comes ? partOf(from, until) : undefined
  return typeof part === 'string' ? part : undefined
}

/** The week that was filled in; undefined while something in it is wrong. */
export function weekOf(days: readonly DayDraft[]): Week | undefined {
  const week = days.map(({ comes, from, until }) => (comes ? partOf(from, until) : null))
  return week.every((part): part is Part | null => typeof part !== 'string') ? week : undefined
}

/** The days of the week on which two weeks differ. */
export const changesOf = (
  before: Week | undefined,
  after: Week,
): { weekday: number; before: Part | null; after: Part | null }[] =>
  after.flatMap((part, weekday) => {
    const was = before?.[weekday] ?? null
    return was?.from === part?.from && was?.until === part?.until ? [] : [{ weekday, before: was, after: part }]
  })
