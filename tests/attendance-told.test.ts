import { v7 as uuidv7 } from 'uuid'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { GuardianEvent, StaffEvent } from '../backend/contract/live.ts'
import { ok } from './support/absence.ts'
import { attendances } from './support/attendance.ts'
import { type Cast, makeCast, type PlayerName, playerNames } from './support/cast.ts'
import { eventually } from './support/device.ts'
import { afternoon, type Listener, listen, startServer, type TestServer } from './support/server.ts'

/* Who learns that a child is there: its carers always, its guardians while a consent is in force, and nobody else. */

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
const { ask, ago, arrived, left, undo, escort, presence, decide, stands } = attendances(() => ({ server, cast }))

const carers: PlayerName[] = ['staff', 'manager']
/** Who granted, and with whom the manager shares; not who never granted, nor who may not. */
const guardians: PlayerName[] = ['guardian', 'sharedWith']
const channel = () => cast.targets.noor.channels.attendance

/** Whatever was sent so far has arrived. */
async function settled(ears: Iterable<Listener>): Promise<void> {
  await eventually(
    async () =>
      (await server.owner.query('select from outbox where organisation_id = $1', [cast.organisationId])).rowCount === 0,
  )
  let told = 0
  const all = [...ears]
  for (const { socket } of all) socket.once('heads', () => (told += 1))
  await server.app.tellHeads()
  await all[0]!.until(() => told === all.length)
}
/** Each once, in their order, in whichever way they came. */
const once = (events: readonly unknown[]) => {
  const bySeq = new Map((events as { seq: number }[]).map((event) => [event.seq, event]))
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}
const typesOf = (ear: Listener) => ear.events.map((event) => (event as { type: string }).type)
const headKinds = async (who: PlayerName) =>
  ok(await ask(who, 'GET', '/api/timeline')).heads.map(({ kind }: { kind: string }) => kind)

it('carers hear the stay, guardians that the child is there or gone, and nobody else hears anything', async () => {
  const ears = new Map(
    await Promise.all(playerNames.map(async (name) => [name, await listen(server, cast.people[name])] as const)),
  )
  const stay = await arrived(ago(30), { kind: 'guardian', id: cast.people.withoutAuthority.id })
  const gone = await left(stay, ago(0), { kind: 'collector', id: cast.targets.noor.collector.id })
  await settled(ears.values())
  for (const [name, ear] of ears) {
    const type = carers.includes(name)
      ? 'attendance.changed'
      : guardians.includes(name)
        ? 'presence.changed'
        : undefined
    expect(typesOf(ear), name).toEqual(type ? [type, type] : [])
    const isGuardian = cast.people[name].role === 'guardian'
    // To each exactly what is theirs: the schemas are strict.
    for (const event of ear.events) v.parse(isGuardian ? GuardianEvent : StaffEvent, event)
    const raw = ear.raw.join('')
    if (!type) for (const secret of [stay.id, channel()]) expect(raw, name).not.toContain(secret)
    if (isGuardian) {
      const names = [cast.people.staff, cast.people.withoutAuthority].filter((one) => one.name !== name)
      const secrets = names.flatMap(({ id, firstName, lastName }) => [id, firstName, lastName])
      for (const secret of [...secrets, cast.targets.noor.collector.name, cast.targets.noor.collector.id])
        expect(raw, name).not.toContain(secret)
    }
    ear.close()
  }
  expect(ears.get('sharedWith')!.events.at(-1)).toMatchObject({
    type: 'presence.changed',
    seq: 2,
    presence: { stays: [{ id: stay.id, arrivedAt: ago(30), leftAt: ago(0) }] },
  })
  expect(await presence()).toEqual([
    { childId: cast.targets.noor.childId, stays: [{ id: stay.id, arrivedAt: ago(30), leftAt: ago(0) }] },
  ])
  for (const who of ['neverGranted', 'withoutAuthority', 'restricted', 'former', 'otherFamily'] as const) {
    const { text } = await ask(who, 'GET', '/api/timeline')
    for (const secret of [stay.id, channel()]) expect(text, who).not.toContain(secret)
  }
  expect(gone.version).toBe(2)
})

it('guardians read of today, and what has not ended; the day after nothing of what is over', async () => {
  const stay = await arrived(ago(30))
  server.clock.set('2026-11-23T09:00:00Z')
  expect((await presence())[0]!.stays.map(({ id }) => id)).toEqual([stay.id])
  await left(stay, '2026-11-22T22:59:59Z')
  expect((await presence())[0]!.stays).toEqual([])
})

it('with the last consent it closes at once, on open sockets too, while the staff go on; a grant opens it again', async () => {
  const names = ['guardian', 'sharedWith', 'staff'] as const
  const ears = new Map<PlayerName, Listener>(
    await Promise.all(names.map(async (name) => [name, await listen(server, cast.people[name])] as const)),
  )
  const stay = await arrived(ago(30))
  await settled(ears.values())
  // One of the two is enough.
  ok(await decide('guardian', 'diary', 'withdrawn'))
  expect(await presence()).toHaveLength(1)
  ok(await decide('guardian', 'photos', 'withdrawn'))
  for (const who of guardians) {
    expect(await presence(who), who).toEqual([])
    expect(await headKinds(who), who).not.toContain('attendance')
  }
  await settled(ears.values())
  const before = new Map([...ears].map(([name, ear]) => [name, ear.raw.join('')]))
  // Each was told to fetch anew, also who reads by a share.
  for (const who of guardians) expect(typesOf(ears.get(who)!), who).toContain('own.consents_changed')
  const { rows } = await server.owner.query('select seq, open from channel where id = $1', [channel()])
  expect(rows).toEqual([{ seq: '1', open: false }])

  // The staff note on, and no number betrays it.
  server.clock.forward(60_000)
  const gone = await left(stay)
  server.clock.forward(60_000)
  const again = await arrived(ago(0))
  await settled(ears.values())
  expect((await stands()).map(({ id }) => id).sort()).toEqual([gone.id, again.id].sort())
  for (const who of guardians) {
    const heard = ears.get(who)!.raw.join('').slice(before.get(who)!.length)
    for (const secret of [again.id, stay.id, channel()]) expect(heard, who).not.toContain(secret)
    const back = await listen(server, cast.people[who], { [channel()]: 0 })
    expect(back.events, who).toEqual([])
    expect(back.raw.join(''), who).not.toContain(stay.id)
    back.close()
  }
  expect((await server.owner.query('select seq, open from channel where id = $1', [channel()])).rows).toEqual(rows)
  expect(typesOf(ears.get('staff')!).filter((type) => type === 'attendance.changed')).toHaveLength(3)

  // Of what goes on now it is told again.
  ok(await decide('guardian', 'photos', 'granted'))
  expect((await presence())[0]!.stays.map(({ id }) => id)).toEqual([stay.id, again.id])
  ok(await undo(again))
  const ear = ears.get('guardian')!
  await ear.until(() => typesOf(ear).filter((type) => type === 'presence.changed').length === 2)
  for (const one of ears.values()) one.close()
})

it('a refusal of the other guardian closes it too, and so does the end of a guardianship that it rested on', async () => {
  await arrived(ago(30))
  for (const purpose of ['diary', 'photos'] as const) ok(await decide('neverGranted', purpose, 'refused'))
  expect(await presence()).toEqual([])
  for (const purpose of ['diary', 'photos'] as const) ok(await decide('neverGranted', purpose, 'granted'))
  expect(await presence()).toHaveLength(1)
  expect(await presence('neverGranted')).toHaveLength(1)
  const { rows } = await server.owner.query(
    'select id from guardianship where person_id = any($1::uuid[]) and child_id = $2',
    [
      (['guardian', 'neverGranted', 'restricted'] as const).map((name) => cast.people[name].id),
      cast.targets.noor.childId,
    ],
  )
  for (const { id } of rows)
    ok(await ask('administration', 'PUT', `/api/administration/guardianships/${id}/end`, { endsOn: '2026-11-22' }))
  server.clock.set('2026-11-23T09:00:00Z')
  expect(await presence('sharedWith')).toHaveLength(1)
  const { rows: lapsed } = await server.database.worker.query('select * from lapsed_consents($1)', [server.clock.now()])
  expect(lapsed.map(({ child_id }) => child_id)).toContain(cast.targets.noor.childId)
  await server.database.worker.query('select * from settle_lapsed($1, $2, $3)', [
    cast.targets.noor.childId,
    uuidv7(),
    server.clock.now(),
  ])
  expect(await presence('sharedWith')).toEqual([])
  expect((await server.owner.query('select open from channel where id = $1', [channel()])).rows).toEqual([
    { open: false },
  ])
})

it('whoever is restricted hears nothing more, and is offered to nobody as one who fetches', async () => {
  const tablet = await listen(server, cast.people.staff)
  const ear = await listen(server, cast.people.guardian)
  const stay = await arrived(ago(30))
  const { rows } = await server.owner.query('select id from guardianship where person_id = $1', [
    cast.people.guardian.id,
  ])
  const body = { id: uuidv7(), ruling: 'Uitspraak 12' }
  ok(await ask('manager', 'POST', `/api/guardianships/${rows[0].id}/restriction`, body))
  const gone = await left(stay)
  await settled([tablet, ear])
  expect(typesOf(ear).filter((type) => type === 'presence.changed')).toHaveLength(1)
  const changed = tablet.events.findLast((event) => (event as { type: string }).type === 'collectors.changed')
  const offered = (changed as { escorts: { id: string }[] }).escorts.map(({ id }) => id)
  expect(offered).toContain(cast.people.neverGranted.id)
  expect(offered).not.toContain(cast.people.guardian.id)
  const refused = await escort(gone, { fetchedBy: { kind: 'guardian', id: cast.people.guardian.id } })
  expect(refused.status).toBe(422)
  for (const one of [tablet, ear]) one.close()
})

it('whoever was away catches up on it as it is now; that staff read it so stands in the reads of the child', async () => {
  const stay = await arrived(ago(30))
  await left(stay)
  const { attendance, staff } = cast.targets.noor.channels
  const phone = await listen(server, cast.people.guardian, { [attendance]: 0 })
  const both = [{ id: stay.id, arrivedAt: ago(30), leftAt: ago(0) }]
  await settled([phone])
  expect(once(phone.events)).toMatchObject([
    { type: 'presence.changed', seq: 1, presence: { stays: both } },
    { type: 'presence.changed', seq: 2, presence: { stays: both } },
  ])
  const tablet = await listen(server, cast.people.staff, { [staff]: 0 })
  await settled([phone, tablet])
  // What is on its way just then may come twice.
  expect(once(tablet.events)).toMatchObject([
    { type: 'attendance.changed', seq: 1, item: { id: stay.id, version: 2 } },
    { type: 'attendance.changed', seq: 2, item: { id: stay.id, version: 2 } },
  ])
  const { reads } = ok(await ask('guardian', 'GET', `/api/children/${cast.targets.noor.childId}/reads`))
  expect(reads).toContainEqual(expect.objectContaining({ what: 'new_entries', role: 'staff' }))
  for (const one of [phone, tablet]) one.close()
})

it('nobody looks back by catching up: of yesterday nothing is told any more', async () => {
  await left(await arrived(ago(30)))
  server.clock.set('2026-11-23T09:00:00Z')
  const phone = await listen(server, cast.people.guardian, { [channel()]: 0 })
  await settled([phone])
  expect(once(phone.events)).toMatchObject([
    { type: 'presence.changed', seq: 1, presence: { stays: [] } },
    { type: 'presence.changed', seq: 2, presence: { stays: [] } },
  ])
  phone.close()
})
