import { describe, expect, test } from 'vitest'
import type { GroupChild, GroupDay } from '../backend/contract/group.ts'
import type { StaffStay } from '../backend/contract/stay.ts'
import { boardStaffing, boardStays, isHere, isInGroup, standings, whereaboutsOf } from '../client/attendance/board.ts'
import { conflictsOf, isSame, madeMine } from '../client/attendance/conflict.ts'
import { presentIn, stillCounted } from '../client/attendance/evacuation.ts'
import { whereIs } from '../client/attendance/presence-state.ts'
import { readBands } from '../client/attendance/ratio-bands.ts'
import { filled, momentOf, problemsOfStay } from '../client/attendance/stay-draft.ts'
import { comers } from '../client/group/choice.ts'
import { carriedTo } from '../client/group/day-state.ts'
import {
  type Failure,
  failed,
  inOrder,
  newSend,
  nextDue,
  type Send,
  started,
  succeeded,
  type Work,
  withAdded,
  withoutArrived,
} from '../client/outbox-state.ts'

const timeZone = 'Europe/Amsterdam'
const groupId = 'g'
const me = { id: 'me', name: 'Anouk' }
const grace = { personId: 'grace', name: 'Grace', at: '2026-11-26T07:20:00.000Z' }
const stay = (id: string, more: Partial<StaffStay> = {}): StaffStay => ({
  ...{ id, childId: 'noor', groupId, arrivedAt: '2026-11-26T07:20:00.000Z', leftAt: null, broughtBy: null },
  ...{ fetchedBy: null, arrivalNoted: grace, departureNoted: null, version: 1, corrected: false, removed: false },
  ...more,
})
const common = { groupId, callNames: { noor: 'Noor' } }
const checkIn = (stayId: string, at = '2026-11-26T07:10:00.000Z', childId = 'noor'): Work => ({
  ...{ kind: 'checkIn', ...common },
  body: { id: `${stayId} in`, children: [{ childId, stayId, at, broughtBy: null }] },
})
const checkOut = (stayId: string, at: string, version = 1): Work => ({
  ...{ kind: 'checkOut', ...common, stayId, childId: 'noor', version },
  body: { id: `${stayId} out`, children: [{ childId: 'noor', stayId, at, fetchedBy: null }] },
})
const undone = (stayId: string, step: 'arrived' | 'left', version: number): Work => ({
  ...{ kind: 'undoStay', ...common, stayId, childId: 'noor', version, step, sure: true },
})
let count = 0
const send = (work: Work): Send => newSend(`send ${count}`, work, count++)
const sent = (work: Work): Send => succeeded(started(send(work)), 0)
const refused = (work: Work, code: Failure['code'], stays: StaffStay[] = []): Send =>
  failed(started(send(work)), { code, stays, retryable: false }, 0, 0)
const board = (stays: StaffStay[], ...sends: Send[]) =>
  boardStays(stays, sends, groupId, me).map(({ id, arrivedAt, leftAt, waits }) => ({ id, arrivedAt, leftAt, waits }))

describe('what this tablet shows of who is there', () => {
  const evening = '2026-11-26T16:20:00.000Z'

  test('what was noted here stands at once, with its own time, and says that it waits', () => {
    const arrived = { id: 's', arrivedAt: '2026-11-26T07:10:00.000Z', leftAt: null, waits: true }
    expect(board([], send(checkIn('s')))).toEqual([arrived])
    expect(board([], send(checkIn('s')), send(checkOut('s', evening)))).toEqual([{ ...arrived, leftAt: evening }])
    expect(board([], sent(checkIn('s')))).toEqual([{ ...arrived, waits: false }])
  })

  test('once the server told of it, it stands once', () => {
    expect(board([stay('s')], sent(checkIn('s')))).toEqual([expect.objectContaining({ id: 's', waits: false })])
  })

  test('what another tablet noted first stands, until somebody settles it', () => {
    expect(board([stay('theirs')], send(checkIn('mine')))).toHaveLength(1)
    expect(board([stay('theirs')], refused(checkIn('mine'), 'already_present'))).toEqual([
      expect.objectContaining({ id: 'theirs', waits: false }),
    ])
  })

  test('of a departure that waits its arrival, which was sent, does not', () => {
    const [one] = boardStays([stay('s')], [send(checkOut('s', '2026-11-26T16:10:00.000Z'))], groupId, me)
    expect(one).toMatchObject({ waits: true, waiting: { arrived: false, left: true } })
    const [first] = boardStays([], [send(checkIn('s'))], groupId, me)
    expect(first).toMatchObject({ waits: true, waiting: { arrived: true, left: false } })
  })
  test('a departure that waits stands, also when the stay was changed meanwhile; one that was sent gives way to what is newer', () => {
    const newer = stay('s', { version: 3 })
    expect(board([newer], send(checkOut('s', evening)))[0]).toMatchObject({ leftAt: evening, waits: true })
    expect(board([newer], sent(checkOut('s', evening)))[0]).toMatchObject({ leftAt: null, waits: false })
  })

  test('a step that is taken back is gone at once', () => {
    expect(board([stay('s')], send(undone('s', 'arrived', 1)))).toEqual([])
    const left = stay('s', { leftAt: evening, version: 2 })
    expect(board([left], send(undone('s', 'left', 2)))[0]).toMatchObject({ leftAt: null, waits: true })
  })

  test('a departure after one that was taken back, and never reached the server, stands', () => {
    const undo = sent({ ...undone('s', 'left', 2), leftAt: evening } as Work)
    const later = '2026-11-26T16:50:00.000Z'
    expect(board([stay('s', { leftAt: later, version: 2 })], undo)[0]).toMatchObject({ leftAt: later })
    expect(board([stay('s', { leftAt: evening, version: 2 })], undo)[0]).toMatchObject({ leftAt: null })
  })

  test('of how many staff there are the last word counts, wherever it was said', () => {
    const said = { id: 'a', groupId, staff: 2, at: '2026-11-26T08:00:00.000Z', name: 'Grace' }
    const of = (at: string): Work => ({ kind: 'staffing', groupId, callNames: {}, body: { id: 'b', staff: 3, at } })
    const known = { groupId, day: '2026-11-26', timeZone, author: me }
    expect(boardStaffing(said, [send(of('2026-11-26T08:05:00.000Z'))], known)).toMatchObject({ staff: 3, waits: true })
    expect(boardStaffing(said, [send(of('2026-11-26T07:55:00.000Z'))], known)).toMatchObject({ staff: 2, waits: false })
    expect(boardStaffing(null, [send(of('2026-11-25T07:55:00.000Z'))], known)).toBeNull()
  })

  test('who is there though nothing was planned says so', () => {
    const child = { id: 'noor', expected: { parts: [], extra: false } } as unknown as GroupChild
    const day = {
      group: { id: groupId },
      day: '2026-11-26',
      children: [child],
      staying: [],
      closings: [],
      absences: [],
    }
    const now = Date.parse('2026-11-26T09:00:00.000Z')
    const at = (...stays: StaffStay[]) =>
      standings(day, boardStays(stays, [], groupId, me), new Set(), now, timeZone).get('noor')
    expect(at()).toMatchObject({ state: 'not_expected', unexpected: false })
    expect(at(stay('s'))).toMatchObject({ state: 'present', unexpected: true })
    expect([isHere(at(stay('s'))), isHere(at())]).toEqual([true, false])
    expect(whereaboutsOf(at()!)).toBe('away')
    // In another of its groups it is there, and counts there alone.
    const other = at(stay('s', { groupId: 'other' }))
    expect([isHere(other), isInGroup(other), isInGroup(at(stay('s')))]).toEqual([true, false, true])
    expect(whereaboutsOf(other!)).toBe('coming')
  })
})

test('who was there when its place ended stands among those who come and go until it is let out', () => {
  const noor = { id: 'noor', callName: 'Noor', surname: 'Willems', birthDate: '2024-02-29' }
  const staying = [{ ...noor, placedUntil: '2026-11-25', careType: 'KDV' as const, escorts: [], allergies: [] }]
  const day = { group: { id: groupId }, day: '2026-11-26', children: [], staying, closings: [], absences: [] }
  const now = Date.parse('2026-11-26T09:00:00.000Z')
  const since = { arrivedAt: '2026-11-25T07:20:00.000Z' }
  const at = (...stays: StaffStay[]) =>
    standings(day, boardStays(stays, [], groupId, me), new Set(), now, timeZone).get('noor')
  expect(at(stay('s', since))).toMatchObject({ state: 'still_here', unexpected: false, stay: { id: 's' } })
  expect(at(stay('s', { ...since, leftAt: '2026-11-26T08:00:00.000Z' }))).toMatchObject({ state: 'gone' })
  expect(presentIn(comers(day), [stay('s', since)])).toMatchObject([{ name: 'Noor Willems', birthDate: '2024-02-29' }])
})

test('a tablet that is without a connection over midnight goes on: who arrives is there, and left the day before is not gone', () => {
  const child = { id: 'noor', expected: { parts: [{ from: 480, until: 1020 }], extra: false } } as unknown as GroupChild
  const before = stay('s', { leftAt: '2026-11-26T16:20:00.000Z', version: 2 })
  const night = stay('n', { childId: 'aya' })
  const away = { id: 'a', childId: 'noor', startsOn: '2026-11-26', endsOn: '2026-11-26', part: null }
  const day = carriedTo(
    {
      ...({
        group: { id: groupId },
        day: '2026-11-26',
        children: [child],
        staying: [],
        closings: [{}],
        absences: [away],
        coming: [],
      } as unknown as GroupDay),
      stays: [before, night],
      staffing: { id: 'w', groupId, staff: 2, at: before.arrivedAt, name: 'Grace' },
    },
    '2026-11-27',
  )
  expect(day).toMatchObject({ day: '2026-11-27', stays: [night], staffing: null, closings: [], absences: [] })
  const now = Date.parse('2026-11-27T08:00:00.000Z')
  const at = (...sends: Send[]) =>
    standings(day, boardStays(day.stays, sends, groupId, me), new Set(), now, timeZone).get('noor')
  expect(at()).toMatchObject({ state: 'expected', part: null, stay: null })
  expect(at(send(checkIn('t', '2026-11-27T07:30:00.000Z')))).toMatchObject({ state: 'present', stay: { id: 't' } })
})

describe('the outbox of attendance', () => {
  test('what arrived is dropped when its stay was seen, a later step when it is further', () => {
    const [arrival, departure] = [sent(checkIn('s')), sent(checkOut('s', '2026-11-26T16:20:00.000Z'))]
    const left = (seen: Map<string, number>) => withoutArrived([arrival, departure], seen, 1)
    expect(left(new Map())).toEqual([arrival, departure])
    expect(left(new Map([['s', 1]]))).toEqual([departure])
    expect(left(new Map([['s', 2]]))).toEqual([])
  })

  test('of who brought a child, and of how many staff there are, only the last word waits', () => {
    const escorts = (which: 'broughtBy' | 'fetchedBy'): Work => ({
      ...{ kind: 'escorts', ...common, stayId: 's', childId: 'noor', version: 1, [which]: null },
      body: { id: 'x', [which]: null },
    })
    const first = send(escorts('broughtBy'))
    expect(withAdded([first], send(escorts('broughtBy')))).toHaveLength(1)
    expect(withAdded([first], send(escorts('fetchedBy')))).toHaveLength(2)
    expect(withAdded([send(checkIn('a'))], send(checkIn('b')))).toHaveLength(2)
  })
})

test('a departure goes after its arrival, also when the clock was set back between them', () => {
  const arrival = newSend('a', checkIn('s'), 5000)
  const all = withAdded([arrival], newSend('b', checkOut('s', '2026-11-26T16:20:00.000Z'), 1000))
  expect(all.sort(inOrder).map(({ id }) => id)).toEqual(['a', 'b'])
  expect(nextDue([succeeded(started(arrival), 1000), ...all.slice(1)], 1000)).toMatchObject({ send: { id: 'b' } })
})

describe('what two tablets noted of the same child', () => {
  test('stands side by side, and can be made mine', () => {
    const theirs = stay('theirs')
    const [conflict] = conflictsOf([refused(checkIn('mine'), 'already_present', [theirs])], [], groupId)
    expect(conflict).toMatchObject({
      ...{ childId: 'noor', name: 'Noor', code: 'already_present', stands: theirs },
      mine: { arrivedAt: '2026-11-26T07:10:00.000Z', leftAt: null },
    })
    expect(madeMine(conflict!)).toEqual({ arrivedAt: '2026-11-26T07:10:00.000Z', leftAt: null })
  })

  test('is one card with everything that was noted here of it, beside how it stands by now', () => {
    const evening = '2026-11-26T16:20:00.000Z'
    const sends = [refused(checkIn('mine'), 'already_present', [stay('theirs')]), send(checkOut('mine', evening))]
    const now = stay('theirs', { version: 2, arrivedAt: '2026-11-26T07:00:00.000Z' })
    const all = conflictsOf(sends, [now], groupId)
    expect(all).toHaveLength(1)
    expect(all[0]).toMatchObject({ stands: now, mine: { leftAt: evening }, sends })
  })

  test('is no question when both noted the same minute', () => {
    const of = (at: string) =>
      conflictsOf([refused(checkIn('mine', at), 'already_present', [stay('theirs')])], [], groupId).map(isSame)
    expect(of('2026-11-26T07:20:40.000Z')).toEqual([true])
    expect(of('2026-11-26T07:21:00.000Z')).toEqual([false])
  })

  test('who brought can be made mine, and the times stay as they stand', () => {
    const broughtBy = { kind: 'guardian' as const, id: 'lisa' }
    const work: Work = {
      ...{ kind: 'escorts', ...common, stayId: 'theirs', childId: 'noor', version: 1 },
      ...{ body: { id: 'e', broughtBy }, broughtBy: { ...broughtBy, name: 'Lisa Willems', relation: null } },
    }
    const [conflict] = conflictsOf([refused(work, 'stale_version', [stay('theirs')])], [], groupId)
    expect(conflict!.mine.broughtBy).toEqual(broughtBy)
    expect(madeMine(conflict!)).toEqual({ arrivedAt: '2026-11-26T07:20:00.000Z', leftAt: null })
  })

  test('who fetched is made mine as well, and is a question where it is somebody else', () => {
    const fetchedBy = { kind: 'guardian' as const, id: 'lisa' }
    const at = '2026-11-26T16:20:00.000Z'
    const left = checkOut('theirs', at) as Extract<Work, { kind: 'checkOut' }>
    const said = { ...left, body: { ...left.body, children: [{ ...left.body.children[0]!, fetchedBy }] } }
    const of = (fetched: StaffStay['fetchedBy']) =>
      conflictsOf([refused(said, 'not_present', [stay('theirs', { leftAt: at, fetchedBy: fetched })])], [], groupId)[0]!
    expect(of(null).mine).toMatchObject({ leftAt: at, fetchedBy })
    expect(isSame(of({ ...fetchedBy, name: 'Lisa Willems', relation: null }))).toBe(true)
    expect(isSame(of(null))).toBe(false)
  })

  test('cannot be made mine where that makes no stay', () => {
    const early = refused(checkOut('theirs', '2026-11-26T06:00:00.000Z'), 'before_arrival', [stay('theirs')])
    expect(conflictsOf([early], [], groupId).map(madeMine)).toEqual([null])
    const none = refused(checkOut('mine', '2026-11-26T16:00:00.000Z'), 'not_present')
    expect(conflictsOf([none], [], groupId)).toMatchObject([{ stands: null, removedId: 'mine' }])
    expect(conflictsOf([refused(checkIn('mine'), 'overlaps')], [], groupId)).toMatchObject([{ removedId: null }])
  })
})

test('the evacuation list holds everybody who is there, also a child of which this tablet knows no name', () => {
  const noor = { id: 'noor', callName: 'Noor', surname: 'Willems', birthDate: '2024-02-29' }
  const left = stay('gone', { leftAt: '2026-11-26T08:00:00.000Z' })
  expect(presentIn([noor], [stay('b', { childId: 'other' }), left, stay('a')])).toEqual([
    { stayId: 'a', childId: 'noor', name: 'Noor Willems', birthDate: '2024-02-29', since: stay('a').arrivedAt },
    { stayId: 'b', childId: 'other', name: null, birthDate: null, since: stay('b').arrivedAt },
  ])
  const at = Date.parse('2026-11-26T08:00:00.000Z')
  expect(stillCounted({ ids: ['a'], at }, at + 3_600_000)).toEqual(['a'])
  expect(stillCounted({ ids: ['a'], at }, at + 5 * 3_600_000)).toEqual([])
})

test('who arrived by what was refused stays on the evacuation list until somebody decides', () => {
  const list = (stays: StaffStay[], ...sends: Send[]) =>
    presentIn([], boardStays(stays, sends, groupId, me), conflictsOf(sends, stays, groupId)).map(({ stayId }) => stayId)
  const late = refused(checkIn('mine'), 'time_too_old')
  expect(list([], late)).toEqual(['mine'])
  expect(list([], late, send(checkOut('mine', '2026-11-26T16:20:00.000Z')))).toEqual([])
  // Who is there by somebody else's word is there once.
  expect(list([stay('theirs')], refused(checkIn('mine'), 'already_present', [stay('theirs')]))).toEqual(['theirs'])
})

test('where a guardian’s child is: there since, gone since, or nothing of today', () => {
  const dayOf = (at: string) => at.slice(0, 10)
  const of = (...stays: [string, string | null][]) =>
    whereIs(
      { childId: 'noor', stays: stays.map(([arrivedAt, leftAt], n) => ({ id: String(n), arrivedAt, leftAt })) },
      '2026-11-26',
      dayOf,
    )
  expect(of()).toBeNull()
  expect(of(['2026-11-25T08:00:00Z', '2026-11-25T17:00:00Z'])).toBeNull()
  expect(of(['2026-11-26T08:00:00Z', '2026-11-26T12:00:00Z'])).toEqual({ state: 'gone', at: '2026-11-26T12:00:00Z' })
  expect(of(['2026-11-26T08:00:00Z', '2026-11-26T12:00:00Z'], ['2026-11-26T13:00:00Z', null])).toEqual({
    state: 'here',
    at: '2026-11-26T13:00:00Z',
  })
  expect(whereIs(undefined, '2026-11-26', dayOf)).toBeNull()
})

describe('a stay that is put right', () => {
  test('keeps its moment until the time is changed, also in the hour that comes twice', () => {
    const second = '2026-10-25T01:30:00.000Z'
    const before = filled(second, 0, timeZone)
    expect(before).toMatchObject({ day: '2026-10-25', time: '02:30' })
    expect(momentOf(before, timeZone)).toEqual({ at: second, note: null })
    expect(momentOf({ ...before, was: null }, timeZone)).toEqual({ at: '2026-10-25T00:30:00.000Z', note: 'twice' })
    expect(momentOf({ ...before, was: null, second: true }, timeZone)?.at).toBe(second)
    expect(momentOf({ ...before, time: '' }, timeZone)).toBeNull()
  })

  test('needs a reason, and times that are in order and not ahead', () => {
    const now = Date.parse('2026-11-26T12:00:00.000Z')
    const since = now - 7 * 86_400_000
    const of = (arrived: string | null, left: string | null | undefined, reason = 'Vergeten') =>
      problemsOfStay({ arrived, left, reason }, now, since)
    expect(of('2026-11-26T08:00:00.000Z', undefined)).toEqual({})
    expect(of('2026-11-26T08:00:00.000Z', undefined, ' a ')).toEqual({ reason: 'reason' })
    expect(of('2026-11-26T13:00:00.000Z', undefined)).toEqual({ arrived: 'future' })
    expect(of('2026-11-26T08:00:00.000Z', '2026-11-26T07:00:00.000Z')).toEqual({ left: 'before_arrival' })
    expect(of('2026-11-10T08:00:00.000Z', '2026-11-10T17:00:00.000Z')).toMatchObject({ arrived: 'too_old' })
    expect(of(null, null)).toEqual({ arrived: 'time', left: 'time' })
  })
})

test('the table of ages is read by age, and says which line is wrong', () => {
  const line = (fromAge: string, untilAge: string, childrenPerStaff: string) => ({
    fromAge,
    untilAge,
    childrenPerStaff,
  })
  expect(readBands([line('1', '2', '5'), line('0', '1', '3')])).toEqual({
    bands: [
      { fromAge: 0, untilAge: 1, childrenPerStaff: 3 },
      { fromAge: 1, untilAge: 2, childrenPerStaff: 5 },
    ],
  })
  expect(readBands([line('0', '2', '5'), line('1', '3', '3')])).toEqual({ problems: ['order', 'order'] })
  expect(readBands([line('2', '2', '5'), line('a', '3', '3')])).toEqual({ problems: ['order', 'number'] })
  expect(readBands([line('0', '4', '31')])).toEqual({ problems: ['number'] })
})
