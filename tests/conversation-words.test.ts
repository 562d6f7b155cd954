import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openingAt } from '../backend/conversation/availability.ts'
import { ok } from './support/absence.ts'
import { type Cast, makeCast } from './support/cast.ts'
import { conversing, refused } from './support/conversation.ts'
import { afternoon, startServer, type TestServer } from './support/server.ts'

/* Words of conversations: which there may be, and what a location prepares. */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  server.clock.set(afternoon)
  cast = await makeCast(server)
})
const { ask, send, sent, begin, page } = conversing(() => ({ server, cast }))
const noor = () => cast.targets.noor

describe('a text', () => {
  it.each([
    ['nothing to see', ' \n\u200b', 'empty'],
    ['5,001 characters', 'a'.repeat(5001), 'too_long'],
    ['a control character', 'Hal\u0000lo', 'unsafe_characters'],
    ['a mark that reorders', 'Hal\u202elo', 'unsafe_characters'],
    ['half a character', 'Hal\ud800lo', 'unsafe_characters'],
  ])('with %s is refused', async (_, text, reason) => {
    const { fields } = await refused('invalid', send('guardian', text))
    expect(fields).toContainEqual({ path: 'text', reason })
    const edit = { id: uuidv7(), text }
    await refused('invalid', ask('guardian', 'PUT', `/api/messages/${noor().talk.messageId}`, edit))
    await refused('invalid', begin('neverGranted', {}, text))
  })

  it('of 5,000 characters is sent as it is, and its beginning shows in lists', async () => {
    const text = `Regel een\n${'é'.repeat(4990)}`
    await sent('guardian', text)
    const { messages, conversation } = await page('staff')
    expect(messages.at(-1)!.text).toBe(text)
    expect(conversation.last!.preview).toBe(`Regel een ${'é'.repeat(130)}`)
  })
})

describe('templates', () => {
  const path = (target = noor()) => `/api/groups/${target.groupId}/message-templates`

  it('are a manager’s for the own location; its staff read them, by name', async () => {
    const body = { id: uuidv7(), name: 'aangekomen', text: 'Goed aangekomen.' }
    ok(await ask('manager', 'POST', path(), body))
    const { templates } = ok(await ask('manager', 'POST', path(), body))
    expect(templates.map(({ name }: { name: string }) => name)).toEqual(['aangekomen', 'Ontvangen', 'Ontvangen'])
    // The location’s other group has them too.
    expect(ok(await ask('otherGroup', 'GET', path(cast.targets.bram))).templates).toEqual(templates)
    ok(await ask('manager', 'DELETE', `${path()}/${body.id}`))
    await refused('not_found', ask('manager', 'DELETE', `${path()}/${body.id}`))
    expect(ok(await ask('staff', 'GET', path())).templates).toHaveLength(2)
    await refused('not_found', ask('managerElsewhere', 'DELETE', `${path(cast.targets.kai)}/${noor().talk.templateId}`))
  })
})

describe('opening hours', () => {
  const path = () => `/api/groups/${noor().groupId}/availability`
  const workdays = Array.from({ length: 7 }, (_, n) => (n < 5 ? { from: 480, until: 1110 } : null))
  const set = (body: Record<string, unknown>) =>
    ask('manager', 'PUT', path(), { hours: workdays, awayText: '', awayUntil: null, ...body })

  it('tell a guardian when it will be read, and what the group says meanwhile', async () => {
    expect((await page('guardian')).availability).toEqual({ isOpen: true, readFrom: null, awayText: '' })
    ok(await set({ awayText: 'Wij zijn op kamp', awayUntil: '2026-11-22' }))
    // A Sunday afternoon.
    expect((await page('guardian')).availability).toEqual({
      isOpen: false,
      readFrom: '2026-11-23T07:00:00.000Z',
      awayText: 'Wij zijn op kamp',
    })
    await sent('guardian', 'Leest iemand dit?')
    server.clock.set('2026-11-23T09:00:00Z')
    expect((await page('guardian')).availability).toEqual({ isOpen: true, readFrom: null, awayText: '' })
    expect(ok(await ask('staff', 'GET', path()))).toEqual({
      hours: workdays,
      awayText: 'Wij zijn op kamp',
      awayUntil: '2026-11-22',
    })
    for (const hours of [workdays.slice(1), [...workdays.slice(1), { from: 600, until: 600 }]])
      await refused('invalid', set({ hours }))
  })

  it.each([
    ['before it opens', '2026-11-23T06:59:00Z', '2026-11-23T07:00:00.000Z'],
    ['once it is open', '2026-11-23T07:00:00Z', null],
    ['at the minute that it closes', '2026-11-23T17:30:00Z', '2026-11-24T07:00:00.000Z'],
    ['over the weekend in which the clock is put forward', '2026-03-27T18:00:00Z', '2026-03-30T06:00:00.000Z'],
    ['over the weekend in which the clock is put back', '2026-10-23T18:00:00Z', '2026-10-26T07:00:00.000Z'],
  ])('%s', (_, now, readFrom) => {
    expect(openingAt(workdays, new Date(now))).toEqual({ isOpen: readFrom === null, readFrom })
  })

  it('without hours it is open; without any day nobody knows', () => {
    expect(openingAt(null, afternoon)).toEqual({ isOpen: true, readFrom: null })
    expect(openingAt(Array(7).fill(null), afternoon)).toEqual({ isOpen: false, readFrom: null })
  })
})
