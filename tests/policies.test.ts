import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { transaction } from '../db/client.ts'
import { type Cast, makeCast, type Player } from './support/cast.ts'
import { refuses } from './support/refusals.ts'
import { stored } from './support/rows.ts'
import { afternoon, call, type Listener, listen, startServer, type TestServer, waitFor } from './support/server.ts'

let server: TestServer
let cast: Cast
let guardian: Player
let manager: Player
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  server.clock.set(afternoon)
  cast = await makeCast(server)
  ;({ guardian, manager } = cast.people)
})

const edition = (given: Record<string, unknown> = {}) => ({
  id: uuidv7(),
  kind: 'privacy',
  textNl: '# Privacy\n\nWat we bewaren.',
  textEn: '# Privacy\n\nWhat we keep.',
  summaryNl: 'Over foto’s staat er nu meer.',
  summaryEn: 'There is more about photos now.',
  reworded: [],
  effectiveOn: '2026-12-06',
  ...given,
})
const publish = (given: Record<string, unknown> = {}, who = manager, headers = {}) =>
  call(server, who, 'POST', '/api/policies', edition(given), headers)
async function published(given: Record<string, unknown> = {}): Promise<string> {
  const reply = await publish(given)
  expect(reply.status, reply.text).toBe(200)
  return reply.body.id
}
const see = (who: Player, id: string, body: unknown = { id: uuidv7(), language: 'nl' }, headers = {}) =>
  call(server, who, 'POST', `/api/policies/${id}/seen`, body, headers)
const get = (who: Player, path = '') => call(server, who, 'GET', `/api/policies${path}`)
const exported = (who: Player, id: string) => call(server, who, 'POST', `/api/policies/${id}/views.csv`)
const audited = async (action: string) =>
  (
    await server.owner.query(
      `select person_id, payload::jsonb as payload from audit where action = $1 and organisation_id = $2 order by at`,
      [action, cast.organisationId],
    )
  ).rows

describe('publishing', () => {
  test('a manager announces the next version, for two weeks ahead', async () => {
    const { status, body } = await publish({ reworded: ['photos'] })
    expect(status).toBe(200)
    expect(body).toMatchObject({ kind: 'privacy', version: 1, state: 'announced', reworded: ['photos'], seen: 0 })
    const { announced, inForce } = (await get(guardian)).body
    expect(inForce).toEqual([])
    expect(announced[0]).toMatchObject({ id: body.id, effectiveOn: '2026-12-06', seen: false })
    expect(announced[0].summary).toEqual({ nl: 'Over foto’s staat er nu meer.', en: 'There is more about photos now.' })
    expect((await get(guardian, '/announced')).body.announced).toEqual(announced)
    expect((await get(guardian, `/${body.id}`)).body.text.en).toContain('What we keep.')
    const [row] = await audited('policy.published')
    expect(row).toMatchObject({ person_id: manager.id, payload: { policy: body.id, version: 1, reworded: ['photos'] } })
    expect(JSON.stringify(row)).not.toContain('Wat we bewaren')
    const { rows } = await server.owner.query('select announced_at from policy where id = $1', [body.id])
    expect(rows).toEqual([{ announced_at: null }])
  })

  test('thirteen days ahead is too soon, counted in the organisation’s own days', async () => {
    const refused = async (day: string, reason: string) =>
      expect((await refuses('invalid', (headers) => publish({ effectiveOn: day }, manager, headers))).fields).toEqual([
        { path: 'effectiveOn', reason },
      ])
    await refused('2026-12-05', 'too_soon')
    // In Amsterdam it is the next day already.
    server.clock.set('2026-11-22T23:30:00Z')
    await refused('2026-12-06', 'too_soon')
    await published({ effectiveOn: '2026-12-07' })
  })

  test('not before what was already announced of its kind; on the same day it takes its place', async () => {
    const wrong = await published({ effectiveOn: '2026-12-20' })
    const error = await refuses('invalid', (headers) => publish({ effectiveOn: '2026-12-19' }, manager, headers))
    expect(error.fields).toEqual([{ path: 'effectiveOn', reason: 'before_announced' }])
    const right = await published({ effectiveOn: '2026-12-20' })
    const told = (await get(guardian, '/announced')).body.announced.map(({ id }: { id: string }) => id)
    expect(told).toEqual([right, cast.targets.noor.policyId])
    await published({ kind: 'terms', effectiveOn: '2027-12-19' })
    server.clock.set('2026-12-20T09:00:00Z')
    expect((await get(guardian)).body.inForce.map(({ id }: { id: string }) => id)).toEqual([right])
    expect((await get(manager, '/versions')).status).toBe(403)
    await see(manager, right)
    const { versions } = (await get(manager, '/versions')).body
    expect(versions.find(({ id }: { id: string }) => id === wrong).state).toBe('former')
  })

  test('the same intent makes one version, two managers at once make two', async () => {
    const body = edition()
    const twice = await Promise.all([1, 2].map(() => call(server, manager, 'POST', '/api/policies', body)))
    expect(twice.map(({ body }) => body.version)).toEqual([1, 1])
    const other = cast.people.managerElsewhere
    const both = await Promise.all([publish(), publish({}, other)])
    expect(both.map(({ body }) => body.version).sort()).toEqual([2, 3])
    await refuses('id_taken', (headers) => publish({ ...body, textNl: 'Anders' }, manager, headers))
  })

  test('needs both languages, and texts of a size', async () => {
    const long = 'é'.repeat(30_001)
    for (const [field, value] of [
      ['textNl', ' '],
      ['textEn', ''],
      ['summaryNl', ''],
      ['textNl', long],
      ['kind', 'cookies'],
      ['effectiveOn', '2027-02-30'],
      ['reworded', ['photos', 'photos']],
    ] as const)
      expect((await publish({ [field]: value })).status, field).toBe(422)
    await published({ textNl: long.slice(1) })
  })

  test('nobody but a manager publishes, and nothing is left of trying', async () => {
    const before = await stored(server.owner, ['auth.session'])
    for (const name of ['guardian', 'staff', 'administration', 'privacyOfficer'] as const)
      expect((await publish({}, cast.people[name])).status, name).toBe(404)
    expect(await stored(server.owner, ['auth.session'])).toEqual(before)
  })
})

describe('from its day on', () => {
  const gated = async (who: Player, path: string) => (await call(server, who, 'GET', path)).body.error?.code

  test('nothing else is reached until it was seen, and then everything', async () => {
    const id = await published()
    server.clock.set('2026-12-05T22:59:59Z')
    expect((await call(server, guardian, 'GET', '/api/timeline')).status).toBe(200)
    server.clock.set('2026-12-05T23:00:00Z')
    for (const [who, path] of [
      [guardian, '/api/timeline'],
      [guardian, '/api/consents'],
      [cast.people.staff, '/api/groups'],
      [manager, '/api/policies/versions'],
    ] as const)
      expect(await gated(who, path), path).toBe('policies_unseen')
    expect((await call(server, guardian, 'GET', '/api/account/me')).body.gate).toBe('policies')
    await expect(listen(server, guardian)).rejects.toThrow('gated')
    const { inForce } = (await get(guardian)).body
    expect(inForce).toMatchObject([{ id, version: 1, seen: false, text: { nl: expect.any(String) } }])
    const reply = await see(guardian, id, { id: uuidv7(), language: 'en' })
    expect(reply.body).toEqual({ at: server.clock.now().toISOString() })
    expect((await call(server, guardian, 'GET', '/api/account/me')).body.gate).toBeNull()
    expect((await call(server, guardian, 'GET', '/api/timeline')).status).toBe(200)
    ;(await listen(server, guardian)).close()
    expect(await gated(cast.people.staff, '/api/groups')).toBe('policies_unseen')
    const [row] = await audited('policy.seen')
    expect(row).toMatchObject({ person_id: guardian.id, payload: { policy: id, version: 1, language: 'en' } })
  })

  test('an open socket is closed with the next heads, and is not told that its session ended', async () => {
    const id = await published()
    await see(cast.people.staff, id)
    const phone = await listen(server, guardian)
    const tablet = await listen(server, cast.people.staff)
    const said: string[] = []
    const closed = (listener: Listener) => new Promise<string>((done) => listener.socket.on('disconnect', done))
    phone.socket.onAny((message: string) => said.push(message))
    const ended = closed(phone)
    server.clock.set('2026-12-06T08:00:00Z')
    await server.app.tellHeads()
    expect(await ended).toBe('io server disconnect')
    expect(said).toEqual([])
    await waitFor(() => tablet.raw.some((frame) => frame.includes('"heads"')))
    expect(tablet.socket.connected).toBe(true)
    tablet.close()
  })

  test('having seen it ahead counts, once, at its first time', async () => {
    const id = await published()
    const first = await see(guardian, id)
    server.clock.forward(60_000)
    const body = { id: uuidv7(), language: 'en' }
    expect((await see(guardian, id, body)).body).toEqual(first.body)
    expect(await audited('policy.seen')).toHaveLength(1)
    expect((await get(guardian, '/announced')).body.announced[0].seen).toBe(true)
    server.clock.set('2026-12-06T08:00:00Z')
    expect((await call(server, guardian, 'GET', '/api/timeline')).status).toBe(200)
  })

  test('only the latest of each kind is needed, and every kind', async () => {
    await published()
    const second = await published({ effectiveOn: '2026-12-08' })
    const terms = await published({ kind: 'terms', effectiveOn: '2026-12-08' }).catch(() => undefined)
    // The cast’s own terms are announced for much later: these come before and are refused.
    expect(terms).toBeUndefined()
    server.clock.set('2026-12-09T08:00:00Z')
    await see(guardian, second)
    expect((await call(server, guardian, 'GET', '/api/timeline')).status).toBe(200)
  })

  test('a view cannot be another’s, nor of another organisation', async () => {
    const id = await published()
    for (const name of ['foreignGuardian', 'foreignManager'] as const) {
      const absent = await see(cast.people[name], uuidv7())
      const reply = await see(cast.people[name], id)
      expect(reply.status).toBe(404)
      expect({ ...reply.body.error, id: '' }).toEqual({ ...absent.body.error, id: '' })
      expect((await get(cast.people[name], `/${id}`)).status).toBe(404)
      expect((await get(cast.people[name])).text).not.toContain(id)
    }
    const view = uuidv7()
    await see(guardian, id, { id: view, language: 'nl' })
    await refuses('id_taken', (headers) =>
      see(cast.people.staff, cast.targets.noor.policyId, { id: view, language: 'nl' }, headers),
    )
  })
})

describe('who saw what', () => {
  /** How many have a role at this organisation, how many of them as guardian, and how many at the other one. */
  let [all, guardians, foreign] = [0, 0, 0]
  beforeEach(async () => {
    const count = async (condition: string) =>
      (
        await server.owner.query(
          `select count(distinct person_id)::integer as n from person_role
            where $1::uuid is not null and (ends_on is null or ends_on >= $2::date) and ${condition}`,
          [cast.organisationId, server.clock.now()],
        )
      ).rows[0].n
    all = await count('organisation_id = $1')
    guardians = await count("organisation_id = $1 and role = 'guardian'")
    foreign = await count(
      `organisation_id = (select organisation_id from person where id = '${cast.people.foreignManager.id}')`,
    )
  })

  test('the manager and the privacy officer see who, when, in which language, and who did not', async () => {
    const id = await published()
    await see(guardian, id, { id: uuidv7(), language: 'en' })
    await see(cast.people.staff, id)
    for (const who of [manager, cast.people.privacyOfficer]) {
      const { status, body } = await get(who, `/${id}/views`)
      expect(status).toBe(200)
      expect(body.all).toEqual({ seen: 2, notYet: all - 2 })
      expect(body.roles).toEqual(
        expect.arrayContaining([
          { role: 'guardian', seen: 1, notYet: guardians - 1 },
          { role: 'staff', seen: 1, notYet: 3 },
          { role: 'manager', seen: 0, notYet: 2 },
        ]),
      )
      expect(body.people).toHaveLength(all)
      const mine = body.people.find(({ personId }: { personId: string }) => personId === guardian.id)
      expect(mine).toEqual({
        personId: guardian.id,
        firstName: guardian.firstName,
        lastName: guardian.lastName,
        roles: ['guardian'],
        at: server.clock.now().toISOString(),
        language: 'en',
      })
      const [only, rest] = await Promise.all([get(who, `/${id}/views?seen=yes`), get(who, `/${id}/views?seen=no`)])
      expect([only.body.people.length, rest.body.people.length]).toEqual([2, all - 2])
    }
    const rows = await audited('policy.views_read')
    expect(new Set(rows.map(({ person_id }) => person_id))).toEqual(
      new Set([manager.id, cast.people.privacyOfficer.id]),
    )
    expect((await get(manager, '/versions')).body).toMatchObject({ people: all })
  })

  test('who has no role any more is still listed as having seen it, and not counted', async () => {
    const id = await published()
    await see(guardian, id)
    await server.owner.query(`update person_role set ends_on = '2026-11-21' where person_id = $1`, [guardian.id])
    const { body } = await get(manager, `/${id}/views`)
    expect(body.all).toEqual({ seen: 0, notYet: all - 1 })
    expect(body.people.find(({ personId }: { personId: string }) => personId === guardian.id).roles).toEqual([])
  })

  test('comes page by page, everybody once', async () => {
    const id = await published()
    await server.owner.query(
      `with new as (insert into person (id, organisation_id, first_name, last_name, email)
         select gen_random_uuid(), $1, 'Kim', 'Zelfde', 'kim' || n || '@example.org' from generate_series(1, 110) n returning id)
       insert into person_role (id, organisation_id, person_id, role, starts_on)
         select gen_random_uuid(), $1, id, 'guardian', '2026-01-01' from new`,
      [cast.organisationId],
    )
    const seen: string[] = []
    let next: string | null = null
    do {
      const { body } = await get(manager, `/${id}/views${next ? `?after=${next}` : ''}`)
      expect(body.people.length).toBeLessThanOrEqual(50)
      seen.push(...body.people.map(({ personId }: { personId: string }) => personId))
      next = body.next
    } while (next)
    expect(seen).toHaveLength(all + 110)
    expect(new Set(seen).size).toBe(all + 110)
  })

  test('is exported with safe cells, and the export is recorded', async () => {
    const id = await published()
    const evil = `=HYPERLINK("http://x","${randomBytes(3).toString('hex')}")`
    await server.owner.query('update person set first_name = $2, last_name = $3 where id = $1', [
      guardian.id,
      '+31;6',
      evil,
    ])
    await see(guardian, id)
    const reply = await exported(manager, id)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename=views.csv')
    expect(reply.headers.get('cache-control')).toBe('no-store')
    const lines = reply.text.replace('\ufeff', '').trim().split('\r\n')
    expect(lines).toHaveLength(all + 1)
    expect(lines[0]).toBe('Achternaam;Voornaam;Rollen;Gezien op;Taal')
    expect(lines[1]).toBe(`"'${evil.replaceAll('"', '""')}";"'+31;6";ouder;2026-11-22 15:30:00;nl`)
    for (const line of lines) expect(line).not.toMatch(/(^|;)"?[=+@-]/)
    expect(await audited('policy.views_exported')).toMatchObject([{ person_id: manager.id, payload: { policy: id } }])
  })

  test('the database itself tells it to nobody else', async () => {
    const id = await published()
    await see(guardian, id)
    const told = ({ id: person, role }: Player) =>
      transaction(
        server.database.app,
        { person, role, ip: '', device: '' },
        server.clock.now(),
        'snapshot',
        async (tx) => (await tx.query({ name: '', text: 'select * from policy_people($1)' }, [id])).length,
      )
    for (const name of ['guardian', 'staff', 'administration'] as const) expect(await told(cast.people[name])).toBe(0)
    expect(await told(manager)).toBe(all)
    // Another organisation's manager is told of that organisation's own people, none of whom saw it.
    expect(await told(cast.people.foreignManager)).toBe(foreign)
  })

  test('nobody else gets to know, and another organisation’s manager neither', async () => {
    const id = await published()
    for (const name of ['guardian', 'staff', 'administration', 'foreignManager'] as const)
      for (const reply of [await get(cast.people[name], `/${id}/views`), await exported(cast.people[name], id)]) {
        expect(reply.status, name).toBe(404)
        expect(reply.text).not.toContain(guardian.lastName)
      }
    expect(await audited('policy.views_exported')).toEqual([])
  })
})
