import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { World } from '../db/world.ts'
import { standsIn } from './support/rows.ts'
import {
  call,
  guardianOf,
  listen,
  managerOf,
  posting,
  staffOf,
  startServer,
  type TestServer,
} from './support/server.ts'

/** Corrections and removals. */

let server: TestServer
let world: World
let child: string
beforeAll(async () => {
  server = await startServer()
  world = await server.world({ groups: 2, children: 2, guardians: 2, staff: 2 })
  child = world.groups[0]!.childIds[0]!
})
afterAll(() => server.close())

const written = async (text: string, who = staffOf(world), aboutAt = server.clock.now().toISOString()) => {
  const reply = await call(
    server,
    who,
    'POST',
    '/api/diary',
    posting(server, world.groups[0]!, [child], { text, aboutAt }),
  )
  expect(reply.status, reply.text).toBe(200)
  return reply.body.entries[0] as { id: string; aboutAt: string }
}
const edit = (entry: { id: string; aboutAt: string }, version: number, text: string, who = staffOf(world)) =>
  call(server, who, 'PUT', `/api/diary/${entry.id}`, { id: uuidv7(), version, aboutAt: entry.aboutAt, text, facts: [] })
const remove = (entry: { id: string }, who = staffOf(world)) => call(server, who, 'DELETE', `/api/diary/${entry.id}`)
const staffOfGroup = (group: number, nth: number) =>
  world.people.find((one) => one.id === world.groups[group]!.staffIds[nth])!

describe('an edit', () => {
  it('keeps its history for staff; guardians see that there was one, and never the old words', async () => {
    const mother = guardianOf(world, child)
    const entry = await written('Kanarie-oud heeft geslapen.')
    server.clock.forward(60_000)
    const heard = await listen(server, mother)
    const before = heard.raw.length
    const replies = [await edit(entry, 1, '{name} was wakker. Kanarie-midden.'), await edit(entry, 2, 'Kanarie-nieuw.')]
    expect(replies.map((reply) => [reply.status, reply.body.entry.version, reply.body.entry.edited])).toEqual([
      [200, 2, true],
      [200, 3, true],
    ])
    const { callName } = world.children.find((one) => one.id === child)!
    expect(replies[0]!.body.entry.text).toBe(`${callName} was wakker. Kanarie-midden.`)
    await heard.until(() => heard.events.filter((event) => event.type === 'diary.edited').length === 2)

    // Every byte that the guardian can come by.
    const behind = await listen(server, mother, { [world.children.find((one) => one.id === child)!.diaryChannel]: 0 })
    const { text, body } = await call(server, mother, 'GET', '/api/timeline')
    const all = [...behind.raw, ...heard.raw.slice(before), text].join('\n')
    expect(all).toContain('Kanarie-nieuw')
    expect(all).not.toContain('Kanarie-oud')
    // Delivered in between, the middle wording was the newest; afterwards nobody is told it again.
    expect([...behind.raw, text].join('\n')).not.toContain('Kanarie-midden')
    expect(body.items.find((item: { id: string }) => item.id === entry.id)).toMatchObject({ edited: true, version: 3 })
    expect((await call(server, mother, 'GET', `/api/diary/${entry.id}/revisions`)).status).toBe(404)

    const history = await call(server, staffOf(world), 'GET', `/api/diary/${entry.id}/revisions`)
    expect(history.body.revisions).toMatchObject([
      { version: 2, text: `${callName} was wakker. Kanarie-midden.`, author: 'Medewerker1' },
      { version: 1, text: 'Kanarie-oud heeft geslapen.' },
    ])
    heard.close()
    behind.close()
  })

  it('may be made by the author, the staff of the group that day and the manager, and by nobody else', async () => {
    const entry = await written('Wie mag dit wijzigen?')
    const guardians = world.people.filter((one) => one.childIds.includes(child))
    for (const who of [staffOfGroup(1, 0), ...guardians]) {
      expect((await edit(entry, 1, 'Ik niet.', who)).status).toBe(404)
      expect((await remove(entry, who)).status).toBe(404)
    }
    expect((await edit(entry, 1, 'De collega.', staffOfGroup(0, 1))).status).toBe(200)
    expect((await edit(entry, 2, 'De manager.', managerOf(world))).status).toBe(200)
    expect((await edit(entry, 3, 'De schrijver.')).status).toBe(200)
    expect((await remove(entry, managerOf(world))).status).toBe(200)
  })

  it('may not be made by a colleague who was not in the group on that day, though they read it now', async () => {
    const colleague = staffOfGroup(0, 1)
    await server.owner.query("update staff_assignment set starts_on = '2026-11-22' where person_id = $1", [
      colleague.id,
    ])
    const entry = await written('Gisteren.', staffOf(world), '2026-11-21T10:00:00.000Z')
    expect((await edit(entry, 1, 'Vandaag pas begonnen.', colleague)).status).toBe(404)
    expect((await remove(entry, colleague)).status).toBe(404)
    const path = `/api/groups/${world.groups[0]!.id}/day?day=2026-11-21`
    const day = await call(server, colleague, 'GET', path)
    expect(day.body).toMatchObject({ mayEdit: false, entries: [{ text: 'Gisteren.' }] })
    expect((await call(server, staffOf(world), 'GET', path)).body.mayEdit).toBe(true)
    const future = await call(server, staffOf(world), 'GET', path.replace('2026-11-21', '2026-11-23'))
    expect(future.body).toMatchObject({ mayEdit: false, entries: [] })
    // A manager may look after any of them.
    expect((await edit(entry, 1, 'Van de manager.', managerOf(world))).status).toBe(200)
    await server.owner.query("update staff_assignment set starts_on = '2026-08-24' where person_id = $1", [
      colleague.id,
    ])
  })

  it('is open to an author only as long as they see the child', async () => {
    const author = staffOfGroup(0, 1)
    const entry = await written('Mijn laatste dag.', author)
    await server.owner.query("update staff_assignment set ends_on = '2026-11-21' where person_id = $1", [author.id])
    expect((await edit(entry, 1, 'Toch nog iets.', author)).status).toBe(404)
    expect((await remove(entry, author)).status).toBe(404)
    await server.owner.query('update staff_assignment set ends_on = null where person_id = $1', [author.id])
    expect((await edit(entry, 1, 'Terug.', author)).status).toBe(200)
  })

  it('may leave nothing empty, and may move to another child or group by no means', async () => {
    const entry = await written('Iets.')
    const empty = await call(server, staffOf(world), 'PUT', `/api/diary/${entry.id}`, {
      id: uuidv7(),
      version: 1,
      aboutAt: entry.aboutAt,
      text: ' ',
      facts: [],
    })
    expect(empty.status).toBe(422)
    for (const more of [
      { childId: world.groups[0]!.childIds[1] },
      { groupId: world.groups[1]!.id },
      { authorId: uuidv7() },
    ]) {
      const body = { id: uuidv7(), version: 1, aboutAt: entry.aboutAt, text: 'x', facts: [], ...more }
      expect((await call(server, staffOf(world), 'PUT', `/api/diary/${entry.id}`, body)).status).toBe(422)
    }
  })

  it('leaves in the audit who changed what, and no word of it', async () => {
    const entry = await written('Kanarie-audit.')
    await edit(entry, 1, 'Kanarie-audit anders.')
    await remove(entry)
    const { rows } = await server.owner.query(
      "select action, payload::jsonb as payload, person_id from audit where payload::jsonb->>'entry' = $1 order by at, id",
      [entry.id],
    )
    expect(rows.map(({ action, payload }) => [action, payload.fields])).toEqual([
      ['diary.edited', ['text']],
      ['diary.removed', undefined],
    ])
    expect(rows.every((row) => row.person_id === staffOf(world).id)).toBe(true)
    const { rows: all } = await server.owner.query('select payload from audit')
    expect(all.map((row) => row.payload).join()).not.toMatch(/Kanarie|Kind\d|Proef/)
  })
})

describe('a removal', () => {
  it('leaves a tombstone in the channel; text and revisions are nowhere in the database any more', async () => {
    const mother = guardianOf(world, child)
    const heard = await listen(server, mother)
    const entry = await written('Wegkanarie-een.')
    const fact = { kind: 'activity', at: entry.aboutAt, what: 'Wegkanarie-twee' }
    const body = { id: uuidv7(), version: 1, aboutAt: entry.aboutAt, text: 'Wegkanarie-drie.', facts: [fact] }
    expect((await call(server, staffOf(world), 'PUT', `/api/diary/${entry.id}`, body)).status).toBe(200)
    expect(await standsIn(server.owner, 'Wegkanarie')).toEqual(['public.diary_entry', 'public.diary_revision'])
    expect((await remove(entry)).status).toBe(200)
    await heard.until(() => heard.events.some((event) => event.type === 'diary.removed'))
    await new Promise((later) => setTimeout(later, 200))
    expect(await standsIn(server.owner, 'Wegkanarie')).toEqual([])

    const { rows } = await server.owner.query(
      'select text, facts, removed_at is not null as removed from diary_entry where id = $1',
      [entry.id],
    )
    expect(rows).toEqual([{ text: '', facts: [], removed: true }])
    const { rows: types } = await server.owner.query('select type from event where item_id = $1 order by seq', [
      entry.id,
    ])
    expect(types.map((row) => row.type)).toEqual(['diary.posted', 'diary.edited', 'diary.removed'])
    for (const who of [mother, staffOf(world)]) {
      const behind = await listen(server, who, { [world.children.find((one) => one.id === child)!.diaryChannel]: 0 })
      const about = behind.events.filter((event) => 'itemId' in event && event.itemId === entry.id)
      expect(about.map((event) => event.type)).toEqual(['diary.removed', 'diary.removed', 'diary.removed'])
      expect(behind.raw.join('')).not.toContain('Wegkanarie')
      behind.close()
    }
    const timeline = await call(server, mother, 'GET', '/api/timeline?limit=100')
    expect(timeline.text).not.toContain(entry.id)
    heard.close()
  })

  it('happens once, and beside an edit either before it or after it', async () => {
    for (let round = 0; round < 8; round++) {
      const entry = await written(`Wegkanarie-vier ${round}.`)
      const [edited, ...removed] = await Promise.all([edit(entry, 1, 'Wegkanarie-vijf.'), remove(entry), remove(entry)])
      expect(removed.map((reply) => reply.status).sort()).toEqual([200, 404])
      expect([200, 404]).toContain(edited!.status)
    }
    expect(await standsIn(server.owner, 'Wegkanarie')).toEqual([])
  })

  it('answers a repeated post with what still stands, and does not write it again', async () => {
    const body = posting(server, world.groups[0]!, world.groups[0]!.childIds, { text: 'Herhaald.' })
    const first = await call(server, staffOf(world), 'POST', '/api/diary', body)
    await remove(first.body.entries[0])
    const again = await call(server, staffOf(world), 'POST', '/api/diary', body)
    expect([again.status, again.body.entries.map((entry: { id: string }) => entry.id)]).toEqual([
      200,
      [first.body.entries[1].id],
    ])
  })
})
