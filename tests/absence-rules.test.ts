import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AbsencePreview } from '../backend/contract/absence.ts'
import type { AbsenceRules } from '../backend/contract/absence-rules.ts'
import { allHours } from '../client/planning/hours.ts'
import { absences, field, ok } from './support/absence.ts'
import { type Cast, makeCast, type PlayerName, type Target } from './support/cast.ts'
import { refuses } from './support/refusals.ts'
import { stored } from './support/rows.ts'
import { afternoon, startServer, type TestServer } from './support/server.ts'

/* Until when absences are to be reported, and what a guardian is told of it beforehand. Noor comes Mo and Tu 8.30–18, Th 8.30–13. */

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
const { ask, reported, read, change, alsoOf } = absences(() => ({ server, cast }))

const ruleOf = (more: object = {}) => ({
  id: uuidv7(),
  careType: 'KDV',
  locationId: null,
  startsOn: '2026-11-22',
  cutOffMinute: 540,
  daysBefore: 0,
  credit: 'none',
  ...more,
})
const add = (more: object = {}, who: PlayerName = 'administration', headers?: Record<string, string>) =>
  ask(who, 'POST', '/api/absence-rules', ruleOf(more), headers)
const here = () => ({ locationId: noor.planned.locationId })
const remove = (id: string, who: PlayerName, headers?: Record<string, string>) =>
  ask(who, 'DELETE', `/api/absence-rules/${id}`, undefined, headers)
/** Without the one that the cast has. */
const rules = async (who: PlayerName): Promise<AbsenceRules['rules']> =>
  ok(await ask(who, 'GET', '/api/absence-rules')).rules.filter(({ id }: { id: string }) => id !== noor.ruleId)
const preview = async (
  startsOn: string,
  endsOn = startsOn,
  who: PlayerName = 'neverGranted',
  targets: readonly Target[] = [noor],
): Promise<AbsencePreview[]> =>
  ok(
    await ask(who, 'POST', '/api/absence-preview', {
      childIds: targets.map(({ childId }) => childId),
      startsOn,
      endsOn,
    }),
  ).children
/** At a time here, in winter, of a day of November. */
const at = (day: number, time: string) => server.clock.set(new Date(`2026-11-${day}T${time}:00+01:00`))

describe('the preview', () => {
  it('says that there is no rule where there is none, and nothing of credits', async () => {
    expect(await preview('2026-11-23')).toMatchObject([
      { childId: noor.childId, callName: noor.callName, rule: null, cutOff: null, credit: 'none', overlaps: [] },
    ])
    expect((await reported('2026-11-22')).absence.late).toBe(false)
  })

  it('is by the server’s clock: up to the minute before, and no more at the minute itself', async () => {
    ok(await add({ credit: 'kept_before_cut_off' }))
    const cutOff = '2026-11-23T08:00:00.000Z'
    at(23, '08:59')
    expect(await preview('2026-11-23')).toMatchObject([
      {
        rule: { careType: 'KDV', ofLocation: false, cutOffMinute: 540, daysBefore: 0, credit: 'kept_before_cut_off' },
        cutOff: { at: cutOff, isBefore: true },
        credit: 'kept',
      },
    ])
    at(23, '09:00')
    expect(await preview('2026-11-23')).toMatchObject([{ cutOff: { at: cutOff, isBefore: false }, credit: 'none' }])
  })

  it('tells on which days the child is expected at all, and counts from the first of those', async () => {
    ok(await add())
    const close = { id: uuidv7(), ...here(), day: '2026-11-23', name: 'Studiedag' }
    ok(await ask('manager', 'POST', '/api/closing-days', close))
    const [child] = await preview('2026-11-22', '2026-11-26')
    expect(
      child!.days.map(({ day, expected, closed }) => [day.slice(8), expected && allHours(expected.parts), closed]),
    ).toEqual([
      ['22', '', null],
      ['23', '08:30–18:00', 'Studiedag'],
      ['24', '08:30–18:00', null],
      ['25', '', null],
      ['26', '08:30–13:00', null],
    ])
    // Today and tomorrow nobody expects the child.
    expect(child!.cutOff).toEqual({ at: '2026-11-24T08:00:00.000Z', isBefore: true })
    await server.owner.query('update contract_week set removed_at = now() where id = $1', [noor.planned.weekId])
    const [unknown] = await preview('2026-11-22')
    expect(unknown).toMatchObject({ days: [{ expected: null }], cutOff: { isBefore: false } })
  })

  it('names what stands there already, and tells of each child its own', async () => {
    await alsoOf('guardian', cast.targets.bram)
    const { absence } = await reported('2026-11-24')
    const children = await preview('2026-11-24', '2026-11-25', 'guardian', [cast.targets.bram, noor])
    expect(children.map(({ childId, overlaps }) => [childId, overlaps.map(({ id }) => id)])).toEqual([
      [cast.targets.bram.childId, []],
      [noor.childId, [absence.id]],
    ])
    for (const other of [cast.targets.kai, cast.targets.zed, cast.targets.absent]) {
      const body = { childIds: [noor.childId, other.childId], startsOn: '2026-11-24', endsOn: '2026-11-24' }
      await refuses('not_found', (headers) => ask('guardian', 'POST', '/api/absence-preview', body, headers))
    }
  })

  it('keeps its clock time over a clock change, also days before', async () => {
    ok(await add({ cutOffMinute: 150, daysBefore: 1 }))
    // Half past two does not exist on that Sunday, and exists twice in autumn.
    expect((await preview('2027-03-29'))[0]!.cutOff!.at).toBe('2027-03-28T01:30:00.000Z')
    expect((await preview('2027-03-30'))[0]!.cutOff!.at).toBe('2027-03-29T00:30:00.000Z')
    expect((await preview('2027-11-01'))[0]!.cutOff!.at).toBe('2027-10-31T00:30:00.000Z')
  })
})

describe('a report', () => {
  it('after the cut-off is taken, and marked; before it is not', async () => {
    ok(await add())
    at(23, '08:59')
    expect((await reported('2026-11-23')).absence.late).toBe(false)
    at(24, '09:00')
    expect((await reported('2026-11-24', { reason: 'other' })).absence.late).toBe(true)
    expect((await reported('2026-11-26')).absence.late).toBe(false)
    expect((await read()).map(({ late }) => late)).toEqual([false, true, false])
  })

  it('is late by what is added, not by what was told in time', async () => {
    ok(await add())
    const { absence } = await reported('2026-11-23')
    at(23, '12:00')
    // Tomorrow is in time still, though today is not any more.
    expect((await reported('2026-11-24')).absence).toMatchObject({ id: absence.id, late: false })
    at(26, '12:00')
    const next = (await reported('2026-11-30')).absence
    expect(next.late).toBe(false)
    const sooner = ok(await change(next, { startsOn: '2026-11-26' })).absence
    expect(sooner.late).toBe(true)
    expect(ok(await change(sooner, { startsOn: '2026-11-27' })).absence.late).toBe(false)
  })

  it('is late by hours of the day that are added after it, not by fewer', async () => {
    ok(await add())
    const early = { part: { from: 540, until: 720 } }
    const { absence } = await reported('2026-11-24', early)
    at(24, '12:00')
    const shorter = ok(await change(absence, { part: { from: 600, until: 720 } })).absence
    expect(shorter.late).toBe(false)
    expect(ok(await change(shorter, early)).absence.late).toBe(true)
    const whole = (await reported('2026-11-26', early)).absence
    at(26, '12:00')
    expect(ok(await change(whole, { part: null })).absence.late).toBe(true)
  })
})

describe('a rule', () => {
  it('of a location goes before that of the organisation, and a later one before an earlier, each for its days', async () => {
    ok(await add({ cutOffMinute: 540 }))
    ok(await add({ cutOffMinute: 600, startsOn: '2026-11-24' }))
    ok(await add({ careType: 'BSO', cutOffMinute: 660 }))
    const minute = async (day: string) => (await preview(day))[0]!.rule?.cutOffMinute
    expect([await minute('2026-11-23'), await minute('2026-11-24')]).toEqual([540, 600])
    ok(await add({ ...here(), startsOn: '2026-11-26', cutOffMinute: 480 }, 'manager'))
    ok(await add({ careType: 'BSO', ...here(), cutOffMinute: 630 }, 'manager'))
    expect([await minute('2026-11-24'), await minute('2026-11-26')]).toEqual([600, 480])
    expect((await preview('2026-11-26'))[0]!.rule!.ofLocation).toBe(true)
    await server.owner.query(`update contract set care_type = 'BSO' where child_id = $1`, [noor.childId])
    expect((await preview('2026-11-26'))[0]!.rule).toMatchObject({ careType: 'BSO', cutOffMinute: 630 })
    // Elsewhere that of the organisation holds.
    const kai = cast.targets.kai
    expect((await preview('2026-11-26', '2026-11-26', 'elsewhere', [kai]))[0]!.rule).toMatchObject({
      cutOffMinute: 600,
    })
  })

  it('is read and set by who is responsible, and by nobody else', async () => {
    const before = await stored(server.owner)
    for (const who of ['manager', 'managerElsewhere', 'foreignManager'] as const)
      await refuses('not_found', (headers) => add({}, who, headers))
    for (const who of ['administration', 'managerElsewhere', 'foreignManager', 'staff', 'guardian'] as const)
      await refuses('not_found', (headers) => add(here(), who, headers))
    for (const who of ['staff', 'guardian', 'privacyOfficer'] as const)
      await refuses('not_found', (headers) => ask(who, 'GET', '/api/absence-rules', undefined, headers))
    for (const who of ['administration', 'managerElsewhere', 'foreignManager'] as const)
      await refuses('not_found', (headers) => remove(noor.ruleId, who, headers))
    expect(await stored(server.owner)).toEqual(before)
    ok(await add())
    ok(await add(here(), 'manager'))
    expect(await rules('manager')).toMatchObject([
      { locationId: null, removable: false },
      { ...here(), removable: true },
    ])
    expect(await rules('administration')).toMatchObject([{ locationId: null, removable: true }])
    expect((await rules('foreignManager')).map(({ id }) => id)).toEqual([cast.targets.zed.ruleId])
    const { locations, today } = ok(await ask('manager', 'GET', '/api/absence-rules'))
    expect([today, locations.map(({ id }: { id: string }) => id)]).toEqual(['2026-11-22', [noor.planned.locationId]])
  })

  it('is taken back when it begins later or was added today, and stays once it has held', async () => {
    const body = ruleOf()
    ok(await ask('administration', 'POST', '/api/absence-rules', body))
    for (let n = 0; n < 2; n++) ok(await remove(body.id, 'administration'))
    expect(await rules('administration')).toEqual([])
    const [now, ahead] = [ruleOf(), ruleOf({ startsOn: '2026-12-01' })]
    for (const rule of [now, ahead]) ok(await ask('administration', 'POST', '/api/absence-rules', rule))
    at(23, '12:00')
    await field('ruleId', 'in_force', (headers) => remove(now.id, 'administration', headers))
    ok(await remove(ahead.id, 'administration'))
    expect(await rules('administration')).toMatchObject([{ id: now.id, removable: false }])
  })

  it('begins on a day that is ahead and free, and is of a time that there is', async () => {
    ok(await add())
    ok(await add(here(), 'manager'))
    const before = await stored(server.owner)
    const wrong =
      (more: object, who: PlayerName = 'administration') =>
      (headers: Record<string, string>) =>
        add(more, who, headers)
    await field('startsOn', 'taken', wrong({}))
    await field('startsOn', 'taken', wrong(here(), 'manager'))
    await field('startsOn', 'past', wrong({ startsOn: '2026-11-21' }))
    for (const startsOn of ['2028-11-23', '2031-11-22']) await field('startsOn', 'too_far', wrong({ startsOn }))
    await field('startsOn', 'day', wrong({ startsOn: '2027-02-29' }))
    await field('cutOffMinute', 'time', wrong({ cutOffMinute: 1440 }))
    await field('cutOffMinute', 'time', wrong({ cutOffMinute: -1 }))
    await field('daysBefore', 'number', wrong({ daysBefore: 32 }))
    await refuses('invalid', wrong({ careType: 'gastouder' }))
    await refuses('invalid', wrong({ credit: 'all' }))
    expect(await stored(server.owner)).toEqual(before)
    const both = await Promise.all([1, 2].map(() => add({ startsOn: '2026-12-02' })))
    expect(both.map(({ status }) => status).sort()[0]).toBe(200)
    expect((await rules('administration')).filter(({ startsOn }) => startsOn === '2026-12-02')).toHaveLength(1)
  })

  it('of another location or organisation the database itself takes from no manager', async () => {
    const client = await server.database.app.connect()
    try {
      for (const place of [cast.targets.kai.planned.locationId, null]) {
        await client.query('begin')
        await client.query('select * from enter($1, $2, $3)', [cast.people.manager.id, 'manager', afternoon])
        await expect(
          client.query(
            `insert into absence_rule (id, organisation_id, care_type, location_id, starts_on, cut_off_minute, days_before, credit, added_at)
             values ($1, $2, 'KDV', $3, '2026-12-01', 540, 0, 'none', $4)`,
            [uuidv7(), cast.organisationId, place, afternoon],
          ),
        ).rejects.toMatchObject({ code: '42501' })
        await client.query('rollback')
      }
    } finally {
      client.release()
    }
  })
})
