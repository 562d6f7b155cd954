import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Cast, makeCast, may, playerNames } from './support/cast.ts'
import { decide, type Family, type Member, makeFamily, readBy, standing, writeAbout } from './support/family.ts'
import { afternoon, call, listen, startServer, type TestServer } from './support/server.ts'

/* A court's restriction overrides all, at once; what the restricted guardian decided before still counts. */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
})
afterAll(() => server.close())
beforeEach(() => server.clock.set(afternoon))

const ok = (reply: { status: number; text: string }) => expect(reply.status, reply.text).toBe(200)
const ruling = 'Rechtbank Utrecht, C/16/512345'
const guardianshipOf = async (family: Family, who: Member) => {
  const { body } = await call(server, family.manager, 'GET', '/api/families')
  return body.families[0].guardians.find((one: any) => one.personId === who.id)
}
async function restrict(family: Family, who: Member, given: object = {}) {
  const { guardianshipId } = await guardianshipOf(family, who)
  const path = `/api/guardianships/${guardianshipId}/restriction`
  return call(server, family.manager, 'POST', path, { id: uuidv7(), ruling, ...given })
}
async function lift(family: Family, who: Member) {
  const { guardianshipId } = await guardianshipOf(family, who)
  return call(server, family.manager, 'DELETE', `/api/guardianships/${guardianshipId}/restriction`)
}
async function twoParents() {
  const family = await makeFamily(server, [{}, {}])
  const [mother, father] = family.guardians as [Member, Member]
  for (const who of [mother, father]) ok(await decide(server, family, who, 'granted'))
  ok(await writeAbout(server, family, { text: 'Van vroeger.' }))
  return { family, mother, father }
}

describe('a restriction', () => {
  it('takes the child away at once: from open sockets, every list and every question', async () => {
    const { family, mother, father } = await twoParents()
    const [phone, other] = await Promise.all([listen(server, father), listen(server, mother)])
    for (const ear of [phone, other]) ear.events.length = 0
    const reply = await restrict(family, father)
    ok(reply)
    await phone.until(() => phone.events.length > 0)
    expect(phone.events).toMatchObject([{ type: 'own.consents_changed' }])
    phone.raw.length = 0
    ok(await writeAbout(server, family, { text: 'KANARIE-NA-DE-UITSPRAAK' }))
    ok(await decide(server, family, mother, 'granted', 'photos'))
    await other.until(() => other.raw.join('').includes('KANARIE'))
    await server.app.tellHeads()
    await phone.until(() => phone.raw.some((frame) => frame.includes('heads')))
    const words = [family.child.id, family.child.callName, family.child.channel, 'KANARIE']
    for (const word of words) expect(phone.raw.join('')).not.toContain(word)
    phone.close()
    other.close()

    expect(await readBy(server, father)).toEqual([])
    const own = phone.events[0]!.channel
    const again = await listen(server, father, { [own]: 0 })
    expect(again.events.length).toBeGreaterThan(1)
    const everything = [
      again.raw.join(''),
      ...(await Promise.all(
        ['/api/timeline', '/api/consents', '/api/account/me'].map(
          async (path) => (await call(server, father, 'GET', path)).text,
        ),
      )),
    ].join('')
    again.close()
    for (const word of words) expect(everything).not.toContain(word)
    expect((await call(server, father, 'GET', `/api/children/${family.child.id}/reads`)).status).toBe(404)
    const marker = await call(server, father, 'PUT', `/api/channels/${family.child.channel}/marker`, { seq: 1 })
    expect(marker.status).toBe(404)
    for (const decision of ['granted', 'refused', 'withdrawn'] as const)
      expect((await decide(server, family, father, decision)).status).toBe(404)
    // The other parent learns nothing of it.
    expect((await call(server, mother, 'GET', '/api/consents')).text).not.toContain('C/16')
  })

  it('leaves what was decided before: a grant stays a grant, a refusal a refusal', async () => {
    const { family, mother, father } = await twoParents()
    ok(await decide(server, family, father, 'refused', 'photos'))
    ok(await decide(server, family, mother, 'granted', 'photos'))
    ok(await restrict(family, father))
    expect(await standing(server, mother)).toMatchObject({ inForce: true })
    expect(await standing(server, mother, 'photos')).toMatchObject({ inForce: false, reason: 'refused_by_other' })
    ok(await writeAbout(server, family))
  })

  it('overrides a share, and being guardian once more', async () => {
    const family = await makeFamily(server, [{}, { authority: false }])
    const [mother, partner] = family.guardians as [Member, Member]
    ok(await decide(server, family, mother, 'granted'))
    ok(await writeAbout(server, family))
    ok(
      await call(server, family.manager, 'POST', '/api/shares', {
        id: uuidv7(),
        childId: family.child.id,
        personId: partner.id,
        purpose: 'diary',
        reason: 'Haalt',
        until: '2026-12-31',
      }),
    )
    expect(await readBy(server, partner)).toHaveLength(1)
    ok(await restrict(family, partner))
    expect(await readBy(server, partner)).toEqual([])
    await server.owner.query("update guardianship set ends_on = '2026-11-19' where person_id = $1", [partner.id])
    await server.owner.query(
      `insert into guardianship (id, organisation_id, child_id, person_id, parental_authority, starts_on)
       select gen_random_uuid(), organisation_id, child_id, person_id, true, '2026-11-20' from guardianship where person_id = $1`,
      [partner.id],
    )
    expect((await call(server, partner, 'GET', '/api/timeline')).body.children).toEqual([])
    expect((await decide(server, family, partner, 'granted')).status).toBe(404)
    // Lifted, all that makes somebody guardian holds again.
    ok(await lift(family, partner))
    expect((await call(server, partner, 'GET', '/api/timeline')).body.children).toHaveLength(1)
  })

  it('can be lifted: the guardian reads again, and no stream opens by it', async () => {
    const { family, mother, father } = await twoParents()
    ok(await restrict(family, father))
    ok(await decide(server, family, mother, 'withdrawn'))
    const phone = await listen(server, father)
    ok(await lift(family, father))
    await phone.until(() => phone.events.some((event) => event.type === 'own.consents_changed'))
    phone.close()
    expect(await readBy(server, father)).toEqual(['Van vroeger.'])
    expect(await standing(server, father)).toMatchObject({ inForce: false })
    expect((await writeAbout(server, family)).status).toBe(409)
    const { rows } = await server.owner.query(
      `select action, person_id, payload from audit where action like 'guardianship.%' and payload like $1 order by at, id`,
      [`%${family.child.id}%`],
    )
    expect(rows.map((row) => row.action)).toEqual(['guardianship.restricted', 'guardianship.restriction_lifted'])
    for (const { payload, person_id } of rows) {
      expect(person_id).toBe(family.manager.id)
      expect(payload).not.toContain('Utrecht')
    }
  })

  it('is entered once, with its ruling', async () => {
    const { family, father } = await twoParents()
    const id = uuidv7()
    for (let n = 0; n < 2; n++) ok(await restrict(family, father, { id }))
    const { restriction } = await guardianshipOf(family, father)
    expect(restriction).toEqual({ at: afternoon.toISOString(), ruling })
    expect((await restrict(family, father, { ruling: 'x' })).status).toBe(422)
    expect((await restrict(family, father, { ruling: undefined })).status).toBe(422)
  })

  it('holds for a decision that was under way', async () => {
    const { family, father } = await twoParents()
    const { guardianshipId } = await guardianshipOf(family, father)
    const path = `/api/guardianships/${guardianshipId}/restriction`
    const [entered, ...decisions] = await Promise.all([
      call(server, family.manager, 'POST', path, { id: uuidv7(), ruling }),
      ...Array.from({ length: 6 }, () => decide(server, family, father, 'withdrawn', 'photos')),
    ])
    ok(entered!)
    for (const { status } of decisions) expect([200, 404]).toContain(status)
    expect((await decide(server, family, father, 'granted')).status).toBe(404)
  })
})

it('nobody restricts or lifts but the manager of the child’s location', async () => {
  for (const name of playerNames) {
    for (const target of Object.values(cast.targets)) {
      if (may(name, target, 'manages')) continue
      const path = `/api/guardianships/${target.kin.guardianshipId}/restriction`
      const statuses = [
        await call(server, cast.people[name], 'POST', path, { id: uuidv7(), ruling }),
        await call(server, cast.people[name], 'DELETE', path),
      ].map((reply) => reply.status)
      expect(statuses, `${name} about ${target.name}`).toEqual([404, 404])
    }
  }
  const { rows } = await server.owner.query('select person_id from guardianship where restricted_at is not null')
  expect(rows.map((row) => row.person_id)).toContain(cast.people.restricted.id)
  const kin = Object.values(cast.targets).map((target) => target.kin.personId)
  expect(rows.filter((row) => kin.includes(row.person_id))).toEqual([])
})
