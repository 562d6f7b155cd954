import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Breach } from '../backend/contract/breach.ts'
import type { GroupDay } from '../backend/contract/group.ts'
import * as fillPeople from '../db/fill/people.ts'
import { beginFilling, saveFilling } from '../db/filling.ts'
import { cookieFor } from '../db/session-cookie.ts'
import { type Cast, makeCast, type Player } from './support/cast.ts'
import { type Couple, makeCouple, type Somebody } from './support/couple.ts'
import { processedUpload } from './support/photo-matrix.ts'
import { fetchBytes, photoPost } from './support/photos.ts'
import { testSecret } from './support/postgres.ts'
import { call, listen, startServer, type TestServer } from './support/server.ts'

let server: TestServer
let couple: Couple
let cast: Cast
beforeAll(async () => {
  server = await startServer()
  couple = await makeCouple(server)
  cast = await makeCast(server)
})
beforeEach(() => server.clock.forward(60_000))
afterAll(() => server.close())

const minute = 60_000

/** A photo that stands at some children, by the staff of their group. */
async function posted(children: string[], given: Parameters<typeof photoPost>[3] = {}) {
  const { staff, groupId } = couple
  const mediaId = await processedUpload(server, staff, groupId)
  const body = photoPost(server, groupId, [{ mediaId, childIds: children }], given)
  expect((await call(server, staff, 'POST', '/api/photos', body)).status).toBe(200)
  return mediaId
}
const copyOf = async (mediaId: string, childId: string): Promise<string> =>
  (await server.owner.query('select id from photo where media_id = $1 and child_id = $2', [mediaId, childId])).rows[0]
    .id
async function report(who: Somebody, photoId: string, text = ''): Promise<string> {
  const id = uuidv7()
  const body = { id, reason: 'wrong_child', text }
  expect((await call(server, who, 'POST', `/api/photos/${photoId}/reports`, body)).status).toBe(200)
  return id
}
const dayOf = async (who: Somebody, groupId = couple.groupId): Promise<GroupDay> =>
  (await call(server, who, 'GET', `/api/groups/${groupId}/day`)).body
const reportsIn = (day: GroupDay) => day.reported.flatMap(({ photos }) => photos.flatMap(({ reports }) => reports))
const waiting = async (who: Somebody) =>
  (await call(server, who, 'GET', '/api/groups')).body.groups.map((group: { reports: number }) => group.reports)
const tag = (mediaId: string, added: string[], removed: string[]) =>
  call(server, couple.staff, 'PUT', `/api/photos/media/${mediaId}/children`, { id: uuidv7(), added, removed })
const kept = async (id: string) =>
  (await server.owner.query('select outcome, settled_at, settled_by_id from photo_report where id = $1', [id])).rows[0]

describe('a guardian’s report', () => {
  it('is settled by whoever may take the photo away, not by who began in the group after that day', async () => {
    const { mila, colleague } = couple
    const yesterday = new Date(server.clock.now().getTime() - 24 * 60 * minute).toISOString()
    const mediaId = await posted([mila.childId], { aboutAt: yesterday })
    const id = await report(mila.guardian, await copyOf(mediaId, mila.childId))
    const settle = (who: Somebody) => call(server, who, 'PUT', `/api/photos/reports/${id}`, { settled: true })
    const { rows } = await server.owner.query(
      `update staff_assignment a set starts_on = '2026-11-22' from staff_assignment was
        where a.person_id = $1 and was.id = a.id returning was.starts_on`,
      [colleague.id],
    )
    expect((await settle(colleague)).status).toBe(404)
    expect(await kept(id)).toMatchObject({ outcome: null })
    const began = [rows[0].starts_on, colleague.id]
    await server.owner.query('update staff_assignment set starts_on = $1 where person_id = $2', began)
    expect((await settle(colleague)).status).toBe(200)
    expect(await kept(id)).toMatchObject({ outcome: 'stays' })
  })

  it('of a photo that is being taken away waits, and finds it gone', async () => {
    const { mila } = couple
    const mediaId = await posted([mila.childId])
    const photoId = await copyOf(mediaId, mila.childId)
    await server.owner.query('begin')
    await server.owner.query('select from media where id = $1 for update', [mediaId])
    const body = { id: uuidv7(), reason: 'other', text: 'Weg ermee' }
    const asked = call(server, mila.guardian, 'POST', `/api/photos/${photoId}/reports`, body)
    await new Promise((soon) => setTimeout(soon, 300))
    await server.owner.query(
      `with gone as (delete from photo where media_id = $1 returning card_id)
       update photo_card set removed_at = now(), version = version + 1 where id in (select card_id from gone)`,
      [mediaId],
    )
    await server.owner.query('commit')
    expect((await asked).status).toBe(404)
    expect(await kept(body.id)).toBeUndefined()
  })

  it('reaches every screen of the group’s staff at once, whatever day the photo is about, until it is settled', async () => {
    const { mila, colleague, manager } = couple
    const yesterday = new Date(server.clock.now().getTime() - 24 * 60 * minute).toISOString()
    const mediaId = await posted([mila.childId], { aboutAt: yesterday })
    const ear = await listen(server, colleague)
    expect(reportsIn(await dayOf(colleague))).toEqual([])
    const id = await report(mila.guardian, await copyOf(mediaId, mila.childId), 'Dit is Moos')
    await ear.until(() => ear.events.length > 0)
    const expected = { id, at: server.clock.now().toISOString(), reason: 'wrong_child', text: 'Dit is Moos' }
    expect(ear.events).toMatchObject([
      { type: 'photos.answered', item: { groupId: couple.groupId, photos: [{ mediaId, reports: [expected] }] } },
    ])
    const day = await dayOf(colleague)
    expect(day.photos).toEqual([])
    expect(day.reported.map(({ aboutAt }) => aboutAt)).toEqual([yesterday])
    expect(reportsIn(day)).toEqual([expected])
    expect(await waiting(colleague)).toEqual([1])
    expect((await call(server, manager, 'PUT', `/api/photos/reports/${id}`, { settled: true })).status).toBe(200)
    await ear.until(() => ear.events.length > 1)
    expect(ear.events[1]).toMatchObject({ type: 'photos.answered', item: { photos: [{ reports: [] }] } })
    expect(reportsIn(await dayOf(colleague))).toEqual([])
    expect(await waiting(colleague)).toEqual([0])
    expect(await kept(id)).toEqual({ outcome: 'stays', settled_at: server.clock.now(), settled_by_id: manager.id })
    ear.close()
  })

  it('reaches nobody else: not the staff of another group or organisation, not the other family, nor its own guardian', async () => {
    const { mila, moos } = couple
    const mediaId = await posted([mila.childId, moos.childId])
    const other = await elsewhere()
    const outsiders: (Somebody | Player)[] = [other.staff, cast.people.foreignStaff, moos.guardian, mila.guardian]
    const ears = await Promise.all(outsiders.map((who) => listen(server, who)))
    await report(mila.guardian, await copyOf(mediaId, mila.childId), 'Alleen voor de groep')
    await server.app.tellHeads()
    for (const ear of ears) await ear.until(() => ear.raw.some((frame) => frame.includes('"heads"')))
    expect(ears.map(({ events }) => events)).toEqual(outsiders.map(() => []))
    for (const ear of ears) expect(ear.raw.join()).not.toContain('Alleen voor de groep')
    expect(reportsIn(await dayOf(other.staff, other.groupId))).toEqual([])
    expect(await waiting(other.staff)).toEqual([0])
    expect((await call(server, other.staff, 'GET', `/api/groups/${couple.groupId}/day`)).status).toBe(404)
    for (const ear of ears) ear.close()
  })

  it('is settled by what is done about it, and who did that stays known, in the audit too', async () => {
    const { mila, moos, staff } = couple
    for (const [how, act] of [
      ['retagged', (media: string) => tag(media, [moos.childId], [mila.childId])],
      ['removed', (media: string) => call(server, staff, 'DELETE', `/api/photos/media/${media}`)],
      [
        'recalled',
        (media: string) =>
          call(server, staff, 'POST', `/api/photos/media/${media}/recall`, { id: uuidv7(), reason: '' }),
      ],
    ] as const) {
      const mediaId = await posted([mila.childId])
      const id = await report(mila.guardian, await copyOf(mediaId, mila.childId))
      server.clock.forward(minute)
      const before = (await waiting(staff))[0]
      expect((await act(mediaId)).status, how).toBe(200)
      expect(await kept(id), how).toEqual({ outcome: how, settled_at: server.clock.now(), settled_by_id: staff.id })
      expect((await waiting(staff))[0], how).toBe(before - 1)
      const action = how === 'retagged' ? 'photos.tagged' : `photos.${how}`
      const { rows } = await server.owner.query(
        'select payload from audit where action = $1 order by at desc, id desc limit 1',
        [action],
      )
      expect(JSON.parse(rows[0].payload).reports, how).toEqual([id])
    }
  })

  it('stays open where the photo stays, also when another child is taken off it', async () => {
    const { mila, moos } = couple
    const mediaId = await posted([mila.childId, moos.childId])
    const id = await report(mila.guardian, await copyOf(mediaId, mila.childId))
    expect((await tag(mediaId, [], [moos.childId])).status).toBe(200)
    expect(await kept(id)).toMatchObject({ outcome: null, settled_at: null })
    expect(reportsIn(await dayOf(couple.colleague)).map((one) => one.id)).toContain(id)
  })
})

/** A group beside that of the couple, with staff of its own. */
async function elsewhere(): Promise<{ groupId: string; staff: Somebody }> {
  const now = server.clock.now()
  const filling = beginFilling('Kastanje', new Date(now.getTime() - 90 * 86_400_000).toISOString().slice(0, 10))
  const groupId = fillPeople.group(filling, fillPeople.location(filling, 'Zuid'), 'Mollen')
  const id = fillPeople.person(filling, {
    ...{ firstName: 'Bo', lastName: 'Buiten', email: `bo-${uuidv7()}@example.org`, passwordHash: '-' },
    roles: [{ role: 'staff' }],
  })
  fillPeople.assignment(filling, id, groupId)
  const token = randomBytes(24).toString('base64url')
  fillPeople.session(filling, id, token, new Date(now.getTime() + 86_400_000))
  await saveFilling(server.owner, filling)
  return { groupId, staff: { id, role: 'staff', name: 'Bo', cookie: cookieFor(token, 'session', testSecret) } }
}

describe('a photo that is tagged otherwise', () => {
  const see = async (who: Somebody, mediaId: string, childId: string, opens: boolean) => {
    const photoId = await copyOf(mediaId, childId)
    expect((await fetchBytes(server, who, `/api/photos/${photoId}/file/webp-320`)).status).toBe(200)
    if (opens)
      expect((await call(server, who, 'POST', `/api/photos/${photoId}/opened`, { opened: true })).status).toBe(200)
  }

  it('says in how many families it had been shown and opened that were not meant to have it', async () => {
    const { mila, moos, staff } = couple
    const mediaId = await posted([mila.childId])
    await see(mila.guardian, mediaId, mila.childId, true)
    // Staff who looked at it are no family that it strayed to.
    expect(
      (await fetchBytes(server, staff, `/api/photos/${await copyOf(mediaId, mila.childId)}/file/webp-320`)).status,
    ).toBe(200)
    const first = await tag(mediaId, [moos.childId], [mila.childId])
    expect(first.body).toEqual({ astray: { shown: 1, opened: 1 }, settled: 0 })
    server.clock.forward(minute)
    // Where it is still meant to be, it did not stray.
    await see(moos.guardian, mediaId, moos.childId, true)
    const both = await tag(mediaId, [mila.childId], [])
    expect(both.body).toEqual({ astray: { shown: 0, opened: 0 }, settled: 0 })
    server.clock.forward(minute)
    expect((await tag(mediaId, [], [moos.childId])).body).toEqual({ astray: { shown: 1, opened: 1 }, settled: 0 })
    const seen = await posted([mila.childId, moos.childId])
    await see(mila.guardian, seen, mila.childId, false)
    expect((await tag(seen, [], [mila.childId])).body).toEqual({ astray: { shown: 1, opened: 0 }, settled: 0 })
    expect((await tag(await posted([mila.childId, moos.childId]), [], [mila.childId])).body).toEqual({
      astray: { shown: 0, opened: 0 },
      settled: 0,
    })
  })

  it('and then recalled is told as it was: when it was placed, at whom it stood when, and what was reported', async () => {
    const { mila, moos, staff } = couple
    const officer = await officerOf(couple.organisationId)
    const placedAt = server.clock.now()
    const mediaId = await posted([mila.childId])
    await see(mila.guardian, mediaId, mila.childId, true)
    server.clock.forward(10 * minute)
    const reportedAt = server.clock.now()
    await report(mila.guardian, await copyOf(mediaId, mila.childId), 'Dat is Moosje uit de groep.')
    server.clock.forward(10 * minute)
    const taggedAt = server.clock.now()
    expect((await tag(mediaId, [moos.childId], [mila.childId])).body.settled).toBe(1)
    server.clock.forward(10 * minute)
    const recall = { id: uuidv7(), reason: 'Verkeerd getagd.' }
    expect((await call(server, staff, 'POST', `/api/photos/media/${mediaId}/recall`, recall)).status).toBe(200)
    const breach: Breach = (await call(server, officer, 'GET', `/api/breaches/${recall.id}`)).body.breach
    const [from, until] = [placedAt.toISOString(), taggedAt.toISOString()]
    expect(breach).toMatchObject({ postedAt: from, children: 2, readers: 1 })
    expect(breach.tags).toEqual([
      { child: mila.callName, letter: 'A', from, until },
      { child: moos.callName, letter: 'B', from: until, until: null },
    ])
    const said = {
      child: mila.callName,
      at: reportedAt.toISOString(),
      reason: 'wrong_child',
      text: 'Dat is Moosje uit de groep.',
    }
    expect(breach.reports).toEqual([said])
    const words = new Intl.DateTimeFormat('nl-NL', {
      timeZone: 'Europe/Amsterdam',
      dateStyle: 'long',
      timeStyle: 'short',
    })
    const { happened } = breach.account
    expect(happened).toContain(
      `is op ${words.format(placedAt)} een foto of video geplaatst in de tijdlijn van één kind`,
    )
    expect(happened).toContain(
      `Bij kind A stond de foto of video vanaf ${words.format(placedAt)} tot ${words.format(taggedAt)}.`,
    )
    expect(happened).toContain(`Bij kind B stond de foto of video vanaf ${words.format(taggedAt)} tot het terugroepen.`)
    expect(happened).toContain(
      `Op ${words.format(reportedAt)} meldde een ouder of verzorger dit via de app, met als reden: dit is niet mijn kind.`,
    )
    for (const name of [mila.callName, moos.callName]) expect(JSON.stringify(breach.account)).not.toContain(name)
  })
})

/** A privacy officer of an organisation. */
async function officerOf(organisationId: string): Promise<{ cookie: string; role: string }> {
  await server.owner.query(
    'insert into person_role (id, organisation_id, person_id, role, starts_on) values ($1, $2, $3, $4, $5)',
    [...[uuidv7(), organisationId, couple.colleague.id, 'privacy_officer', '2026-01-01']],
  )
  return { ...couple.colleague, role: 'privacy_officer' }
}
