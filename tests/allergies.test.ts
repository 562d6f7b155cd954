import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { field, ok } from './support/absence.ts'
import { attendances } from './support/attendance.ts'
import { type Cast, makeCast, type PlayerName, playerNames } from './support/cast.ts'
import { refuses } from './support/refusals.ts'
import { afternoon, startServer, type TestServer } from './support/server.ts'

/* What a child does not tolerate: who keeps it, who sees it, and who does not. */

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
const { ask, day } = attendances(() => ({ server, cast }))

const peanut = { what: 'Pinda', advice: 'EpiPen ligt in de rode tas', severe: true }
const path = () => `/api/children/${cast.targets.noor.childId}/allergies`
const add = (more = {}, who: PlayerName = 'administration', headers?: Record<string, string>, id = uuidv7()) =>
  ask(who, 'POST', path(), { id, ...peanut, ...more }, headers)
const change = (
  id: string,
  version: number,
  more = {},
  who: PlayerName = 'manager',
  headers?: Record<string, string>,
) => ask(who, 'PUT', `/api/allergies/${id}`, { id: uuidv7(), version, ...peanut, removed: false, ...more }, headers)
const shown = async () => (await day()).children.find(({ id }) => id === cast.targets.noor.childId)!.allergies
const names = (given: { what: string }[]) => given.map(({ what }) => what)
const audited = async (): Promise<{ action: string; payload: Record<string, unknown> }[]> =>
  (
    await server.owner.query(
      `select action, payload::jsonb as payload from audit where organisation_id = $1 and action like 'allergy.%' order by at, id`,
      [cast.organisationId],
    )
  ).rows

describe('keeping it', () => {
  it('is of administration and the manager; the group has it at once, and severe ones first', async () => {
    const { what } = cast.targets.noor.allergy
    const id = uuidv7()
    const first = ok(await add({}, 'administration', {}, id))
    expect(ok(await add({}, 'administration', {}, id))).toEqual(first)
    expect(names(first.allergies)).toEqual(['Pinda', what])
    expect(first.allergies[0]).toMatchObject({
      ...peanut,
      ...{ version: 1, notedBy: cast.people.administration.firstName, notedAt: server.clock.now().toISOString() },
    })
    expect(ok(await ask('manager', 'GET', path())).allergies).toEqual(first.allergies)
    expect((await shown())[0]).toEqual({ id, ...peanut })
    await refuses('id_taken', (headers) => add({ what: 'Kiwi' }, 'administration', headers, id))
  })

  it('changes, is taken away and brought back; the audit says of which fields, and never what', async () => {
    const id = uuidv7()
    ok(await add({}, 'manager', {}, id))
    ok(await change(id, 1, { advice: 'Bel 112' }))
    // What says the same changes nothing.
    ok(await change(id, 2, { advice: 'Bel 112' }))
    ok(await change(id, 2, { advice: 'Bel 112', removed: true }))
    expect(names(await shown())).not.toContain('Pinda')
    ok(await change(id, 3, { advice: 'Bel 112' }, 'administration'))
    expect((await shown())[0]).toEqual({ id, ...peanut, advice: 'Bel 112' })
    const rows = await audited()
    expect(rows.map(({ action, payload }) => [action, payload.fields])).toEqual([
      ['allergy.added', undefined],
      ['allergy.changed', ['advice']],
      ['allergy.removed', ['removed']],
      ['allergy.restored', ['removed']],
    ])
    for (const word of ['Pinda', 'Bel 112']) expect(JSON.stringify(rows)).not.toContain(word)
  })

  it('of two who change it at once one is told that it is another by now', async () => {
    const { id } = cast.targets.noor.allergy
    const both = await Promise.all([
      change(id, 1, { advice: 'De een' }),
      change(id, 1, { advice: 'De ander' }, 'administration'),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    await refuses('stale_version', (headers) => change(id, 1, { removed: true }, 'manager', headers))
    expect(await shown()).toHaveLength(1)
  })

  it('has a name that can be seen, is not too long, and comes to an end of its number', async () => {
    await field('what', 'empty', (headers) => add({ what: ' \u200b' }, 'manager', headers))
    await field('what', 'too_long', (headers) => add({ what: 'x'.repeat(101) }, 'manager', headers))
    await field('advice', 'too_long', (headers) => add({ advice: 'x'.repeat(501) }, 'manager', headers))
    await refuses('invalid', (headers) => add({ what: 'x\u202ey' }, 'manager', headers))
    await refuses('invalid', (headers) => add({ severe: 'ja' }, 'manager', headers))
    const html = '<script>alert(1)</script>'
    expect(names(ok(await add({ what: html })).allergies)).toContain(html)
    for (let n = 3; n <= 20; n++) ok(await add({ what: `Nummer ${n}` }))
    await field('what', 'too_many', (headers) => add({}, 'administration', headers))
    ok(await change(cast.targets.noor.allergy.id, 1, { removed: true }))
    ok(await add())
    await field('what', 'too_many', (headers) =>
      change(cast.targets.noor.allergy.id, 2, { removed: false }, 'manager', headers),
    )
  })

  it('that somebody of the office looked is told to the guardians', async () => {
    ok(await ask('administration', 'GET', path()))
    const { reads } = ok(await ask('guardian', 'GET', `/api/children/${cast.targets.noor.childId}/reads`))
    expect(reads).toContainEqual(expect.objectContaining({ what: 'allergies', role: 'administration' }))
  })
})

describe('nobody else', () => {
  it('reads, adds or changes it: no staff, guardian, other manager, officer or stranger', async () => {
    const { id } = cast.targets.noor.allergy
    for (const who of playerNames.filter((name) => name !== 'manager' && name !== 'administration')) {
      const replies = [await ask(who, 'GET', path()), await add({}, who), await change(id, 1, {}, who)]
      for (const reply of replies) {
        expect([403, 404], who).toContain(reply.status)
        expect(reply.text, who).not.toContain(cast.targets.noor.allergy.what)
      }
    }
    expect(await shown()).toHaveLength(1)
  })
})
