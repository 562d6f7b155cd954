import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Cast, makeCast, may, playerNames } from './support/cast.ts'
import { decide, type Member, makeFamily } from './support/family.ts'
import { call, listen, startServer, type TestServer } from './support/server.ts'

/* How each consent of a group stands, for its manager alone. */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
})
afterAll(() => server.close())

const matrix = (who: { cookie: string; role: string }, groupId: string) =>
  call(server, who, 'GET', `/api/consents/matrix?group=${groupId}`)

it('says of each child how each purpose and permission stands', async () => {
  const family = await makeFamily(server, [{}, {}])
  const [mother, father] = family.guardians as [Member, Member]
  const row = async () => (await matrix(family.manager, family.group.id)).body.children[0]
  expect(await row()).toMatchObject({ id: family.child.id, diary: 'undecided', photos: 'undecided', permissions: [] })
  await decide(server, family, mother, 'granted')
  await decide(server, family, father, 'refused', 'photos')
  expect(await row()).toMatchObject({ diary: 'in_force', photos: 'refused' })
  await decide(server, family, father, 'refused')
  expect(await row()).toMatchObject({ diary: 'conflict' })
  const permission = { id: uuidv7(), name: { nl: 'Bos', en: 'Wood' }, explanation: { nl: 'Bos', en: 'Wood' } }
  await call(server, family.manager, 'POST', '/api/permissions', permission)
  expect(await row()).toMatchObject({ permissions: ['undecided'] })
  // Who refused is guardian no more: it waits for a new act of granting.
  await server.owner.query("update guardianship set ends_on = '2026-11-21' where person_id = $1", [father.id])
  expect(await row()).toMatchObject({ diary: 'closed', photos: 'undecided' })
  await call(server, family.manager, 'DELETE', `/api/permissions/${permission.id}`)
  expect(await row()).toMatchObject({ permissions: [] })
})

it('is the manager’s of the location alone, names no guardian, and is audited', async () => {
  const { noor, absent } = cast.targets
  for (const name of playerNames) {
    for (const target of Object.values(cast.targets)) {
      const reply = await matrix(cast.people[name], target.groupId)
      const allowed = may(name, target, 'manages')
      expect(reply.status, `${name} about ${target.name}`).toBe(allowed ? 200 : 404)
      if (allowed)
        for (const { lastName, id } of Object.values(cast.people)) {
          expect(reply.text).not.toContain(lastName)
          expect(reply.text).not.toContain(id)
        }
    }
  }
  expect((await matrix({ ...cast.people.manager, cookie: '' }, noor.groupId)).status).toBe(401)
  expect((await matrix(cast.people.manager, absent.groupId)).status).toBe(404)
  const { rows } = await server.owner.query(
    `select person_id, payload::jsonb -> 'children' as children from audit where action = 'consents.read' and payload like $1`,
    [`%${noor.groupId}%`],
  )
  expect(rows).toEqual([{ person_id: cast.people.manager.id, children: [noor.childId] }])
})

it('a manager hears of a decision within a second, and the heads of the matrix are of the same moment', async () => {
  const family = await makeFamily(server, [{}])
  const [mother] = family.guardians as [Member]
  const desk = await listen(server, family.manager)
  const from = Date.now()
  await decide(server, family, mother, 'granted')
  await desk.until(() => desk.events.some((event) => event.type === 'consent.changed'))
  expect(Date.now() - from).toBeLessThan(10_000)
  const [event] = desk.events
  const { body } = await matrix(family.manager, family.group.id)
  expect(body.heads).toContainEqual(expect.objectContaining({ channel: event!.channel, seq: event!.seq }))
  desk.close()
})
