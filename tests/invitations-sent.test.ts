import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Cast, makeCast, type Player } from './support/cast.ts'
import { refuses } from './support/refusals.ts'
import { stored } from './support/rows.ts'
import { call, type Reply, startServer, type TestServer } from './support/server.ts'

let server: TestServer
let cast: Cast
let ingrid: Player
const root = '/api/administration'
const hour = 3_600_000

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  ingrid = cast.people.administration
})
afterAll(() => server.close())

const as = (who: Player, method: string, path: string, body?: unknown, headers = {}) =>
  call(server, who, method, root + path, body, headers)
const ok = (reply: Reply) => {
  expect(reply.status, reply.text.slice(0, 300)).toBe(200)
  return reply.body
}

/** Somebody new, invited at this moment. */
let person: { id: string; firstName: string; lastName: string; email: string; invitation: { id: string } }
beforeEach(async () => {
  const work = { role: 'staff', groupIds: [cast.targets.noor.groupId] }
  const name = { firstName: 'Nienke', lastName: 'Post', email: `${uuidv7()}@example.org`, language: 'nl' }
  person = ok(await as(ingrid, 'POST', '/people', { id: uuidv7(), ...name, startsOn: '2026-11-22', work }))
})

const invitations = async () =>
  (
    await server.owner.query(
      `select i.id, i.revoked_at is not null as revoked, i.expires_at - i.invited_at = interval '72 hours' as three_days,
              (select count(*)::int from mail m where m.cause_id = i.id and m.person_id = i.person_id and m.kind = 'invitation') as mails
         from invitation i where i.person_id = $1 order by i.invited_at, i.id`,
      [person.id],
    )
  ).rows
const state = async () => ok(await as(ingrid, 'GET', `/people/${person.id}`)).state
const accept = () =>
  server.owner.query('update invitation set accepted_at = $2 where person_id = $1', [person.id, server.clock.now()])

describe('an invitation', () => {
  test('is good for 72 hours, and then expired', async () => {
    expect(await state()).toBe('invited')
    expect(await invitations()).toEqual([{ id: person.invitation.id, revoked: false, three_days: true, mails: 1 }])
    server.clock.forward(72 * hour - 1)
    expect(await state()).toBe('invited')
    server.clock.forward(1)
    expect(await state()).toBe('expired')
  })

  test('is sent again: the former one is worth nothing, one new mail goes, however often it is asked', async () => {
    const id = uuidv7()
    for (let n = 0; n < 3; n++) {
      const after = ok(await as(ingrid, 'POST', `/people/${person.id}/invitations`, { id }))
      expect(after).toMatchObject({ state: 'invited', invitation: { id } })
    }
    expect(await invitations()).toEqual([
      { id: person.invitation.id, revoked: true, three_days: true, mails: 1 },
      { id, revoked: false, three_days: true, mails: 1 },
    ])
  })

  test('is taken back, and with it the link; inviting again is possible', async () => {
    const after = ok(await as(ingrid, 'DELETE', `/invitations/${person.invitation.id}`))
    expect(after.state).toBe('uninvited')
    await refuses('not_found', (headers) =>
      as(ingrid, 'DELETE', `/invitations/${person.invitation.id}`, undefined, headers),
    )
    ok(await as(ingrid, 'POST', `/people/${person.id}/invitations`, { id: uuidv7() }))
    expect(await state()).toBe('invited')
  })

  test('that was accepted is neither sent again nor taken back', async () => {
    await accept()
    expect(ok(await as(ingrid, 'GET', `/people/${person.id}`))).toMatchObject({ state: 'active', invitation: null })
    const before = await stored(server.owner)
    await refuses('has_account', (headers) =>
      as(ingrid, 'POST', `/people/${person.id}/invitations`, { id: uuidv7() }, headers),
    )
    await refuses('not_found', (headers) =>
      as(ingrid, 'DELETE', `/invitations/${person.invitation.id}`, undefined, headers),
    )
    expect(await stored(server.owner)).toEqual(before)
  })
})

describe('a name or an address', () => {
  const correct = (given = {}, who = ingrid, headers = {}) => {
    const { firstName, lastName, email } = person
    return as(who, 'PUT', `/people/${person.id}`, { firstName, lastName, email, ...given }, headers)
  }

  test('is corrected before there is an account; another name sends nothing', async () => {
    expect(ok(await correct({ lastName: 'Pot' }))).toMatchObject({ lastName: 'Pot', invitation: person.invitation })
    expect(await invitations()).toHaveLength(1)
    const { rows } = await server.owner.query(
      "select payload from audit where action = 'person.corrected' order by id desc limit 1",
    )
    expect(JSON.parse(rows[0].payload)).toMatchObject({ person: person.id, fields: ['lastName'] })
    expect(rows[0].payload).not.toContain('Pot')
  })

  test('another address gets a new invitation, and what went to the wrong one is worth nothing', async () => {
    const email = `${uuidv7()}@Example.org`
    expect(ok(await correct({ email }))).toMatchObject({ email: email.toLowerCase(), state: 'invited' })
    expect((await invitations()).map(({ revoked, mails }) => [revoked, mails])).toEqual([
      [true, 1],
      [false, 1],
    ])
  })

  test('of somebody whose invitation was taken back is corrected without inviting', async () => {
    ok(await as(ingrid, 'DELETE', `/invitations/${person.invitation.id}`))
    expect(ok(await correct({ email: `${uuidv7()}@example.org` })).state).toBe('uninvited')
  })

  test('is not that of somebody else, nor changed once there is an account', async () => {
    const { fields } = await refuses('invalid', (headers) =>
      correct({ email: cast.people.guardian.email }, ingrid, headers),
    )
    expect(fields).toEqual([{ path: 'email', reason: 'taken' }])
    // An address of another organisation is nobody's here.
    ok(await correct({ email: cast.people.foreignStaff.email }))
    await accept()
    await refuses('has_account', (headers) => correct({ lastName: 'Anders' }, ingrid, headers))
  })

  test('is not corrected under the hands of who accepts at that moment: whoever that is keeps the address they have', async () => {
    await server.owner.query('begin')
    await accept()
    const correcting = correct({ email: `${uuidv7()}@example.org` })
    await new Promise((soon) => setTimeout(soon, 200))
    await server.owner.query('commit')
    expect((await correcting).body.error.code).toBe('has_account')
    expect(ok(await as(ingrid, 'GET', `/people/${person.id}`))).toMatchObject({ email: person.email, state: 'active' })
    expect(await invitations()).toHaveLength(1)
  })

  test('nor an invitation is anybody else’s', async () => {
    const before = await stored(server.owner)
    for (const name of ['staff', 'manager', 'guardian', 'privacyOfficer', 'foreignAdministration'] as const) {
      const who = cast.people[name]
      await refuses('not_found', (headers) => correct({ lastName: 'Anders' }, who, headers), name)
      await refuses('not_found', (headers) =>
        as(who, 'DELETE', `/invitations/${person.invitation.id}`, undefined, headers),
      )
      await refuses('not_found', (headers) =>
        as(who, 'POST', `/people/${person.id}/invitations`, { id: uuidv7() }, headers),
      )
    }
    expect(await stored(server.owner)).toEqual(before)
  })
})

test('who has an expired invitation is invited anew with the next child, who has an open one is not', async () => {
  const guardian = {
    ...{ firstName: 'Fatima', lastName: 'Yildiz', email: `${uuidv7()}@example.org` },
    ...{ language: 'nl', parentalAuthority: true },
  }
  const add = async (callName: string) => {
    const name = { firstNames: callName, callName, surname: 'Yildiz', birthDate: '2024-05-01' }
    const place = { careType: 'KDV', groupId: cast.targets.noor.groupId, startsOn: '2026-11-22' }
    const made = ok(await as(ingrid, 'POST', '/children', { id: uuidv7(), ...name, ...place, guardians: [guardian] }))
    return made.guardians[0]
  }
  const first = await add('Elias')
  expect((await add('Sara')).invitation).toEqual(first.invitation)
  server.clock.forward(73 * hour)
  const third = await add('Noa')
  expect([third.personId, third.state]).toEqual([first.personId, 'invited'])
  expect(third.invitation.id).not.toBe(first.invitation.id)
})
