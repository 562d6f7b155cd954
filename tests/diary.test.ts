import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Fact } from '../backend/contract/diary.ts'
import type { World } from '../db/world.ts'
import {
  afternoon,
  call,
  guardianOf,
  listen,
  managerOf,
  posting,
  staffOf,
  startServer,
  type TestServer,
} from './support/server.ts'

let server: TestServer
let world: World

beforeAll(async () => {
  server = await startServer()
  world = await server.world({ groups: 2, children: 3, guardians: 2, staff: 2 })
})
afterAll(() => server.close())
beforeEach(() => server.clock.set(afternoon))

const post = (childIds: string[], given: Parameters<typeof posting>[3] = {}, who = staffOf(world)) =>
  call(server, who, 'POST', '/api/diary', posting(server, world.groups[0]!, childIds, given))
const timelineOf = async (childId: string, query = '') =>
  (await call(server, guardianOf(world, childId), 'GET', `/api/timeline${query}`)).body

describe('posting', () => {
  it('refuses a text in which there is nothing to see', async () => {
    const [group] = world.groups
    for (const text of ['', '  \n', '\u200b', '\u2060\u200d', '\u3164', '\u2800 \u0301']) {
      const refused = await call(
        server,
        staffOf(world),
        'POST',
        '/api/diary',
        posting(server, group!, group!.childIds, { text }),
      )
      expect([refused.status, refused.body.error.code], JSON.stringify(text)).toEqual([422, 'invalid'])
    }
  })

  it('takes the largest post that the contract allows', async () => {
    const large = await server.world({ children: 60, staff: 1 })
    const [group] = large.groups
    const body = posting(server, group!, group!.childIds, { text: 'é'.repeat(5_000) })
    const posted = await call(server, staffOf(large), 'POST', '/api/diary', body)
    expect(posted.status, posted.text.slice(0, 300)).toBe(200)
    expect(posted.body.entries).toHaveLength(60)
  })

  it('answers a repeated post as the first time, also when the author no longer works there', async () => {
    const later = await server.world({ children: 1, staff: 1 })
    const [group] = later.groups
    const author = staffOf(later)
    const body = posting(server, group!, group!.childIds, { text: 'Het antwoord ging verloren.' })
    const first = await call(server, author, 'POST', '/api/diary', body)
    await server.owner.query(`update placement set ends_on = '2026-11-20' where group_id = $1`, [group!.id])
    const again = await call(server, author, 'POST', '/api/diary', body)
    expect(again.status, again.text).toBe(200)
    expect(again.body).toEqual(first.body)
    const another = await call(server, author, 'POST', '/api/diary', posting(server, group!, group!.childIds))
    expect(another.status).toBe(404)
  })

  it('reaches the guardians of the child and the staff of the group, live and by fetching', async () => {
    const [group] = world.groups
    const [first, second] = group!.childIds
    const mother = guardianOf(world, first!)
    const heard = await listen(server, mother)
    const posted = await post([first!, second!], { text: '{name} sliep goed.' })
    expect(posted.status, posted.text).toBe(200)
    await heard.until(() => heard.events.length > 0)
    const name = world.children.find((child) => child.id === first)!.callName
    expect(heard.events).toMatchObject([
      { type: 'diary.posted', item: { childId: first, text: `${name} sliep goed.` } },
    ])
    const timeline = await call(server, mother, 'GET', '/api/timeline')
    expect(timeline.body.items).toMatchObject([{ childId: first, text: `${name} sliep goed.` }])
    heard.close()
  })

  it('makes one entry per child, each with its own words and facts and its own name filled in', async () => {
    const [one, two, three] = world.groups[0]!.childIds as [string, string, string]
    const body = posting(server, world.groups[0]!, [one, two, three], { text: '{name} at. {name}!' })
    const meal: Fact = { kind: 'meal', at: server.clock.now().toISOString(), what: 'twee boterhammen', amount: 'all' }
    body.children[1] = { ...body.children[1]!, text: '', facts: [meal] }
    const reply = await call(server, staffOf(world), 'POST', '/api/diary', body)
    const names = world.children.filter((child) => child.groupId === world.groups[0]!.id).map((child) => child.callName)
    expect(reply.body.entries).toMatchObject([
      { childId: one, text: `${names[0]} at. ${names[0]}!`, facts: [], postId: body.id, version: 1, edited: false },
      { childId: two, text: '', facts: [meal] },
      { childId: three, text: `${names[2]} at. ${names[2]}!` },
    ])
    const { items } = await timelineOf(two, `?child=${two}&limit=1`)
    expect(items[0]).toMatchObject({ text: '', facts: [meal], author: 'Medewerker1', group: 'Groep 1' })
    // A guardian's view has no id of a colleague, of the post, nor of the other children.
    expect(Object.keys(items[0]).sort()).toEqual([
      'aboutAt',
      'author',
      'childId',
      'edited',
      'facts',
      'group',
      'id',
      'kind',
      'seq',
      'text',
      'version',
    ])
    expect(JSON.stringify(items)).not.toContain(staffOf(world).id)
    for (const id of [one, three, body.id]) expect(JSON.stringify(items)).not.toContain(id)
  })

  it('may be about the past, in the order of what it is about', async () => {
    const [child] = world.groups[1]!.childIds as [string]
    const staff = world.people.find((one) => one.groupIds[0] === world.groups[1]!.id && one.role === 'staff')!
    for (const hours of [1, 30, 5, 26]) {
      const aboutAt = new Date(afternoon.getTime() - hours * 3_600_000).toISOString()
      const reply = await call(
        server,
        staff,
        'POST',
        '/api/diary',
        posting(server, world.groups[1]!, [child], { aboutAt, text: `${hours} uur` }),
      )
      expect(reply.status, reply.text).toBe(200)
    }
    const { items } = await timelineOf(child)
    expect(items.map((item: { text: string }) => item.text)).toEqual(['1 uur', '5 uur', '26 uur', '30 uur'])
    // Page by page, forwards and backwards, each item once.
    const page = await timelineOf(child, '?limit=2')
    const older = await timelineOf(child, `?limit=2&before=${page.older}`)
    expect([...page.items, ...older.items].map((item) => item.text)).toEqual(['1 uur', '5 uur', '26 uur', '30 uur'])
    expect(older.older).toBeNull()
    const yesterday = await timelineOf(child, '?day=2026-11-21&limit=1')
    expect(yesterday.items.map((item: { text: string }) => item.text)).toEqual(['26 uur'])
    const newer = await timelineOf(child, `?after=${yesterday.newer}&limit=1`)
    expect(newer.items.map((item: { text: string }) => item.text)).toEqual(['5 uur'])
  })

  it('needs the child to be placed in the group on that day', async () => {
    const [child] = world.groups[0]!.childIds.slice(-1) as [string]
    await server.owner.query(
      "update placement set starts_on = '2026-11-20', ends_on = '2026-11-21' where child_id = $1",
      [child],
    )
    const about = async (day: string) => (await post([child], { aboutAt: `2026-11-${day}T10:00:00.000Z` })).status
    expect([await about('19'), await about('20'), await about('21'), await about('22')]).toEqual([404, 200, 200, 404])
    const { body } = await call(server, staffOf(world), 'GET', `/api/groups/${world.groups[0]!.id}/day`)
    expect(body.children.map((one: { id: string }) => one.id)).not.toContain(child)
    await server.owner.query("update placement set starts_on = '2026-08-24', ends_on = null where child_id = $1", [
      child,
    ])
  })

  it('needs the author to work in the group on that day; the location’s manager always does', async () => {
    const [child] = world.groups[0]!.childIds as [string]
    const [staffId] = world.groups[0]!.staffIds as [string]
    await server.owner.query("update staff_assignment set starts_on = '2026-11-21' where person_id = $1", [staffId])
    const about = (day: string, who = staffOf(world)) => post([child], { aboutAt: `2026-11-${day}T10:00:00.000Z` }, who)
    expect([(await about('20')).status, (await about('21')).status]).toEqual([404, 200])
    expect((await about('20', managerOf(world))).status).toBe(200)
    await server.owner.query("update staff_assignment set starts_on = '2026-08-24' where person_id = $1", [staffId])
  })

  it('counts as unread for each guardian until they read so far, and a marker never goes back', async () => {
    const [, child] = world.groups[1]!.childIds as [string, string]
    const staff = world.people.find((one) => one.groupIds[0] === world.groups[1]!.id && one.role === 'staff')!
    const [mother, father] = world.people.filter((one) => one.childIds.includes(child))
    const unread = async (who = mother!) =>
      (await call(server, who, 'GET', '/api/timeline')).body.heads.find(
        (head: { childId: string }) => head.childId === child,
      )
    for (let n = 0; n < 3; n++) {
      const reply = await call(server, staff, 'POST', '/api/diary', posting(server, world.groups[1]!, [child]))
      expect(reply.status, reply.text).toBe(200)
    }
    const { channel, unread: many } = await unread()
    expect(many).toBe(3)
    const mark = async (seq: number) =>
      (await call(server, mother!, 'PUT', `/api/channels/${channel}/marker`, { seq })).body
    expect(await mark(2)).toEqual({ seq: 2, unread: 1 })
    expect(await mark(1)).toEqual({ seq: 2, unread: 1 })
    expect(await mark(3)).toEqual({ seq: 3, unread: 0 })
    expect((await unread(father!)).unread).toBe(3)
  })
})

describe('the audience', () => {
  it('is known before: families, readers, and who is left out and why', async () => {
    const [one, two] = world.groups[0]!.childIds as [string, string]
    const ask = (childIds: string[]) =>
      call(server, staffOf(world), 'POST', '/api/diary/audience', {
        groupId: world.groups[0]!.id,
        aboutAt: afternoon.toISOString(),
        childIds,
      })
    expect((await ask([one, two])).body).toMatchObject({
      families: 2,
      children: [
        { id: one, inForce: true, reason: null, readers: 2 },
        { id: two, inForce: true, reason: null, readers: 2 },
      ],
    })
    const [mother, father] = world.people.filter((person) => person.childIds.includes(one))
    const decide = (decision: string) =>
      call(server, mother!, 'POST', '/api/consents', {
        id: uuidv7(),
        childId: one,
        purpose: 'diary',
        decision,
        language: 'nl',
      })
    await decide('withdrawn')
    const without = await ask([one, two])
    expect(without.body).toMatchObject({
      families: 1,
      children: [{ inForce: false, reason: 'not_now', readers: 0 }, { readers: 2 }],
    })
    for (const guardian of [mother!, father!]) expect(without.text).not.toContain(guardian.id)
    await decide('granted')
    await server.owner.query("update guardianship set restricted_at = '2026-11-01' where person_id = $1", [father!.id])
    expect((await ask([one])).body.children).toMatchObject([{ inForce: true, readers: 1 }])
    await server.owner.query('update guardianship set restricted_at = null where person_id = $1', [father!.id])
  })
})
