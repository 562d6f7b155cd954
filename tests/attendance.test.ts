import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { field, ok } from './support/absence.ts'
import { attendances } from './support/attendance.ts'
import { type Cast, makeCast } from './support/cast.ts'
import { refuses } from './support/refusals.ts'
import { afternoon, startServer, type TestServer } from './support/server.ts'

/* What staff note of who is there: arriving, leaving, what is refused, and how it is put right. */

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
const {
  ask,
  ago,
  arriving,
  leaving,
  checkIn,
  checkOut,
  adding,
  arrived,
  left,
  undo,
  escort,
  add,
  correct,
  remove,
  stands,
  day,
} = attendances(() => ({ server, cast }))
const minutes = (count: number) => server.clock.forward(count * 60_000)
const seconds = 1_000

describe('arriving and leaving', () => {
  it('a child is there from the moment on its device until the one at which it left, and who brought and fetched it stands there', async () => {
    const { noor } = cast.targets
    const stay = await arrived(ago(30), { kind: 'guardian', id: cast.people.guardian.id })
    expect(stay).toMatchObject({
      childId: noor.childId,
      groupId: noor.groupId,
      arrivedAt: '2026-11-22T14:00:00.000Z',
      leftAt: null,
      broughtBy: { kind: 'guardian', name: `${cast.people.guardian.firstName} ${cast.people.guardian.lastName}` },
      arrivalNoted: { personId: cast.people.staff.id, name: cast.people.staff.firstName },
      departureNoted: null,
      version: 1,
      corrected: false,
      removed: false,
    })
    const gone = await left(stay, ago(0), { kind: 'collector', id: noor.collector.id })
    expect(gone).toMatchObject({
      leftAt: '2026-11-22T14:30:00.000Z',
      fetchedBy: { kind: 'collector', name: noor.collector.name, relation: 'oma' },
      version: 2,
    })
    expect(await stands()).toEqual([gone])
    expect(await stands('manager')).toEqual([gone])
  })

  it('what comes twice happens once, also when it was undone or corrected meanwhile', async () => {
    const body = arriving(ago(10))
    const first = ok(await checkIn(body)).stays[0]
    expect(ok(await checkIn(body)).stays).toEqual([first])
    await refuses('id_taken', (headers) => checkIn({ ...arriving(ago(9)), id: body.id }, 'staff', headers))
    const out = leaving(first.id, ago(1))
    const gone = ok(await checkOut(out)).stays[0]
    expect(ok(await checkOut(out)).stays).toEqual([gone])
    const back = ok(await undo(gone)).stay
    expect(ok(await checkOut(out)).stays).toEqual([back])
    expect(await stands()).toEqual([back])
  })

  it('a second tablet is told what stands, and nothing is lost or doubled', async () => {
    const stay = await arrived(ago(30))
    const told = await refuses('already_present', (headers) => checkIn(arriving(ago(20)), 'manager', headers))
    expect(told.stays).toEqual([stay])
    const gone = await left(stay, ago(10))
    const twice = await refuses('not_present', (headers) => checkOut(leaving(stay.id, ago(5)), 'manager', headers))
    expect(twice.stays).toEqual([gone])
    // It would have come while it was there, and left though it came later.
    expect((await refuses('overlaps', (headers) => checkIn(arriving(ago(20)), 'staff', headers))).stays).toEqual([gone])
    const again = await arrived(ago(4))
    const early = await refuses('before_arrival', (headers) => checkOut(leaving(again.id, ago(5)), 'staff', headers))
    expect(early.stays).toEqual([again])
    // Of a stay that never came to be, what stands instead.
    const never = await refuses('not_present', (headers) => checkOut(leaving(uuidv7(), ago(2)), 'staff', headers))
    expect(never.stays).toEqual([again])
    expect((await stands()).map(({ id }) => id).sort()).toEqual([stay.id, again.id].sort())
  })

  it('of several children all arrive, or none', async () => {
    const { noor, bram } = cast.targets
    await server.owner.query('update placement set group_id = $1 where child_id = $2', [noor.groupId, bram.childId])
    await arrived(ago(30))
    const children = [noor, bram].map(({ childId }) => ({ childId, stayId: uuidv7(), at: ago(1), broughtBy: null }))
    await refuses('already_present', (headers) => checkIn({ id: uuidv7(), children }, 'staff', headers))
    expect(await stands()).toHaveLength(1)
    const body = { id: uuidv7(), children: children.slice(1) }
    expect(ok(await checkIn(body)).stays).toHaveLength(1)
    await refuses('invalid', (headers) =>
      checkIn({ id: uuidv7(), children: [children[1], children[1]] }, 'staff', headers),
    )
  })

  it('a device may have been away for a day, and its clock five minutes ahead', async () => {
    const ahead = await refuses('time_in_future', (headers) => checkIn(arriving(ago(-6)), 'staff', headers))
    expect(ahead.fields).toEqual([{ path: 'children.0.at', reason: 'in_future' }])
    await refuses('time_too_old', (headers) => checkIn(arriving(ago(24 * 60 + 1)), 'staff', headers))
    const stay = await arrived(ago(24 * 60))
    await refuses('time_in_future', (headers) => checkOut(leaving(stay.id, ago(-6)), 'staff', headers))
    expect(await left(stay, ago(-5))).toMatchObject({ leftAt: ago(-5) })
  })

  it('every answer says what time it is on the server, a refusal too', async () => {
    const replies = [await checkIn(arriving(ago(-6))), await checkIn(arriving(ago(1)))]
    expect(replies.map(({ status }) => status)).toEqual([422, 200])
    for (const reply of replies) expect(reply.headers.get('x-time')).toBe(server.clock.now().toISOString())
  })

  it('a child that is not expected, or reported absent, may come; the absence stays as it is', async () => {
    const report = {
      id: uuidv7(),
      children: [{ childId: cast.targets.noor.childId, absenceId: uuidv7() }],
      reason: 'sick',
      startsOn: '2026-11-22',
      endsOn: '2026-11-22',
      part: null,
      note: '',
    }
    ok(await ask('guardian', 'POST', '/api/absences', report))
    await arrived()
    const today = await day()
    expect(today.absences).toHaveLength(1)
    expect(today.stays).toHaveLength(1)
  })

  it('a forged group, a child of another group and somebody else’s stay are not found', async () => {
    const { noor, bram, zed } = cast.targets
    const body = arriving(ago(5))
    for (const groupId of [bram.groupId, zed.groupId, uuidv7()])
      await refuses('not_found', (headers) => ask('staff', 'POST', `/api/groups/${groupId}/check-ins`, body, headers))
    for (const target of [bram, zed])
      await refuses('not_found', (headers) => checkIn(arriving(ago(5), null, target), 'staff', headers))
    for (const target of [bram, zed])
      await refuses('not_found', (headers) => checkOut(leaving(target.stayId, ago(5), null, target), 'staff', headers))
    // Another child's stay under the own child's name tells nothing of it.
    const told = await refuses('not_present', (headers) => checkOut(leaving(bram.stayId, ago(5)), 'staff', headers))
    expect(told.stays?.map(({ childId }) => childId)).toEqual([noor.childId])
    const stay = await arrived()
    for (const who of ['otherGroup', 'elsewhere', 'foreignStaff', 'formerStaff'] as const)
      await refuses('not_found', (headers) => undo(stay, who, headers))
  })

  it('a child that moved to another group while it was there leaves from there, and is put right there', async () => {
    const { noor, bram } = cast.targets
    const stay = await arrived(ago(20 * 60))
    await server.owner.query(`update placement set ends_on = '2026-11-21' where child_id = $1 and group_id = $2`, [
      noor.childId,
      noor.groupId,
    ])
    await server.owner.query(
      `insert into placement (id, organisation_id, contract_id, child_id, group_id, starts_on)
         select $1, p.organisation_id, p.contract_id, p.child_id, $2, '2026-11-22' from placement p where p.child_id = $3 limit 1`,
      [uuidv7(), bram.groupId, noor.childId],
    )
    const groups = `/api/groups/${bram.groupId}`
    const seen = async () => ok(await ask('otherGroup', 'GET', `${groups}/day`)).stays as unknown[]
    expect(await seen()).toContainEqual(stay)
    const told = await refuses('already_present', (headers) =>
      ask('otherGroup', 'POST', `${groups}/check-ins`, arriving(ago(1)), headers),
    )
    expect(told.stays).toEqual([stay])
    const gone = ok(await ask('otherGroup', 'POST', `${groups}/check-outs`, leaving(stay.id, ago(1)))).stays[0]
    expect(gone).toMatchObject({ groupId: noor.groupId, leftAt: ago(1), version: 2 })
    const back = ok(await undo(gone, 'otherGroup')).stay
    // Who had it before ends it as well, and of a child that is in neither nobody hears.
    expect(await left(back, ago(0))).toMatchObject({ leftAt: ago(0), version: 4 })
    await refuses('not_found', (headers) => correct(back, {}, 'elsewhere', headers))
  })

  it('a child whose place ended while it was there is named on the group’s day until it is let out', async () => {
    const { noor } = cast.targets
    const stay = await arrived(ago(20 * 60))
    expect((await day()).staying).toEqual([])
    await server.owner.query(`update placement set ends_on = '2026-11-21' where child_id = $1`, [noor.childId])
    const today = await day()
    expect(today.children.map(({ id }) => id)).not.toContain(noor.childId)
    expect(today.staying).toMatchObject([{ id: noor.childId, placedUntil: '2026-11-21', careType: 'KDV' }])
    expect(today.staying[0]!.escorts.map(({ id }) => id)).toContain(noor.collector.id)
    expect((await day('staff', '2026-11-21')).staying).toEqual([])
    expect(await left(stay, ago(1))).toMatchObject({ leftAt: ago(1) })
    server.clock.set(new Date(afternoon.getTime() + 86_400_000))
    expect((await day()).staying).toEqual([])
  })

  it('an id that somebody else’s stay has is refused as taken', async () => {
    const stay = await arrived()
    await left(stay)
    const body = arriving(ago(0))
    body.children[0]!.stayId = stay.id
    await refuses('id_taken', (headers) => checkIn(body, 'staff', headers))
  })
})

describe('who brought and fetched', () => {
  it('only who may be chosen: a guardian of today without a restriction, or a collector of today', async () => {
    const { noor, bram } = cast.targets
    const [child] = (await day()).children
    expect(child?.escorts.map(({ kind, name }) => `${kind} ${name.split('-')[1]}`)).toEqual([
      ...['Kin', 'guardian', 'neverGranted', 'sharedWith', 'withoutAuthority'].flatMap((name) =>
        name === 'Kin' ? [`guardian noor`] : [`guardian ${name}`],
      ),
      'collector noor',
    ])
    for (const choice of [
      { kind: 'guardian', id: cast.people.restricted.id },
      { kind: 'guardian', id: cast.people.former.id },
      { kind: 'guardian', id: cast.people.otherFamily.id },
      { kind: 'collector', id: bram.collector.id },
      { kind: 'collector', id: cast.people.guardian.id },
    ] as const)
      await field('children.0.broughtBy', 'not_allowed', (headers) =>
        checkIn(arriving(ago(5), choice), 'staff', headers),
      )
    expect(await stands()).toEqual([])
    await server.owner.query(`update collector set ends_on = '2026-11-21' where id = $1`, [noor.collector.id])
    await field('children.0.broughtBy', 'not_allowed', (headers) =>
      checkIn(arriving(ago(5), { kind: 'collector', id: noor.collector.id }), 'staff', headers),
    )
  })

  it('is said afterwards for the rest of the day without a reason, and taken back; the day after with one', async () => {
    const { noor } = cast.targets
    const oma = { kind: 'collector', id: noor.collector.id }
    const stay = await arrived()
    await field('fetchedBy', 'not_gone', (headers) => escort(stay, { fetchedBy: oma }, 'staff', headers))
    const gone = await left(stay)
    expect(ok(await escort(gone, { fetchedBy: oma })).stay).toMatchObject({
      fetchedBy: { name: noor.collector.name },
      broughtBy: null,
      corrected: false,
    })
    // Who is no longer allowed stays where it stands.
    await server.owner.query(`update collector set ends_on = '2026-11-21' where id = $1`, [noor.collector.id])
    expect(ok(await escort(gone, { fetchedBy: oma, broughtBy: null })).stay.fetchedBy.name).toBe(noor.collector.name)
    expect(ok(await escort(gone, { fetchedBy: null }, 'manager')).stay.fetchedBy).toBeNull()
    server.clock.set('2026-11-23T08:00:00Z')
    const by = { kind: 'guardian', id: cast.people.guardian.id }
    await field('stayId', 'too_late', (headers) => escort(gone, { fetchedBy: by }, 'staff', headers))
    const { stay: now } = ok(await ask('staff', 'GET', `/api/stays/${stay.id}/history`))
    expect(ok(await correct(now, { fetchedBy: by })).stay).toMatchObject({
      fetchedBy: { kind: 'guardian' },
      corrected: true,
    })
  })
})

describe('taking back', () => {
  it('the last step alone, for ten minutes: a departure first, and then the arrival', async () => {
    const stay = await arrived()
    const gone = await left(stay, ago(0), { kind: 'collector', id: cast.targets.noor.collector.id })
    minutes(10)
    const there = ok(await undo(gone, 'manager')).stay
    expect(there).toMatchObject({ leftAt: null, fetchedBy: null, departureNoted: null, version: 3 })
    expect(ok(await undo(gone)).stay).toEqual(there)
    // What was undone is not undone once more, nor what was corrected.
    await field('stayId', 'corrected', (headers) => undo(there, 'staff', headers))
    await refuses('stale_version', (headers) => undo(stay, 'staff', headers))
    ok(await remove(there))
    const next = await arrived(ago(1))
    expect(ok(await undo(next)).stay).toMatchObject({ removed: true, version: 2 })
    expect(await stands()).toEqual([])
    await arrived(ago(1))
  })

  it('not later, and not when the child has come again since', async () => {
    const stay = await arrived()
    server.clock.forward(10 * 60 * seconds + 1)
    await field('stayId', 'too_late', (headers) => undo(stay, 'staff', headers))
    const gone = await left(stay, ago(2))
    const again = await arrived(ago(1))
    const told = await refuses('already_present', (headers) => undo(gone, 'staff', headers))
    expect(told.stays?.map(({ id }) => id)).toEqual([again.id])
  })

  it('only the step that was meant, when the other one never arrived', async () => {
    const stay = await arrived(ago(1))
    // The tablet expects that its departure made it the second version, but who brought the child did.
    const brought = ok(
      await escort(stay, { broughtBy: { kind: 'collector', id: cast.targets.noor.collector.id } }),
    ).stay
    const body = { version: brought.version, step: 'left' }
    const told = await refuses('stale_version', (headers) =>
      ask('staff', 'POST', `/api/stays/${stay.id}/undo`, body, headers),
    )
    expect(told.version).toBe(brought.version)
    expect(await stands()).toEqual([brought])
    const gone = await left(brought)
    expect(ok(await ask('staff', 'POST', `/api/stays/${stay.id}/undo`, { ...body, version: 3 })).stay.leftAt).toBeNull()
    expect(gone.version).toBe(3)
  })

  it('a stay that was none goes with a reason, and its history stays', async () => {
    const stay = await arrived()
    minutes(60)
    const gone = ok(await remove(stay)).stay
    expect(gone.removed).toBe(true)
    expect(ok(await remove(stay)).stay).toEqual(gone)
    await refuses('stale_version', (headers) => remove({ ...stay, version: 7 }, 'staff', headers))
    await refuses('not_present', (headers) => checkOut(leaving(stay.id, ago(0)), 'staff', headers))
    const { revisions } = ok(await ask('staff', 'GET', `/api/stays/${stay.id}/history`))
    expect(revisions.map(({ done, reason }: { done: string; reason: string }) => [done, reason])).toEqual([
      ['arrived', ''],
      ['removed', 'Verkeerd kind'],
    ])
  })
})

describe('putting right', () => {
  it('with a reason, and never so that two stays would be at once', async () => {
    const first = await left(await arrived(ago(120)), ago(90))
    const second = await arrived(ago(60))
    await refuses('invalid', (headers) => correct(first, { reason: 'x ' }, 'staff', headers))
    await refuses('invalid', (headers) => correct(first, { leftAt: ago(121) }, 'staff', headers))
    expect(
      (await refuses('already_present', (headers) => correct(first, { leftAt: null }, 'staff', headers))).stays,
    ).toEqual([second])
    const over = await refuses('overlaps', (headers) => correct(second, { arrivedAt: ago(100) }, 'staff', headers))
    expect(over.stays).toEqual([first])
    const better = ok(await correct(first, { leftAt: ago(60) })).stay
    expect(better).toMatchObject({ leftAt: ago(60), corrected: true, version: 3 })
    await refuses('stale_version', (headers) => correct(first, { leftAt: ago(61) }, 'staff', headers))
    // What says the same changes nothing.
    expect(ok(await correct(better, {})).stay).toEqual(better)
    const open = ok(await correct(second, { arrivedAt: ago(59), leftAt: ago(1) }, 'manager')).stay
    expect(open.departureNoted.personId).toBe(cast.people.manager.id)
    const { revisions } = ok(await ask('manager', 'GET', `/api/stays/${first.id}/history`))
    expect(revisions.map(({ done, reason }: { done: string; reason: string }) => `${done} ${reason}`)).toEqual([
      'arrived ',
      'left ',
      'corrected Verkeerd gekeken',
    ])
    const reads = ok(await ask('guardian', 'GET', `/api/children/${cast.targets.noor.childId}/reads`)).reads
    expect(reads).toContainEqual(expect.objectContaining({ what: 'attendance_history', role: 'manager' }))
  })

  it('staff a week back, the manager eight weeks; a stay that was forgotten likewise', async () => {
    const days = (count: number) => ago(count * 24 * 60)
    const week = adding(days(7), ago(7 * 24 * 60 - 60))
    const added = ok(await add(week)).stay
    expect(added).toMatchObject({ corrected: true, version: 1, removed: false })
    expect(ok(await add(week)).stay).toEqual(added)
    await refuses('time_too_old', (headers) => add(adding(days(8), days(7.9)), 'staff', headers))
    await refuses('time_too_old', (headers) => correct(added, { arrivedAt: days(8) }, 'staff', headers))
    const older = ok(await add(adding(days(56), days(55.9)), 'manager')).stay
    await refuses('time_too_old', (headers) => correct(older, { leftAt: days(55.8) }, 'staff', headers))
    await refuses('time_too_old', (headers) => remove(older, 'staff', headers))
    ok(await correct(older, { leftAt: days(55.8) }, 'manager'))
    await refuses('time_too_old', (headers) => add(adding(days(57), days(56.9)), 'manager', headers))
    await refuses('overlaps', (headers) => add(adding(days(7), ago(7 * 24 * 60 - 30)), 'staff', headers))
    await refuses('time_in_future', (headers) => add(adding(ago(-1), ago(-10)), 'staff', headers))
    // Not before the child was placed there, and not for nobody.
    await refuses('not_found', (headers) => add(adding(days(100), days(99)), 'manager', headers))
    await refuses('invalid', (headers) => add(adding(days(2), days(3)), 'staff', headers))
  })
})

describe('over midnight, the clock changes and the leap day', () => {
  const at = (moment: string) => server.clock.set(moment)
  /** A world of that time: sessions last a month. */
  const inWorldAt = async (moment: string) => {
    at(moment)
    cast = await makeCast(server)
  }

  it('a stay goes on over midnight: it is of both days, and of the next one still', async () => {
    const stay = await arrived('2026-11-22T14:00:00Z')
    at('2026-11-22T23:30:00Z')
    expect(await stands()).toEqual([stay])
    expect((await day('staff', '2026-11-22')).stays).toEqual([stay])
    expect((await day('staff', '2026-11-21')).stays).toEqual([])
    const gone = await left(stay, '2026-11-22T23:20:00Z')
    for (const on of ['2026-11-22', '2026-11-23']) expect((await day('staff', on)).stays).toEqual([gone])
    expect((await day('staff', '2026-11-24')).stays).toEqual([])
    expect(ok(await escort(gone, { fetchedBy: { kind: 'guardian', id: cast.people.guardian.id } })).stay.version).toBe(
      3,
    )
  })

  it('the night that has three o’clock twice, and the one without: what is later is later', async () => {
    // At 3:00 summer time the clock goes back to 2:00: the same time on the wall an hour apart.
    await inWorldAt('2027-10-31T01:30:00Z')
    const stay = await arrived('2027-10-31T00:45:00Z')
    expect(await left(stay, '2027-10-31T01:15:00Z')).toMatchObject({ leftAt: '2027-10-31T01:15:00.000Z' })
    await refuses('overlaps', (headers) => checkIn(arriving('2027-10-31T01:00:00Z'), 'staff', headers))
    at('2027-10-31T22:59:00Z')
    expect((await day()).day).toBe('2027-10-31')
    expect(await stands()).toHaveLength(1)
    await inWorldAt('2028-03-26T01:10:00Z')
    const spring = await arrived('2028-03-26T00:59:00Z')
    expect(await left(spring, '2028-03-26T01:01:00Z')).toMatchObject({ leftAt: '2028-03-26T01:01:00.000Z' })
  })

  it('the twenty-ninth of February is a day like any other, and of other years is refused as none', async () => {
    await inWorldAt('2028-02-29T09:00:00Z')
    const stay = await arrived('2028-02-29T08:00:00+01:00')
    expect(stay.arrivedAt).toBe('2028-02-29T07:00:00.000Z')
    expect((await day()).day).toBe('2028-02-29')
    for (const moment of ['2027-02-29T08:00:00Z', '2028-02-29T24:00:00Z', '2028-02-30T08:00:00Z'])
      await refuses('invalid', (headers) => checkOut(leaving(stay.id, moment), 'staff', headers))
  })
})
