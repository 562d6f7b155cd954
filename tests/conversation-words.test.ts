import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openingAt } from '../backend/conversation/availability.ts'
import { excerptOf } from '../backend/conversation/search.ts'
import { ok } from './support/absence.ts'
import { type Cast, makeCast, type PlayerName } from './support/cast.ts'
import { conversing, refused } from './support/conversation.ts'
import { afternoon, startServer, type TestServer } from './support/server.ts'

/* Words of conversations: which there may be, how they are found, and what a location prepares. */

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
const { ask, send, sent, begin, retract, page } = conversing(() => ({ server, cast }))
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

describe('searching', () => {
  const search = async (who: PlayerName, words: string, before = '') =>
    ok(await ask(who, 'GET', `/api/messages?words=${encodeURIComponent(words)}${before}`))
  const found = async (who: PlayerName, words: string) =>
    (await search(who, words)).found.map(({ message }: { message: { text: string } }) => message.text)

  it('finds Dutch and English words in their forms, and names as they are, newest first', async () => {
    await sent('guardian', 'Tess slaapt slecht na de vaccinaties')
    server.clock.forward(60_000)
    await sent('staff', 'She was sleeping well after the vaccination, said Joris-Jan')
    expect(await found('guardian', 'vaccinatie')).toEqual(['Tess slaapt slecht na de vaccinaties'])
    expect(await found('guardian', 'sleeps')).toHaveLength(1)
    expect(await found('staff', 'tess')).toHaveLength(1)
    expect(await found('staff', 'sleep OR slaapt')).toHaveLength(2)
    expect(await found('staff', 'niemand zei dit')).toEqual([])
    expect((await found('staff', 'sleep OR slaapt'))[0]).toContain('She was')
  })

  it('only in what one reads now, and nothing that was taken back', async () => {
    const { id } = await sent('guardian', 'Het wachtwoord is kastanje')
    const { conversation } = ok(await begin('neverGranted', {}, 'Wij lezen over een kastanje'))
    expect(await found('guardian', 'kastanje')).toEqual(['Het wachtwoord is kastanje'])
    expect(await found('neverGranted', 'kastanje')).toEqual(['Wij lezen over een kastanje'])
    expect(await found('staff', 'kastanje')).toHaveLength(2)
    for (const who of ['otherGroup', 'formerStaff', 'manager', 'sharedWith', 'restricted', 'foreignStaff'] as const)
      expect(await found(who, 'kastanje'), who).toEqual([])
    ok(await retract('guardian', id))
    expect(await found('staff', 'kastanje')).toHaveLength(1)
    const { found: rest } = await search('staff', 'kastanje')
    expect(rest[0]).toMatchObject({ child: { id: noor().childId }, message: { conversationId: conversation.id } })
  })

  it('comes in pages; too little or too much is refused, and operators harm nothing', async () => {
    const { id } = ok(await begin('neverGranted', {}, 'Peer 0')).conversation
    for (let n = 1; n < 60; n++) {
      if (n % 25 === 0) server.clock.forward(120_000)
      await sent('neverGranted', `Peer ${n}`, id)
    }
    const first = await search('staff', 'peer')
    const second = await search('staff', 'peer', `&before=${encodeURIComponent(first.older)}`)
    expect([first.found.length, second.found.length, second.older]).toEqual([50, 10, null])
    const texts = [...first.found, ...second.found].map(({ message }) => message.text)
    expect(new Set(texts).size).toBe(60)
    for (const words of ['', 'a', ' a ', 'a'.repeat(101)])
      await refused('invalid', ask('staff', 'GET', `/api/messages?words=${encodeURIComponent(words)}`))
    for (const words of [
      "'; drop table message; --",
      '((((',
      '!!',
      '-peer',
      '"peer',
      'peer & | !',
      '%%',
      '<->',
      '\\\\',
    ])
      await search('staff', words)
  })

  it('never looks for what does not stand there: that would read every message of everybody', async () => {
    await sent('guardian', 'Een kastanje voor Joris-Jan')
    for (const words of ['-kastanje', '!-kastanje', '"-kastanje', 'kastanje --Joris', '-Joris-Jan'])
      expect(await found('staff', words), words).toEqual(['Een kastanje voor Joris-Jan'])
    expect(await found('staff', '-peer')).toEqual([])
  })

  it('shows the text around what was found', () => {
    const text = `${'Lang begin van het verhaal. '.repeat(20)}Daarna een speciaal woord.${' En zo voort.'.repeat(40)}`
    const excerpt = excerptOf(text, 'speciaal woord')
    expect(excerpt).toContain('speciaal woord')
    expect(excerpt.length).toBeLessThanOrEqual(200)
    expect(excerpt).toMatch(/^….*…$/)
    expect(excerptOf('Kort', 'kort')).toBe('Kort')
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
