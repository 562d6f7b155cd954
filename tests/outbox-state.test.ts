import { describe, expect, test } from 'vitest'
import type { StaffEntry } from '../backend/contract/diary.ts'
import { newDraft } from '../client/diary/composer/draft.ts'
import {
  countSends,
  type Failure,
  failed,
  held,
  isPending,
  isStuck,
  newSend,
  nextDue,
  nudged,
  retried,
  revived,
  type Send,
  started,
  succeeded,
  type Work,
  withAdded,
  withoutArrived,
} from '../client/outbox-state.ts'

const groupId = '019ab000-0000-7000-8000-000000000001'
const draft = newDraft(groupId, '2026-11-22')
const post = (id: string, ...entryIds: string[]): Work => ({
  kind: 'post',
  groupId,
  callNames: {},
  draft,
  body: {
    id,
    groupId,
    aboutAt: '2026-11-22T11:00:00.000Z',
    children: entryIds.map((entryId) => ({ childId: entryId, entryId, text: 'x', facts: [] })),
  },
})
const message = (id: string, conversationId: string): Work => ({
  kind: 'message',
  groupId,
  callNames: {},
  side: 'staff',
  conversationId,
  begin: null,
  body: { id, text: 'x' },
})
const entry = (id: string, version: number) => ({ id, version }) as StaffEntry
const edit = (id: string, of: StaffEntry): Work => ({
  kind: 'edit',
  groupId,
  callNames: {},
  draft,
  before: of,
  body: { id, version: of.version, aboutAt: '2026-11-22T11:00:00.000Z', text: 'y', facts: [] },
})
const offline: Failure = { code: 'network', retryable: true }
const broken: Failure = { code: 'internal', retryable: true }
const refused: Failure = { code: 'consent_missing', retryable: false, children: [] }
const fail = (send: Send, error: Failure, now: number) => failed(started(send), error, now, 1)

describe('the order of sending', () => {
  const first = newSend('a', post('a'), 100)
  const second = newSend('b', post('b'), 200)

  test('the oldest goes first, whatever the order of the list', () => {
    expect(nextDue([second, first], 300)).toEqual({ send: first })
  })
  test('without a connection nothing overtakes', () => {
    const waits = fail(first, offline, 300)
    expect(nextDue([waits, second], 301)).toEqual({ at: waits.notBefore })
    expect(nextDue([waits, second], waits.notBefore)).toEqual({ send: waits })
  })
  test('what the server cannot digest holds nobody up', () => {
    expect(nextDue([fail(first, broken, 300), second], 301)).toEqual({ send: second })
  })

  test('a message that waits for its files holds up what comes after it in its conversation, and nothing else', () => {
    const message = (id: string, conversationId: string): Work => ({
      ...{ kind: 'message', side: 'guardian', groupId, callNames: {}, conversationId, begin: null },
      body: { id, text: id },
    })
    const waiting: Failure = { code: 'not_ready', retryable: true }
    const photo = fail(newSend('a', message('a', 'noor'), 100), waiting, 200)
    const [after, other] = [newSend('b', message('b', 'noor'), 110), newSend('c', message('c', 'sam'), 120)]
    expect(nextDue([photo, after], 201)).toEqual({ at: photo.notBefore })
    expect(nextDue([photo, after, other], 201)).toEqual({ send: other })
    expect(nextDue([photo, after], photo.notBefore)).toEqual({ send: photo })
    // One that will never go by itself is passed.
    const stuck = fail(newSend('a', message('a', 'noor'), 100), { ...waiting, retryable: false }, 200)
    expect(nextDue([stuck, after], 201)).toEqual({ send: after })
  })
  test('what was refused holds nobody up and is never tried by itself', () => {
    const stuck = fail(first, refused, 300)
    expect(nextDue([stuck, second], 301)).toEqual({ send: second })
    expect(nextDue([nudged(stuck)], 1e15)).toBeNull()
  })
  test('what can still be undone waits, the rest does not', () => {
    const undoable = newSend('c', { kind: 'remove', groupId, callNames: {}, before: entry('e', 1) }, 100, 8000)
    expect(nextDue([undoable, second], 300)).toEqual({ send: second })
    expect(nextDue([undoable], 300)).toEqual({ at: 8100 })
  })
  test('too many messages hold up their own conversation and nothing else', () => {
    const slow: Failure = { code: 'too_many_requests', retryable: true, retryAfter: 30 }
    const said = (id: string, conversationId: string, at: number) => newSend(id, message(id, conversationId), at)
    const waits = fail(said('m1', 'k1', 100), slow, 300)
    expect(nextDue([waits, said('m2', 'k1', 110)], 400)).toEqual({ at: waits.notBefore })
    const elsewhere = said('m3', 'k2', 120)
    expect(nextDue([waits, said('m2', 'k1', 110), elsewhere, second], 400)).toEqual({ send: elsewhere })
    expect(nextDue([waits, said('m2', 'k1', 110), second], 400)).toEqual({ send: second })
    expect(nextDue([fail(first, slow, 300), second], 400)).toMatchObject({ at: expect.any(Number) })
  })
  test('what somebody is changing stays here', () => {
    expect(nextDue([held(first)], 300)).toBeNull()
    expect(nextDue([retried(held(first))], 300)).toMatchObject({ send: { id: 'a', held: false } })
  })
})

describe('pauses', () => {
  test('grow to a minute and spread', () => {
    let send = newSend('a', post('a'), 0)
    const pauses = Array.from({ length: 9 }, () => {
      send = fail(send, offline, 0)
      return send.notBefore
    })
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000])
    expect(failed(started(newSend('a', post('a'), 0)), offline, 0, 0).notBefore).toBe(500)
  })
  test('the server may ask for a longer one, and a connection does not shorten that', () => {
    const send = fail(newSend('a', post('a'), 0), { code: 'too_many_requests', retryable: true, retryAfter: 30 }, 0)
    expect(nudged(send).notBefore).toBe(30_000)
  })
  test('a connection ends the others', () => {
    expect(nudged(fail(newSend('a', post('a'), 0), offline, 5000)).notBefore).toBe(0)
  })
})

test('a request that was under way at a reload is asked again', () => {
  expect(nextDue([revived(started(newSend('a', post('a'), 0)))], 0)).not.toBeNull()
})

test('counts what is on its way and what needs a person', () => {
  const sends = [
    newSend('a', post('a'), 0),
    fail(newSend('b', post('b'), 0), offline, 0),
    fail(newSend('c', post('c'), 0), refused, 0),
  ]
  expect(countSends(sends)).toEqual({ waiting: 2, stuck: 1 })
  expect(sends.map(isPending)).toEqual([true, true, false])
  expect(sends.map(isStuck)).toEqual([false, false, true])
})

describe('once on screen', () => {
  const sent = succeeded(started(newSend('a', post('a', 'e1', 'e2'), 0)), 1000)

  test('a post stays until each of its entries has come back', () => {
    expect(withoutArrived([sent], new Map([['e1', 1]]), 2000)).toEqual([sent])
    expect(
      withoutArrived(
        [sent],
        new Map([
          ['e1', 1],
          ['e2', 1],
        ]),
        2000,
      ),
    ).toEqual([])
  })
  test('an edit stays until a later version came', () => {
    const edited = succeeded(newSend('b', edit('b', entry('e1', 3)), 0), 1000)
    expect(withoutArrived([edited], new Map([['e1', 3]]), 2000)).toEqual([edited])
    expect(withoutArrived([edited], new Map([['e1', 4]]), 2000)).toEqual([])
  })
  test('a removal stays until the tombstone came', () => {
    const removed = succeeded(newSend('c', { kind: 'remove', groupId, callNames: {}, before: entry('e1', 3) }, 0), 1000)
    expect(withoutArrived([removed], new Map([['e1', 4]]), 2000)).toEqual([removed])
    expect(withoutArrived([removed], new Map([['e1', Number.POSITIVE_INFINITY]]), 2000)).toEqual([])
  })
  test('what never comes back leaves after a while; what waits never does', () => {
    expect(withoutArrived([sent], new Map(), 1000 + 5 * 60_000)).toEqual([])
    const waits = newSend('a', post('a', 'e1'), 0)
    expect(withoutArrived([waits], new Map([['e1', 1]]), 1e15)).toEqual([waits])
  })
})

describe('adding', () => {
  test('a removal takes the place of an edit that waited', () => {
    const waiting = newSend('b', edit('b', entry('e1', 1)), 0)
    const removal = newSend('c', { kind: 'remove', groupId, callNames: {}, before: entry('e1', 1) }, 1)
    expect(withAdded([waiting], removal)).toEqual([removal])
    expect(withAdded([started(waiting)], removal)).toHaveLength(2)
  })
  test('a changed post takes the place of itself, at the end', () => {
    const old = fail(newSend('a', post('a', 'e1'), 0), refused, 0)
    const other = newSend('b', post('b', 'e2'), 1)
    const again = newSend('a', post('a', 'e1'), 2)
    expect(withAdded([old, other], again)).toEqual([other, again])
  })
})
