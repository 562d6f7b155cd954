import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Breach, BreachLine } from '../backend/contract/breach.ts'
import { keepBreach } from './support/breaches.ts'
import { type Cast, makeCast, playerNames } from './support/cast.ts'
import { postPhoto } from './support/photo-matrix.ts'
import { fetchBytes } from './support/photos.ts'
import { call, startServer, type TestServer } from './support/server.ts'

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
})
afterAll(() => server.close())

/** A photo of Noor that its guardian had, recalled by the staff of the group. */
async function recall(reason = 'Het was een ander kind.') {
  const { guardian, staff } = cast.people
  const { mediaId, photoId } = await postPhoto(server, cast, cast.targets.noor)
  expect((await fetchBytes(server, guardian, `/api/photos/${photoId}/file/webp-320`)).status).toBe(200)
  const body = { id: uuidv7(), reason }
  const ask = () => call(server, staff, 'POST', `/api/photos/media/${mediaId}/recall`, body)
  return { mediaId, photoId, ask, reply: await ask() }
}
const officer = () => cast.people.privacyOfficer
const list = async (): Promise<BreachLine[]> => (await call(server, officer(), 'GET', '/api/breaches')).body.breaches
const record = async (id: string): Promise<Breach> =>
  (await call(server, officer(), 'GET', `/api/breaches/${id}`)).body.breach
const save = (breach: Breach, given: Partial<Breach['account']>, state: Breach['state'] = breach.state) =>
  call(server, officer(), 'PUT', `/api/breaches/${breach.id}`, {
    version: breach.version,
    state,
    account: { ...breach.account, ...given },
  })
const audited = async (breachId: string): Promise<{ action: string; payload: string }[]> => {
  const sql = 'select action, payload from audit where position($1 in payload) > 0 order by at, id'
  return (await server.owner.query(sql, [breachId])).rows
}

describe('a recall', () => {
  test('begins a record for the privacy officer, with who had the photo and without a child’s name in the account', async () => {
    const { guardian, staff } = cast.people
    const { noor } = cast.targets
    const { reply, photoId } = await recall()
    expect(reply.status, reply.text).toBe(200)
    const reader = {
      name: `${guardian.firstName} ${guardian.lastName}`,
      role: 'guardian',
      child: noor.callName,
      openedAt: null,
      savedAt: null,
    }
    expect(reply.body.readers).toEqual([expect.objectContaining(reader)])
    expect((await fetchBytes(server, guardian, `/api/photos/${photoId}/file/webp-320`)).status).toBe(404)

    const found = await record(reply.body.breachId)
    expect(found).toMatchObject({
      state: 'draft',
      version: 1,
      recalledBy: `${staff.firstName} ${staff.lastName}`,
      group: noor.groupName,
      children: 1,
      readers: 1,
      reason: 'Het was een ander kind.',
      who: reply.body.readers,
    })
    expect(found.account).toMatchObject({ consequences: '', authorityToldOn: null, guardiansToldOn: null })
    expect(found.account.happened).toContain('22 november 2026 om 15:30')
    expect(found.account.happened).toContain('één ouder of verzorger')
    expect(found.account.measures).toContain('overal tegelijk verwijderd')
    for (const name of [noor.callName, noor.surname, guardian.lastName])
      expect(JSON.stringify(found.account)).not.toContain(name)
    expect((await list())[0]).toMatchObject({ id: found.id, state: 'draft', authorityToldOn: null })
  })

  test('that is asked once more gives the same answer and begins no second record', async () => {
    const { ask, reply } = await recall()
    const before = (await list()).length
    const again = await ask()
    expect([again.status, again.body]).toEqual([200, reply.body])
    expect((await list()).length).toBe(before)
  })

  test('leaves in the audit that a record was begun, read and saved, and no word of it', async () => {
    const { reply } = await recall('Een geheim woord.')
    const breach = await record(reply.body.breachId)
    await save(breach, { consequences: 'Nog een geheim.' })
    const rows = await audited(breach.id)
    expect(rows.map(({ action }) => action)).toEqual(['breach.begun', 'breach.read', 'breach.saved'])
    expect(JSON.parse(rows[2]!.payload)).toMatchObject({
      fields: ['consequences'],
      children: [cast.targets.noor.childId],
    })
    expect(JSON.stringify(rows)).not.toMatch(/geheim/)
  })
})

describe('what is open', () => {
  test('is counted for the privacy officer, with the recall whose 72 hours end first, and leaves nothing in the audit', async () => {
    const counted = async () => (await call(server, officer(), 'GET', '/api/open-breaches')).body
    for (const line of await list()) await save(await record(line.id), {}, 'closed')
    expect(await counted()).toEqual({ open: 0, oldest: null })
    const first = server.clock.now().toISOString()
    const one = (await recall()).reply.body.breachId
    server.clock.forward(60_000)
    const two = (await recall()).reply.body.breachId
    const second = server.clock.now().toISOString()
    const rows = async () => (await server.owner.query('select count(*)::int as n from audit')).rows[0].n
    const before = await rows()
    expect(await counted()).toEqual({ open: 2, oldest: first })
    expect(await rows()).toBe(before)
    // Of what the authority was told no hours run, though the record is still being written.
    await save(await record(one), { authorityToldOn: '2026-11-22' })
    expect(await counted()).toEqual({ open: 2, oldest: second })
    await save(await record(two), {}, 'closed')
    expect(await counted()).toEqual({ open: 1, oldest: null })
    const foreign = await keepBreach(server, cast.targets.zed, cast.people.foreignStaff)
    expect(foreign).toBeTruthy()
    expect(await counted()).toEqual({ open: 1, oldest: null })
  })
})

describe('a record', () => {
  test('is completed, closed and reopened by the privacy officer', async () => {
    const { reply } = await recall()
    const begun = await record(reply.body.breachId)
    const closed = await save(
      begun,
      { consequences: 'Een familie zag een ander kind.', authorityToldOn: '2026-11-22' },
      'closed',
    )
    expect(closed.body.breach).toMatchObject({ state: 'closed', version: 2 })
    expect((await list()).find(({ id }) => id === begun.id)).toMatchObject({
      state: 'closed',
      authorityToldOn: '2026-11-22',
    })
    const reopened = await save(closed.body.breach, {}, 'draft')
    expect(reopened.body.breach).toMatchObject({
      state: 'draft',
      version: 3,
      account: { consequences: 'Een familie zag een ander kind.' },
    })
    expect(await record(begun.id)).toEqual(reopened.body.breach)
  })

  test('that somebody else saved meanwhile is not overwritten; the same once more changes nothing', async () => {
    const { reply } = await recall()
    const begun = await record(reply.body.breachId)
    const first = await save(begun, { consequences: 'Van de een.' })
    const again = await save(begun, { consequences: 'Van de een.' })
    expect([again.status, again.body.breach]).toEqual([200, first.body.breach])
    const late = await save(begun, { consequences: 'Van de ander.' })
    expect([late.status, late.body.error]).toEqual([
      409,
      expect.objectContaining({ code: 'stale_version', version: first.body.breach.version }),
    ])
    expect((await record(begun.id)).account.consequences).toBe('Van de een.')
  })

  test('is there for nobody else: not for who recalled it, nor for the manager, the administration or the family', async () => {
    const { reply } = await recall()
    const breach = await record(reply.body.breachId)
    const body = { version: 1, state: 'closed', account: breach.account }
    for (const name of playerNames.filter((one) => one !== 'privacyOfficer')) {
      const who = cast.people[name]
      const asked = [
        await call(server, who, 'GET', '/api/breaches'),
        await call(server, who, 'GET', '/api/open-breaches'),
        await call(server, who, 'GET', `/api/breaches/${breach.id}`),
        await call(server, who, 'PUT', `/api/breaches/${breach.id}`, body),
      ]
      expect(
        asked.map(({ status }) => status),
        name,
      ).toEqual([404, 404, 404, 404])
    }
    expect(await record(breach.id)).toEqual(breach)
  })

  test('of another organisation is not there for this one’s privacy officer', async () => {
    const id = await keepBreach(server, cast.targets.zed, cast.people.foreignStaff)
    expect((await call(server, officer(), 'GET', `/api/breaches/${id}`)).status).toBe(404)
    expect((await list()).map((line) => line.id)).not.toContain(id)
    const account = {
      happened: '',
      consequences: '',
      measures: '',
      authorityToldOn: null,
      guardiansToldOn: null,
    }
    const saved = await call(server, officer(), 'PUT', `/api/breaches/${id}`, { version: 1, state: 'closed', account })
    expect(saved.status).toBe(404)
  })
})
