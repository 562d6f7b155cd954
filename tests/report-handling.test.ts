import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Breach } from '../backend/contract/breach.ts'
import type { GroupDay } from '../backend/contract/group.ts'
import type { OwnReport, SettledReport } from '../backend/contract/report.ts'
import { trim } from '../workers/trim.ts'
import { type Couple, makeCouple, type Somebody } from './support/couple.ts'
import { processedUpload } from './support/photo-matrix.ts'
import { fetchBytes, photoPost } from './support/photos.ts'
import { call, listen, startServer, type TestServer } from './support/server.ts'

let server: TestServer
let couple: Couple
beforeAll(async () => {
  server = await startServer()
  couple = await makeCouple(server)
})
beforeEach(() => server.clock.forward(60_000))
afterAll(() => server.close())

const day = 86_400_000

async function posted(children: string[]) {
  const { staff, groupId } = couple
  const mediaId = await processedUpload(server, staff, groupId)
  const body = photoPost(server, groupId, [{ mediaId, childIds: children }])
  expect((await call(server, staff, 'POST', '/api/photos', body)).status).toBe(200)
  return mediaId
}
const copyOf = async (mediaId: string, childId: string): Promise<string> =>
  (await server.owner.query('select id from photo where media_id = $1 and child_id = $2', [mediaId, childId])).rows[0]
    .id
async function report(who: Somebody, photoId: string, text = '', reason = 'wrong_child'): Promise<OwnReport> {
  const reply = await call(server, who, 'POST', `/api/photos/${photoId}/reports`, { id: uuidv7(), reason, text })
  expect(reply.status, reply.text).toBe(200)
  return reply.body.report
}
const own = async (who: Somebody): Promise<OwnReport[]> =>
  (await call(server, who, 'GET', '/api/photos/reports')).body.reports
const settle = async (who: Somebody, id: string) =>
  (await call(server, who, 'PUT', `/api/photos/reports/${id}`, { settled: true })).status
const reported = async (who: Somebody, groupId: string) =>
  ((await call(server, who, 'GET', `/api/groups/${groupId}/day`)).body as GroupDay).reported.flatMap(({ photos }) =>
    photos.flatMap(({ reports }) => reports),
  )
const settledIn = async (who: Somebody, groupId = couple.groupId): Promise<SettledReport[]> =>
  (await call(server, who, 'GET', `/api/groups/${groupId}/settled-reports`)).body.reports

describe('what a guardian reported', () => {
  it('is one report however often it is said, and can be changed while it is open; to staff it is one', async () => {
    const { mila, staff, groupId } = couple
    const photoId = await copyOf(await posted([mila.childId]), mila.childId)
    const first = await report(mila.guardian, photoId, 'Dit is niet Mila.')
    server.clock.forward(60_000)
    const again = await report(mila.guardian, photoId, 'Dit is Moos, zie ik.', 'other')
    expect(again).toEqual({ ...first, reason: 'other', text: 'Dit is Moos, zie ik.' })
    expect(await own(mila.guardian)).toEqual([again])
    const { at, reason, text, id } = again
    expect(await reported(staff, groupId)).toEqual([{ id, at, reason, text }])
    expect((await call(server, staff, 'GET', '/api/groups')).body.groups[0].reports).toBe(1)
    const { rows } = await server.owner.query(
      `select action from audit where action like 'photos.report%' and position($1 in payload) > 0 order by at, id`,
      [photoId],
    )
    expect(rows.map(({ action }) => action)).toEqual(['photos.reported', 'photos.report_changed'])
    expect(await settle(couple.colleague, id)).toBe(200)
  })

  it('said at once by two windows is one report as well', async () => {
    const { moos } = couple
    const photoId = await copyOf(await posted([moos.childId]), moos.childId)
    const both = await Promise.all(['Een', 'Twee'].map((text) => report(moos.guardian, photoId, text)))
    expect(new Set(both.map(({ id }) => id)).size).toBe(1)
    expect(await settle(couple.colleague, both[0]!.id)).toBe(200)
  })

  it('is open for fifty photos at most, so that nobody fills the day of the group; what is open can still be changed', async () => {
    const { moos, staff, groupId } = couple
    const media: string[] = []
    for (let n = 0; n < 51; n++) media.push(await processedUpload(server, staff, groupId))
    const body = photoPost(
      server,
      groupId,
      media.map((mediaId) => ({ mediaId, childIds: [moos.childId] })),
    )
    expect((await call(server, staff, 'POST', '/api/photos', body)).status).toBe(200)
    const open: OwnReport[] = []
    for (const one of media.slice(0, 50)) open.push(await report(moos.guardian, await copyOf(one, moos.childId)))
    const last = await copyOf(media[50]!, moos.childId)
    const said = () => ({ id: uuidv7(), reason: 'other', text: '' })
    const refused = await call(server, moos.guardian, 'POST', `/api/photos/${last}/reports`, said())
    expect([refused.status, refused.body.error.code]).toEqual([429, 'too_many_reports'])
    expect(await report(moos.guardian, open[0]!.photoId, 'Nu met woorden')).toMatchObject({ id: open[0]!.id })
    // Another guardian has as many of their own.
    await report(couple.mila.guardian, await copyOf(await posted([couple.mila.childId]), couple.mila.childId))
    expect(await settle(couple.colleague, open[0]!.id)).toBe(200)
    await report(moos.guardian, last)
    for (const { id } of (await own(moos.guardian)).filter(({ outcome }) => outcome === null))
      expect(await settle(couple.colleague, id)).toBe(200)
    for (const { id } of (await own(couple.mila.guardian)).filter(({ outcome }) => outcome === null))
      expect(await settle(couple.colleague, id)).toBe(200)
  })

  it('is told to them as it ended, and to nobody else; then they may report it anew', async () => {
    const { mila, moos, staff } = couple
    const mediaId = await posted([mila.childId, moos.childId])
    const photoId = await copyOf(mediaId, mila.childId)
    const first = await report(mila.guardian, photoId, 'Kijk eens.')
    server.clock.forward(60_000)
    expect(await settle(couple.colleague, first.id)).toBe(200)
    const looked = { ...first, outcome: 'stays', settledAt: server.clock.now().toISOString() }
    expect((await own(mila.guardian))[0]).toEqual(looked)
    expect((await own(moos.guardian)).map(({ id }) => id)).not.toContain(first.id)
    server.clock.forward(60_000)
    const second = await report(mila.guardian, photoId, 'Toch niet goed.')
    expect(second.id).not.toBe(first.id)
    expect((await own(mila.guardian)).slice(0, 2)).toEqual([second, looked])
    server.clock.forward(60_000)
    expect((await call(server, staff, 'DELETE', `/api/photos/media/${mediaId}`)).status).toBe(200)
    const gone = (await own(mila.guardian))[0]!
    expect(gone).toEqual({ ...second, text: '', outcome: 'gone', settledAt: server.clock.now().toISOString() })
    expect(JSON.stringify(await own(mila.guardian))).not.toContain(moos.callName)
  })
})

describe('a report of a photo that somebody placed', () => {
  it('is not waved away by that one while a colleague or the manager could decide; to take it away needs nobody', async () => {
    const { mila, staff, colleague, manager } = couple
    for (const other of [colleague, manager]) {
      const mediaId = await posted([mila.childId])
      const { id } = await report(mila.guardian, await copyOf(mediaId, mila.childId))
      const refused = await call(server, staff, 'PUT', `/api/photos/reports/${id}`, { settled: true })
      expect([refused.status, refused.body.error.code]).toEqual([409, 'colleague_decides'])
      expect((await own(mila.guardian)).find((one) => one.id === id)).toMatchObject({ outcome: null })
      expect(await settle(other, id)).toBe(200)
      expect((await call(server, staff, 'DELETE', `/api/photos/media/${mediaId}`)).status).toBe(200)
    }
  })

  it('is not brought back by that one where it was reported; a colleague may', async () => {
    const { mila, moos, staff, colleague } = couple
    const mediaId = await posted([mila.childId, moos.childId])
    const { id } = await report(mila.guardian, await copyOf(mediaId, mila.childId))
    const tag = (who: Somebody, added: string[], removed: string[]) =>
      call(server, who, 'PUT', `/api/photos/media/${mediaId}/children`, { id: uuidv7(), added, removed })
    expect((await tag(staff, [], [mila.childId])).status).toBe(200)
    expect((await own(mila.guardian)).find((one) => one.id === id)).toMatchObject({ outcome: 'gone' })
    const refused = await tag(staff, [mila.childId], [])
    expect([refused.status, refused.body.error.code]).toEqual([409, 'colleague_decides'])
    expect((await tag(colleague, [mila.childId], [])).status).toBe(200)
  })

  it('is decided by that one where nobody else is there, and says so', async () => {
    const { mila, staff, colleague, manager } = couple
    const { id } = await report(mila.guardian, await copyOf(await posted([mila.childId]), mila.childId))
    const away = (until: string | null) =>
      server.owner.query('update person_role set ends_on = $2 where person_id = any($1)', [
        [colleague.id, manager.id],
        until,
      ])
    await away('2026-11-01')
    expect(await settle(staff, id)).toBe(200)
    await away(null)
    expect((await settledIn(staff))[0]).toMatchObject({ id, outcome: 'stays', settledBy: staff.name })
  })
})

/** The child moved to a group at another location some days ago, and a colleague went along. */
async function moved(childId: string, daysAgo = 60): Promise<{ groupId: string; staff: Somebody }> {
  const { organisationId, colleague } = couple
  const [groupId, locationId] = [uuidv7(), uuidv7()]
  const since = new Date(server.clock.now().getTime() - daysAgo * day).toISOString().slice(0, 10)
  const query = (text: string, values: unknown[]) => server.owner.query(text, values)
  await query(
    `insert into location (id, organisation_id, legal_entity_id, name)
     select $1, l.organisation_id, l.legal_entity_id, 'Zuid' from location l where l.organisation_id = $2 limit 1`,
    [locationId, organisationId],
  )
  await query('insert into "group" (id, organisation_id, location_id, name) values ($1, $2, $3, $4)', [
    ...[groupId, organisationId, locationId, 'Mollen'],
  ])
  await query('update placement set ends_on = $2::date - 1 where child_id = $1', [childId, since])
  await query(
    `insert into placement (id, organisation_id, contract_id, child_id, group_id, starts_on)
     select $2, organisation_id, contract_id, child_id, $3, $4 from placement where child_id = $1`,
    [childId, uuidv7(), groupId, since],
  )
  await query('update staff_assignment set ends_on = $2::date - 1 where person_id = $1', [colleague.id, since])
  await query(
    `insert into staff_assignment (id, organisation_id, person_id, group_id, starts_on) values ($1, $2, $3, $4, $5)`,
    [uuidv7(), organisationId, colleague.id, groupId, since],
  )
  onTestFinished(async () => {
    await query('delete from placement where group_id = $1', [groupId])
    await query('delete from staff_assignment where group_id = $1', [groupId])
    await query('update placement set ends_on = null where child_id = $1', [childId])
    await query('update staff_assignment set ends_on = null where person_id = $1', [colleague.id])
  })
  return { groupId, staff: colleague }
}

describe('a report about a child who moved to another group', () => {
  it('reaches the staff of that group at once, who may settle it; the staff of the old one hear nothing of the child', async () => {
    const { mila, staff, groupId } = couple
    const photoId = await copyOf(await posted([mila.childId]), mila.childId)
    const now = await moved(mila.childId)
    const ear = await listen(server, now.staff)
    const { id } = await report(mila.guardian, photoId, 'Wil je deze weghalen?')
    await ear.until(() => ear.events.length > 0)
    expect(ear.events).toMatchObject([{ type: 'photos.answered', item: { photos: [{ reports: [{ id }] }] } }])
    ear.close()
    expect((await reported(now.staff, now.groupId)).map((one) => one.id)).toEqual([id])
    expect((await call(server, now.staff, 'GET', '/api/groups')).body.groups[0].reports).toBe(1)
    expect((await reported(staff, groupId)).map((one) => one.id)).not.toContain(id)
    expect(await settle(staff, id)).toBe(404)
    expect(await settle(now.staff, id)).toBe(200)
    expect((await settledIn(now.staff, now.groupId)).map((one) => one.id)).toContain(id)
  })

  it('leaves the old group nothing to change of what the new one places, though it still sees what it wrote itself', async () => {
    const { mila, moos, staff } = couple
    const now = await moved(mila.childId, 1)
    const mediaId = await processedUpload(server, now.staff, now.groupId)
    const body = photoPost(server, now.groupId, [{ mediaId, childIds: [mila.childId] }])
    expect((await call(server, now.staff, 'POST', '/api/photos', body)).status).toBe(200)
    const path = `/api/photos/media/${mediaId}`
    expect((await call(server, staff, 'DELETE', path)).status).toBe(404)
    const tags = { added: [moos.childId], removed: [mila.childId] }
    expect((await call(server, staff, 'PUT', `${path}/children`, { id: uuidv7(), ...tags })).status).toBe(404)
    expect((await call(server, staff, 'POST', `${path}/astray`, tags)).status).toBe(404)
    expect((await call(server, staff, 'POST', `${path}/recall`, { id: uuidv7(), reason: '' })).status).toBe(404)
    const { id } = await report(mila.guardian, await copyOf(mediaId, mila.childId))
    expect((await reported(staff, couple.groupId)).map((one) => one.id)).not.toContain(id)
    expect((await call(server, staff, 'GET', `/api/groups/${couple.groupId}/day`)).body.keeps).not.toContain(mediaId)
    expect(await settle(staff, id)).toBe(404)
    expect(await settle(now.staff, id)).toBe(200)
    expect((await settledIn(staff)).map((one) => one.id)).not.toContain(id)
  })

  it('whose photo another child is on as well can be taken away by either group', async () => {
    const { mila, moos, staff } = couple
    const [one, two] = [await posted([mila.childId, moos.childId]), await posted([mila.childId, moos.childId])]
    const now = await moved(mila.childId)
    const take = async (who: Somebody, media: string) =>
      (await call(server, who, 'DELETE', `/api/photos/media/${media}`)).status
    expect(await take(now.staff, one)).toBe(200)
    expect(await take(staff, two)).toBe(200)
  })

  it('is for whoever cares for the child when nobody who could settle it is there any more', async () => {
    const { mila, staff, colleague, manager, groupId } = couple
    const mediaId = await posted([mila.childId])
    const photoId = await copyOf(mediaId, mila.childId)
    const { id } = await report(mila.guardian, photoId)
    // The author and the manager left; the colleague began the day after.
    const tomorrow = new Date(server.clock.now().getTime() + day).toISOString().slice(0, 10)
    const kept = await server.owner.query('select id, starts_on::text, ends_on::text from staff_assignment')
    const roles = await server.owner.query('select id, ends_on::text from person_role where person_id = any($1)', [
      [staff.id, manager.id],
    ])
    const today = server.clock.now().toISOString().slice(0, 10)
    await server.owner.query('update person_role set ends_on = $2 where person_id = any($1)', [
      [staff.id, manager.id],
      today,
    ])
    await server.owner.query('update staff_assignment set ends_on = $2 where person_id = $1', [staff.id, today])
    await server.owner.query('update staff_assignment set starts_on = $2 where person_id = $1', [
      colleague.id,
      tomorrow,
    ])
    server.clock.forward(2 * day)
    expect((await reported(colleague, groupId)).map((one) => one.id)).toContain(id)
    const { keeps } = (await call(server, colleague, 'GET', `/api/groups/${groupId}/day`)).body as GroupDay
    expect(keeps).toContain(mediaId)
    expect(await settle(colleague, id)).toBe(200)
    for (const row of kept.rows)
      await server.owner.query('update staff_assignment set starts_on = $2, ends_on = $3 where id = $1', [
        row.id,
        row.starts_on,
        row.ends_on,
      ])
    for (const row of roles.rows)
      await server.owner.query('update person_role set ends_on = $2 where id = $1', [row.id, row.ends_on])
  })
})

describe('who had a photo', () => {
  it('is told by family before a child is taken off it, with who opened it', async () => {
    const { mila, moos, staff } = couple
    const mediaId = await posted([mila.childId, moos.childId])
    const photoId = await copyOf(mediaId, mila.childId)
    await fetchBytes(server, mila.guardian, `/api/photos/${photoId}/file/webp-320`)
    const preview = async (removed: string[], added: string[] = []) =>
      (await call(server, staff, 'POST', `/api/photos/media/${mediaId}/astray`, { added, removed })).body.families
    const family = { guardians: [`${mila.guardian.name} Zeldenrust`], children: [mila.callName], opened: false }
    expect(await preview([mila.childId])).toEqual([family])
    await call(server, mila.guardian, 'POST', `/api/photos/${photoId}/opened`, { opened: true })
    expect(await preview([mila.childId])).toEqual([{ ...family, opened: true }])
    expect(await preview([moos.childId])).toEqual([])
  })

  it('counts brothers and sisters with their guardians as one family', async () => {
    const { mila, moos, staff, organisationId } = couple
    await server.owner.query(
      `insert into guardianship (id, organisation_id, child_id, person_id, parental_authority, starts_on)
       values ($1, $2, $3, $4, true, '2026-01-01')`,
      [uuidv7(), organisationId, moos.childId, mila.guardian.id],
    )
    await server.owner.query(
      `insert into consent_decision (id, organisation_id, child_id, person_id, purpose, decision, at, policy_version, language)
       values ($1, $2, $3, $4, 'photos', 'granted', $5, '1', 'nl')`,
      [uuidv7(), organisationId, moos.childId, mila.guardian.id, server.clock.now()],
    )
    const mediaId = await posted([mila.childId, moos.childId])
    for (const [who, child] of [
      [mila.guardian, mila.childId],
      [mila.guardian, moos.childId],
      [moos.guardian, moos.childId],
    ] as const)
      await fetchBytes(server, who, `/api/photos/${await copyOf(mediaId, child)}/file/webp-320`)
    const body = { added: [], removed: [mila.childId, moos.childId] }
    const { families } = (await call(server, staff, 'POST', `/api/photos/media/${mediaId}/astray`, body)).body
    expect(families).toHaveLength(1)
    expect(families[0].children.sort()).toEqual([mila.callName, moos.callName].sort())
    expect(families[0].guardians).toHaveLength(2)
  })
})

describe('the record of a breach', () => {
  it('counts its 72 hours from the first report, says so, and has no author among the readers', async () => {
    const { mila, staff, colleague, organisationId } = couple
    await server.owner.query(
      'insert into person_role (id, organisation_id, person_id, role, starts_on) values ($1, $2, $3, $4, $5)',
      [uuidv7(), organisationId, colleague.id, 'privacy_officer', '2026-01-01'],
    )
    const officer = { ...colleague, role: 'privacy_officer' }
    const mediaId = await posted([mila.childId])
    const photoId = await copyOf(mediaId, mila.childId)
    for (const who of [staff, colleague, mila.guardian])
      expect((await fetchBytes(server, who, `/api/photos/${photoId}/file/webp-320`)).status).toBe(200)
    const { at } = await report(mila.guardian, photoId)
    server.clock.forward(day)
    const reply = await call(server, staff, 'POST', `/api/photos/media/${mediaId}/recall`, { id: uuidv7(), reason: '' })
    const readers = reply.body.readers.map((one: { personId: string }) => one.personId)
    expect(readers.sort()).toEqual([colleague.id, mila.guardian.id].sort())
    const breach: Breach = (await call(server, officer, 'GET', `/api/breaches/${reply.body.breachId}`)).body.breach
    expect(breach).toMatchObject({ awareAt: at, recalledAt: server.clock.now().toISOString() })
    expect(breach.account.happened).toMatch(/vanaf dat moment lopen de 72 uur om te melden/)
    expect((await call(server, officer, 'GET', '/api/open-breaches')).body.oldest).toBe(at)
  })
})

describe('what was settled', () => {
  it('stands there for the staff of the group for 30 days, with who did it and how, and for nobody else', async () => {
    const { mila, colleague } = couple
    const photoId = await copyOf(await posted([mila.childId]), mila.childId)
    const { id, at } = await report(mila.guardian, photoId, 'Mag deze weg?')
    server.clock.forward(60_000)
    expect(await settle(colleague, id)).toBe(200)
    expect((await settledIn(colleague))[0]).toEqual({
      ...{ id, at, child: mila.callName, reason: 'wrong_child', text: 'Mag deze weg?', outcome: 'stays' },
      ...{ settledAt: server.clock.now().toISOString(), settledBy: colleague.name },
    })
    expect((await call(server, mila.guardian, 'GET', `/api/groups/${couple.groupId}/settled-reports`)).status).toBe(404)
    server.clock.forward(31 * day)
    expect(await settledIn(colleague)).toEqual([])
    expect(await own(mila.guardian)).toEqual([])
  })

  it('is forgotten a year after it was settled; what is open is not', async () => {
    const { mila } = couple
    const open = await report(mila.guardian, await copyOf(await posted([mila.childId]), mila.childId))
    const count = async () => (await server.owner.query('select id from photo_report')).rows.map((row) => row.id)
    const before = (await count()).length
    expect(before).toBeGreaterThan(1)
    await trim(server.database.worker, 90, new Date(server.clock.now().getTime() + 200 * day))
    expect(await count()).toHaveLength(before)
    await trim(server.database.worker, 90, new Date(server.clock.now().getTime() + 366 * day))
    expect(await count()).toEqual([open.id])
  })
})
