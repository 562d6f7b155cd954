import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { GroupDay } from '../backend/contract/group.ts'
import { GuardianEvent, StaffEvent } from '../backend/contract/live.ts'
import { absences, ok } from './support/absence.ts'
import { type Cast, makeCast, type PlayerName, playerNames } from './support/cast.ts'
import { afternoon, call, listen, startServer, type TestServer } from './support/server.ts'

/* What is told of an absence at once, to whom, and what of it. */

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
const { ask, reported, change, see } = absences(() => ({ server, cast }))
const told: PlayerName[] = ['guardian', 'neverGranted', 'withoutAuthority', 'sharedWith', 'staff', 'manager']

it('every guardian hears it, whatever the consents are, and the carers; nobody else hears anything', async () => {
  const ears = new Map(
    await Promise.all(playerNames.map(async (name) => [name, await listen(server, cast.people[name])] as const)),
  )
  const { absence } = await reported('2026-11-22', { note: 'Koorts' }, 'withoutAuthority')
  ok(await change(absence, { reason: 'other', note: 'Tand door' }))
  ok(await see({ id: absence.id, version: 2 }))
  await Promise.all(told.map((name) => ears.get(name)!.until(() => ears.get(name)!.events.length === 3)))
  await server.app.tellHeads()
  for (const [name, ear] of ears) {
    await ear.until(() => ear.raw.some((frame) => frame.includes('"heads"')))
    const events = ear.events.map((event) => (event as { type: string }).type)
    expect(events, name).toEqual(told.includes(name) ? ['absence.reported', 'absence.changed', 'absence.seen'] : [])
    if (!told.includes(name)) expect(ear.raw.join(''), name).not.toContain(absence.id)
    const isGuardian = cast.people[name].role === 'guardian'
    // To each exactly what is theirs: the schemas are strict.
    for (const event of ear.events) v.parse(isGuardian ? GuardianEvent : StaffEvent, event)
    // Another guardian's name is told, and nothing by which to reach them.
    const others = isGuardian && name !== 'withoutAuthority'
    if (others)
      for (const key of ['id', 'email', 'lastName'] as const)
        expect(ear.raw.join(''), `${key} for ${name}`).not.toContain(cast.people.withoutAuthority[key])
    ear.close()
  }
})

it('the group sees what is to come in the next two weeks, and nobody of another group', async () => {
  const group = `/api/groups/${cast.targets.noor.groupId}/day`
  const coming = async (who: PlayerName, path = group) =>
    (ok(await ask(who, 'GET', path)) as GroupDay).coming.map(({ startsOn }) => startsOn)
  const known = await coming('staff')
  const days = ['2026-11-23', '2026-12-06', '2026-12-07']
  // What borders on another with the same reason would be one with it.
  const reasons = ['sick', 'holiday', 'other']
  const told = await Promise.all(days.map((startsOn, n) => reported(startsOn, { reason: reasons[n], note: 'Logeren' })))
  await reported('2026-11-22', { reason: 'other' })
  for (const who of ['staff', 'manager'] as const)
    expect(
      (await coming(who)).filter((day) => !known.includes(day)),
      who,
    ).toEqual(days.slice(0, 2))
  expect(await coming('staff', `${group}?day=2026-11-23`)).toEqual(expect.arrayContaining(days.slice(1)))
  for (const who of ['otherGroup', 'elsewhere', 'foreignStaff', 'formerStaff', 'guardian'] as const)
    expect((await ask(who, 'GET', group)).status, who).toBe(404)
  const other = await ask('otherGroup', 'GET', `/api/groups/${cast.targets.bram.groupId}/day`)
  expect(other.status).toBe(200)
  for (const { absence } of told) expect(other.text).not.toContain(absence.id)
})

it('whoever is restricted from now on hears nothing of it any more', async () => {
  const ear = await listen(server, cast.people.neverGranted)
  await reported('2026-11-23')
  await ear.until(() => ear.events.length === 1)
  const { rows } = await server.owner.query('select id from guardianship where person_id = $1', [
    cast.people.neverGranted.id,
  ])
  const body = { id: crypto.randomUUID(), ruling: 'Uitspraak 12' }
  ok(await ask('manager', 'POST', `/api/guardianships/${rows[0].id}/restriction`, body))
  const { absence } = await reported('2026-12-23', { note: 'Geheim' })
  const other = await listen(server, cast.people.guardian)
  await server.app.tellHeads()
  await other.until(() => other.raw.some((frame) => frame.includes('"heads"')))
  expect(ear.raw.join('')).not.toContain(absence.id)
  const timeline = await call(server, cast.people.neverGranted, 'GET', '/api/timeline')
  expect(timeline.body.absences).toEqual([])
  for (const one of [ear, other]) one.close()
})

it('whoever was away catches up on it, as it is now; that staff read it so stands in the reads of the child', async () => {
  const { absence } = await reported('2026-11-22', { note: 'Koorts' })
  ok(await change(absence, { note: 'Geen koorts meer' }))
  const channel = cast.targets.noor.channels.absence
  for (const name of ['sharedWith', 'staff'] as const) {
    const back = await listen(server, cast.people[name], { [channel]: 0 })
    expect(back.events).toMatchObject([
      { type: 'absence.reported', seq: 1, item: { note: 'Geen koorts meer', version: 2 } },
      { type: 'absence.changed', seq: 2, item: { note: 'Geen koorts meer' } },
    ])
    expect(back.raw.join('')).not.toContain('"Koorts"')
    back.close()
  }
  const { reads } = ok(await ask('guardian', 'GET', `/api/children/${cast.targets.noor.childId}/reads`))
  expect(reads).toContainEqual(expect.objectContaining({ what: 'new_entries', role: 'staff' }))
})
