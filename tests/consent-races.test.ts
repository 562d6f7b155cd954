import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { decide, type Family, makeFamily, standing, writeAbout } from './support/family.ts'
import { call, posting, startServer, type TestServer } from './support/server.ts'

/** What happens at the same moment: each is before the other or after it, never during. */

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const rounds = 15

it('two guardians who decide at the same moment leave what the ledger’s order says', async () => {
  for (let round = 0; round < rounds; round++) {
    const family = await makeFamily(server, [{}, {}])
    const [mother, father] = family.guardians as [Family['staff'], Family['staff']]
    const decisions = await Promise.all([
      decide(server, family, mother, 'granted'),
      decide(server, family, father, round % 2 ? 'refused' : 'granted'),
      decide(server, family, mother, 'granted', 'photos'),
    ])
    expect(decisions.map((reply) => reply.status)).toEqual([200, 200, 200])
    const inForce = round % 2 === 0
    expect(await standing(server, mother)).toMatchObject({ inForce })
    expect(await standing(server, father)).toMatchObject({ inForce })
    const { rows } = await server.owner.query(
      `select c.open, (select count(*)::integer from channel_period p where p.channel_id = c.id and p.closed_at is null) as periods
         from channel c where c.id = $1`,
      [family.child.channel],
    )
    expect(rows).toEqual([{ open: inForce, periods: inForce ? 1 : 0 }])
    expect((await writeAbout(server, family)).status).toBe(inForce ? 200 : 409)
    // Each of them was told of each decision, in an order without a gap.
    for (const guardian of [mother, father]) {
      const { rows: events } = await server.owner.query(
        'select e.seq::integer from event e join channel c on c.id = e.channel_id where c.person_id = $1 order by 1',
        [guardian.id],
      )
      expect(events.map((event) => event.seq)).toEqual([1, 2, 3])
    }
  }
})

it('a post beside a withdrawal is before it or after it', async () => {
  const outcomes = new Set<number>()
  for (let round = 0; round < rounds; round++) {
    const family = await makeFamily(server)
    const [mother] = family.guardians as [Family['staff']]
    expect((await decide(server, family, mother, 'granted')).status).toBe(200)
    server.clock.forward(1_000)
    const posts = Array.from({ length: 4 }, () => writeAbout(server, family))
    const withdrawn = decide(server, family, mother, 'withdrawn')
    const more = Array.from({ length: 4 }, () => writeAbout(server, family))
    const replies = await Promise.all([...posts, ...more])
    expect((await withdrawn).status).toBe(200)
    for (const { status } of replies) outcomes.add(status)
    expect(replies.every(({ status }) => status === 200 || status === 409)).toBe(true)
    // What was acknowledged stands, what was refused does not, and the log counts on without a gap.
    const { rows } = await server.owner.query(
      `select (select count(*)::integer from diary_entry where channel_id = $1) as entries, (select seq::integer from channel where id = $1) as seq,
              (select count(*)::integer from event where channel_id = $1) as events, (select open from channel where id = $1) as open`,
      [family.child.channel],
    )
    const written = replies.filter(({ status }) => status === 200).length
    expect(rows).toEqual([{ entries: written, seq: written, events: written, open: false }])
    expect((await writeAbout(server, family)).status).toBe(409)
  }
  expect([...outcomes].sort()).toEqual([200, 409])
})

it('a post that holds the lock lets a withdrawal wait, and one that waits sees it', async () => {
  const family = await makeFamily(server)
  const [mother] = family.guardians as [Family['staff']]
  expect((await decide(server, family, mother, 'granted')).status).toBe(200)
  server.clock.forward(1_000)
  await server.owner.query('begin')
  await server.owner.query('select 1 from channel where id = $1 for update', [family.child.channel])
  let settled = false
  const post = writeAbout(server, family).finally(() => {
    settled = true
  })
  await new Promise((later) => setTimeout(later, 150))
  expect(settled).toBe(false)
  await server.owner.query('update channel set open = false where id = $1', [family.child.channel])
  await server.owner.query('commit')
  expect((await post).status).toBe(409)
})

it('a post for several children is refused as a whole, with the names of those who lack consent', async () => {
  const family = await makeFamily(server)
  const [mother] = family.guardians as [Family['staff']]
  await decide(server, family, mother, 'granted')
  server.clock.forward(1_000)
  const world = await server.world({ children: 4, guardians: 1 })
  const [group] = world.groups
  const staff = world.people.find((one) => one.role === 'staff')!
  const refusing = world.children.slice(1, 3)
  for (const child of refusing) {
    const guardian = world.people.find((one) => one.childIds.includes(child.id))!
    const body = { id: uuidv7(), childId: child.id, purpose: 'diary', decision: 'withdrawn', language: 'nl' }
    expect((await call(server, guardian, 'POST', '/api/consents', body)).status).toBe(200)
  }
  const count = async () => (await server.owner.query('select count(*)::integer as n from diary_entry')).rows[0].n
  const before = await count()
  const reply = await call(server, staff, 'POST', '/api/diary', posting(server, group!, group!.childIds), {
    'accept-language': 'en',
  })
  expect(reply.status).toBe(409)
  expect(reply.body.error.children).toEqual(refusing.map(({ id, callName }) => ({ id, callName })))
  expect(reply.body.error.message).toContain(`${refusing[0]!.callName} and ${refusing[1]!.callName}`)
  expect(await count()).toBe(before)
  const rest = group!.childIds.filter((id) => !refusing.some((child) => child.id === id))
  expect((await call(server, staff, 'POST', '/api/diary', posting(server, group!, rest))).status).toBe(200)
})
