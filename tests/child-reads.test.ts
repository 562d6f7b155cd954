import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, makeCast, type Player, type PlayerName, type Target, write } from './support/cast.ts'
import { stored } from './support/rows.ts'
import { sabotage } from './support/sabotage.ts'
import { call, listen, startServer, type TestServer } from './support/server.ts'

let server: TestServer
let cast: Cast
let noor: Target
let guardian: Player
let staff: Player
let manager: Player

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  noor = cast.targets.noor
  ;({ guardian, staff, manager } = cast.people)
})
afterAll(() => server.close())

const openDay = (who: Player, target = noor) => call(server, who, 'GET', `/api/groups/${target.groupId}/day`)
const readsBy = (who: Player, before?: string, target = noor) =>
  call(server, who, 'GET', `/api/children/${target.childId}/reads${before ? `?before=${before}` : ''}`)
const reads = async (who = guardian) => (await readsBy(who)).body.reads
const hour = 3_600_000

describe('who looked at a child', () => {
  test('is seen by its guardians: by first name and role, what and when', async () => {
    const at = server.clock.now().toISOString()
    expect((await openDay(staff)).status).toBe(200)
    expect((await call(server, manager, 'GET', `/api/diary/${noor.entryId}/revisions`)).status).toBe(200)
    for (const who of [guardian, cast.people.neverGranted]) {
      const { status, body } = await readsBy(who)
      expect(status).toBe(200)
      expect(body.child).toEqual({ id: noor.childId, callName: noor.callName })
      expect(body.reads).toHaveLength(2)
      expect(body.reads).toEqual(
        expect.arrayContaining([
          { id: expect.any(String), at, name: staff.firstName, role: 'staff', what: 'group_day', day: at.slice(0, 10) },
          { id: expect.any(String), at, name: manager.firstName, role: 'manager', what: 'earlier_wordings', day: null },
        ]),
      )
    }
  })

  test('counts also at a desk: the consents of a group, the families, what administration keeps', async () => {
    server.clock.forward(hour + 1)
    const before = (await reads()).length
    const { administration } = cast.people
    for (const [who, path] of [
      [manager, `/api/consents/matrix?group=${noor.groupId}`],
      [manager, '/api/families'],
      [administration, `/api/administration/children/${noor.childId}`],
    ] as const)
      expect((await call(server, who, 'GET', path)).status, path).toBe(200)
    const found = (await reads()).slice(0, -before)
    expect(found.map(({ name, role, what }: Record<string, string>) => [name, role, what]).sort()).toEqual(
      [
        [manager.firstName, 'manager', 'consents'],
        [manager.firstName, 'manager', 'families'],
        [administration.firstName, 'administration', 'record'],
      ].sort(),
    )
    // Not that somebody else's child was looked at.
    const { rows } = await server.owner.query("select distinct child_id from child_read where what = 'record'")
    expect(rows).toEqual([{ child_id: noor.childId }])
  })

  test('counts once an hour, and again after it', async () => {
    server.clock.forward(hour + 1)
    const before = (await reads()).length
    for (let n = 0; n < 3; n++) await openDay(staff)
    expect(await reads()).toHaveLength(before + 1)
    server.clock.forward(hour + 1)
    await openDay(staff)
    expect(await reads()).toHaveLength(before + 2)
  })

  test('counts each day that is opened', async () => {
    server.clock.forward(hour + 1)
    const before = (await reads()).length
    for (const day of ['2026-11-20', '2026-11-19', '2026-11-20'])
      expect((await call(server, staff, 'GET', `/api/groups/${noor.groupId}/day?day=${day}`)).status).toBe(200)
    const found = await reads()
    expect(found).toHaveLength(before + 2)
    expect(
      found
        .slice(0, 2)
        .map(({ day }: { day: string }) => day)
        .sort(),
    ).toEqual(['2026-11-19', '2026-11-20'])
  })

  test('counts what a tablet catches up on, and a guardian’s phone does not', async () => {
    server.clock.forward(hour + 1)
    const cursors = { [noor.channels.diary]: 0 }
    const before = (await reads()).length
    const phone = await listen(server, guardian, cursors)
    expect(phone.caughtUp?.events).not.toEqual([])
    phone.close()
    expect(await reads()).toHaveLength(before)
    const tablet = await listen(server, staff, cursors)
    expect(tablet.caughtUp?.events).not.toEqual([])
    tablet.close()
    expect((await reads())[0]).toMatchObject({ name: staff.firstName, what: 'new_entries' })
  })

  test('counts whose entry stands there, though the child has left the group', async () => {
    server.clock.forward(hour + 1)
    const today = server.clock.now().toISOString().slice(0, 10)
    const text = 'Geschreven voor het vertrek'
    await write(server, cast, noor, text)
    await server.owner.query(`update placement set ends_on = $2::date - 1 where child_id = $1`, [noor.childId, today])
    const reply = await openDay(staff)
    expect(reply.text).toContain(text)
    expect(reply.body.children).toEqual([])
    await server.owner.query('update placement set ends_on = null where child_id = $1', [noor.childId])
    expect((await reads())[0]).toMatchObject({ name: staff.firstName, what: 'group_day' })
  })

  test('comes page by page, newest first, and none twice', async () => {
    for (let n = 0; n < 60; n++) {
      server.clock.forward(hour + 1)
      await openDay(staff)
    }
    const seen: { id: string; at: string }[] = []
    let older: string | undefined
    do {
      const { body } = await readsBy(guardian, older)
      expect(body.reads.length).toBeLessThanOrEqual(50)
      seen.push(...body.reads)
      older = body.older ?? undefined
    } while (older)
    const { rows } = await server.owner.query('select count(*)::integer as many from child_read where child_id = $1', [
      noor.childId,
    ])
    expect(seen).toHaveLength(rows[0].many)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
    expect(seen.map(({ at }) => at)).toEqual(
      seen
        .map(({ at }) => at)
        .sort()
        .reverse(),
    )
  })

  test('leaves in the audit which children somebody looked at', async () => {
    const { rows } = await server.owner.query(
      `select payload::jsonb as payload from audit where action = 'child.read' and person_id = $1 order by at desc limit 1`,
      [staff.id],
    )
    expect(rows[0].payload).toMatchObject({ what: 'group_day', children: [noor.childId] })
  })
})

describe('outsiders', () => {
  const outsiders: PlayerName[] = [
    'withoutAuthority',
    'restricted',
    'former',
    'otherFamily',
    'foreignGuardian',
    'staff',
    'manager',
  ]
  test.each(outsiders)('%s learns nothing of who looked, nor that there is such a child', async (name) => {
    const reply = await readsBy(cast.people[name])
    const absent = await readsBy(cast.people[name], undefined, cast.targets.absent)
    expect(reply.status).toBe(404)
    expect({ ...reply.body.error, id: '' }).toEqual({ ...absent.body.error, id: '' })
  })

  test('who may not open the group leaves no trace of having looked', async () => {
    const before = await stored(server.owner, ['auth.session'])
    for (const name of ['otherGroup', 'formerStaff', 'foreignStaff', 'managerElsewhere', 'guardian'] as const)
      expect((await openDay(cast.people[name])).status).toBe(404)
    expect(await stored(server.owner, ['auth.session'])).toEqual(before)
  })

  test('a cursor that is none is refused', async () => {
    for (const cursor of ['x', '2026-01-01', "';--"]) expect((await readsBy(guardian, cursor)).status).toBe(422)
  })
})

test.each(['child_read', 'audit'])('what cannot be recorded in %s is not shown', async (table) => {
  server.clock.forward(hour + 1)
  const strike = await sabotage(server.owner, table, 'the insert fails')
  const reply = await openDay(staff)
  await strike.undo()
  expect(reply.status).toBe(500)
  expect(reply.text).not.toContain(noor.callName)
  expect((await openDay(staff)).status).toBe(200)
})
