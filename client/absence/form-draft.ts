import {
  type AbsenceReason,
  daysBetween,
  type GuardianAbsence,
  longestAbsence,
  longestNote,
  reportedAhead,
  type StaffAbsence,
} from '../../backend/contract/absence.ts'
import type { Part } from '../../backend/contract/planning.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { ApiError } from '../api.ts'
import { timeOf } from '../planning/hours.ts'
import { partOf } from '../planning/week-draft.ts'
import { daysAfter, isOnClock } from '../time.ts'

/** A report as it is being filled in. */
export interface Draft {
  childIds: readonly Id[]
  reason: AbsenceReason
  when: 'today' | 'tomorrow' | 'days'
  /** Of other days than today and tomorrow; empty while none is chosen. */
  first: string
  last: string
  isPart: boolean
  /** As they were typed. */
  from: string
  until: string
  note: string
}

/** What most reports say. */
export const emptyDraft = (childIds: readonly Id[]): Draft => ({
  childIds,
  reason: 'sick',
  when: 'today',
  first: '',
  last: '',
  isPart: false,
  from: '',
  until: '',
  note: '',
})

export const draftOf = (absence: GuardianAbsence | StaffAbsence): Draft => ({
  childIds: [absence.childId],
  reason: absence.reason,
  when: 'days',
  first: absence.startsOn,
  last: absence.endsOn,
  isPart: absence.part !== null,
  from: absence.part ? timeOf(absence.part.from) : '',
  until: absence.part ? timeOf(absence.part.until) : '',
  note: absence.note,
})

/** The first and the last day that it is about; a last day that is not given is the first one. */
export const spanOf = (draft: Draft, today: Day): { startsOn: Day; endsOn: Day } => {
  if (draft.when === 'days') return { startsOn: draft.first, endsOn: draft.last || draft.first }
  const day = draft.when === 'today' ? today : daysAfter(today, 1)
  return { startsOn: day, endsOn: day }
}

export type Field = 'children' | 'startsOn' | 'endsOn' | 'part' | 'note'
const reasons = [
  'children',
  'day',
  'past',
  'before_start',
  'too_long',
  'too_far',
  'one_day',
  'too_many_parts',
  'time',
  'skipped',
  'before_from',
  'begun',
  'note',
  'unsafe_characters',
  'wrong',
] as const
export type Problem = (typeof reasons)[number]
export type Problems = Partial<Record<Field, Problem>>

const day = /^\d{4}-\d{2}-\d{2}$/

/** What the server would not take of the days, as far as that shows here. */
export function problemsOfDays(draft: Draft, today: Day, since: Day): Problems {
  const { startsOn, endsOn } = spanOf(draft, today)
  if (!day.test(startsOn)) return { startsOn: 'day' }
  if (startsOn < since) return { startsOn: 'past' }
  if (!day.test(endsOn)) return { endsOn: 'day' }
  if (endsOn < startsOn) return { endsOn: 'before_start' }
  if (endsOn > daysAfter(today, reportedAhead)) return { endsOn: 'too_far' }
  if (daysBetween(startsOn, endsOn) >= longestAbsence) return { endsOn: 'too_long' }
  return {}
}

/** The part of the day that was filled in, or what is wrong with it. */
export function partIn(draft: Draft, today: Day): Part | null | Problem {
  const { startsOn, endsOn } = spanOf(draft, today)
  if (!draft.isPart || startsOn !== endsOn) return null
  const part = partOf(draft.from, draft.until)
  if (typeof part === 'string') return part
  // All of a day is no part of it.
  if (part.from === 0 && part.until === 24 * 60) return null
  return [part.from, part.until].every((minute) => isOnClock(startsOn, minute)) ? part : 'skipped'
}

export function problemsOf(draft: Draft, today: Day, since: Day): Problems {
  const part = partIn(draft, today)
  return {
    ...problemsOfDays(draft, today, since),
    ...(draft.childIds.length === 0 && { children: 'children' }),
    ...(typeof part === 'string' && { part }),
    ...(draft.note.length > longestNote && { note: 'note' }),
  }
}

const fieldOf = (path: string): Field | undefined =>
  path.startsWith('part')
    ? 'part'
    : path.startsWith('child')
      ? 'children'
      : (['startsOn', 'endsOn', 'note'] as const).find((field) => field === path)

/** What the server did not take, at the fields that it is about. */
export function problemsIn(error: unknown): Problems {
  const fields = error instanceof ApiError && error.code === 'invalid' ? (error.details.fields ?? []) : []
  return Object.fromEntries(
    fields.flatMap(({ path, reason }) => {
      const field = fieldOf(path)
      if (!field) return []
      const known = reasons.find((one) => one === reason) ?? 'wrong'
      return [[field, field === 'note' && known === 'too_long' ? 'note' : known]]
    }),
  )
}
