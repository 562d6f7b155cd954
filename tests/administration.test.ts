import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { relay } from '../workers/relay.ts'
import { settle } from '../workers/settle.ts'
import { type Cast, makeCast, type Player, type PlayerName } from './support/cast.ts'
import { decide, type Family, type Member, makeFamily, writeAbout } from './support/family.ts'
import { refuses } from './support/refusals.ts'
import { stored } from './support/rows.ts'
import { call, listen, type Reply, startServer, type TestServer, waitFor } from './support/server.ts'

let server: TestServer
let cast: Cast
let ingrid: Player
const root = '/api/administration'

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  ingrid = cast.people.administration
})
afterAll(() => server.close())

const as = (who: { cookie: string }, method: string, path: string, body?: unknown, headers = {}) =>
  call(server, who, method, root + path, body, headers)
const ok = (reply: Reply) => {
  expect([reply.status, reply.text.slice(0, 300)], reply.text.slice(0, 300)).toEqual([200, reply.text.slice(0, 300)])
  return reply.body
}
const rows = async (sql: string, values: unknown[] = []) => (await server.owner.query(sql, values)).rows
const lastAudit = async (action: string) =>
  (await rows('select payload from audit where action = $1 order by at desc, id desc limit 1', [action])).map(
    ({ payload }) => JSON.parse(payload),
  )[0]
const newMail = () => `${uuidv7()}@example.org`
const guardian = (given = {}) => ({
  firstName: 'Fatima',
  lastName: 'Yildiz',
  email: newMail(),
  language: 'nl',
  parentalAuthority: true,
  ...given,
})
const child = (given = {}) => ({
  id: uuidv7(),
  firstNames: 'Elias Karel',
  callName: 'Elias',
  surname: 'Yildiz',
  birthDate: '2024-02-29',
  careType: 'KDV',
  groupId: cast.targets.noor.groupId,
  startsOn: '2026-12-01',
  guardians: [guardian()],
  ...given,
})

describe('a child', () => {
  test('is added with guardians, contract and placement, and seen by those whom it concerns', async () => {
    const given = child({
      startsOn: '2026-11-22',
      guardians: [guardian(), guardian({ firstName: 'Hamza', parentalAuthority: false, language: 'en' })],
    })
    const made = ok(await as(ingrid, 'POST', '/children', given))
    expect(made).toMatchObject({
      id: given.id,
      firstNames: 'Elias Karel',
      callName: 'Elias',
      birthDate: '2024-02-29',
      contracts: [{ careType: 'KDV', startsOn: '2026-11-22', endsOn: null }],
      placements: [{ group: cast.targets.noor.groupName, startsOn: '2026-11-22', endsOn: null }],
      guardians: [
        { firstName: 'Fatima', parentalAuthority: true, state: 'invited', startsOn: '2026-11-22' },
        { firstName: 'Hamza', parentalAuthority: false, state: 'invited', language: 'en' },
      ],
    })
    expect(ok(await as(ingrid, 'GET', `/children/${given.id}`))).toEqual(made)
    const day = await call(server, cast.people.staff, 'GET', `/api/groups/${given.groupId}/day`)
    expect(day.body.children.map((one: { id: string }) => one.id)).toContain(given.id)
    expect((await call(server, cast.people.otherGroup, 'GET', `/api/groups/${given.groupId}/day`)).status).toBe(404)
  })

  test('is added once however often it arrives', async () => {
    const given = child()
    const first = ok(await as(ingrid, 'POST', '/children', given))
    expect(ok(await as(ingrid, 'POST', '/children', given))).toEqual(first)
    await refuses('id_taken', (headers) => as(ingrid, 'POST', '/children', { ...given, callName: 'Ander' }, headers))
    // An id that is somebody else’s child.
    await refuses('id_taken', (headers) =>
      as(ingrid, 'POST', '/children', child({ id: cast.targets.zed.childId }), headers),
    )
  })

  test('two at once with the same new guardian make one person', async () => {
    const parent = guardian()
    const both = [child({ guardians: [parent] }), child({ callName: 'Sara', guardians: [parent] })]
    for (const reply of await Promise.all(both.map((one) => as(ingrid, 'POST', '/children', one)))) ok(reply)
    const [made] = await rows(
      `select count(distinct p.id)::int as people, count(distinct i.id)::int as invitations, count(distinct m.id)::int as mails
         from person p join invitation i on i.person_id = p.id join mail m on m.person_id = p.id where p.email = $1`,
      [parent.email],
    )
    expect(made).toEqual({ people: 1, invitations: 1, mails: 1 })
  })

  test('of a staff member: one person in two roles, no second account, no invitation', async () => {
    const { staff } = cast.people
    const parent = guardian({ firstName: staff.firstName, lastName: staff.lastName, email: staff.email })
    const made = ok(await as(ingrid, 'POST', '/children', child({ guardians: [parent] })))
    expect(made.guardians[0]).toMatchObject({ personId: staff.id, state: 'active', invitation: null })
    expect((await call(server, { ...staff, role: 'guardian' }, 'GET', '/api/consents')).body.children).toHaveLength(1)
    expect(await rows('select 1 from invitation where person_id = $1', [staff.id])).toEqual([])
    const role = made.guardians[0].personId
    await server.owner.query("delete from person_role where person_id = $1 and role = 'guardian'", [role])
  })

  test.each([
    ['a birth in the future', { birthDate: '2027-01-01' }, 'birthDate', 'birth_in_future'],
    ['a start before birth', { startsOn: '2024-02-28' }, 'startsOn', 'start_before_birth'],
    ['no guardian', { guardians: [] }, 'guardians', 'empty'],
    ['a day that there is not', { birthDate: '2025-02-29' }, 'birthDate', 'day'],
    ['a blank name', { callName: '  ' }, 'callName', 'empty'],
  ])('is refused with %s, and nothing is stored', async (_, given, path, reason) => {
    const before = await stored(server.owner)
    const { fields } = await refuses('invalid', (headers) => as(ingrid, 'POST', '/children', child(given), headers))
    expect(fields).toEqual([{ path, reason }])
    expect(await stored(server.owner)).toEqual(before)
  })

  test('is not given to somebody whose address it is not, nor twice to one', async () => {
    const { guardian: known } = cast.people
    const other = child({ guardians: [guardian({ email: known.email })] })
    const refused = await refuses('invalid', (headers) => as(ingrid, 'POST', '/children', other, headers))
    expect(refused.fields).toEqual([{ path: 'guardians.0.email', reason: 'other_name' }])
    const same = guardian()
    const twice = child({ guardians: [same, { ...same, email: same.email.toUpperCase() }] })
    const again = await refuses('invalid', (headers) => as(ingrid, 'POST', '/children', twice, headers))
    expect(again.fields).toEqual([{ path: 'guardians.1.email', reason: 'double_email' }])
  })

  test('is found by a part of its name, without accents, and by group', async () => {
    const given = child({ callName: 'Zoë', surname: 'Brûlée', groupId: cast.targets.bram.groupId })
    ok(await as(ingrid, 'POST', '/children', given))
    const found = async (query: string) =>
      ok(await as(ingrid, 'GET', `/children?${query}`)).children.map((one: { id: string }) => one.id)
    for (const search of ['zoe', 'brulee', 'ë brû', 'ZOË'])
      expect(await found(`search=${encodeURIComponent(search)}`)).toContain(given.id)
    expect(await found(`search=zoe&group=${cast.targets.noor.groupId}`)).toEqual([])
    expect(await found('search=100%25')).toEqual([])
    const all = ok(await as(ingrid, 'GET', '/children'))
    expect(all.total).toBe(all.children.length)
    const later = ok(await as(ingrid, 'GET', `/children?after=${all.children[0].id}`))
    expect(later.children).toEqual(all.children.slice(1))
  })

  test('that is looked at leaves a record: ids, no names', async () => {
    const { childId, callName } = cast.targets.noor
    ok(await as(ingrid, 'GET', `/children/${childId}`))
    expect(await lastAudit('child.record_read')).toMatchObject({ child: childId, role: 'administration' })
    ok(await as(ingrid, 'GET', '/children'))
    const listed = await lastAudit('children.listed')
    expect(listed.children).toContain(childId)
    expect(JSON.stringify(listed)).not.toContain(callName)
  })
})

describe('a list', () => {
  test('goes by surname as Dutch lists do, whatever stands before it', async () => {
    const mark = `Vos${uuidv7().slice(-6)}`
    const surnames = [
      `Zeeman ${mark}`,
      `van den Berg ${mark}`,
      `Öztürk ${mark}`,
      `El Amrani ${mark}`,
      `'t Hart ${mark}`,
      `Vandaag ${mark}`,
    ]
    for (const surname of surnames)
      await server.owner.query(
        `insert into child (id, organisation_id, first_names, call_name, surname, birth_date) values ($1, $2, 'Bo', 'Bo', $3, '2024-01-01')`,
        [uuidv7(), cast.organisationId, surname],
      )
    const { children } = ok(await as(ingrid, 'GET', `/children?search=${mark}`))
    expect(children.map(({ surname }: { surname: string }) => surname.replace(` ${mark}`, ''))).toEqual([
      'El Amrani',
      'van den Berg',
      "'t Hart",
      'Öztürk',
      'Vandaag',
      'Zeeman',
    ])
  })
})

describe('a guardianship', () => {
  let family: Family
  const make = async (guardians: { authority?: boolean }[]) => {
    family = await makeFamily(server, guardians)
    return family.guardians as [Member, Member]
  }
  const record = async () => ok(await as(family.administration, 'GET', `/children/${family.child.id}`))
  const guardianshipOf = async (who: Member) =>
    (await record()).guardians.find(({ personId }: { personId: string }) => personId === who.id).guardianshipId
  const setAuthority = async (who: Member, parentalAuthority: boolean) =>
    ok(
      await as(family.administration, 'PUT', `/guardianships/${await guardianshipOf(who)}/authority`, {
        parentalAuthority,
      }),
    )
  const end = async (who: Member, endsOn: string) =>
    as(family.administration, 'PUT', `/guardianships/${await guardianshipOf(who)}/end`, { endsOn })
  const isOpen = async () => (await rows('select open from channel where id = $1', [family.child.channel]))[0].open
  const reads = async (who: Member) => {
    const { body } = await call(server, who, 'GET', '/api/timeline')
    return body.items.length
  }

  test('that ends closes what rested on it, and whom it concerns is told and sees nothing more', async () => {
    const [mother, father] = await make([{}, {}])
    ok(await decide(server, family, mother, 'granted'))
    ok(await writeAbout(server, family))
    expect([await reads(mother), await isOpen()]).toEqual([1, true])
    const sockets = await Promise.all([mother, father, family.staff].map((who) => listen(server, who)))
    ok(await end(mother, '2026-11-21'))
    await Promise.all(sockets.map((socket) => socket.until(() => socket.events.length > 0)))
    const told = sockets.map(({ events }) => events.map((event: any) => [event.type, event.consents?.diary]))
    expect(told).toEqual([
      [['own.consents_changed', undefined]],
      [['own.consents_changed', undefined]],
      [['consent.changed', false]],
    ])
    expect([await reads(mother), await isOpen()]).toEqual([0, false])
    expect((await writeAbout(server, family)).body.error.code).toBe('consent_missing')
    for (const socket of sockets) socket.close()
    expect(await lastAudit('guardianship.ended')).toMatchObject({ child: family.child.id, endsOn: '2026-11-21' })
  })

  test('opens nothing: not by the end of who refused, nor by authority for who granted before', async () => {
    const [mother, father] = await make([{}, {}])
    ok(await decide(server, family, mother, 'granted'))
    ok(await decide(server, family, father, 'withdrawn'))
    expect(await isOpen()).toBe(false)
    ok(await end(father, '2026-11-21'))
    expect(await isOpen()).toBe(false)
    await setAuthority(mother, false)
    await setAuthority(mother, true)
    expect(await isOpen()).toBe(false)
    ok(await decide(server, family, mother, 'granted'))
    expect(await isOpen()).toBe(true)
  })

  test('without authority reads no consent stream and counts for none; with it a refusal of before counts again', async () => {
    const [mother, father] = await make([{}, {}])
    ok(await decide(server, family, father, 'refused'))
    await setAuthority(father, false)
    ok(await decide(server, family, mother, 'granted'))
    ok(await writeAbout(server, family))
    expect([await isOpen(), await reads(father)]).toEqual([true, 0])
    const after = await setAuthority(father, true)
    expect(after.guardians.map((one: { parentalAuthority: boolean }) => one.parentalAuthority)).toEqual([true, true])
    expect(await isOpen()).toBe(false)
  })

  test('that is added may close, counts from today, and is not there twice', async () => {
    const [mother] = await make([{}, { authority: true }])
    ok(await decide(server, family, mother, 'granted'))
    const given = { id: uuidv7(), ...guardian() }
    const made = ok(await as(family.administration, 'POST', `/children/${family.child.id}/guardians`, given))
    expect(made.guardians).toHaveLength(3)
    expect(made.guardians.find((one: { email: string }) => one.email === given.email)).toMatchObject({
      guardianshipId: given.id,
      state: 'invited',
      startsOn: '2026-11-22',
    })
    expect(await isOpen()).toBe(true)
    const again = { ...given, id: uuidv7() }
    const path = `/children/${family.child.id}/guardians`
    const { fields } = await refuses('invalid', (headers) => as(family.administration, 'POST', path, again, headers))
    expect(fields).toEqual([{ path: 'email', reason: 'already_there' }])
  })

  test('that was ended by mistake on its first day is taken up again', async () => {
    await make([{}, {}])
    const path = `/children/${family.child.id}/guardians`
    const given = guardian()
    ok(await as(family.administration, 'POST', path, { id: uuidv7(), ...given }))
    const added = (await record()).guardians.find((one: { email: string }) => one.email === given.email)
    const ending = { endsOn: '2026-11-21' }
    ok(await as(family.administration, 'PUT', `/guardianships/${added.guardianshipId}/end`, ending))
    const back = ok(await as(family.administration, 'POST', path, { id: uuidv7(), ...given, parentalAuthority: false }))
    expect(back.guardians.filter((one: { email: string }) => one.email === given.email)).toEqual([
      { ...added, parentalAuthority: false },
    ])
  })

  test('ends no earlier than the day before it began, and once', async () => {
    const [mother] = await make([{}])
    const began = (await record()).guardians[0].startsOn
    expect((await end(mother, '2020-01-01')).body.error.fields).toEqual([{ path: 'endsOn', reason: 'before_start' }])
    expect(began > '2020-01-01').toBe(true)
    ok(await end(mother, '2026-11-21'))
    expect((await end(mother, '2026-12-31')).status).toBe(404)
  })

  test('whose last day passes by itself closes what rests on it, by the job, once', async () => {
    const [mother, father] = await make([{}, {}])
    ok(await decide(server, family, mother, 'granted'))
    ok(await end(mother, '2026-11-22'))
    const listening = await listen(server, father)
    await settle(server.database.worker, server.clock.now())
    expect(await isOpen()).toBe(true)
    const tomorrow = new Date('2026-11-22T23:30:00Z')
    expect(await settle(server.database.worker, tomorrow)).toBeGreaterThan(0)
    expect(await isOpen()).toBe(false)
    expect(await settle(server.database.worker, tomorrow)).toBe(0)
    const events = await rows(
      `select e.type from event e join channel c on c.id = e.channel_id
        where e.item_id = $1 and e.at = $2 and (c.child_id = $1 or c.person_id = any($3)) order by 1`,
      [family.child.id, tomorrow, [mother.id, father.id]],
    )
    expect(events.map(({ type }) => type)).toEqual(['consent.changed', 'own.consents_changed'])
    const [period] = await rows('select closed_at from channel_period where channel_id = $1', [family.child.channel])
    expect(period.closed_at).toEqual(tomorrow)
    const audited = (await rows("select payload, person_id from audit where action = 'consent.lapsed'")).map(
      ({ payload, person_id }) => ({ ...JSON.parse(payload), person_id }),
    )
    expect(audited).toContainEqual({ child: family.child.id, purposes: ['diary'], person_id: null })
    await relay(server.database.worker, server.app.publish, new Date(tomorrow.getTime() + 5_000))
    await listening.until(() => listening.events.some(({ type }) => type === 'own.consents_changed'))
    listening.close()
  })
})

describe('who works here', () => {
  const worker = (given = {}) => ({
    id: uuidv7(),
    firstName: 'Nienke',
    lastName: 'Post',
    email: newMail(),
    language: 'nl',
    startsOn: '2026-11-22',
    work: { role: 'staff', groupIds: [cast.targets.noor.groupId] },
    ...given,
  })

  test('is added with groups, found, and given another group later', async () => {
    const given = worker()
    const made = ok(await as(ingrid, 'POST', '/people', given))
    expect(made).toMatchObject({
      id: given.id,
      state: 'invited',
      roles: [{ role: 'staff', location: null, startsOn: '2026-11-22', endsOn: null }],
      assignments: [{ group: cast.targets.noor.groupName }],
      children: [],
    })
    expect(ok(await as(ingrid, 'POST', '/people', given))).toEqual(made)
    const more = { ...given, id: uuidv7(), work: { role: 'staff', groupIds: [cast.targets.bram.groupId] } }
    const both = ok(await as(ingrid, 'POST', '/people', more))
    expect([both.id, both.roles.length, both.assignments.length]).toEqual([given.id, 1, 2])
    const { fields } = await refuses('invalid', (headers) =>
      as(ingrid, 'POST', '/people', { ...more, id: uuidv7() }, headers),
    )
    expect(fields).toEqual([{ path: 'email', reason: 'already_there' }])
    const list = ok(await as(ingrid, 'GET', `/people?search=${given.email}`))
    expect(list.people).toMatchObject([{ id: given.id, roles: ['staff'], state: 'invited' }])
    expect((await lastAudit('people.read')).people).toEqual([given.id])
    // Whoever is only a guardian is no worker.
    const { guardian: parent } = cast.people
    expect(ok(await as(ingrid, 'GET', `/people?search=${parent.email}`)).people).toEqual([])
    expect(ok(await as(ingrid, 'GET', `/people?search=${parent.email}&who=everybody`)).total).toBe(1)
  })

  test('as a manager begins today at the latest; in no group or location of others', async () => {
    const [{ location_id: locationId }] = await rows('select location_id from "group" where id = $1', [
      cast.targets.kai.groupId,
    ])
    const manager = worker({ work: { role: 'manager', locationId } })
    expect(ok(await as(ingrid, 'POST', '/people', manager)).roles).toMatchObject([{ role: 'manager' }])
    const later = worker({ startsOn: '2026-12-01', work: { role: 'manager', locationId } })
    const { fields } = await refuses('invalid', (headers) => as(ingrid, 'POST', '/people', later, headers))
    expect(fields).toEqual([{ path: 'startsOn', reason: 'start_in_future' }])
    const before = await stored(server.owner)
    const foreign = worker({ work: { role: 'staff', groupIds: [cast.targets.zed.groupId] } })
    await refuses('not_found', (headers) => as(ingrid, 'POST', '/people', foreign, headers))
    await refuses('invalid', (headers) =>
      as(ingrid, 'POST', '/people', worker({ work: { role: 'administration' } }), headers),
    )
    expect(await stored(server.owner)).toEqual(before)
  })

  test('whose role ends sees nothing from the next day, and with it the groups end', async () => {
    const { elsewhere } = cast.people
    const open = () => call(server, elsewhere, 'GET', `/api/groups/${cast.targets.kai.groupId}/day`)
    expect((await open()).status).toBe(200)
    const before = ok(await as(ingrid, 'GET', `/people/${elsewhere.id}`))
    const { socket } = await listen(server, elsewhere)
    const after = ok(await as(ingrid, 'PUT', `/roles/${before.roles[0].id}/end`, { endsOn: '2026-11-21' }))
    expect([after.roles[0].endsOn, after.assignments[0].endsOn]).toEqual(['2026-11-21', '2026-11-21'])
    await waitFor(() => !socket.connected)
    await expect(listen(server, elsewhere)).rejects.toThrow('unauthenticated')
    // It was the only role: nothing is left to sign in for.
    expect((await open()).status).toBe(401)
    // With the role again the group of before is not there by itself.
    const { firstName, lastName, email } = elsewhere
    const back = worker({ firstName, lastName, email, work: { role: 'staff', groupIds: [cast.targets.bram.groupId] } })
    ok(await as(ingrid, 'POST', '/people', back))
    expect((await open()).status).toBe(404)
  })

  test('whose group ends keeps the others; a role of administration is not ended here', async () => {
    const given = worker({ work: { role: 'staff', groupIds: [cast.targets.noor.groupId, cast.targets.bram.groupId] } })
    const made = ok(await as(ingrid, 'POST', '/people', given))
    const [first, second] = made.assignments
    const after = ok(await as(ingrid, 'PUT', `/assignments/${first.id}/end`, { endsOn: '2026-11-30' }))
    expect(after.assignments).toContainEqual({ ...first, endsOn: '2026-11-30' })
    expect(after.assignments).toContainEqual(second)
    const [own] = ok(await as(ingrid, 'GET', `/people/${ingrid.id}`)).roles
    await refuses('not_found', (headers) =>
      as(ingrid, 'PUT', `/roles/${own.id}/end`, { endsOn: '2026-11-30' }, headers),
    )
  })
})

describe('whoever is not of this administration', () => {
  const outsiders: PlayerName[] = [
    ...(['guardian', 'former', 'staff', 'otherGroup', 'manager', 'privacyOfficer'] as const),
    'foreignAdministration',
  ]
  test('finds nothing and changes nothing', async () => {
    const { noor } = cast.targets
    const record = ok(await as(ingrid, 'GET', `/children/${noor.childId}`))
    const person = ok(await as(ingrid, 'GET', `/people/${cast.people.staff.id}`))
    const [{ guardianshipId }] = record.guardians
    const work = { role: 'staff', groupIds: [noor.groupId] }
    const tries: [string, string, unknown?][] = [
      ['GET', `/children/${noor.childId}`],
      ['POST', '/children', child()],
      ['POST', `/children/${noor.childId}/guardians`, { id: uuidv7(), ...guardian() }],
      ['PUT', `/guardianships/${guardianshipId}/authority`, { parentalAuthority: false }],
      ['PUT', `/guardianships/${guardianshipId}/end`, { endsOn: '2026-11-21' }],
      ['GET', `/people/${person.id}`],
      ['POST', '/people', { ...guardian(), parentalAuthority: undefined, id: uuidv7(), startsOn: '2026-11-22', work }],
      ['PUT', `/people/${person.id}`, { firstName: 'A', lastName: 'B', email: newMail() }],
      ['PUT', `/roles/${person.roles[0].id}/end`, { endsOn: '2026-11-21' }],
      ['PUT', `/assignments/${person.assignments[0].id}/end`, { endsOn: '2026-11-21' }],
      ['POST', `/people/${person.id}/invitations`, { id: uuidv7() }],
    ]
    const before = await stored(server.owner)
    for (const name of outsiders)
      for (const [method, path, body] of tries)
        await refuses('not_found', (headers) => as(cast.people[name], method, path, body, headers), `${name} ${path}`)
    for (const [method, path, body] of tries)
      expect((await call(server, undefined, method, root + path, body)).status, path).toBe(401)
    expect(await stored(server.owner)).toEqual(before)
    // The other organisation’s administration sees its own children and nobody else’s.
    const list = ok(await as(cast.people.foreignAdministration, 'GET', '/children'))
    expect(list.children.map((one: { id: string }) => one.id)).toEqual([cast.targets.zed.childId])
  })
})
