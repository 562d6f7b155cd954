import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { typingEvery } from '../backend/contract/conversation-limits.ts'
import { ok } from './support/absence.ts'
import { type Cast, makeCast } from './support/cast.ts'
import { conversing } from './support/conversation.ts'
import { afternoon, call, type Listener, listen, startServer, type TestServer } from './support/server.ts'

/* A guardian who works in the child's group, or manages its location: what the other guardian writes the group stays from them. */

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
const { sent, handle, page, inbox, propose, agree } = conversing(() => ({ server, cast }))
const noor = () => cast.targets.noor
const talkId = () => noor().talk.id
type Work = 'staff' | 'manager'
const parent = (role: string = 'guardian') => ({ ...cast.people.neverGranted, role })
const at = (role: string, method: string, path: string, body?: unknown) =>
  call(server, parent(role), method, path, body)

/** The other parent of Noor comes to work here. */
async function works(role: Work): Promise<void> {
  await server.owner.query(
    `insert into person_role (id, organisation_id, person_id, role, location_id, starts_on)
     select gen_random_uuid(), p.organisation_id, p.id, $2, case when $2 = 'manager' then g.location_id end, '2026-01-01'
       from person p join "group" g on g.id = $3 where p.id = $1`,
    [parent().id, role, noor().groupId],
  )
  if (role === 'staff')
    await server.owner.query(
      `insert into staff_assignment (id, organisation_id, person_id, group_id, starts_on)
       select gen_random_uuid(), organisation_id, id, $2, '2026-01-01' from person where id = $1`,
      [parent().id, noor().groupId],
    )
}

it.each<Work>(['staff', 'manager'])(
  'as %s reads, finds, hears and recalls none of it, and counts none',
  async (role) => {
    await works(role)
    const message = await sent('staff', 'Over de scheiding')
    ok(await handle('staff', { do: 'hand_over' }))
    const ear = await listen(server, parent(role))
    const late = await listen(server, parent(role), { [talkId()]: 0 })
    const typing: unknown[] = []
    ear.socket.on('typing', (told) => typing.push(told))
    const theirs = await listen(server, cast.people.guardian)
    await sent('guardian', 'Liever niet over de scheiding')
    await theirs.socket.timeout(3_000).emitWithAck('typing', { conversationId: talkId() })
    server.clock.forward(typingEvery)
    await ear.socket.timeout(3_000).emitWithAck('typing', { conversationId: talkId() })
    let heads: Record<string, number> | undefined
    ear.socket.on('heads', (told) => {
      heads = told
    })
    await server.app.tellHeads()
    await ear.until(() => heads !== undefined)
    expect(heads).not.toHaveProperty(talkId())
    expect(late.caughtUp!.resync).toEqual([talkId()])
    for (const one of [ear, late] as Listener[]) expect(one.raw.join('')).not.toContain('scheiding')
    expect(typing).toEqual([])

    const path = `/api/conversations/${talkId()}`
    expect((await at(role, 'GET', path)).status).toBe(404)
    expect((await at(role, 'PUT', `${path}/handling`, { do: 'claim', from: null })).status).toBe(404)
    expect((await at(role, 'POST', `${path}/messages`, { id: uuidv7(), text: 'x', attachments: [] })).status).toBe(404)
    expect((await at(role, 'POST', `/api/messages/${message.id}/recall`, { id: uuidv7(), reason: 'x' })).status).toBe(
      404,
    )
    const found = ok(await at(role, 'GET', '/api/messages?words=scheiding'))
    expect(found.found).toEqual([])
    const box = ok(await at(role, 'GET', `/api/groups/${noor().groupId}/conversations`))
    expect(JSON.stringify(box.conversations)).not.toContain(talkId())
    const { groups } = ok(await at(role, 'GET', '/api/groups'))
    const own = groups.find(({ id }: { id: string }) => id === noor().groupId)
    expect([own.conversations, box.counts.open + box.counts.claimed]).toEqual([0, 0])
    // As before, whoever else works there.
    expect((await inbox('staff')).conversations.map(({ conversation }) => conversation.id)).toContain(talkId())
    for (const one of [ear, late, theirs]) one.close()
  },
)

it('begins no conversation with the other guardian, has the own, and what both share', async () => {
  await works('staff')
  const opening = (guardianId: string) =>
    at('staff', 'POST', '/api/conversations', {
      ...{ id: uuidv7(), childId: noor().childId, guardianId, message: { id: uuidv7(), text: 'Dag', attachments: [] } },
    })
  for (const name of ['guardian', 'withoutAuthority'] as const)
    expect((await opening(cast.people[name].id)).status, name).toBe(404)
  const { children } = ok(await at('staff', 'GET', `/api/groups/${noor().groupId}/correspondents`))
  const offered = children.find(({ id }: { id: string }) => id === noor().childId).guardians
  expect(offered.map(({ personId }: { personId: string }) => personId)).toEqual([parent().id])

  const own = ok(
    await at('guardian', 'POST', '/api/conversations', {
      ...{ id: uuidv7(), childId: noor().childId, message: { id: uuidv7(), text: 'Van mij', attachments: [] } },
    }),
  ).conversation
  expect((await at('staff', 'GET', `/api/conversations/${own.id}`)).status).toBe(200)
  const shared = ok(await propose('guardian', 'withoutAuthority')).conversation
  expect((await at('staff', 'GET', `/api/conversations/${shared.id}`)).status).toBe(404)
  ok(await agree('withoutAuthority', shared.id))
  expect((await at('staff', 'GET', `/api/conversations/${shared.id}`)).status).toBe(200)
  // A guardianship that ended makes the other's words no less private.
  await server.owner.query(`update guardianship set ends_on = '2026-11-01' where person_id = $1`, [parent().id])
  expect((await at('staff', 'GET', `/api/conversations/${talkId()}`)).status).toBe(404)
  expect((await page('staff')).conversation.id).toBe(talkId())
})
