import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { field, ok } from './support/absence.ts'
import { attendances } from './support/attendance.ts'
import { type Cast, makeCast, type PlayerName } from './support/cast.ts'
import { refuses } from './support/refusals.ts'
import { afternoon, startServer, type TestServer } from './support/server.ts'

/* How many staff there are and are needed, and who may fetch a child. */

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
const { ask, ago, day } = attendances(() => ({ server, cast }))

describe('staffing', () => {
  const set = (staff: number, at: string, who: PlayerName = 'staff', headers?: Record<string, string>, id = uuidv7()) =>
    ask(who, 'PUT', `/api/groups/${cast.targets.noor.groupId}/staffing`, { id, staff, at }, headers)

  it('is what was said last of the day, in whichever order it arrives; and of another day nothing', async () => {
    expect((await day()).staffing).toBeNull()
    const id = uuidv7()
    expect(ok(await set(2, ago(10), 'staff', {}, id)).staffing).toMatchObject({ id, staff: 2, at: ago(10) })
    expect(ok(await set(2, ago(10), 'staff', {}, id)).staffing.id).toBe(id)
    // A tablet that was away says what was an hour ago.
    expect(ok(await set(3, ago(60), 'manager')).staffing).toMatchObject({ id, staff: 2 })
    expect(ok(await set(0, ago(0))).staffing).toMatchObject({ staff: 0, name: cast.people.staff.firstName })
    expect((await day()).staffing).toMatchObject({ staff: 0 })
    expect((await day('staff', '2026-11-21')).staffing).toBeNull()
    server.clock.set('2026-11-23T08:00:00Z')
    expect((await day()).staffing).toBeNull()
    expect((await day('staff', '2026-11-22')).staffing).toMatchObject({ staff: 0 })
  })

  it('is between nobody and twenty, of today’s own groups, neither ahead nor long ago', async () => {
    for (const staff of [-1, 21, 1.5]) await field('staff', 'number', (headers) => set(staff, ago(0), 'staff', headers))
    await refuses('time_in_future', (headers) => set(2, ago(-6), 'staff', headers))
    await refuses('time_too_old', (headers) => set(2, ago(24 * 60 + 1), 'staff', headers))
    for (const who of ['otherGroup', 'managerElsewhere', 'formerStaff', 'foreignManager'] as const)
      await refuses('not_found', (headers) => set(2, ago(0), who, headers))
    const id = uuidv7()
    ok(await set(2, ago(0), 'staff', {}, id))
    await refuses('id_taken', (headers) => set(3, ago(0), 'staff', headers, id))
    await refuses('id_taken', (headers) => set(3, ago(0), 'manager', headers, id))
  })
})

describe('who fetches', () => {
  const said = (more = {}) => ({
    name: 'Opa Henk',
    relation: 'opa',
    phone: '06 1',
    startsOn: '2026-11-22',
    endsOn: null,
    ...more,
  })
  const path = () => `/api/children/${cast.targets.noor.childId}/collectors`
  const add = (more = {}, who: PlayerName = 'administration', headers?: Record<string, string>) =>
    ask(who, 'POST', path(), { id: uuidv7(), ...said(more) }, headers)
  const offered = async () =>
    (await day()).children[0]!.escorts.filter(({ kind }) => kind === 'collector').map(({ name }) => name)

  it('is kept by administration and the manager, offered to the staff on the days that hold, and seen to be looked at', async () => {
    const { collector } = cast.targets.noor
    const body = { id: uuidv7(), ...said() }
    const first = ok(await ask('administration', 'POST', path(), body))
    expect(ok(await ask('administration', 'POST', path(), body))).toEqual(first)
    expect(first.collectors.map(({ name }: { name: string }) => name)).toEqual([collector.name, 'Opa Henk'].sort())
    await add({ name: 'Buurvrouw', startsOn: '2026-11-23' }, 'manager')
    expect(await offered()).toEqual([collector.name, 'Opa Henk'].sort())
    const changed = { id: uuidv7(), version: 1, ...said({ endsOn: '2026-11-22', phone: '' }) }
    const change = (headers?: Record<string, string>) =>
      ask('manager', 'PUT', `/api/collectors/${body.id}`, changed, headers)
    expect(ok(await change()).collectors).toHaveLength(3)
    expect(ok(await change()).collectors).toHaveLength(3)
    await refuses('stale_version', (headers) =>
      ask('manager', 'PUT', `/api/collectors/${body.id}`, { ...changed, id: uuidv7() }, headers),
    )
    expect(await offered()).toContain('Opa Henk')
    server.clock.set('2026-11-23T08:00:00Z')
    expect(await offered()).toEqual(['Buurvrouw', collector.name].sort())
    ok(await ask('administration', 'GET', path()))
    const { reads } = ok(await ask('guardian', 'GET', `/api/children/${cast.targets.noor.childId}/reads`))
    expect(reads).toContainEqual(expect.objectContaining({ what: 'collectors', role: 'administration' }))
  })

  it('has a name, an order of days, and an end to their number', async () => {
    await field('name', 'empty', (headers) => add({ name: ' \u200b' }, 'manager', headers))
    await refuses('invalid', (headers) => add({ relation: '' }, 'manager', headers))
    await refuses('invalid', (headers) => add({ name: 'x\u202ey' }, 'manager', headers))
    await field('endsOn', 'before_start', (headers) => add({ endsOn: '2026-11-21' }, 'manager', headers))
    const html = '<script>alert(1)</script>'
    expect(ok(await add({ name: html })).collectors.map(({ name }: { name: string }) => name)).toContain(html)
    for (let n = 2; n < 20; n++) ok(await add({ name: `Nummer ${n}` }))
    await field('name', 'too_many', (headers) => add({}, 'administration', headers))
  })
})

describe('the ratio', () => {
  const bands = [{ fromAge: 0, untilAge: 4, childrenPerStaff: 5 }]
  const add = (startsOn: string, more = {}, headers?: Record<string, string>) =>
    ask(
      'administration',
      'POST',
      '/api/ratio-rules',
      { id: uuidv7(), careType: 'KDV', startsOn, bands, ...more },
      headers,
    )

  it('holds from its day on, until the next one; of the future and of today it is taken back', async () => {
    const [now] = ok(await add('2026-11-22')).rules.filter(({ careType }: { careType: string }) => careType === 'KDV')
    const other = [{ ...bands[0]!, childrenPerStaff: 6 }]
    const later = ok(await add('2026-12-01', { bands: other })).rules.find(
      ({ startsOn }: { startsOn: string }) => startsOn === '2026-12-01',
    )
    expect((await day()).ratios).toEqual([{ careType: 'KDV', bands }])
    expect((await day('staff', '2026-11-21')).ratios).toEqual([])
    expect((await day('staff', '2026-12-02')).ratios).toEqual([{ careType: 'KDV', bands: other }])
    const remove = (id: string, headers?: Record<string, string>) =>
      ask('administration', 'DELETE', `/api/ratio-rules/${id}`, undefined, headers)
    ok(await remove(later.id))
    ok(await remove(later.id))
    expect((await day('staff', '2026-12-02')).ratios).toEqual([{ careType: 'KDV', bands }])
    server.clock.set('2026-11-23T08:00:00Z')
    await field('ruleId', 'in_force', (headers) => remove(now.id, headers))
    const seen = ok(await ask('manager', 'GET', '/api/ratio-rules'))
    expect(seen.rules.every(({ removable }: { removable: boolean }) => !removable)).toBe(true)
    await refuses('not_found', (headers) =>
      ask(
        'manager',
        'POST',
        '/api/ratio-rules',
        { id: uuidv7(), careType: 'KDV', startsOn: '2026-12-09', bands },
        headers,
      ),
    )
  })

  it('is refused for a day that is past, too far or taken, and for ages that are over one another', async () => {
    await field('startsOn', 'past', (headers) => add('2026-11-21', {}, headers))
    await field('startsOn', 'too_far', (headers) => add('2029-01-01', {}, headers))
    ok(await add('2026-11-30'))
    await field('startsOn', 'taken', (headers) => add('2026-11-30', {}, headers))
    await field('bands', 'order', (headers) =>
      add('2026-12-01', { bands: [...bands, { ...bands[0]!, fromAge: 3 }] }, headers),
    )
    await field('bands.0.untilAge', 'before_from', (headers) =>
      add('2026-12-01', { bands: [{ fromAge: 4, untilAge: 4, childrenPerStaff: 5 }] }, headers),
    )
    for (const childrenPerStaff of [0, 31, 2.5])
      await refuses('invalid', (headers) => add('2026-12-01', { bands: [{ ...bands[0]!, childrenPerStaff }] }, headers))
    await refuses('invalid', (headers) => add('2026-02-29', {}, headers))
  })
})
