import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { transaction } from '../db/client.ts'
import { decide, type Family, makeFamily, readBy, standing, writeAbout } from './support/family.ts'
import { refuses, unharmed } from './support/refusals.ts'
import { afternoon, call, listen, posting, startServer, type TestServer } from './support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(() => server.clock.set(afternoon))

const refusedFor = async (family: Family, given: Parameters<typeof writeAbout>[2] = {}) => {
  await unharmed(server, family.staff, async () => {
    const body = posting(server, family.group, [family.child.id], given)
    const error = await refuses('consent_missing', (headers) =>
      call(server, family.staff, 'POST', '/api/diary', body, headers),
    )
    expect(error.children).toEqual([{ id: family.child.id, callName: family.child.callName }])
  })
}
const ok = (reply: { status: number; text: string }) => expect(reply.status, reply.text).toBe(200)

describe('in force', () => {
  it('is nothing until somebody grants, and one guardian’s grant is enough', async () => {
    const family = await makeFamily(server, [{}, {}])
    const [mother, father] = family.guardians as [Family['staff'], Family['staff']]
    expect(await standing(server, mother)).toMatchObject({
      own: null,
      inForce: false,
      reason: 'nobody_decided',
      history: [],
    })
    await refusedFor(family)
    ok(await decide(server, family, mother, 'granted'))
    expect(await standing(server, mother)).toMatchObject({ own: 'granted', inForce: true, reason: 'granted' })
    expect(await standing(server, father)).toMatchObject({ own: null, inForce: true, reason: 'granted' })
    ok(await writeAbout(server, family, { text: 'Toegestaan.' }))
    expect(await readBy(server, mother)).toEqual(['Toegestaan.'])
  })

  it('ends when the other refuses, and the conflict shows to both without a name', async () => {
    const family = await makeFamily(server, [{}, {}])
    const [mother, father] = family.guardians as [Family['staff'], Family['staff']]
    ok(await decide(server, family, mother, 'granted'))
    ok(await decide(server, family, father, 'refused'))
    expect(await standing(server, mother)).toMatchObject({
      own: 'granted',
      inForce: false,
      reason: 'refused_by_other',
      conflict: true,
    })
    expect(await standing(server, father)).toMatchObject({
      own: 'refused',
      inForce: false,
      reason: 'refused_by_you',
      conflict: true,
    })
    const { history } = await standing(server, mother)
    expect(history.map((one: any) => [one.decision, one.by])).toEqual([
      ['refused', 'other'],
      ['granted', 'you'],
    ])
    const { text } = await call(server, mother, 'GET', '/api/consents')
    expect(text).not.toContain(father.firstName)
    expect(text).not.toContain(father.id)
    await refusedFor(family)
  })

  it('opens only by an act of granting: that the one who refused is gone opens nothing', async () => {
    const family = await makeFamily(server, [{}, {}])
    const [mother, father] = family.guardians as [Family['staff'], Family['staff']]
    ok(await decide(server, family, mother, 'granted'))
    ok(await decide(server, family, father, 'refused'))
    await server.owner.query("update guardianship set ends_on = '2026-11-21' where person_id = $1", [father.id])
    expect(await standing(server, mother)).toMatchObject({
      own: 'granted',
      inForce: false,
      reason: 'closed',
      conflict: false,
    })
    await refusedFor(family)
    // Nor does looking again at what the ledger says now, though nobody in it refuses any more.
    const opening = { person: mother.id, role: 'guardian', ip: '', device: '' }
    const settled = await transaction(server.database.app, opening, server.clock.now(), 'write', (tx) =>
      tx.query({ name: '', text: "select is_open from settle_consent($1, 'diary', false)" }, [family.child.id]),
    )
    expect(settled).toEqual([{ is_open: false }])
    // Nor a decision about the other purpose.
    ok(await decide(server, family, mother, 'granted', 'photos'))
    await refusedFor(family)
    ok(await decide(server, family, mother, 'granted'))
    server.clock.forward(1_000)
    ok(await writeAbout(server, family))
  })

  it('opens when who refused grants in the end', async () => {
    const family = await makeFamily(server, [{}, {}])
    const [mother, father] = family.guardians as [Family['staff'], Family['staff']]
    for (const [who, decision] of [
      [mother, 'granted'],
      [father, 'refused'],
      [mother, 'granted'],
    ] as const)
      ok(await decide(server, family, who, decision))
    await refusedFor(family)
    ok(await decide(server, family, father, 'granted'))
    server.clock.forward(1_000)
    ok(await writeAbout(server, family))
  })

  it('is one purpose at a time', async () => {
    const family = await makeFamily(server)
    const [mother] = family.guardians as [Family['staff']]
    ok(await decide(server, family, mother, 'granted', 'photos'))
    expect(await standing(server, mother, 'photos')).toMatchObject({ inForce: true })
    expect(await standing(server, mother, 'diary')).toMatchObject({ inForce: false, own: null })
    await refusedFor(family)
    ok(await decide(server, family, mother, 'granted'))
    ok(await decide(server, family, mother, 'withdrawn', 'photos'))
    server.clock.forward(1_000)
    ok(await writeAbout(server, family))
  })
})

describe('a guardian without parental authority', () => {
  it('decides nothing, reads no consent and no diary, and counts for nothing', async () => {
    const family = await makeFamily(server, [{}, { authority: false }])
    const [mother, partner] = family.guardians as [Family['staff'], Family['staff']]
    for (const decision of ['granted', 'refused', 'withdrawn'] as const)
      expect((await decide(server, family, partner, decision)).status).toBe(404)
    const { body } = await call(server, partner, 'GET', '/api/consents')
    expect(body.children).toEqual([
      {
        child: { id: family.child.id, callName: family.child.callName },
        mayDecide: false,
        purposes: [],
        permissions: [],
        shares: [],
      },
    ])
    ok(await decide(server, family, mother, 'granted'))
    ok(await writeAbout(server, family, { text: 'Niet voor de partner.' }))
    const timeline = await call(server, partner, 'GET', '/api/timeline')
    expect(timeline.body).toMatchObject({ items: [], children: [{ diary: 'no_authority' }] })
    expect(timeline.text).not.toContain(family.child.channel)
    // Even where a decision of theirs stands in the ledger from before.
    await server.owner.query(
      `insert into consent_decision (id, organisation_id, child_id, person_id, purpose, decision, at, policy_version, language)
       select gen_random_uuid(), organisation_id, id, $2, 'diary', d, now(), '1', 'nl' from child, unnest(array['granted', 'refused']) d where id = $1`,
      [family.child.id, partner.id],
    )
    expect(await readBy(server, partner)).toEqual([])
    ok(await writeAbout(server, family))
    ok(await decide(server, family, mother, 'granted'))
    expect(await standing(server, mother)).toMatchObject({ inForce: true })
  })
})

describe('withdrawal', () => {
  it('counts for the next entry at once, and what was written before stays readable for who granted', async () => {
    const family = await makeFamily(server, [{}, {}])
    const [mother, father] = family.guardians as [Family['staff'], Family['staff']]
    ok(await decide(server, family, mother, 'granted'))
    ok(await writeAbout(server, family, { text: 'Van vroeger.' }))
    const heard = await listen(server, mother)
    const crew = await listen(server, family.staff)
    const from = Date.now()
    ok(await decide(server, family, mother, 'withdrawn'))
    await crew.until(
      () => crew.events.some((event) => event.type === 'consent.changed' && !event.consents.diary),
      1_000,
    )
    await heard.until(() => heard.events.some((event) => event.type === 'own.consents_changed'))
    expect(Date.now() - from).toBeLessThan(10_000)
    await refusedFor(family)
    expect(await readBy(server, mother)).toEqual(['Van vroeger.'])
    // Who never granted reads nothing of it, not even that there is something.
    const { text, body } = await call(server, father, 'GET', '/api/timeline')
    expect(body.children).toMatchObject([{ diary: 'never_granted' }])
    expect(text).not.toContain('Van vroeger.')
    expect(text).not.toContain(family.child.channel)
    heard.close()
    crew.close()
  })

  it('leaves corrections that only delete, and removal, and nothing that adds', async () => {
    const family = await makeFamily(server)
    const [mother] = family.guardians as [Family['staff']]
    ok(await decide(server, family, mother, 'granted'))
    const mood = { kind: 'mood', at: server.clock.now().toISOString(), mood: 'happy' } as const
    const { body } = await writeAbout(server, family, { text: 'Niet boos, wel blij. En nog iets.', facts: [mood] })
    const [entry] = body.entries
    ok(await decide(server, family, mother, 'withdrawn'))
    const edit = (version: number, given: object) =>
      call(server, family.staff, 'PUT', `/api/diary/${entry.id}`, {
        id: uuidv7(),
        version,
        aboutAt: entry.aboutAt,
        text: 'Niet boos, wel blij. En nog iets.',
        facts: [mood],
        ...given,
      })
    for (const given of [
      { text: 'Niet boos, wel blij. En nog iets anders.' },
      // Without a word of it a sentence may say the opposite.
      { text: 'boos, wel blij. En nog iets.' },
      { text: 'En nog iets. Niet boos, wel blij.' },
      { facts: [{ ...mood, mood: 'sad' }] },
      { facts: [mood, mood, { ...mood, mood: 'calm' }] },
      { aboutAt: new Date(Date.parse(entry.aboutAt) - 60_000).toISOString() },
    ]) {
      const reply = await edit(1, given)
      expect([reply.status, reply.body.error?.code], JSON.stringify(given)).toEqual([409, 'consent_missing'])
    }
    ok(await edit(1, { text: 'Niet boos, wel blij.' }))
    ok(await edit(2, { text: 'Niet boos, wel blij.', facts: [] }))
    ok(await call(server, family.staff, 'DELETE', `/api/diary/${entry.id}`))
    expect(await readBy(server, mother)).toEqual([])
  })

  it('is answered once however often it arrives, also ten times at once', async () => {
    const family = await makeFamily(server)
    const [mother] = family.guardians as [Family['staff']]
    const id = uuidv7()
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => decide(server, family, mother, 'granted', 'diary', id)),
    )
    expect(replies.map((reply) => reply.status)).toEqual(Array(10).fill(200))
    expect((await standing(server, mother)).history).toHaveLength(1)
    expect((await decide(server, family, mother, 'withdrawn', 'diary', id)).body.error.code).toBe('id_taken')
  })
})

describe('the time that an entry is about', () => {
  it('must lie within consent too: granted at noon, nothing about eleven', async () => {
    const family = await makeFamily(server)
    const [mother] = family.guardians as [Family['staff']]
    server.clock.set('2026-11-22T12:00:00Z')
    ok(await decide(server, family, mother, 'granted'))
    server.clock.set('2026-11-22T12:30:00Z')
    await refusedFor(family, { aboutAt: '2026-11-22T11:00:00.000Z' })
    await refusedFor(family, { aboutAt: '2026-11-22T11:59:59.999Z' })
    ok(await writeAbout(server, family, { aboutAt: '2026-11-22T12:00:00.000Z' }))
    // Nor a fact in it: a sleep that began before.
    const sleep = (from: string) => ({ facts: [{ kind: 'sleep', from, to: '2026-11-22T12:20:00Z' } as const] })
    await refusedFor(family, sleep('2026-11-22T11:30:00Z'))
    ok(await writeAbout(server, family, sleep('2026-11-22T12:05:00Z')))
    const preview = await call(server, family.staff, 'POST', '/api/diary/audience', {
      groupId: family.group.id,
      childIds: [family.child.id],
      aboutAt: '2026-11-22T11:00:00Z',
    })
    expect(preview.body).toMatchObject({ families: 0, children: [{ inForce: false, reason: 'not_then', readers: 0 }] })
  })

  it('may not lie in a gap, nor an entry be moved into one', async () => {
    const family = await makeFamily(server)
    const [mother] = family.guardians as [Family['staff']]
    for (const [time, decision] of [
      ['10:00', 'granted'],
      ['11:00', 'withdrawn'],
      ['12:00', 'granted'],
    ] as const) {
      server.clock.set(`2026-11-22T${time}:00Z`)
      ok(await decide(server, family, mother, decision))
    }
    server.clock.set('2026-11-22T13:00:00Z')
    const at = (time: string) => ({ aboutAt: `2026-11-22T${time}:00.000Z` })
    await refusedFor(family, at('11:30'))
    await refusedFor(family, {
      ...at('12:30'),
      facts: [{ kind: 'sleep', from: '2026-11-22T10:30:00Z', to: '2026-11-22T12:10:00Z' }],
    })
    ok(await writeAbout(server, family, at('10:30')))
    const { body } = await writeAbout(server, family, at('12:30'))
    const moved = await call(server, family.staff, 'PUT', `/api/diary/${body.entries[0].id}`, {
      id: uuidv7(),
      version: 1,
      ...at('11:30'),
      text: 'Verplaatst.',
      facts: [],
    })
    expect([moved.status, moved.body.error?.code]).toEqual([409, 'consent_missing'])
  })
})
