import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GroupDay } from '../backend/contract/group.ts'
import type { LocationInfo, Locations, Mentors } from '../backend/contract/location.ts'
import { mentorsSeen } from '../backend/location/queries.ts'
import { transaction } from '../db/client.ts'
import { type Cast, makeCast, type PlayerName, playerNames } from './support/cast.ts'
import { told } from './support/location-matrix.ts'
import { refuses } from './support/refusals.ts'
import { call, startServer, type TestServer } from './support/server.ts'

/* What a location tells of itself, who works there, and who is whose mentor. */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
})
afterAll(() => server.close())

const ask = (who: PlayerName, method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  call(server, cast.people[who], method, path, body, headers)
const seenBy = async (who: PlayerName): Promise<Locations> => (await ask(who, 'GET', '/api/locations')).body
const only = async (who: PlayerName): Promise<LocationInfo> => {
  const { locations } = await seenBy(who)
  expect(locations).toHaveLength(1)
  return locations[0]!
}
const here = () => cast.targets.noor.planned.locationId
const save = (body: object, who: PlayerName = 'manager', headers?: Record<string, string>) =>
  ask(who, 'PUT', `/api/locations/${here()}`, { ...told, version: 0, ...body }, headers)
const name = (who: PlayerName) => cast.people[who].firstName

describe('what a location tells of itself', () => {
  it('is empty until its manager says it, and then is for those whose children are there and who work there', async () => {
    expect(await only('guardian')).toMatchObject({ id: here(), street: '', opening: Array(7).fill(null), version: 0 })
    const { location } = (await save({})).body
    expect(location).toMatchObject({ ...told, version: 1, changedAt: server.clock.now().toISOString() })
    for (const who of [
      'guardian',
      'withoutAuthority',
      'neverGranted',
      'otherFamily',
      'staff',
      'otherGroup',
      'manager',
    ] as const)
      expect(await only(who)).toMatchObject({ ...told, id: here(), version: 1 })
    for (const who of ['restricted', 'former', 'formerStaff'] as const)
      expect(await seenBy(who)).toEqual({ locations: [], children: [] })
    for (const who of ['elsewhere', 'managerElsewhere', 'foreignGuardian', 'foreignStaff', 'foreignManager'] as const)
      expect((await only(who)).street).toBe('')
  })

  it('tells who works in the groups that concern the reader, by first name, and who manages', async () => {
    const { team, closings } = await only('guardian')
    const { groupName } = cast.targets.noor
    expect(team[0]).toEqual({ firstName: name('manager'), role: 'manager', groups: [], portraitId: null, mentorOf: [] })
    const there = { role: 'staff', groups: [groupName], portraitId: expect.any(String), mentorOf: [] }
    expect(team.slice(1)).toContainEqual({ firstName: name('staff'), ...there })
    expect(team.map(({ firstName }) => firstName)).not.toContain(name('otherGroup'))
    expect(team.map(({ firstName }) => firstName)).not.toContain(name('formerStaff'))
    expect((await only('manager')).team.map(({ firstName }) => firstName)).toEqual(
      expect.arrayContaining([name('staff'), name('otherGroup')]),
    )
    expect(closings.map(({ id }) => id)).toContain(cast.targets.noor.planned.closingDayId)
  })

  it('is changed by the version that was looked at, and loses nobody’s change', async () => {
    const { version } = await only('manager')
    expect((await save({ city: 'Zeist', version })).body.location).toMatchObject({
      city: 'Zeist',
      version: version + 1,
    })
    await refuses('stale_version', (headers) => save({ city: 'Houten', version }, 'manager', headers))
    await refuses('stale_version', (headers) => save({ city: 'Houten', version: 0 }, 'manager', headers))
    expect((await only('guardian')).city).toBe('Zeist')
    const both = await Promise.all([save({ city: 'Een', version: 2 }), save({ city: 'Twee', version: 2 })])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('leaves in the audit which parts became another', async () => {
    const { version } = await only('manager')
    const { team: _, closings, changedAt, id, name, version: __, ...before } = await only('manager')
    await save({ ...before, phone: '030 765 43 21', version })
    const { rows } = await server.owner.query(
      `select payload::jsonb as subject from audit where action = 'location.told' order by at desc, id desc limit 1`,
    )
    expect(rows[0].subject).toMatchObject({ location: here(), fields: ['phone'] })
  })

  it.each([
    [{ phone: 'javascript:alert(1)' }, 'phone'],
    [{ email: 'a@example.org\nbcc: b@example.org' }, 'email'],
    [{ street: 'Een\nTwee' }, 'street'],
    [{ city: 'x'.repeat(81) }, 'city'],
    [{ houseRules: 'x'.repeat(10_001) }, 'houseRules'],
    [{ opening: told.opening.slice(1) }, 'opening'],
    [{ opening: [{ from: 600, until: 600 }, ...told.opening.slice(1)] }, 'opening.0.until'],
  ])('refuses %j and says where', async (body, path) => {
    const reply = await save({ version: 9, ...body })
    expect([reply.status, reply.body.error.fields[0].path]).toEqual([422, path])
  })

  it('keeps markup as the text that it is', async () => {
    const { version } = await only('manager')
    const houseRules = '<img src=x onerror=alert(1)>\n[klik](javascript:alert(1))'
    expect((await save({ houseRules, version })).body.location.houseRules).toBe(houseRules)
  })
})

describe('the mentor of a child', () => {
  const mentor = async (who: PlayerName) =>
    (await seenBy(who)).locations.flatMap(({ team }) =>
      team.flatMap(({ firstName, mentorOf }) => (mentorOf.includes(cast.targets.noor.childId) ? [firstName] : [])),
    )
  const set = (personId: string | null, who: PlayerName = 'manager', headers?: Record<string, string>) =>
    ask(who, 'PUT', `/api/children/${cast.targets.noor.childId}/mentor`, { personId }, headers)
  const known = async (): Promise<Mentors> => (await ask('manager', 'GET', '/api/mentors')).body

  it('is chosen by the manager from the staff there, and told to every guardian who may see the child', async () => {
    expect(await mentor('guardian')).toEqual([])
    expect((await set(cast.people.staff.id)).body.child).toMatchObject({ mentorId: cast.people.staff.id })
    for (const who of ['guardian', 'withoutAuthority', 'neverGranted'] as const)
      expect(await mentor(who)).toEqual([name('staff')])
    for (const who of ['restricted', 'former', 'otherFamily', 'foreignGuardian'] as const)
      expect(await mentor(who)).toEqual([])
    const { staff, children } = await known()
    expect(children.find(({ id }) => id === cast.targets.noor.childId)?.mentorId).toBe(cast.people.staff.id)
    expect(staff.map(({ id }) => id)).toEqual(expect.arrayContaining([cast.people.staff.id, cast.people.otherGroup.id]))
    expect(staff.map(({ id }) => id)).not.toContain(cast.people.elsewhere.id)
  })

  it('is one at a time, whoever chooses at once; who was, stays written', async () => {
    const replies = await Promise.all([cast.people.otherGroup.id, cast.people.staff.id, null].map((id) => set(id)))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
    await set(cast.people.otherGroup.id)
    const { rows } = await server.owner.query('select person_id from mentor where child_id = $1 and ended_at is null', [
      cast.targets.noor.childId,
    ])
    expect(rows).toEqual([{ person_id: cast.people.otherGroup.id }])
    // Whichever group there the mentor works in, which is not named; and to nobody else's family.
    for (const who of ['guardian', 'withoutAuthority', 'neverGranted'] as const) {
      expect(await mentor(who), who).toEqual([name('otherGroup')])
      expect((await only(who)).team.filter(({ firstName }) => firstName === name('otherGroup'))).toMatchObject([
        { role: 'staff', groups: [], mentorOf: [cast.targets.noor.childId] },
      ])
    }
    for (const who of ['restricted', 'former', 'foreignGuardian'] as const) expect(await mentor(who), who).toEqual([])
    expect(JSON.stringify(await seenBy('staff'))).not.toContain(name('otherGroup'))
    await set(null)
    expect(await mentor('guardian')).toEqual([])
    expect((await only('guardian')).team.map(({ firstName }) => firstName)).not.toContain(name('otherGroup'))
  })

  it('stands in the day of the group for its carers, whichever group there the mentor works in', async () => {
    const { groupId, childId } = cast.targets.noor
    const inDay = async (who: PlayerName) => {
      const { status, body } = await ask(who, 'GET', `/api/groups/${groupId}/day`)
      return status === 200 ? (body as GroupDay).children.find(({ id }) => id === childId)?.mentor : status
    }
    for (const one of ['otherGroup', 'staff'] as const) {
      await set(cast.people[one].id)
      for (const who of ['staff', 'manager'] as const)
        expect(await inDay(who), who).toEqual({ id: cast.people[one].id, firstName: name(one) })
    }
    for (const who of ['guardian', 'otherGroup', 'formerStaff', 'elsewhere', 'foreignStaff', 'foreignManager'] as const)
      expect(await inDay(who), who).toBe(404)
    await set(null)
    expect(await inDay('staff')).toBeNull()
  })

  it('is told by the wall itself to carers of the child alone', async () => {
    const { childId } = cast.targets.noor
    await set(cast.people.staff.id)
    const seen = (who: PlayerName) => {
      const { id: person, role } = cast.people[who]
      const opening = { person, role, ip: '', device: '' }
      return transaction(server.database.app, opening, server.clock.now(), 'write', (tx) => mentorsSeen(tx, [childId]))
    }
    for (const who of ['staff', 'manager'] as const)
      expect((await seen(who)).get(childId)?.id, who).toBe(cast.people.staff.id)
    for (const who of playerNames.filter((one) => !['staff', 'manager'].includes(one)))
      expect((await seen(who)).size, who).toBe(0)
  })

  it('is nobody who does not work there today', async () => {
    for (const who of playerNames.filter((one) => !['staff', 'otherGroup'].includes(one)))
      await refuses('not_found', (headers) => set(cast.people[who].id, 'manager', headers))
    await set(cast.people.staff.id)
    await server.owner.query(`update staff_assignment set ends_on = '2026-11-01' where person_id = $1`, [
      cast.people.staff.id,
    ])
    expect(await mentor('guardian')).toEqual([])
    expect((await known()).children.find(({ id }) => id === cast.targets.noor.childId)?.mentorId).toBeNull()
  })
})
