import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { absences, field, ok } from './support/absence.ts'
import { type Cast, makeCast, type PlayerName } from './support/cast.ts'
import { refuses } from './support/refusals.ts'
import { stored } from './support/rows.ts'
import { afternoon, startServer, type TestServer } from './support/server.ts'

/* What becomes of an absence once it stands there: changed, cancelled, entered by staff, seen by the group. */

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
const { ask, bodyOf, report, reported, read, days, ofGroup, history, change, cancel, see } = absences(() => ({
  server,
  cast,
}))
/** So many days later, at the same hour. */
const later = (days: number) => server.clock.set(new Date(afternoon.getTime() + days * 86_400_000))

describe('a change', () => {
  it('is of whoever may see the child, and of nobody else', async () => {
    let { absence } = await reported('2026-11-25')
    const outsiders: PlayerName[] = ['otherFamily', 'restricted', 'former', 'otherGroup', 'formerStaff', 'elsewhere']
    const before = await stored(server.owner)
    for (const who of [...outsiders, 'administration', 'privacyOfficer', 'foreignGuardian'] as const) {
      await refuses('not_found', (headers) => change(absence, { note: 'x' }, who, headers), who)
      await refuses('not_found', (headers) => cancel(absence, who, headers), who)
      await refuses('not_found', (headers) =>
        ask(who, 'GET', `/api/absences/${absence.id}/history`, undefined, headers),
      )
    }
    expect(await stored(server.owner)).toEqual(before)
    for (const who of ['neverGranted', 'withoutAuthority', 'staff', 'manager'] as const)
      absence = ok(await change(absence, { note: `Van ${who}` }, who)).absence
    expect(absence).toMatchObject({ version: 5, note: 'Van manager' })
    expect(await read()).toMatchObject([{ note: 'Van manager', changedAt: afternoon.toISOString() }])
  })

  it('is of whoever saw how it stands; what says the same is none', async () => {
    const { absence } = await reported('2026-11-25')
    ok(await change(absence, { reason: 'other', endsOn: '2026-11-26' }))
    expect(
      (await refuses('stale_version', (headers) => change(absence, { note: 'x' }, 'neverGranted', headers))).version,
    ).toBe(2)
    await refuses('stale_version', (headers) => cancel(absence, 'neverGranted', headers))
    const [now] = await read()
    expect(ok(await change(now!, {})).absence).toEqual(now)
    const body = { id: uuidv7(), version: 2, reason: 'sick', startsOn: '2026-11-25', endsOn: '2026-11-25' }
    const asked = { ...body, part: { from: 540, until: 720 }, note: '' }
    const replies = await Promise.all([1, 2].map(() => ask('guardian', 'PUT', `/api/absences/${absence.id}`, asked)))
    for (const reply of replies) expect(ok(reply).absence.version).toBe(3)
    expect(await days()).toEqual(['sick 11-25 540-720'])
    await refuses('id_taken', (headers) =>
      ask('guardian', 'PUT', `/api/absences/${absence.id}`, { ...asked, note: 'anders' }, headers),
    )
  })

  it('runs into what stands there already, and into the past', async () => {
    const { absence } = await reported('2026-11-25')
    const other = (await reported('2026-11-27', { reason: 'holiday' })).absence
    const clash = await refuses('absence_overlaps', (headers) =>
      change(absence, { endsOn: '2026-11-28' }, 'guardian', headers),
    )
    expect(clash.absences).toMatchObject([{ id: other.id, reason: 'holiday' }])
    const wrong = (more: object) => (headers: Record<string, string>) =>
      change(absence, { ...more }, 'guardian', headers)
    await field('startsOn', 'past', wrong({ startsOn: '2026-11-21' }))
    await field('endsOn', 'before_start', wrong({ endsOn: '2026-11-24' }))
    await field('endsOn', 'too_far', wrong({ startsOn: '2027-11-23', endsOn: '2027-11-23' }))
    await field('endsOn', 'too_long', wrong({ startsOn: '2026-12-01', endsOn: '2027-03-03' }))
    expect(await days()).toEqual(['sick 11-25', 'holiday 11-27'])
  })

  it('of one that has begun is of its end alone, at the earliest to yesterday', async () => {
    const { absence } = await reported('2026-11-23', { endsOn: '2026-11-27' })
    later(3)
    const wrong = (more: object) => (headers: Record<string, string>) =>
      change(absence, { ...more }, 'guardian', headers)
    await field('startsOn', 'begun', wrong({ startsOn: '2026-11-25' }))
    await field('startsOn', 'begun', wrong({ startsOn: '2026-11-22' }))
    await field('reason', 'begun', wrong({ reason: 'holiday' }))
    await field('endsOn', 'past', wrong({ endsOn: '2026-11-23' }))
    const back = ok(await change(absence, { endsOn: '2026-11-24', note: 'Weer beter' })).absence
    expect(await days()).toEqual(['sick 11-23..11-24'])
    expect(await ofGroup('2026-11-25')).toEqual([])
    // Now it is past, and stays as it is.
    await field('absenceId', 'past', (headers) => change(back, { endsOn: '2026-11-25' }, 'guardian', headers))
    await field('absenceId', 'past', (headers) => cancel(back, 'guardian', headers))
    // Ill again, it goes on.
    expect(await reported('2026-11-25')).toMatchObject({ merged: true, absence: { id: absence.id } })
    expect(await days()).toEqual(['sick 11-23..11-25'])
  })

  it('of the past the database itself takes from no guardian, nor that the group has seen it', async () => {
    const { absence } = await reported('2026-11-23', { endsOn: '2026-11-27' })
    later(3)
    const client = await server.database.app.connect()
    try {
      for (const set of [
        `starts_on = '2026-11-25'`,
        `reason = 'other'`,
        `ends_on = '2026-11-23'`,
        'cancelled_at = now()',
        `seen_at = now(), seen_by_id = reporter_id, seen_by_name = 'Ik'`,
      ]) {
        await client.query('begin')
        await client.query('select * from enter($1, $2, $3)', [cast.people.guardian.id, 'guardian', server.clock.now()])
        await expect(client.query(`update absence set ${set} where id = $1`, [absence.id]), set).rejects.toMatchObject({
          code: '42501',
        })
        await client.query('rollback')
      }
    } finally {
      client.release()
    }
  })
})

describe('a cancellation', () => {
  it('takes away what is ahead, and says in its history who did', async () => {
    const { absence } = await reported('2026-11-25')
    for (let n = 0; n < 2; n++)
      expect(ok(await cancel(absence, 'neverGranted')).absence).toMatchObject({ cancelled: true, version: 2 })
    expect([await read(), await ofGroup('2026-11-25')]).toEqual([[], []])
    expect((await history(absence)).map(({ done, name }) => [done, name])).toEqual([
      ['reported', cast.people.guardian.firstName],
      ['cancelled', cast.people.neverGranted.firstName],
    ])
    await refuses('stale_version', (headers) => change(absence, { note: 'Toch' }, 'guardian', headers))
    // The day is free again.
    expect(await reported('2026-11-25', { reason: 'holiday' })).toMatchObject({ merged: false })
  })

  it('of one that has begun ends it as of yesterday', async () => {
    const { absence } = await reported('2026-11-23', { endsOn: '2026-11-27' })
    later(2)
    for (let n = 0; n < 2; n++)
      expect(ok(await cancel(absence)).absence).toMatchObject({ cancelled: false, endsOn: '2026-11-23', version: 2 })
    expect(await days()).toEqual(['sick 11-23'])
    expect((await history(absence)).map(({ done, endsOn }) => [done, endsOn.slice(5)])).toEqual([
      ['reported', '11-27'],
      ['cancelled', '11-23'],
    ])
  })
})

describe('staff', () => {
  it('enter it on behalf of a guardian, also for the last days, and everybody reads who', async () => {
    const { firstName, id } = cast.people.staff
    const { absence } = await reported('2026-11-15', { endsOn: '2026-11-16' }, 'staff')
    expect(absence.reporter).toEqual({ name: firstName, relation: 'staff', personId: id })
    expect(await read()).toMatchObject([{ reporter: { name: firstName, relation: 'staff' }, startsOn: '2026-11-15' }])
    expect((await read())[0]!.reporter).not.toHaveProperty('personId')
    await field('startsOn', 'past', (headers) => ask('staff', 'POST', '/api/absences', bodyOf('2026-11-14'), headers))
    const right = ok(await change(absence, { endsOn: '2026-11-17', reason: 'other' }, 'staff')).absence
    await field('absenceId', 'past', (headers) => change(right, { note: 'x' }, 'guardian', headers))
    expect((await history(absence)).map(({ done, relation }) => [done, relation])).toEqual([
      ['reported', 'staff'],
      ['changed', 'staff'],
    ])
    expect(ok(await cancel(right, 'manager')).absence.cancelled).toBe(true)
  })

  it('change and cancel only what they saw: a guardian may have changed it meanwhile', async () => {
    const { absence } = await reported('2026-11-25', { endsOn: '2026-11-26' })
    const now = ok(await change(absence, { endsOn: '2026-11-25', note: 'Toch beter' }, 'neverGranted')).absence
    const before = await stored(server.owner)
    for (const who of ['staff', 'manager'] as const) {
      const asked = [
        (headers: Record<string, string>) => change(absence, { note: 'x' }, who, headers),
        (headers: Record<string, string>) => cancel(absence, who, headers),
        (headers: Record<string, string>) => see(absence, who, headers),
      ]
      for (const one of asked) expect((await refuses('stale_version', one)).version).toBe(2)
    }
    expect(await stored(server.owner)).toEqual(before)
    const entered = ok(await change(now, { note: 'Belde' }, 'staff')).absence
    await refuses('stale_version', (headers) => cancel(now, 'guardian', headers))
    ok(await cancel(entered, 'manager'))
    expect(await read()).toEqual([])
  })

  it('who left, and whose child left, enter nothing and see nothing more', async () => {
    const { absence } = await reported('2026-11-25')
    await server.owner.query(`update placement set ends_on = '2026-11-21' where child_id = $1`, [
      cast.targets.noor.childId,
    ])
    for (const who of ['staff', 'manager'] as const) {
      await refuses('not_found', (headers) => change(absence, { note: 'x' }, who, headers))
      await refuses('not_found', (headers) => ask(who, 'POST', '/api/absences', bodyOf('2026-12-01'), headers))
    }
    ok(await change(absence, { note: 'Laatste dag' }))
  })

  it('looked into a history, guardians read', async () => {
    const { absence } = await reported('2026-11-25')
    await history(absence, 'staff')
    const { reads } = ok(await ask('guardian', 'GET', `/api/children/${cast.targets.noor.childId}/reads`))
    expect(reads).toContainEqual(expect.objectContaining({ what: 'absence_history', role: 'staff' }))
  })
})

describe('seen by the group', () => {
  it('is said once, by the first, and read by the guardians', async () => {
    const { absence } = await reported('2026-11-23')
    for (const who of ['guardian', 'otherGroup', 'formerStaff', 'administration'] as const)
      expect((await see(absence, who)).status, who).toBe(404)
    ok(await see(absence))
    server.clock.forward(60_000)
    const again = ok(await see(absence, 'manager')).absence
    const { firstName, id } = cast.people.staff
    expect(again.seen).toEqual({ at: afternoon.toISOString(), name: firstName, personId: id })
    expect(await read('withoutAuthority')).toMatchObject([{ seen: { at: afternoon.toISOString(), name: firstName } }])
    expect((await read())[0]!.seen).not.toHaveProperty('personId')
    expect((await history(absence)).map(({ done }) => done)).toEqual(['reported', 'seen'])
  })

  it('is of what was seen: a change takes it away, and nobody says it of a version that is gone', async () => {
    const { absence } = await reported('2026-11-23')
    ok(await see(absence))
    const changed = ok(await change(absence, { endsOn: '2026-11-24' })).absence
    expect(changed.seen).toBeNull()
    expect((await see(absence)).body.error).toMatchObject({ code: 'stale_version', version: 2 })
    ok(await see(changed))
    ok(await report('2026-11-25'))
    expect(await read()).toMatchObject([{ seen: null, endsOn: '2026-11-25' }])
    ok(await cancel({ id: absence.id, version: 3 }))
    expect((await see({ id: absence.id, version: 4 })).body.error.code).toBe('stale_version')
  })

  it('of two tablets at the same moment is one', async () => {
    const { absence } = await reported('2026-11-23')
    const both = await Promise.all([see(absence), see(absence, 'manager')])
    expect(ok(both[0]!).absence.seen).toEqual(ok(both[1]!).absence.seen)
    expect(await history(absence)).toHaveLength(2)
  })
})
