import { expect, test } from 'vitest'
import type { GuardianAbsence } from '../backend/contract/absence.ts'
import type { GuardianEvent } from '../backend/contract/live.ts'
import { applyToAbsences } from '../client/absence/absence-state.ts'

/* What a guardian's device makes of the events about absences: what a fetch would give. */

const absence = (id: string, given: Partial<GuardianAbsence> = {}): GuardianAbsence => ({
  ...{ id, childId: 'noor', reason: 'sick', startsOn: '2026-11-22', endsOn: '2026-11-22', part: null, note: '' },
  ...{ version: 1, late: false, reportedAt: '2026-11-22T07:00:00Z', changedAt: null, cancelled: false, seen: null },
  reporter: { name: 'Lisa', relation: 'guardian' },
  ...given,
})
const since = '2026-11-08'
const told = (
  item: GuardianAbsence,
  type: 'absence.reported' | 'absence.changed' | 'absence.seen' = 'absence.changed',
) => ({ channel: 'a', seq: 1, at: '2026-11-22T10:00:00Z', type, item }) satisfies GuardianEvent
const after = (absences: readonly GuardianAbsence[], ...items: GuardianAbsence[]) =>
  items.reduce((all, item) => applyToAbsences(all, told(item), since), absences)

test('they stand by their first day, each once, as they are now', () => {
  const [a, b] = [absence('a'), absence('b', { startsOn: '2026-11-20' })]
  expect(after([a], b)).toEqual([b, a])
  const longer = absence('a', { startsOn: '2026-11-19', version: 2 })
  expect(after([b, a], longer)).toEqual([longer, b])
  expect(after([absence('c'), absence('d')], absence('b'))).toMatchObject([{ id: 'b' }, { id: 'c' }, { id: 'd' }])
})

test('what is older than what is there changes nothing; that it was seen is of the same version', () => {
  const now = [absence('a', { version: 3 })]
  expect(after(now, absence('a', { version: 2 }))).toBe(now)
  const seen = absence('a', { version: 3, seen: { at: '2026-11-22T10:00:00Z', name: 'Anouk' } })
  expect(applyToAbsences(now, told(seen, 'absence.seen'), since)).toEqual([seen])
})

test('what was cancelled, or was over before what is shown, stands there no more', () => {
  const a = absence('a', { startsOn: '2026-11-01', endsOn: '2026-11-22' })
  expect(after([a], absence('a', { version: 2, cancelled: true }))).toEqual([])
  expect(after([a], absence('a', { version: 2, startsOn: '2026-11-01', endsOn: '2026-11-07' }))).toEqual([])
  expect(after([a], absence('a', { version: 2, startsOn: '2026-11-01', endsOn: since }))).toHaveLength(1)
})

test('other events leave them as they are', () => {
  const all = [absence('a')]
  const other: GuardianEvent = { channel: 'o', seq: 1, at: '2026-11-22T10:00:00Z', type: 'own.consents_changed' }
  expect(applyToAbsences(all, other, since)).toBe(all)
})
