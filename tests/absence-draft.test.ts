import { describe, expect, test, vi } from 'vitest'
import type { GuardianAbsence } from '../backend/contract/absence.ts'
import {
  type Draft,
  draftOf,
  emptyDraft,
  partIn,
  problemsIn,
  problemsOf,
  problemsOfDays,
  spanOf,
} from '../client/absence/form-draft.ts'
import { ApiError } from '../client/api.ts'

vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} }))

const today = '2026-11-22'
const draft = (more: Partial<Draft> = {}): Draft => ({ ...emptyDraft(['noor']), ...more })
const days = (first: string, last: string) => draft({ when: 'days', first, last })
const absence: GuardianAbsence = {
  id: 'a',
  childId: 'noor',
  reason: 'other',
  startsOn: '2026-11-24',
  endsOn: '2026-11-24',
  part: { from: 545, until: 1440 },
  note: 'Tandarts',
  version: 3,
  late: false,
  reportedAt: '2026-11-22T10:00:00.000Z',
  changedAt: null,
  cancelled: false,
  reporter: { name: 'Lisa', relation: 'guardian' },
  seen: null,
}
const refused = (fields: { path: string; reason: string }[]) => new ApiError('invalid', 'x', { fields })

describe('a report that is being filled in', () => {
  test('is sick, today and whole until something else is said', () => {
    expect(spanOf(draft(), today)).toEqual({ startsOn: today, endsOn: today })
    expect([draft().reason, partIn(draft(), today)]).toEqual(['sick', null])
    expect(problemsOf(draft(), today, today)).toEqual({})
  })
  test('is of tomorrow, also over the end of a month and a clock change; a last day that is not given is the first', () => {
    const tomorrow = draft({ when: 'tomorrow' })
    for (const [now, next] of [
      ['2028-02-28', '2028-02-29'],
      ['2027-02-28', '2027-03-01'],
      ['2027-03-27', '2027-03-28'],
      ['2026-12-31', '2027-01-01'],
    ] as const)
      expect(spanOf(tomorrow, now)).toEqual({ startsOn: next, endsOn: next })
    expect(spanOf(days('2026-12-01', ''), today)).toEqual({ startsOn: '2026-12-01', endsOn: '2026-12-01' })
  })
  test('of all hours of a day is whole; a time that the clock skips is none', () => {
    const part = (first: string, from: string, until: string) =>
      partIn(draft({ when: 'days', first, last: first, isPart: true, from, until }), today)
    expect(part('2027-03-27', '00:00', '24:00')).toBe(null)
    expect(part('2027-03-27', '02:00', '03:00')).toEqual({ from: 120, until: 180 })
    expect(part('2027-03-28', '02:00', '03:00')).toBe('skipped')
    expect(part('2027-03-28', '01:00', '02:59')).toBe('skipped')
    expect(part('2027-03-28', '01:00', '03:00')).toEqual({ from: 60, until: 180 })
    expect(part('2027-10-31', '02:00', '03:00')).toEqual({ from: 120, until: 180 })
    expect(part('2027-03-28', '00:00', '12:00')).toEqual({ from: 0, until: 720 })
  })
  test('of what is there begins with what it says', () => {
    const existing = draftOf(absence)
    expect(spanOf(existing, today)).toEqual({ startsOn: '2026-11-24', endsOn: '2026-11-24' })
    expect([existing.from, existing.note, existing.reason]).toEqual(['09:05', 'Tandarts', 'other'])
    expect(partIn(draftOf({ ...absence, part: { from: 545, until: 720 } }), today)).toEqual({ from: 545, until: 720 })
    // Midnight at the end of a day is its end.
    expect(partIn(existing, today)).toEqual(absence.part)
  })
  test('has a part of one day alone, and says which of its times are wrong', () => {
    const part = (from: string, until: string, more: Partial<Draft> = {}) =>
      partIn(draft({ isPart: true, from, until, ...more }), today)
    expect(part('9:00', '1230')).toEqual({ from: 540, until: 750 })
    expect([part('', '12:00'), part('12:00', '12:00')]).toEqual(['time', 'before_from'])
    expect(part('x', 'y', { isPart: false })).toBeNull()
    expect(part('x', 'y', { when: 'days', first: '2026-11-23', last: '2026-11-24' })).toBeNull()
    expect(problemsOf(draft({ isPart: true }), today, today)).toEqual({ part: 'time' })
  })
  test.each([
    ['', '', { startsOn: 'day' }],
    ['2026-11-21', '2026-11-22', { startsOn: 'past' }],
    ['2026-11-23', '2026-11-22', { endsOn: 'before_start' }],
    ['2026-11-23', '2027-02-23', { endsOn: 'too_long' }],
    ['2026-11-23', '2027-02-22', {}],
    ['2027-11-23', '2027-11-23', { endsOn: 'too_far' }],
    ['2027-11-22', '2027-11-22', {}],
    ['2031-11-22', '', { endsOn: 'too_far' }],
  ])('from %s to %s', (first, last, problems) => {
    expect(problemsOfDays(days(first, last), today, today)).toEqual(problems)
  })
  test('is of somebody, and its note is not too long', () => {
    expect(problemsOf(draft({ childIds: [], note: 'x'.repeat(501) }), today, today)).toEqual({
      children: 'children',
      note: 'note',
    })
  })
})

describe('what the server did not take', () => {
  test('stands at the field that it is about', () => {
    expect(
      problemsIn(
        refused([
          { path: 'part.until', reason: 'before_from' },
          { path: 'children', reason: 'too_many' },
          { path: 'startsOn', reason: 'begun' },
          { path: 'note', reason: 'too_long' },
        ]),
      ),
    ).toEqual({ part: 'before_from', children: 'wrong', startsOn: 'begun', note: 'note' })
  })
  test('stands at none where there is none, or where it is another answer', () => {
    expect(problemsIn(refused([{ path: 'version', reason: 'x' }]))).toEqual({})
    for (const error of [undefined, new Error('x'), new ApiError('not_found', 'x')])
      expect(problemsIn(error)).toEqual({})
  })
})
