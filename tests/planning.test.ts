import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contractOn, expectedOn } from '../backend/contract/expected.ts'
import type { Part, Plan, Schedule, Week } from '../backend/contract/planning.ts'
import { allHours } from '../client/planning/hours.ts'
import { type Cast, makeCast, type PlayerName, type Target } from './support/cast.ts'
import { refuses } from './support/refusals.ts'
import { stored } from './support/rows.ts'
import { afternoon, call, listen, type Reply, startServer, type TestServer } from './support/server.ts'

/* What a manager plans, and what follows from it for a group's day. The weeks of the cast: Mo and Tu 8.30–18, Th 8.30–13. */

let server: TestServer
let cast: Cast
let noor: Target
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  server.clock.set(afternoon)
  cast = await makeCast(server)
  noor = cast.targets.noor
})

const ok = (reply: Reply) => {
  expect(reply.status, reply.text).toBe(200)
  return reply.body
}
const ask = (who: PlayerName, method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  call(server, cast.people[who], method, path, body, headers)
const whole: Part = { from: 510, until: 1080 }
const morning: Part = { from: 480, until: 780 }
/** A week of the days that are named, Monday being 1. */
const week = (days: Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, Part>>): Week =>
  ([1, 2, 3, 4, 5, 6, 7] as const).map((n) => days[n] ?? null)
const weekPath = (of = noor) => `/api/placements/${of.planned.placementId}/weeks`
const save = (startsOn: string, days: Week, more: object = {}, who: PlayerName = 'manager') =>
  ask(who, 'POST', weekPath(), { id: uuidv7(), startsOn, days, version: null, ...more })
const extra = (day: string, more: object = {}, who: PlayerName = 'manager') =>
  ask(who, 'POST', `/api/groups/${noor.groupId}/extra-days`, {
    id: uuidv7(),
    childId: noor.childId,
    day,
    from: 510,
    until: 1080,
    ...more,
  })
const close = (day: string, more: object = {}, who: PlayerName = 'manager') =>
  ask(who, 'POST', '/api/closing-days', {
    id: uuidv7(),
    locationId: noor.planned.locationId,
    day,
    name: 'Studiedag',
    ...more,
  })
/** When Noor is expected, as the staff of her group read it. */
async function day(
  on: string,
  who: PlayerName = 'staff',
): Promise<{ hours: string | null; extra: boolean; closed: string[] }> {
  const { children, closings } = ok(await ask(who, 'GET', `/api/groups/${noor.groupId}/day?day=${on}`))
  const { expected } = children.find(({ id }: { id: string }) => id === noor.childId)
  return {
    hours: expected && allHours(expected.parts),
    extra: expected?.extra ?? false,
    closed: closings.map(({ name }: { name: string }) => name),
  }
}
const field = async (path: string, reason: string, asking: (headers: Record<string, string>) => Promise<Reply>) =>
  expect((await refuses('invalid', asking)).fields).toContainEqual({ path, reason })
const planOf = async (on = '2026-11-23'): Promise<Plan> =>
  ok(await ask('manager', 'GET', `/api/groups/${noor.groupId}/planning?day=${on}`)).children[0].plan

describe('a week', () => {
  it('says who is expected on which day, and on which not', async () => {
    expect(await day('2026-11-23')).toEqual({ hours: '08:30–18:00', extra: false, closed: [] })
    expect(await day('2026-11-25')).toMatchObject({ hours: '' })
    expect(await day('2026-11-26')).toMatchObject({ hours: '08:30–13:00' })
    // Of whose week nothing is known nothing is said.
    await server.owner.query('update contract_week set removed_at = now() where id = $1', [noor.planned.weekId])
    expect(await day('2026-11-23')).toMatchObject({ hours: null })
  })

  it('changes from a day on; what held before stays, and what was planned for later holds when it is later', async () => {
    ok(await save('2026-12-14', week({ 3: whole })))
    ok(await save('2026-12-01', week({ 2: morning })))
    expect(await day('2026-11-24')).toMatchObject({ hours: '08:30–18:00' })
    expect(await day('2026-11-30')).toMatchObject({ hours: '08:30–18:00' })
    expect(await day('2026-12-01')).toMatchObject({ hours: '08:00–13:00' })
    expect(await day('2026-12-07')).toMatchObject({ hours: '' })
    expect(await day('2026-12-15')).toMatchObject({ hours: '' })
    expect(await day('2026-12-16')).toMatchObject({ hours: '08:30–18:00' })
    const { placements } = await planOf()
    expect(placements[0]!.weeks.map(({ startsOn }) => startsOn)).toEqual(['2026-08-24', '2026-12-01', '2026-12-14'])
  })

  it('may be empty: then the child comes no more, and is not unknown', async () => {
    ok(await save('2026-12-01', week({})))
    expect(await day('2026-12-01')).toMatchObject({ hours: '' })
  })

  it('is put right only by whoever saw how it stands', async () => {
    const first = ok(await save('2026-12-01', week({ 2: morning })))
    const { id, version } = first.plan.placements[0].weeks.at(-1)
    expect(
      (
        await refuses('stale_version', (headers) =>
          ask(
            'manager',
            'POST',
            weekPath(),
            { id: uuidv7(), startsOn: '2026-12-01', days: week({}), version: null },
            headers,
          ),
        )
      ).version,
    ).toBe(1)
    ok(await save('2026-12-01', week({ 2: whole }), { version }))
    await refuses('stale_version', (headers) =>
      ask('manager', 'POST', weekPath(), { id: uuidv7(), startsOn: '2026-12-01', days: week({}), version }, headers),
    )
    await refuses('stale_version', (headers) =>
      ask('manager', 'DELETE', `/api/contract-weeks/${id}?version=1`, undefined, headers),
    )
    // The same once more is no change.
    ok(await save('2026-12-01', week({ 2: whole }), { version }))
    expect(await day('2026-12-01')).toMatchObject({ hours: '08:30–18:00' })
    // Nor can one be changed that was taken back meanwhile.
    ok(await ask('manager', 'DELETE', `/api/contract-weeks/${id}?version=2`))
    ok(await ask('manager', 'DELETE', `/api/contract-weeks/${id}?version=2`))
    await refuses('stale_version', (headers) =>
      ask('manager', 'POST', weekPath(), { id: uuidv7(), startsOn: '2026-12-01', days: week({}), version: 2 }, headers),
    )
    expect(await day('2026-12-01')).toMatchObject({ hours: '08:30–18:00' })
    expect(await day('2026-12-03')).toMatchObject({ hours: '08:30–13:00' })
  })

  it('happens once, however often and however many at a time it is asked for', async () => {
    const body = { id: uuidv7(), startsOn: '2026-12-01', days: week({ 2: morning }), version: null }
    const replies = await Promise.all([1, 2, 3].map(() => ask('manager', 'POST', weekPath(), body)))
    for (const reply of replies) ok(reply)
    await refuses('id_taken', (headers) =>
      ask('manager', 'POST', weekPath(), { ...body, days: week({ 3: whole }) }, headers),
    )
    const { rows } = await server.owner.query(
      `select count(*)::integer as n from audit where action = 'planning.week_set' and payload::jsonb ->> 'child' = $1`,
      [noor.childId],
    )
    expect(rows).toEqual([{ n: 1 }])
  })

  it('of two managers at the same moment one is told that the other was there', async () => {
    const both = await Promise.all([save('2026-12-01', week({ 2: morning })), save('2026-12-01', week({ 3: morning }))])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)!.body.error).toMatchObject({ code: 'stale_version', version: 1 })
  })

  it('stays within the placement, begins before it ends, and is of a time that there is', async () => {
    await server.owner.query(`update placement set ends_on = '2027-06-30' where child_id = $1`, [noor.childId])
    const before = await stored(server.owner)
    const wrong = (startsOn: string, days: Week) => (headers: Record<string, string>) =>
      ask('manager', 'POST', weekPath(), { id: uuidv7(), startsOn, days, version: null }, headers)
    await field('startsOn', 'outside_placement', wrong('2026-08-23', week({})))
    await field('startsOn', 'outside_placement', wrong('2027-07-01', week({})))
    await field('startsOn', 'day', wrong('2027-02-29', week({})))
    await field('days.1.until', 'before_from', wrong('2026-12-01', week({ 2: { from: 600, until: 600 } })))
    await field('days.1.until', 'before_from', wrong('2026-12-01', week({ 2: { from: 1080, until: 510 } })))
    await field('days.4.until', 'time', wrong('2026-12-01', week({ 5: { from: 600, until: 1441 } })))
    await field('days.4.from', 'time', wrong('2026-12-01', week({ 5: { from: -1, until: 600 } })))
    await field('days.4.from', 'time', wrong('2026-12-01', week({ 5: { from: 510.5, until: 600 } })))
    for (const version of ['?version=0', '?version=x', '?version=1.5', '?version=1&version=2', ''])
      await refuses('invalid', (headers) =>
        ask('manager', 'DELETE', `/api/contract-weeks/${noor.planned.weekId}${version}`, undefined, headers),
      )
    for (const on of ['2026-02-30', 'vandaag', ''])
      await field('day', 'day', (headers) =>
        ask('manager', 'GET', `/api/groups/${noor.groupId}/planning?day=${on}`, undefined, headers),
      )
    await field('days', 'seven', wrong('2026-12-01', week({}).slice(1)))
    await field('days', 'seven', wrong('2026-12-01', [...week({}), null]))
    expect(await stored(server.owner)).toEqual(before)
    await server.owner.query('update placement set ends_on = null where child_id = $1', [noor.childId])
    await field('startsOn', 'too_far', wrong('2028-11-23', week({})))
    await field('startsOn', 'too_far', wrong('2031-11-22', week({})))
    ok(await save('2028-11-22', week({})))
    // A leap day is a day.
    ok(await save('2028-02-29', week({ 2: morning })))
  })
})

describe('an extra day', () => {
  it('is besides the week or longer than by it, and can be taken back', async () => {
    const { plan } = ok(await extra('2026-11-25'))
    expect(await day('2026-11-25')).toMatchObject({ hours: '08:30–18:00', extra: true })
    expect(await day('2026-12-02')).toMatchObject({ hours: '', extra: false })
    // Thursday until one, and now until six; and in the evening apart.
    ok(await extra('2026-11-26', { from: 780, until: 1080 }))
    expect(await day('2026-11-26')).toMatchObject({ hours: '08:30–18:00', extra: true })
    ok(await extra('2026-12-03', { from: 1140, until: 1260 }))
    expect(await day('2026-12-03')).toMatchObject({ hours: '08:30–13:00, 19:00–21:00' })
    const { id } = plan.extraDays.find((one: { day: string }) => one.day === '2026-11-25')
    for (let n = 0; n < 2; n++) ok(await ask('manager', 'DELETE', `/api/extra-days/${id}`))
    expect(await day('2026-11-25')).toMatchObject({ hours: '', extra: false })
    ok(await extra('2026-11-25', { until: 720 }))
    expect(await day('2026-11-25')).toMatchObject({ hours: '08:30–12:00', extra: true })
  })

  it('is refused where it says nothing, says it twice, or the child is not placed', async () => {
    await server.owner.query(`update placement set ends_on = '2027-06-30' where child_id = $1`, [noor.childId])
    ok(await extra('2026-11-25'))
    ok(await close('2026-12-02'))
    const before = await stored(server.owner)
    const wrong =
      (on: string, more: object = {}) =>
      (headers: Record<string, string>) => {
        const body = { id: uuidv7(), childId: noor.childId, day: on, from: 510, until: 1080, ...more }
        return ask('manager', 'POST', `/api/groups/${noor.groupId}/extra-days`, body, headers)
      }
    await field('day', 'taken', wrong('2026-11-25'))
    await field('day', 'planned', wrong('2026-11-23', { from: 600 }))
    await field('day', 'closed', wrong('2026-12-02'))
    await field('day', 'outside_placement', wrong('2027-07-01'))
    await field('day', 'outside_placement', wrong('2026-08-23'))
    await field('day', 'too_far', wrong('2031-11-24'))
    await field('day', 'day', wrong('2027-02-29'))
    await field('until', 'before_from', wrong('2026-11-27', { from: 1080, until: 510 }))
    await field('until', 'time', wrong('2026-11-27', { until: 1500 }))
    // Nor in a group in which the child is not.
    await refuses('not_found', wrong('2026-11-27', { childId: cast.targets.bram.childId }))
    await refuses('not_found', wrong('2026-11-27', { childId: cast.targets.zed.childId }))
    expect(await stored(server.owner)).toEqual(before)
  })

  it('has its clock times on the days of a clock change as on any other', async () => {
    for (const on of ['2027-03-28', '2027-10-31']) {
      ok(await extra(on, { from: 60, until: 240 }))
      expect(await day(on)).toMatchObject({ hours: '01:00–04:00', extra: true })
    }
    ok(await save('2026-12-01', week({ 7: whole })))
    for (const on of ['2027-03-28', '2027-10-31'])
      expect(await day(on)).toMatchObject({ hours: '01:00–04:00, 08:30–18:00' })
    // Today is the day here: Sunday in Amsterdam is still Saturday in London.
    server.clock.set(new Date('2027-03-27T23:30:00Z'))
    await server.owner.query(`update auth.session set expires_at = '2028-01-01' where user_id = $1`, [
      cast.people.staff.id,
    ])
    const body = ok(await ask('staff', 'GET', `/api/groups/${noor.groupId}/day`))
    expect([body.day, allHours(body.children[0].expected.parts)]).toEqual(['2027-03-28', '01:00–04:00, 08:30–18:00'])
  })
})

describe('a closing day', () => {
  it('closes a location for all its groups, and no other; taken back it is open', async () => {
    const { closings } = ok(await close('2026-11-23'))
    expect(await day('2026-11-23')).toEqual({ hours: '08:30–18:00', extra: false, closed: ['Studiedag'] })
    const of = async (target: Target, who: PlayerName) =>
      ok(await ask(who, 'GET', `/api/groups/${target.groupId}/day?day=2026-11-23`)).closings.length
    expect([await of(cast.targets.bram, 'otherGroup'), await of(cast.targets.kai, 'elsewhere')]).toEqual([1, 0])
    const { id } = closings.find((one: { day: string }) => one.day === '2026-11-23')
    for (let n = 0; n < 2; n++) ok(await ask('manager', 'DELETE', `/api/closing-days/${id}`))
    expect(await day('2026-11-23')).toMatchObject({ closed: [] })
    ok(await close('2026-11-23', { name: 'Toch dicht' }))
    expect(await day('2026-11-23')).toMatchObject({ closed: ['Toch dicht'] })
  })

  it('of the whole organisation is administration’s, and everybody’s', async () => {
    const all = { locationId: null, name: 'Eerste kerstdag' }
    await refuses('not_found', (headers) =>
      ask('manager', 'POST', '/api/closing-days', { id: uuidv7(), ...all, day: '2026-12-25' }, headers),
    )
    const { locations, closings } = ok(await close('2026-12-25', all, 'administration'))
    expect([locations, closings]).toEqual([
      [],
      [expect.objectContaining({ name: 'Eerste kerstdag', locationId: null })],
    ])
    expect(await day('2026-12-25')).toMatchObject({ closed: ['Eerste kerstdag'] })
    const seen = ok(await ask('manager', 'GET', '/api/closing-days'))
    expect(seen.closings.map(({ name }: { name: string }) => name)[0]).toBe('Eerste kerstdag')
    // A manager takes back none of the organisation, administration none of a location.
    await refuses('not_found', (headers) =>
      ask('manager', 'DELETE', `/api/closing-days/${closings[0].id}`, undefined, headers),
    )
    await refuses('not_found', (headers) =>
      ask('administration', 'DELETE', `/api/closing-days/${noor.planned.closingDayId}`, undefined, headers),
    )
    await refuses('not_found', (headers) =>
      ask('foreignAdministration', 'DELETE', `/api/closing-days/${closings[0].id}`, undefined, headers),
    )
    ok(await ask('administration', 'DELETE', `/api/closing-days/${closings[0].id}`))
    expect(await day('2026-12-25')).toMatchObject({ closed: [] })
  })

  it('is refused twice, in the past, long ahead, on a day that there is not, and without a name', async () => {
    ok(await close('2026-12-25', { locationId: null }, 'administration'))
    ok(await close('2026-12-28'))
    const before = await stored(server.owner)
    const wrong =
      (on: string, more: object = {}) =>
      (headers: Record<string, string>) =>
        ask(
          'manager',
          'POST',
          '/api/closing-days',
          {
            id: uuidv7(),
            locationId: noor.planned.locationId,
            day: on,
            name: 'Dicht',
            ...more,
          },
          headers,
        )
    await field('day', 'taken', wrong('2026-12-25'))
    await field('day', 'taken', wrong('2026-12-28'))
    await field('day', 'past', wrong('2026-11-21'))
    await field('day', 'too_far', wrong('2031-11-22'))
    await field('day', 'day', wrong('2026-02-29'))
    await field('name', 'empty', wrong('2026-12-29', { name: ' ​' }))
    await field('name', 'too_long', wrong('2026-12-29', { name: 'x'.repeat(61) }))
    await field('name', 'unsafe_characters', wrong('2026-12-29', { name: 'Dicht\u202e' }))
    expect(await stored(server.owner)).toEqual(before)
    ok(await close('2026-11-22', { name: '<b>Vandaag</b> & nu' }))
    expect(await day('2026-11-22')).toMatchObject({ closed: ['<b>Vandaag</b> & nu'] })
  })

  it('of two at the same moment is one', async () => {
    const both = await Promise.all([close('2026-12-29'), close('2026-12-29')])
    expect(both.map(({ status }) => status).sort()[0]).toBe(200)
    const { closings } = ok(await ask('manager', 'GET', '/api/closing-days'))
    expect(closings.filter((one: { day: string }) => one.day === '2026-12-29')).toHaveLength(1)
  })
})

describe('who', () => {
  const outsiders: PlayerName[] = [
    'guardian',
    'staff',
    'managerElsewhere',
    'foreignManager',
    'administration',
    'privacyOfficer',
  ]

  it('may not, finds nothing and changes nothing', async () => {
    const before = await stored(server.owner)
    for (const who of outsiders) {
      const asked = [
        await ask(who, 'GET', `/api/groups/${noor.groupId}/planning`),
        await save('2026-12-01', week({}), {}, who),
        await ask(who, 'DELETE', `/api/contract-weeks/${noor.planned.weekId}?version=1`),
        await extra('2026-11-25', {}, who),
        await ask(who, 'DELETE', `/api/extra-days/${noor.planned.extraDayId}`),
        await close('2026-12-02', {}, who),
        await ask(who, 'DELETE', `/api/closing-days/${noor.planned.closingDayId}`),
      ]
      expect(
        asked.map(({ status }) => status),
        who,
      ).toEqual(Array(7).fill(404))
    }
    expect(await stored(server.owner)).toEqual(before)
  })

  it('managed a child before it moved plans nothing for its new group, also not past the application', async () => {
    const { kai } = cast.targets
    // Noor goes to the other location tomorrow; until then both are seen here.
    const id = uuidv7()
    await server.owner.query(
      `insert into placement (id, organisation_id, contract_id, child_id, group_id, starts_on)
       select $1, organisation_id, contract_id, child_id, $2, '2026-11-23' from placement where child_id = $3`,
      [id, kai.groupId, noor.childId],
    )
    await refuses('not_found', (headers) =>
      ask(
        'manager',
        'POST',
        `/api/placements/${id}/weeks`,
        { id: uuidv7(), startsOn: '2026-12-01', days: week({}), version: null },
        headers,
      ),
    )
    const client = await server.database.app.connect()
    try {
      for (const [table, columns, values] of [
        [
          'contract_week',
          'child_id, placement_id, starts_on, from_minutes, until_minutes',
          `'${noor.childId}', '${id}', '2026-12-01', array_fill(null::integer, '{7}'), array_fill(null::integer, '{7}')`,
        ],
        [
          'extra_day',
          'child_id, group_id, comes_on, from_minute, until_minute',
          `'${noor.childId}', '${kai.groupId}', '2026-12-01', 1, 2`,
        ],
        ['closing_day', 'location_id, closed_on, name', `'${kai.planned.locationId}', '2026-12-01', 'Dicht'`],
      ]) {
        await client.query('begin')
        await client.query('select * from enter($1, $2, $3)', [cast.people.manager.id, 'manager', afternoon])
        const insert = `insert into ${table} (id, organisation_id, ${columns}) values ($1, $2, ${values})`
        await expect(client.query(insert, [uuidv7(), cast.organisationId]), table).rejects.toMatchObject({
          code: '42501',
        })
        await client.query('rollback')
      }
    } finally {
      client.release()
    }
  })

  it('cares for a child hears of it at once, and nobody else hears anything', async () => {
    const names: PlayerName[] = [
      'staff',
      'manager',
      'guardian',
      'otherGroup',
      'formerStaff',
      'managerElsewhere',
      'foreignStaff',
    ]
    const ears = await Promise.all(names.map((name) => listen(server, cast.people[name])))
    ok(await save('2026-12-01', week({ 2: morning })))
    const [staff, manager, ...others] = ears
    for (const ear of [staff!, manager!]) {
      await ear.until(() => ear.events.length > 0)
      const event = ear.events[0] as unknown as { childId: string; plan: Plan }
      expect(event).toMatchObject({ type: 'planning.changed', childId: noor.childId })
      expect(expectedOn(event.plan, noor.groupId, '2026-12-01')).toEqual({ parts: [morning], extra: false })
    }
    await server.app.tellHeads()
    for (const ear of others) {
      await ear.until(() => ear.raw.some((frame) => frame.includes('"heads"')))
      expect(ear.events).toEqual([])
      expect(ear.raw.join('')).not.toContain(noor.planned.placementId)
    }
    // Whoever was away catches up on it.
    const back = await listen(server, cast.people.staff, { [noor.channels.staff]: 0 })
    expect(back.events).toMatchObject([{ type: 'planning.changed', childId: noor.childId }])
    for (const ear of [...ears, back]) ear.close()
  })

  it('looked at it, guardians read, and the audit has it with what was changed', async () => {
    ok(await ask('manager', 'GET', `/api/groups/${noor.groupId}/planning`))
    const { reads } = ok(await ask('guardian', 'GET', `/api/children/${noor.childId}/reads`))
    expect(reads).toContainEqual(expect.objectContaining({ what: 'planning', role: 'manager' }))
    ok(await save('2026-12-01', week({ 2: morning })))
    const { rows } = await server.owner.query(
      `select action, payload::jsonb as payload from audit where person_id = $1 and action like 'planning.%' order by at, id`,
      [cast.people.manager.id],
    )
    expect(rows.map(({ action }) => action)).toEqual(['planning.read', 'planning.week_set'])
    expect(rows[1].payload).toMatchObject({ child: noor.childId, startsOn: '2026-12-01', fields: ['days'] })
  })
})

describe('the week of a group', () => {
  it('is asked for as far ahead as something may be planned', async () => {
    const of = (on: string) => (headers: Record<string, string>) =>
      ask('manager', 'GET', `/api/groups/${noor.groupId}/planning?day=${on}`, undefined, headers)
    for (const day of ['2028-11-23', '9999-12-31']) await field('day', 'too_far', of(day))
    await field('day', 'day', of('0000-01-01'))
    for (const day of ['0001-01-01', '2028-11-22']) ok(await of(day)({}))
  })

  it('has its children, also who comes or goes in it, its Monday and its closing days', async () => {
    ok(await close('2026-11-25'))
    const of = async (on: string) => ok(await ask('manager', 'GET', `/api/groups/${noor.groupId}/planning?day=${on}`))
    const { group, today, monday, closings, children } = await of('2026-11-29')
    expect([group.id, today, monday]).toEqual([noor.groupId, '2026-11-22', '2026-11-23'])
    expect(closings).toMatchObject([{ day: '2026-11-25', name: 'Studiedag' }])
    expect(children).toMatchObject([{ id: noor.childId, callName: noor.callName }])
    const { extraDays } = children[0].plan
    expect(extraDays).toEqual([])
    expect((await of('2026-12-27')).children[0].plan.extraDays).toMatchObject([{ day: '2026-12-27', from: 1200 }])
    expect(contractOn(children[0].plan, noor.groupId, '2026-11-26')).toEqual([{ from: 510, until: 780 }])
    await server.owner.query(`update placement set ends_on = '2026-11-24' where child_id = $1`, [noor.childId])
    expect((await of('2026-11-24')).children).toHaveLength(1)
    expect((await of('2026-11-30')).children).toHaveLength(0)
    // On a day after it nothing is expected, whatever the week says.
    const plan = (await of('2026-11-24')).children[0].plan
    expect([expectedOn(plan, noor.groupId, '2026-11-24'), expectedOn(plan, noor.groupId, '2026-11-26')]).toEqual([
      { parts: [whole], extra: false },
      null,
    ])
  })
})

it('guardians read the contract days of their own children, as they hold and go on, and of no other', async () => {
  const days = week({ 1: morning, 5: whole })
  ok(await save('2026-12-07', days))
  const read = async (who: PlayerName) => ok(await ask(who, 'GET', '/api/schedules')).children as Schedule[]
  const own = (await read('guardian')).find(({ childId }) => childId === noor.childId)!
  expect(own.callName).toBe(noor.callName)
  expect(own.places).toMatchObject([{ group: noor.groupName, endsOn: null }])
  expect(own.places[0]!.weeks.at(-1)).toEqual({ startsOn: '2026-12-07', days })
  // What is over stands there no more.
  server.clock.set(new Date('2026-12-08T12:00:00Z'))
  const later = (await read('guardian')).find(({ childId }) => childId === noor.childId)!
  expect(later.places[0]!.weeks).toEqual([{ startsOn: '2026-12-07', days }])
  server.clock.set(afternoon)
  for (const who of ['withoutAuthority', 'neverGranted'] as const)
    expect(
      (await read(who)).map(({ childId }) => childId),
      who,
    ).toEqual([noor.childId])
  for (const who of ['restricted', 'former', 'otherFamily', 'foreignGuardian'] as const) {
    const reply = await ask(who, 'GET', '/api/schedules')
    expect(reply.status, who).toBe(200)
    for (const secret of [noor.childId, noor.callName, noor.groupName]) expect(reply.text, who).not.toContain(secret)
  }
  for (const who of ['staff', 'manager', 'elsewhere'] as const)
    expect((await ask(who, 'GET', '/api/schedules')).status, who).toBe(404)
})
