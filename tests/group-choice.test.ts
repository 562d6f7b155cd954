import { expect, test } from 'vitest'
import type { StaffAbsence } from '../backend/contract/absence.ts'
import {
  expectedFirst,
  filtered,
  isAbsent,
  isAway,
  lacking,
  lastOnes,
  type TodayChild,
  withAbsences,
  withHere,
} from '../client/group/choice.ts'

/* Who of a group is expected, and who lacks something, beside what was reported. */

const absence = (childId: string, part: StaffAbsence['part'] = null): StaffAbsence => ({
  id: `${childId}-${part?.from ?? 'day'}`,
  childId,
  reason: 'sick',
  startsOn: '2026-11-23',
  endsOn: '2026-11-23',
  part,
  note: '',
  version: 1,
  late: false,
  reportedAt: '2026-11-23T07:00:00.000Z',
  changedAt: null,
  cancelled: false,
  reporter: { name: 'Lisa', relation: 'guardian', personId: 'lisa' },
  seen: null,
})
const morning = { from: 510, until: 780 }
const child = (id: string, more: Partial<TodayChild> = {}): TodayChild => ({
  id,
  callName: id,
  surname: 'X',
  birthDate: '2024-01-01',
  consents: { diary: true, photos: true },
  hasEntry: false,
  careType: null,
  escorts: [],
  allergies: [],
  mentor: null,
  expected: { parts: [morning], extra: false },
  ...more,
})
const ids = (children: readonly TodayChild[]) => children.map(({ id }) => id)
/** Noor is sick, Sem for two parts of the day, Bram has no day by his week, of Aya no week is known. */
const today = withAbsences(
  [
    child('noor'),
    child('bram', { expected: { parts: [], extra: false } }),
    child('sem'),
    child('aya', { expected: null }),
  ],
  [
    absence('sem', { from: 510, until: 600 }),
    absence('noor'),
    absence('sem', { from: 700, until: 780 }),
    absence('gone'),
  ],
)

test('each child has its own absences, and who has none has none', () => {
  expect(today.map(({ absences }) => absences?.map(({ id }) => id))).toEqual([
    ['noor-day'],
    [],
    ['sem-510', 'sem-700'],
    [],
  ])
})

test('absent is who is absent for the whole day; away also who has no day; whose week is not known may come', () => {
  expect(ids(today.filter(isAbsent))).toEqual(['noor'])
  expect(ids(today.filter(isAway))).toEqual(['noor', 'bram'])
  expect(isAbsent(child('mila'))).toBe(false)
})

test('who is expected stands first, each in its order', () => {
  expect(ids(expectedFirst(today, lastOnes(today, new Set())))).toEqual(['sem', 'aya', 'noor', 'bram'])
})

test('no tile moves when its child arrives, nor when who is there is reported absent', () => {
  const withNoor = withHere(today, (id) => id === 'noor')
  expect([...lastOnes(withNoor, new Set(['bram']))]).toEqual(['bram'])
  expect([...lastOnes(withNoor, new Set(['noor', 'bram']))]).toEqual(['noor', 'bram'])
})

test('who is away lacks no entry, nor about whom nothing may be written, or something is there or on its way', () => {
  expect(ids(lacking(today, new Set()))).toEqual(['sem', 'aya'])
  expect(ids(lacking(today, new Set(['aya'])))).toEqual(['sem'])
  const others = [child('a', { hasEntry: true }), child('b', { consents: { diary: false, photos: true } })]
  expect(lacking(others, new Set())).toEqual([])
})

test('the children of whom somebody is the mentor are theirs; of who is mentor of nobody there are none', () => {
  const anouk = { id: 'anouk', firstName: 'Anouk' }
  const all = [child('noor', { mentor: anouk }), child('sem'), child('mila', { mentor: { ...anouk, id: 'grace' } })]
  expect(ids(filtered(all, 'mine', new Set(), 'anouk'))).toEqual(['noor'])
  expect(ids(filtered(all, 'mine', new Set(), 'nina'))).toEqual([])
  // What an older version kept on a device says nothing of mentors.
  const { mentor: _, ...older } = child('noor')
  expect(ids(filtered([older as TodayChild], 'mine', new Set(), 'anouk'))).toEqual([])
})
