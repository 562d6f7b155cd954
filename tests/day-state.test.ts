import { expect, test } from 'vitest'
import type { StaffAbsence } from '../backend/contract/absence.ts'
import type { StaffEntry } from '../backend/contract/diary.ts'
import type { GroupDay } from '../backend/contract/group.ts'
import type { StaffEvent } from '../backend/contract/live.ts'
import type { StaffPhotos } from '../backend/contract/photo.ts'
import type { StaffStay } from '../backend/contract/stay.ts'
import { applyStaffEvent, carriedTo, isOfStranger } from '../client/group/day-state.ts'

const zone = 'Europe/Amsterdam'
const entry = (id: string, childId: string, aboutAt: string, version = 1): StaffEntry => ({
  id,
  childId,
  aboutAt,
  version,
  text: `${id} ${version}`,
  facts: [],
  author: 'Anouk',
  authorId: 'anouk',
  group: 'Eekhoorns',
  groupId: 'g',
  postId: 'p',
  postedAt: aboutAt,
  edited: version > 1,
  editedAt: null,
})
const child = (id: string) => ({
  id,
  callName: id,
  surname: 'X',
  birthDate: '2024-01-01',
  consents: { diary: true, photos: true },
  hasEntry: false,
  expected: null,
  careType: 'KDV' as const,
  escorts: [],
  allergies: [],
  mentor: null,
})
const start: GroupDay = {
  group: { id: 'g', name: 'Eekhoorns', location: 'L', locationId: 'l' },
  day: '2026-11-22',
  closings: [],
  children: [child('liv'), child('sem')],
  staying: [],
  handovers: [],
  takenBack: [],
  absences: [],
  coming: [],
  actions: [],
  stays: [],
  staffing: null,
  ratios: [],
  entries: [],
  photos: [],
  reported: [],
  keeps: [],
  mayEdit: true,
  heads: [
    { channel: 'd-liv', kind: 'diary', childId: 'liv', seq: 4, marker: 4, unread: 0 },
    { channel: 'p-liv', kind: 'photos', childId: 'liv', seq: 2, marker: 0, unread: 0 },
    { channel: 's-sem', kind: 'staff', childId: 'sem', seq: 1, marker: 0, unread: 0 },
  ],
}
const place = (channel: string, seq: number) => ({ channel, seq, at: '2026-11-22T10:00:00Z' })
const after = (state: GroupDay, ...events: StaffEvent[]) =>
  events.reduce((day, event) => applyStaffEvent(day, event, zone), state)
const noon = entry('e1', 'liv', '2026-11-22T11:00:00Z')
const posted: StaffEvent = { ...place('d-liv', 5), type: 'diary.posted', item: noon }

test('a post stands in its place and the child no longer lacks an entry', () => {
  const later: StaffEvent = {
    ...place('d-liv', 6),
    type: 'diary.posted',
    item: entry('e2', 'liv', '2026-11-22T12:00:00Z'),
  }
  const day = after(start, posted, later)
  expect(day.entries.map(({ id }) => id)).toEqual(['e2', 'e1'])
  expect(day.children.map(({ hasEntry }) => hasEntry)).toEqual([true, false])
  expect(day.heads[0]?.seq).toBe(6)
})
test('a repeated event changes nothing, nor one of a channel that is not shown', () => {
  const day = after(start, posted)
  expect(after(day, posted)).toBe(day)
  expect(after(day, { ...posted, channel: 'elsewhere', seq: 99 })).toBe(day)
})
test('a plan says who is expected on the day that is shown, and in this group alone', () => {
  const whole = { from: 510, until: 1080 }
  const sundays = [null, null, null, null, null, null, whole]
  const weeks = (startsOn: string, days: (typeof whole | null)[]) => ({ id: startsOn, startsOn, days, version: 1 })
  const placed = (groupId: string, ...of: ReturnType<typeof weeks>[]) => ({
    ...{ id: groupId, groupId, startsOn: '2026-01-01', endsOn: null, weeks: of },
  })
  const changed = (seq: number, ...placements: ReturnType<typeof placed>[]): StaffEvent => ({
    ...place('s-sem', seq),
    type: 'planning.changed',
    childId: 'sem',
    plan: { placements, extraDays: [] },
  })
  const expected = (day: GroupDay) => day.children.map((one) => one.expected)
  const day = after(start, changed(2, placed('g', weeks('2026-11-01', sundays), weeks('2026-11-23', []))))
  expect(expected(day)).toEqual([null, { parts: [whole], extra: false }])
  expect(expected(after(day, changed(3, placed('g', weeks('2026-11-22', Array(7).fill(null))))))[1]).toEqual({
    parts: [],
    extra: false,
  })
  expect(expected(after(day, changed(3, placed('other', weeks('2026-11-01', sundays)))))[1]).toBeNull()
})
test('a closing day stands here when it is of this day, and of this location or of all', () => {
  const closed = (seq: number, given: object, isClosed = true): StaffEvent => ({
    ...place('s-sem', seq),
    type: 'planning.closed',
    closing: { id: 'k', locationId: 'l', day: start.day, name: 'Dicht', ...given },
    isClosed,
  })
  const names = (day: GroupDay) => day.closings.map(({ name }) => name)
  const day = after(start, closed(2, {}))
  expect(names(day)).toEqual(['Dicht'])
  expect(names(after(start, closed(2, { locationId: null })))).toEqual(['Dicht'])
  expect(names(after(start, closed(2, { locationId: 'elsewhere' })))).toEqual([])
  expect(names(after(start, closed(2, { day: '2026-11-23' })))).toEqual([])
  expect(names(after(day, closed(3, {}, false)))).toEqual([])
  expect(names(after(day, closed(3, { id: 'b', locationId: null, name: 'Storm' })))).toEqual(['Storm', 'Dicht'])
})
test('an absence stands here when it has this day, is of a child that is here, and was not cancelled', () => {
  const absent = (seq: number, given: Partial<StaffAbsence> = {}): StaffEvent => ({
    ...place('s-sem', seq),
    type: 'absence.changed',
    item: {
      ...{ id: 'a', childId: 'sem', reason: 'sick', startsOn: start.day, endsOn: start.day, part: null, note: '' },
      ...{ version: 1, late: false, reportedAt: '2026-11-22T07:00:00Z', changedAt: null, cancelled: false, seen: null },
      reporter: { name: 'Lisa', relation: 'guardian', personId: 'p' },
      ...given,
    },
  })
  const ids = (day: GroupDay) => day.absences.map(({ id }) => id)
  const day = after(start, absent(2))
  expect(ids(day)).toEqual(['a'])
  expect(ids(after(day, absent(3, { id: '0', startsOn: '2026-11-20' })))).toEqual(['0', 'a'])
  expect(ids(after(day, absent(3, { endsOn: '2026-11-21', startsOn: '2026-11-20' })))).toEqual([])
  expect(ids(after(day, absent(3, { startsOn: '2026-11-23', endsOn: '2026-11-24' })))).toEqual([])
  expect(ids(after(day, absent(3, { cancelled: true })))).toEqual([])
  expect(ids(after(start, absent(2, { childId: 'elsewhere' })))).toEqual([])
  const seen = { at: '2026-11-22T08:00:00Z', name: 'Anouk', personId: 'q' }
  expect(after(day, absent(3, { seen })).absences[0]?.seen).toEqual(seen)

  // What is still to come stands beside it, for two weeks, by first day; carried over midnight it comes.
  const coming = (state: GroupDay) => state.coming.map(({ id }) => id)
  const ahead = after(
    start,
    absent(2, { id: 'c', startsOn: '2026-12-06', endsOn: '2026-12-08' }),
    absent(3, { id: 'b', endsOn: '2026-11-23' }),
    absent(4, { id: 'd', startsOn: '2026-12-07', endsOn: '2026-12-08' }),
    absent(5, { id: '0', startsOn: '2026-11-23', endsOn: '2026-11-23' }),
    absent(6),
  )
  expect([ids(ahead), coming(ahead)]).toEqual([
    ['a', 'b'],
    ['b', '0', 'c'],
  ])
  const next = carriedTo(ahead, '2026-11-23')
  expect([ids(next), coming(next)]).toEqual([['0', 'b'], ['c']])
  expect(coming(after(ahead, absent(7, { id: 'c', cancelled: true })))).toEqual(['b', '0'])
  const elsewhere = absent(7, { id: 'e', startsOn: '2026-11-24', endsOn: '2026-11-24', childId: 'elsewhere' })
  expect(coming(after(ahead, elsewhere))).toHaveLength(3)
})
test('a post about another day does not stand here', () => {
  const yesterday: StaffEvent = {
    ...place('d-liv', 5),
    type: 'diary.posted',
    item: entry('e1', 'liv', '2026-11-21T22:59:00Z'),
  }
  expect(after(start, yesterday).entries).toEqual([])
  const midnight: StaffEvent = {
    ...place('d-liv', 5),
    type: 'diary.posted',
    item: entry('e1', 'liv', '2026-11-21T23:00:00Z'),
  }
  expect(after(start, midnight).entries).toHaveLength(1)
})
test('an edit takes the place of the entry, also into and out of the day', () => {
  const day = after(start, posted)
  const edited: StaffEvent = {
    ...place('d-liv', 6),
    type: 'diary.edited',
    item: entry('e1', 'liv', '2026-11-22T09:00:00Z', 2),
  }
  expect(after(day, edited).entries).toEqual([edited.item])
  const moved: StaffEvent = {
    ...place('d-liv', 7),
    type: 'diary.edited',
    item: entry('e1', 'liv', '2026-11-20T09:00:00Z', 3),
  }
  expect(after(day, edited, moved).entries).toEqual([])
  expect(after(day, edited, moved).children[0]?.hasEntry).toBe(false)
  expect(after(start, { ...edited, seq: 5 }).entries).toEqual([edited.item])
})
test('a removal leaves nothing, and the child lacks an entry again', () => {
  const day = after(start, posted, { ...place('d-liv', 6), type: 'diary.removed', itemId: 'e1', childId: 'liv' })
  expect(day.entries).toEqual([])
  expect(day.children[0]?.hasEntry).toBe(false)
})
test('consent changes at once', () => {
  const day = after(start, {
    ...place('s-sem', 2),
    type: 'consent.changed',
    childId: 'sem',
    consents: { diary: false, photos: true },
    escorts: [{ kind: 'guardian', id: 'fatma', name: 'Fatma Yilmaz', relation: null }],
  })
  expect(day.children[1]?.consents).toEqual({ diary: false, photos: true })
  expect(day.children[1]?.escorts.map(({ id }) => id)).toEqual(['fatma'])
  expect(day.children[0]).toBe(start.children[0])
})

const picture = {
  width: 3,
  height: 2,
  thumbhash: '',
  sides: [320 as const],
  seconds: null,
  takenAt: '2026-11-22T10:00:00Z',
}
const card = (id: string, aboutAt: string, hearts = 0, version = 1): StaffPhotos => ({
  kind: 'photos',
  id,
  childId: 'liv',
  aboutAt,
  text: '',
  author: 'Anouk',
  authorId: 'anouk',
  group: 'Eekhoorns',
  groupId: 'g',
  version,
  postId: 'p',
  postedAt: aboutAt,
  photos: [{ id: 'f1', mediaId: 'm1', ...picture, showsNobody: false, hearts, reports: [] }],
})

test('a card of photos comes, changes, is answered and goes, and no child has an entry by it', () => {
  const item = card('c1', '2026-11-22T11:00:00Z')
  const placed = after(
    start,
    { ...place('p-liv', 3), type: 'photos.posted', item },
    { ...place('p-liv', 4), type: 'photos.posted', item: card('c2', '2026-11-22T12:00:00Z') },
    { ...place('p-liv', 5), type: 'photos.posted', item: card('c3', '2026-11-21T12:00:00Z') },
  )
  expect(placed.photos.map(({ id }) => id)).toEqual(['c2', 'c1'])
  expect(placed.children[0]?.hasEntry).toBe(false)
  const answered = after(placed, {
    ...place('p-liv', 6),
    type: 'photos.answered',
    item: card('c1', '2026-11-22T11:00:00Z', 2),
  })
  expect(answered.photos[1]?.photos[0]?.hearts).toBe(2)
  const changed = after(answered, {
    ...place('p-liv', 7),
    type: 'photos.changed',
    item: { ...card('c1', '2026-11-22T11:00:00Z', 2, 2), text: 'In het bos' },
  })
  expect(changed.photos[1]?.text).toBe('In het bos')
  const gone = after(changed, { ...place('p-liv', 8), type: 'photos.removed', itemId: 'c2', childId: 'liv' })
  expect(gone.photos.map(({ id }) => id)).toEqual(['c1'])
})

test('a reported photo of whatever day waits until it is settled, changed or gone; one of another group if its child is here now', () => {
  const report = { id: 'r1', at: '2026-11-22T12:00:00Z', reason: 'wrong_child' as const, text: '' }
  const reported = (id: string, reports = [report]): StaffPhotos => {
    const plain = card(id, '2026-11-20T11:00:00Z')
    return { ...plain, photos: plain.photos.map((photo) => ({ ...photo, reports })) }
  }
  const told = after(
    start,
    { ...place('s-sem', 2), type: 'photos.answered', item: reported('c1') },
    { ...place('s-sem', 3), type: 'photos.answered', item: reported('c2') },
    {
      ...place('s-sem', 4),
      type: 'photos.answered',
      item: { ...reported('c3'), groupId: 'elsewhere', childId: 'moos' },
    },
  )
  expect(told.reported.map(({ id }) => id)).toEqual(['c2', 'c1'])
  const moved = { ...reported('c4'), groupId: 'elsewhere' }
  const here = after(told, { ...place('s-sem', 5), type: 'photos.answered', item: moved })
  expect(here.reported.map(({ id }) => id)).toEqual(['c4', 'c2', 'c1'])
  expect(told.photos).toEqual([])
  const settled = after(told, { ...place('s-sem', 5), type: 'photos.answered', item: reported('c1', []) })
  expect(settled.reported.map(({ id }) => id)).toEqual(['c2'])
  const gone = after(settled, { ...place('p-liv', 3), type: 'photos.removed', itemId: 'c2', childId: 'liv' })
  expect(gone.reported).toEqual([])
})

const noted = { personId: 'anouk', name: 'Anouk', at: '2026-11-22T08:00:00.000Z' }
const stay = (id: string, more: Partial<StaffStay> = {}): StaffStay => ({
  id,
  childId: 'liv',
  groupId: 'g',
  arrivedAt: '2026-11-22T08:00:00.000Z',
  leftAt: null,
  broughtBy: null,
  fetchedBy: null,
  arrivalNoted: noted,
  departureNoted: null,
  version: 1,
  corrected: false,
  removed: false,
  ...more,
})
const stayTold = (seq: number, item: StaffStay): StaffEvent => ({
  ...place('s-sem', seq),
  type: 'attendance.changed',
  item,
})
const stayIds = (day: GroupDay) => day.stays.map(({ id }) => id)

test('a stay stands as it is now, in the order of the ids, and goes when it is taken back', () => {
  const day = after(start, stayTold(2, stay('b')), stayTold(3, stay('a', { childId: 'sem' })))
  expect(stayIds(day)).toEqual(['a', 'b'])
  const left = after(day, stayTold(4, stay('b', { leftAt: '2026-11-22T17:00:00.000Z', version: 2 })))
  expect(left.stays[1]?.leftAt).toBe('2026-11-22T17:00:00.000Z')
  expect(stayIds(after(left, stayTold(5, stay('b', { removed: true, version: 3 }))))).toEqual(['a'])
})
test('who has no place here any more stands as long as a stay of it does; of whom no name is known must be asked', () => {
  const { id, callName, surname, birthDate, careType } = child('ole')
  const ole = { id, callName, surname, birthDate, careType, placedUntil: '2026-11-21', escorts: [], allergies: [] }
  const here = stay('a', { childId: 'ole' })
  const day = { ...start, stays: [here], staying: [ole] }
  const left = after(day, stayTold(2, { ...here, leftAt: '2026-11-22T17:00:00.000Z', version: 2 }))
  expect(left.staying).toEqual([ole])
  expect(after(left, stayTold(3, { ...here, removed: true, version: 3 })).staying).toEqual([])
  const escorts = [{ kind: 'collector' as const, id: 'c', name: 'Oma', relation: 'oma' }]
  expect(
    after(day, { ...place('s-sem', 2), type: 'collectors.changed', childId: 'ole', escorts }).staying[0]?.escorts,
  ).toEqual(escorts)
  expect([start, day].map((known) => isOfStranger(known, here, zone))).toEqual([true, false])
  expect(isOfStranger(start, { ...here, groupId: 'other' }, zone)).toBe(false)
})
test('a stay is of this day, or has not ended; of this group, or of a child that is shown', () => {
  const isShown = (more: Partial<StaffStay>) => stayIds(after(start, stayTold(2, stay('a', more)))).length === 1
  expect(isShown({ arrivedAt: '2026-11-20T08:00:00.000Z' })).toBe(true)
  expect(isShown({ arrivedAt: '2026-11-20T08:00:00.000Z', leftAt: '2026-11-21T22:59:59.000Z' })).toBe(false)
  expect(isShown({ arrivedAt: '2026-11-20T08:00:00.000Z', leftAt: '2026-11-21T23:00:00.000Z' })).toBe(true)
  expect(isShown({ arrivedAt: '2026-11-22T23:00:00.000Z' })).toBe(false)
  expect(isShown({ groupId: 'elsewhere' })).toBe(true)
  expect(isShown({ childId: 'moved' })).toBe(true)
  expect(isShown({ groupId: 'elsewhere', childId: 'moved' })).toBe(false)
})
test('how many staff there are is what was said last of this day and group', () => {
  const said = (seq: number, id: string, at: string, staff: number, groupId = 'g'): StaffEvent => ({
    ...place('s-sem', seq),
    type: 'staffing.changed',
    item: { id, groupId, staff, at, name: 'Anouk' },
  })
  const two = said(2, 'b', '2026-11-22T08:00:00.000Z', 2)
  expect(after(start, two).staffing?.staff).toBe(2)
  expect(after(start, two, said(3, 'c', '2026-11-22T07:00:00.000Z', 1)).staffing?.staff).toBe(2)
  expect(after(start, two, said(3, 'a', '2026-11-22T08:00:00.000Z', 1)).staffing?.staff).toBe(2)
  expect(after(start, two, said(3, 'c', '2026-11-22T08:00:00.000Z', 1)).staffing?.staff).toBe(1)
  expect(after(start, two, said(3, 'c', '2026-11-22T09:00:00.000Z', 1, 'other')).staffing?.staff).toBe(2)
  expect(after(start, said(2, 'b', '2026-11-21T22:00:00.000Z', 2)).staffing).toBeNull()
})
test('who may fetch a child changes at once', () => {
  const escorts = [{ kind: 'collector' as const, id: 'opa', name: 'Opa Henk', relation: 'opa' }]
  const day = after(start, { ...place('s-sem', 2), type: 'collectors.changed', childId: 'sem', escorts })
  expect(day.children.map((one) => one.escorts)).toEqual([[], escorts])
})
test('what a child does not tolerate changes at once, also of who has no place here any more', () => {
  const allergies = [{ id: 'a', what: 'Pinda', advice: 'Bel 112', severe: true }]
  const day = after(start, { ...place('s-sem', 2), type: 'allergies.changed', childId: 'sem', allergies })
  expect(day.children.map((one) => one.allergies)).toEqual([[], allergies])
  const { id, callName, surname, birthDate, careType } = child('ole')
  const ole = { id, callName, surname, birthDate, careType, placedUntil: null, escorts: [], allergies: [] }
  const gone = after(
    { ...start, staying: [ole] },
    { ...place('s-sem', 2), type: 'allergies.changed', childId: 'ole', allergies },
  )
  expect(gone.staying[0]?.allergies).toEqual(allergies)
})
test('who is mentor of a child changes at once', () => {
  const mentor = { id: 'anouk', firstName: 'Anouk' }
  const day = after(start, { ...place('s-sem', 2), type: 'mentor.changed', childId: 'sem', mentor })
  expect(day.children.map((one) => one.mentor)).toEqual([null, mentor])
  const gone = after(day, { ...place('s-sem', 3), type: 'mentor.changed', childId: 'sem', mentor: null })
  expect(gone.children.map((one) => one.mentor)).toEqual([null, null])
})
