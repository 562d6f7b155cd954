import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Decision } from '../backend/contract/consent.ts'
import { type Cast, makeCast, may, playerNames } from './support/cast.ts'
import { decide, type Family, type Member, makeFamily, writeAbout } from './support/family.ts'
import { call, listen, startServer, type TestServer } from './support/server.ts'

/* What an organisation asks beside the two purposes: the same ledger, the same rule, the same page. */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
})
afterAll(() => server.close())

const ok = (reply: { status: number; text: string }) => expect(reply.status, reply.text).toBe(200)
const swimming = { name: { nl: 'Zwemmen', en: 'Swimming' }, explanation: { nl: 'In het bad.', en: 'In the pool.' } }

async function asked(family: Family): Promise<string> {
  const id = uuidv7()
  ok(await call(server, family.manager, 'POST', '/api/permissions', { id, ...swimming }))
  return id
}
const permit = (family: Family, who: Member, permissionId: string, decision: Decision, id = uuidv7()) =>
  call(server, who, 'POST', '/api/consents', {
    id,
    childId: family.child.id,
    purpose: 'permission',
    permissionId,
    decision,
    language: 'nl',
  })
const seenBy = async (who: Member) => (await call(server, who, 'GET', '/api/consents')).body.children[0].permissions
const countsFor = async (family: Family, id: string) => {
  const { body } = await call(server, family.manager, 'GET', '/api/permissions')
  return body.permissions.find((one: { id: string }) => one.id === id)?.counts
}
/** A family of two guardians who both granted the diary, and a permission. */
async function bothGranted() {
  const family = await makeFamily(server, [{}, {}])
  const [mother, father] = family.guardians as [Member, Member]
  for (const who of [mother, father]) ok(await decide(server, family, who, 'granted'))
  return { family, mother, father, id: await asked(family) }
}

describe('a permission', () => {
  it('is in force when one guardian granted and none refuses, and leaves the streams as they are', async () => {
    const { family, mother, father, id } = await bothGranted()
    expect(await seenBy(mother)).toMatchObject([
      {
        permission: { id, ...swimming },
        ended: false,
        own: null,
        inForce: false,
        reason: 'nobody_decided',
        history: [],
      },
    ])
    ok(await permit(family, mother, id, 'granted'))
    expect(await seenBy(father)).toMatchObject([{ own: null, inForce: true, reason: 'granted', conflict: false }])
    expect(await countsFor(family, id)).toMatchObject({ in_force: 1, undecided: 0 })
    ok(await permit(family, father, id, 'refused'))
    expect(await seenBy(mother)).toMatchObject([
      { own: 'granted', inForce: false, reason: 'refused_by_other', conflict: true },
    ])
    const [{ history }] = await seenBy(mother)
    expect(history.map((one: any) => [one.decision, one.by])).toEqual([
      ['refused', 'other'],
      ['granted', 'you'],
    ])
    expect(await countsFor(family, id)).toMatchObject({ in_force: 0, conflict: 1 })
    server.clock.forward(1_000)
    ok(await writeAbout(server, family))
    ok(await permit(family, father, id, 'granted'))
    expect(await seenBy(father)).toMatchObject([{ own: 'granted', inForce: true }])
    ok(await permit(family, mother, id, 'withdrawn'))
    expect(await seenBy(mother)).toMatchObject([{ own: 'withdrawn', inForce: false, reason: 'withdrawn_by_you' }])
  })

  it('opens only by an act of granting: that the one who refused is gone opens nothing', async () => {
    const { family, mother, father, id } = await bothGranted()
    ok(await permit(family, father, id, 'refused'))
    ok(await permit(family, mother, id, 'granted'))
    await server.owner.query("update guardianship set ends_on = '2026-11-21' where person_id = $1", [father.id])
    expect(await seenBy(mother)).toMatchObject([{ own: 'granted', inForce: false, reason: 'closed', conflict: false }])
    expect(await countsFor(family, id)).toMatchObject({ closed: 1 })
    ok(await permit(family, mother, id, 'granted'))
    expect(await seenBy(mother)).toMatchObject([{ inForce: true }])
  })

  it('two guardians who decide at once leave one truth', async () => {
    const { family, mother, father, id } = await bothGranted()
    for (let round = 0; round < 5; round++) {
      const replies = await Promise.all([permit(family, mother, id, 'granted'), permit(family, father, id, 'refused')])
      replies.map(ok)
      expect(await seenBy(mother)).toMatchObject([{ inForce: false, conflict: true }])
      ok(await permit(family, father, id, 'granted'))
    }
  })

  it('is there only for a guardian who ever granted the diary or the photos of that child', async () => {
    const family = await makeFamily(server, [{}, {}, { authority: false }])
    const [mother, father, partner] = family.guardians as [Member, Member, Member]
    const id = await asked(family)
    ok(await decide(server, family, mother, 'granted', 'photos'))
    ok(await permit(family, mother, id, 'granted'))
    for (const who of [father, partner]) {
      expect(await seenBy(who)).toEqual([])
      expect((await call(server, who, 'GET', '/api/consents')).text).not.toContain('Zwemmen')
      expect((await permit(family, who, id, 'refused')).status).toBe(404)
    }
    // Who granted once keeps it, also after withdrawing; a refusal alone gives nothing.
    ok(await decide(server, family, father, 'refused'))
    expect((await permit(family, father, id, 'refused')).status).toBe(404)
    ok(await decide(server, family, mother, 'withdrawn', 'photos'))
    ok(await permit(family, mother, id, 'withdrawn'))
  })

  it('that ended is decided no more, and what was decided stays as history', async () => {
    const { family, mother, father, id } = await bothGranted()
    ok(await permit(family, mother, id, 'granted'))
    ok(await call(server, family.manager, 'DELETE', `/api/permissions/${id}`))
    ok(await call(server, family.manager, 'DELETE', `/api/permissions/${id}`))
    expect((await permit(family, father, id, 'refused')).status).toBe(404)
    expect(await seenBy(father)).toMatchObject([{ ended: true, history: [{ decision: 'granted', by: 'other' }] }])
    const unused = await asked(family)
    ok(await call(server, family.manager, 'DELETE', `/api/permissions/${unused}`))
    expect((await seenBy(father)).map((one: any) => one.permission.id)).toEqual([id])
  })

  it('reaches the other guardian, the staff and the manager within a second, once however often it arrives', async () => {
    const { family, mother, father, id } = await bothGranted()
    const [phone, tablet, desk] = await Promise.all(
      [father, family.staff, family.manager].map((who) => listen(server, who)),
    )
    for (const ear of [phone!, tablet!, desk!]) ear.events.length = 0
    const from = Date.now()
    const decision = uuidv7()
    for (let n = 0; n < 3; n++) ok(await permit(family, mother, id, 'granted', decision))
    await phone!.until(() => phone!.events.some((event) => event.type === 'own.consents_changed'))
    for (const ear of [tablet!, desk!])
      await ear.until(() => ear.events.some((event) => event.type === 'consent.changed'))
    expect(Date.now() - from).toBeLessThan(10_000)
    expect(phone!.events).toHaveLength(1)
    expect((await seenBy(mother))[0].history).toHaveLength(1)
    expect((await permit(family, mother, id, 'withdrawn', decision)).body.error.code).toBe('id_taken')
    for (const ear of [phone!, tablet!, desk!]) ear.close()
    const { rows } = await server.owner.query(
      `select action, payload::jsonb ->> 'permission' as permission from audit where payload like $1 order by id`,
      [`%${id}%`],
    )
    expect(rows).toEqual([
      { action: 'permission.added', permission: id },
      { action: 'consent.granted', permission: id },
    ])
  })
})

describe('bad input', () => {
  it.each([
    ['a permission without saying which', { purpose: 'permission' }],
    ['a purpose with a permission', { purpose: 'diary', permissionId: uuidv7() }],
  ])('%s is refused', async (_, given) => {
    const { childId } = cast.targets.noor
    const body = { id: uuidv7(), childId, decision: 'granted', language: 'nl', ...given }
    expect((await call(server, cast.people.guardian, 'POST', '/api/consents', body)).status).toBe(422)
  })

  it.each([
    ['an empty name', { name: { nl: '', en: 'x' } }],
    ['one language', { name: { nl: 'Zwemmen' } }],
    ['a name that is too long', { name: { nl: 'z'.repeat(81), en: 'x' } }],
    ['a text that reorders', { explanation: { nl: 'a\u202eb', en: 'x' } }],
  ])('%s is refused', async (_, given) => {
    const body = { id: uuidv7(), ...swimming, ...given }
    expect((await call(server, cast.people.manager, 'POST', '/api/permissions', body)).status).toBe(422)
  })
})

describe('outsiders', () => {
  it('nobody decides a permission but a guardian with authority who ever granted, for that child', async () => {
    for (const name of playerNames) {
      const player = cast.people[name]
      for (const target of Object.values(cast.targets)) {
        const body = {
          id: uuidv7(),
          childId: target.childId,
          purpose: 'permission',
          permissionId: target.permissionId,
          decision: 'granted',
          language: 'nl',
        }
        const { status } = await call(server, player, 'POST', '/api/consents', body)
        expect(status, `${name} about ${target.name}`).toBe(may(name, target, 'permits') ? 200 : 404)
      }
    }
  })

  it('a permission of another organisation is nobody’s to decide or to end', async () => {
    const { noor, zed } = cast.targets
    const body = { id: uuidv7(), childId: noor.childId, purpose: 'permission', permissionId: zed.permissionId }
    const decided = await call(server, cast.people.guardian, 'POST', '/api/consents', {
      ...body,
      decision: 'granted',
      language: 'nl',
    })
    expect(decided.status).toBe(404)
    expect((await call(server, cast.people.manager, 'DELETE', `/api/permissions/${zed.permissionId}`)).status).toBe(404)
  })
})
