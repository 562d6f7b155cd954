import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Cast, makeCast, may, playerNames, type Target } from './support/cast.ts'
import { decide, type Family, type Member, makeFamily, readBy, writeAbout } from './support/family.ts'
import { afternoon, call, listen, startServer, type TestServer } from './support/server.ts'

/* A manager lets a guardian without parental authority read a stream: who, why, until when. */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
})
afterAll(() => server.close())
beforeEach(() => server.clock.set(afternoon))

const ok = (reply: { status: number; text: string }) => expect(reply.status, reply.text).toBe(200)
const give = (family: Family, who: Member, given: object = {}) =>
  call(server, family.manager, 'POST', '/api/shares', {
    id: uuidv7(),
    childId: family.child.id,
    personId: who.id,
    purpose: 'diary',
    reason: 'Haalt elke dinsdag',
    until: '2026-12-31',
    ...given,
  })
async function withPartner() {
  const family = await makeFamily(server, [{}, { authority: false }])
  const [mother, partner] = family.guardians as [Member, Member]
  ok(await decide(server, family, mother, 'granted'))
  ok(await writeAbout(server, family, { text: 'Van vroeger.' }))
  return { family, mother, partner }
}
const sharesOf = (reply: { body: any }, who: Member) =>
  reply.body.family.guardians.find((one: any) => one.personId === who.id).shares

describe('a share', () => {
  it('lets who has no authority read what is there and what comes, live, and says so on their page', async () => {
    const { family, partner } = await withPartner()
    expect(await readBy(server, partner)).toEqual([])
    const phone = await listen(server, partner)
    const from = Date.now()
    const given = await give(family, partner)
    ok(given)
    expect(sharesOf(given, partner)).toMatchObject([
      { purpose: 'diary', reason: 'Haalt elke dinsdag', until: '2026-12-31' },
    ])
    await phone.until(() => phone.events.some((event) => event.type === 'own.consents_changed'))
    expect(Date.now() - from).toBeLessThan(10_000)
    const { body } = await call(server, partner, 'GET', '/api/timeline')
    expect(body.items.map((item: any) => item.text)).toEqual(['Van vroeger.'])
    expect(body.children).toMatchObject([{ diary: 'readable' }])
    expect(body.heads.find((head: any) => head.kind === 'diary')).toMatchObject({ unread: 1 })
    ok(await writeAbout(server, family, { text: 'Van nu.' }))
    await phone.until(() => phone.raw.join('').includes('Van nu.'))
    const caught = await listen(server, partner, { [family.child.channel]: 1 })
    expect(caught.events).toMatchObject([{ item: { text: 'Van nu.' } }])
    caught.close()
    phone.close()
    const consents = await call(server, partner, 'GET', '/api/consents')
    expect(consents.body.children).toMatchObject([
      { mayDecide: false, purposes: [], permissions: [], shares: [{ purpose: 'diary', until: '2026-12-31' }] },
    ])
    // Neither why nor by whom, and still nothing to decide.
    for (const word of ['dinsdag', family.manager.id, family.manager.firstName])
      expect(consents.text).not.toContain(word)
    expect((await decide(server, family, partner, 'granted')).status).toBe(404)
    expect((await call(server, partner, 'GET', `/api/children/${family.child.id}/reads`)).status).toBe(404)
  })

  it('is of one stream', async () => {
    const { family, partner } = await withPartner()
    ok(await give(family, partner, { purpose: 'photos' }))
    expect(await readBy(server, partner)).toEqual([])
  })

  it('ends at once when the manager ends it, and by itself after its last day', async () => {
    const { family, partner } = await withPartner()
    const [share] = sharesOf(await give(family, partner), partner)
    const phone = await listen(server, partner)
    ok(await call(server, family.manager, 'DELETE', `/api/shares/${share.id}`))
    await phone.until(() => phone.events.some((event) => event.type === 'own.consents_changed'))
    expect(await readBy(server, partner)).toEqual([])
    ok(await writeAbout(server, family, { text: 'KANARIE-NA-HET-EINDE' }))
    await server.app.tellHeads()
    expect(phone.raw.join('')).not.toContain('KANARIE')
    phone.close()
    ok(await give(family, partner, { until: '2026-11-23' }))
    server.clock.set('2026-11-23T22:30:00Z')
    expect(await readBy(server, partner)).toHaveLength(2)
    server.clock.set('2026-11-23T23:30:00Z')
    expect(await readBy(server, partner)).toEqual([])
    expect((await call(server, partner, 'GET', '/api/consents')).body.children).toMatchObject([{ shares: [] }])
  })

  it('makes way for a later one of the same stream, and is given once however often it arrives', async () => {
    const { family, partner } = await withPartner()
    const id = uuidv7()
    for (let n = 0; n < 2; n++) expect(sharesOf(await give(family, partner, { id }), partner)).toHaveLength(1)
    expect((await give(family, partner, { id, reason: 'Anders' })).body.error.code).toBe('id_taken')
    const later = sharesOf(await give(family, partner, { until: '2027-01-31' }), partner)
    expect(later).toMatchObject([{ until: '2027-01-31' }])
    const { rows } = await server.owner.query(
      `select action, payload from audit where action like 'share.%' and payload like $1 order by at, id`,
      [`%${family.child.id}%`],
    )
    expect(rows.map((row) => row.action)).toEqual(['share.given', 'share.given'])
    for (const { payload } of rows) expect(payload).not.toContain('dinsdag')
  })

  it('is not for who has authority, is restricted, or is no guardian of the child', async () => {
    const { family, mother, partner } = await withPartner()
    expect((await give(family, mother)).status).toBe(404)
    expect((await give(family, family.staff)).status).toBe(404)
    expect((await give(family, { ...partner, id: uuidv7() })).status).toBe(404)
    await server.owner.query('update guardianship set restricted_at = now() where person_id = $1', [partner.id])
    expect((await give(family, partner)).status).toBe(404)
  })

  it.each([
    ['a day that has been', { until: '2026-11-21' }, 'past'],
    ['more than a year ahead', { until: '2027-11-23' }, 'too_far'],
    ['no reason', { reason: '' }, 'empty'],
    ['a reason of two letters', { reason: 'ja' }, 'too_short'],
    ['a reason of a page', { reason: 'x'.repeat(301) }, 'too_long'],
    ['another stream', { purpose: 'staff' }, 'type'],
  ])('%s is refused', async (_, given, reason) => {
    const { family, partner } = await withPartner()
    const reply = await give(family, partner, given)
    expect(reply.status).toBe(422)
    expect(reply.body.error.fields[0].reason).toBe(reason)
    expect(await readBy(server, partner)).toEqual([])
    ok(await give(family, partner, { until: '2027-11-22' }))
  })
})

describe('outsiders', () => {
  const body = (target: Target) => ({
    id: uuidv7(),
    childId: target.childId,
    personId: target.kin.personId,
    purpose: 'diary',
    reason: 'Om te zien of het kan',
    until: '2026-12-31',
  })

  it('only the manager of the child’s location shares, and ends what is shared', async () => {
    for (const name of playerNames) {
      for (const target of Object.values(cast.targets)) {
        if (may(name, target, 'manages')) continue
        const shared = await call(server, cast.people[name], 'POST', '/api/shares', body(target))
        const ended = await call(server, cast.people[name], 'DELETE', `/api/shares/${target.kin.shareId}`)
        expect([shared.status, ended.status], `${name} about ${target.name}`).toEqual([404, 404])
      }
    }
    const shares = Object.values(cast.targets).map((target) => target.kin.shareId)
    const { rows } = await server.owner.query('select 1 from share where id = any($1) and ended_at is null', [shares])
    expect(rows).toHaveLength(shares.length - 1)
  })

  it('a manager finds the families of the location alone, without contact data, and it is audited', async () => {
    for (const name of ['manager', 'managerElsewhere', 'foreignManager'] as const) {
      const { body, text } = await call(server, cast.people[name], 'GET', '/api/families')
      const mine = Object.values(cast.targets).filter((target) => may(name, target, 'manages'))
      expect(body.families.map((family: any) => family.child.id).sort()).toEqual(mine.map((one) => one.childId).sort())
      expect(text).not.toContain('@')
    }
    const { body } = await call(server, cast.people.manager, 'GET', '/api/families')
    const noor = body.families.find((family: any) => family.child.id === cast.targets.noor.childId)
    const said = noor.guardians.map((one: any) => [one.lastName.split('-')[1], one.authority, one.restriction !== null])
    expect(Object.fromEntries(said.map(([name, ...rest]: any[]) => [name, rest]))).toEqual({
      guardian: [true, false],
      neverGranted: [true, false],
      restricted: [true, true],
      withoutAuthority: [false, false],
      sharedWith: [false, false],
      noor: [false, false],
    })
    const { rows } = await server.owner.query("select 1 from audit where action = 'families.read'")
    expect(rows).toHaveLength(4)
  })
})
