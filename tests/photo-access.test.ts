import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Timeline } from '../backend/contract/diary.ts'
import type { GuardianPhotos, StaffPhotos } from '../backend/contract/photo.ts'
import { removeUnwanted } from '../workers/media/sweeping.ts'
import { type Couple, makeCouple, type Somebody } from './support/couple.ts'
import { fetchBytes, photoPost, readyMedia, storedUpload } from './support/photos.ts'
import { exifOf } from './support/picture-files.ts'
import { call, listen, startServer, type TestServer } from './support/server.ts'
import { entriesOfZip } from './support/zip.ts'

let server: TestServer
let couple: Couple
let media: string[] = []
beforeAll(async () => {
  server = await startServer()
  couple = await makeCouple(server)
  media = await readyMedia(server, couple.staff, couple.groupId, await Promise.all(Array.from({ length: 26 }, photo)))
  // Each photo is a process of its own.
}, 240_000)
beforeEach(() => server.clock.forward(60_000))
afterAll(() => server.close())

const photo = () =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: '#3060a0' } })
    .jpeg()
    .toBuffer()
const next = () => media.pop()!
const post = (photos: Parameters<typeof photoPost>[2], given: Parameters<typeof photoPost>[3] = {}) =>
  call(server, couple.staff, 'POST', '/api/photos', photoPost(server, couple.groupId, photos, given))
/** The files that wait to be placed were sent just now. */
const sentNow = () => server.owner.query('update media set created_at = $1 where post_id is null', [server.clock.now()])
const timelineOf = async (who: Somebody) => (await call<Timeline>(server, who, 'GET', '/api/timeline')).body
const cardsOf = async (who: Somebody): Promise<GuardianPhotos[]> =>
  (await timelineOf(who)).items.filter((item) => item.kind === 'photos')
const decide = (who: Somebody, childId: string, decision: string) =>
  call(server, who, 'POST', '/api/consents', { id: uuidv7(), childId, purpose: 'photos', decision, language: 'nl' })
const fileOf = (who: Somebody | undefined, photoId: string, form = 'webp-320', more = '') =>
  fetchBytes(server, who, `/api/photos/${photoId}/file/${form}${more}`)
const staffCards = async (): Promise<StaffPhotos[]> =>
  (await call(server, couple.staff, 'GET', `/api/groups/${couple.groupId}/day`)).body.photos

describe('consent', () => {
  it('one child without it stops the photo everywhere: on no screen, on no socket, in no file', async () => {
    const { mila, bo, staff } = couple
    const id = next()
    const [ear, desk] = [await listen(server, mila.guardian), await listen(server, staff)]
    const before = (await cardsOf(mila.guardian)).length
    const refused = await post([{ mediaId: id, childIds: [mila.childId, bo.childId] }])
    expect([refused.status, refused.body.error.code]).toEqual([409, 'consent_missing'])
    expect(refused.body.error.children).toEqual([{ id: bo.childId, callName: bo.callName }])
    await server.app.tellHeads()
    await ear.until(() => ear.raw.some((frame) => frame.includes('"heads"')))
    expect([ear.events, desk.events]).toEqual([[], []])
    expect(await cardsOf(mila.guardian)).toHaveLength(before)
    expect((await server.owner.query('select 1 from photo where media_id = $1', [id])).rowCount).toBe(0)
    expect((await server.owner.query('select 1 from media_key where media_id = $1', [id])).rowCount).toBe(0)
    // With that child left out it goes.
    expect((await post([{ mediaId: id, childIds: [mila.childId] }])).status).toBe(200)
    expect(await cardsOf(mila.guardian)).toHaveLength(before + 1)
    ear.close()
    desk.close()
  })

  it('counts now and when it was taken, for each child of each photo', async () => {
    const { mila, moos } = couple
    const before = server.clock.now()
    server.clock.forward(60_000)
    expect((await decide(mila.guardian, mila.childId, 'withdrawn')).status).toBe(200)
    server.clock.forward(60_000)
    const meanwhile = server.clock.now().toISOString()
    await sentNow()
    const id = next()
    expect((await post([{ mediaId: id, childIds: [mila.childId] }])).body.error.code).toBe('consent_missing')
    server.clock.forward(60_000)
    expect((await decide(mila.guardian, mila.childId, 'granted')).status).toBe(200)
    server.clock.forward(60_000)
    // Taken while there was none, it may not be shown although there is now.
    const then = await post([{ mediaId: id, childIds: [mila.childId], takenAt: meanwhile }])
    expect(then.body.error).toMatchObject({ code: 'consent_missing', children: [{ id: mila.childId }] })
    // Sent while there was none, it was not taken afterwards, whatever is said of it.
    const late = await post([{ mediaId: id, childIds: [mila.childId] }])
    expect(late.body.error).toMatchObject({ code: 'consent_missing', children: [{ id: mila.childId }] })
    await sentNow()
    const told = await call(server, couple.staff, 'POST', '/api/photos/audience', {
      groupId: couple.groupId,
      aboutAt: meanwhile,
      children: [
        { id: mila.childId, moments: [before.toISOString(), meanwhile] },
        { id: moos.childId, moments: [meanwhile] },
      ],
    })
    expect(told.body).toMatchObject({
      families: 2,
      children: [
        { inForce: false, reason: 'not_then', readers: 1, refusedAt: [meanwhile] },
        { inForce: true, readers: 1, refusedAt: [] },
      ],
    })
    // Of two times at which there was consent, what lay between them is no matter.
    const twice = await post([
      { mediaId: next(), childIds: [mila.childId], takenAt: before.toISOString() },
      { mediaId: next(), childIds: [mila.childId] },
    ])
    expect(twice.text).toBe('{}')
    // Another child's photo of that moment is no reason against hers of now.
    const both = await post([
      { mediaId: id, childIds: [mila.childId] },
      { mediaId: next(), childIds: [moos.childId], takenAt: meanwhile },
    ])
    expect(both.text).toBe('{}')
    const future = new Date(server.clock.now().getTime() + 3_600_000).toISOString()
    const odd = await post([{ mediaId: next(), childIds: [moos.childId], takenAt: future }])
    expect(odd.body.error).toMatchObject({ code: 'time_in_future', fields: [{ path: 'photos.0.takenAt' }] })
  })

  it('a withdrawal ends what is added, and leaves to read what was there', async () => {
    const { moos } = couple
    await post([{ mediaId: next(), childIds: [moos.childId] }])
    const [card] = await cardsOf(moos.guardian)
    await decide(moos.guardian, moos.childId, 'withdrawn')
    expect((await fileOf(moos.guardian, card!.photos[0]!.id)).status).toBe(200)
    server.clock.forward(60_000)
    await decide(moos.guardian, moos.childId, 'granted')
  })
})

describe('an address', () => {
  it('is worth nothing to anybody else, without a session, after signing out, or after access ends', async () => {
    const { mila, moos, bo, staff, manager } = couple
    await post([{ mediaId: next(), childIds: [mila.childId, moos.childId] }])
    const [card] = await cardsOf(mila.guardian)
    const { id } = card!.photos[0]!
    // An id of a later version counts, and would tell how many others are tagged.
    expect([id[14], card!.id[14]]).toEqual(['4', '4'])
    for (const form of ['webp-320', 'avif-320', 'original'])
      for (const who of [moos.guardian, bo.guardian, undefined])
        expect((await fileOf(who, id, form)).status, `${who?.name} ${form}`).toBe(who ? 404 : 401)
    for (const who of [mila.guardian, staff, manager]) expect((await fileOf(who, id)).status, who.name).toBe(200)
    for (const odd of ['webp-9999', '..%2foriginal', 'video', 'preview', ''])
      expect((await fileOf(mila.guardian, id, odd)).status, odd).toBe(404)
    const plain = { cookie: mila.guardian.cookie }
    for (const role of ['staff', 'any', 'x'])
      expect((await fetchBytes(server, plain, `/api/photos/${id}/file/webp-320?role=${role}`)).status, role).toBe(
        role === 'staff' ? 404 : 422,
      )
    expect((await fetchBytes(server, plain, `/api/photos/${id}/file/webp-320?role=guardian`)).status).toBe(200)
    // Access ends: the guardian may no longer come near.
    await server.owner.query('update guardianship set restricted_at = now() where child_id = $1', [mila.childId])
    expect((await fileOf(mila.guardian, id)).status).toBe(404)
    await server.owner.query('update guardianship set restricted_at = null where child_id = $1', [mila.childId])
    expect((await fileOf(mila.guardian, id)).status).toBe(200)
  })

  it('gives ranges as they were asked, and nothing may be kept on the way', async () => {
    const { mila } = couple
    const [card] = await cardsOf(mila.guardian)
    const { id } = card!.photos[0]!
    const whole = await fileOf(mila.guardian, id, 'original')
    expect(whole.headers.get('cache-control')).toBe('no-store')
    expect(whole.headers.get('etag')).toBe(null)
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff')
    const path = `/api/photos/${id}/file/original`
    const of = async (range: string) => fetchBytes(server, mila.guardian, path, { range })
    const size = whole.bytes.length
    for (const [range, from, to] of [
      ['bytes=0-0', 0, 0],
      ['bytes=5-', 5, size - 1],
      ['bytes=-7', size - 7, size - 1],
      [`bytes=100-${size + 5000}`, 100, size - 1],
    ] as const) {
      const part = await of(range)
      expect([part.status, part.headers.get('content-range')], range).toEqual([206, `bytes ${from}-${to}/${size}`])
      expect(part.bytes.equals(whole.bytes.subarray(from, to + 1)), range).toBe(true)
    }
    expect((await of(`bytes=${size}-`)).status).toBe(416)
    for (const odd of ['bytes=5-1', 'pages=1-2', 'bytes=', 'bytes=0-1,4-5'])
      expect([200, 416]).toContain((await of(odd)).status)
    const saved = await fileOf(mila.guardian, id, 'original', '?save=1')
    expect(saved.headers.get('content-disposition')).toMatch(
      /^attachment; filename="2026-11-22 \d\d\.\d\d Milaatje\.jpg"$/,
    )
  })
})

const tagAs = (who: Somebody, mediaId: string, added: readonly string[], removed: readonly string[]) =>
  call(server, who, 'PUT', `/api/photos/media/${mediaId}/children`, { id: uuidv7(), added, removed })

describe('staff', () => {
  it('change who is on a photo: it leaves one timeline and appears in another at once', async () => {
    const { mila, moos, bo, staff, colleague } = couple
    const id = next()
    await post([{ mediaId: id, childIds: [mila.childId] }], { text: 'Kijk {name}' })
    const [card] = await cardsOf(mila.guardian)
    const [from, to] = [await listen(server, mila.guardian), await listen(server, moos.guardian)]
    const tag = (added: string[], removed: string[], who = colleague) => tagAs(who, id, added, removed)
    expect((await tag([bo.childId], [mila.childId])).body.error).toMatchObject({ code: 'consent_missing' })
    expect((await tag([moos.childId], [mila.childId], mila.guardian)).status).toBe(404)
    expect((await tag([moos.childId], [mila.childId])).status).toBe(200)
    await from.until(() => from.events.length > 0)
    await to.until(() => to.events.length > 0)
    expect(from.events).toMatchObject([{ type: 'photos.removed', itemId: card!.id }])
    expect(to.events).toMatchObject([{ type: 'photos.posted', item: { text: '', author: staff.name } }])
    expect((await fileOf(mila.guardian, card!.photos[0]!.id)).status).toBe(404)
    const [theirs] = await cardsOf(moos.guardian)
    expect((await fileOf(moos.guardian, theirs!.photos[0]!.id)).status).toBe(200)
    // Back on: on a card of its own again, for the first is gone.
    expect((await tag([mila.childId], [], staff)).status).toBe(200)
    expect((await cardsOf(mila.guardian))[0]!.photos).toHaveLength(1)
    from.close()
    to.close()
  })

  it('change only what they name: a colleague’s correction stays, and what is so already changes nothing', async () => {
    const { mila, moos, staff, colleague } = couple
    const id = next()
    await post([{ mediaId: id, childIds: [mila.childId, moos.childId] }])
    const on = async () =>
      (await server.owner.query('select child_id from photo where media_id = $1', [id])).rows.map((row) => row.child_id)
    const ears = [await listen(server, mila.guardian), await listen(server, moos.guardian)]
    const [toMila, toMoos] = ears
    expect((await tagAs(colleague, id, [], [moos.childId])).status).toBe(200)
    await toMoos!.until(() => toMoos!.events.length > 0)
    // From a list in which Moos still stood.
    expect((await tagAs(staff, id, [mila.childId], [])).status).toBe(200)
    expect((await tagAs(staff, id, [], [moos.childId])).status).toBe(200)
    expect(await on()).toEqual([mila.childId])
    expect((await tagAs(staff, id, [], [mila.childId])).body.error).toMatchObject({ code: 'stale_version' })
    expect(await on()).toEqual([mila.childId])
    for (const [added, removed] of [
      [[], []],
      [[moos.childId], [moos.childId]],
      [[moos.childId, moos.childId], []],
    ] as const)
      expect((await tagAs(staff, id, added, removed)).body.error).toMatchObject({ code: 'invalid' })
    expect((await tagAs(staff, id, [moos.childId], [])).status).toBe(200)
    await toMoos!.until(() => toMoos!.events.length > 1)
    expect(toMila!.events).toEqual([])
    for (const ear of ears) ear.close()
  })

  it('remove a photo: it is gone from timelines, addresses and the store, and its keys with it', async () => {
    const { mila, moos, staff } = couple
    const id = next()
    await post([{ mediaId: id, childIds: [mila.childId, moos.childId] }])
    const [{ files }] = (await server.owner.query('select files from media where id = $1', [id])).rows
    const [card] = await cardsOf(mila.guardian)
    expect((await call(server, moos.guardian, 'DELETE', `/api/photos/media/${id}`)).status).toBe(404)
    expect((await call(server, staff, 'DELETE', `/api/photos/media/${id}`)).status).toBe(200)
    for (const who of [mila.guardian, moos.guardian])
      expect((await cardsOf(who)).some((one) => one.id === card!.id)).toBe(false)
    expect((await fileOf(mila.guardian, card!.photos[0]!.id)).status).toBe(404)
    for (const table of ['media', 'media_key', 'photo', 'photo_view'])
      expect(
        (
          await server.owner.query(
            `select 1 from ${table} where ${table === 'media' ? 'id' : table === 'photo_view' ? 'photo_id' : 'media_id'} = any($1::uuid[])`,
            [[id, card!.photos[0]!.id]],
          )
        ).rowCount,
        table,
      ).toBe(0)
    await removeUnwanted(server.database.worker, server.media)
    const left = new Set<string>()
    for await (const { name } of server.media.store.names()) left.add(name)
    for (const { name } of files) expect(left.has(name)).toBe(false)
  })

  it('who change one photo at the same time leave it in one of the two timelines, or nowhere once it is recalled', async () => {
    const { mila, moos, staff, colleague } = couple
    const left = async (id: string) =>
      (await server.owner.query('select child_id from photo where media_id = $1', [id])).rowCount
    const crossed = next()
    await post([{ mediaId: crossed, childIds: [mila.childId, moos.childId] }])
    await Promise.all([tagAs(staff, crossed, [], [moos.childId]), tagAs(colleague, crossed, [], [mila.childId])])
    expect(await left(crossed)).toBe(1)
    for (const pause of [0, 3, 8]) {
      const id = next()
      await post([{ mediaId: id, childIds: [mila.childId] }])
      const [recalled] = await Promise.all([
        call(server, colleague, 'POST', `/api/photos/media/${id}/recall`, { id: uuidv7(), reason: '' }),
        new Promise((soon) => setTimeout(soon, pause)).then(() => tagAs(staff, id, [moos.childId], [])),
      ])
      expect(recalled.status).toBe(200)
      expect(await left(id)).toBe(0)
      expect((await server.owner.query('select 1 from media where id = $1', [id])).rowCount).toBe(0)
    }
  })

  it.each([
    ['the device', 200, 1],
    ['the change', 404, 0],
  ] as const)(
    'hear of a device that receives a photo while they take it from a timeline: %s was first',
    async (first, status, shown) => {
      const { mila, moos, staff } = couple
      const bytes = Buffer.from('een beeld')
      const id = await storedUpload(server, staff, couple.groupId, { kind: 'original', type: 'image/jpeg', bytes })
      await post([{ mediaId: id, childIds: [mila.childId, moos.childId] }])
      const copy = 'select id from photo where media_id = $1 and child_id = $2'
      const photoId = (await server.owner.query(copy, [id, mila.childId])).rows[0].id
      // Somebody holds the file, so that the two come to stand behind each other in a known order.
      await server.owner.query('begin')
      await server.owner.query('select 1 from media where id = $1 for update', [id])
      const waiting = (count: number) =>
        expect
          .poll(
            async () => {
              await server.owner.query('select pg_stat_clear_snapshot()')
              const who = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
              return (await server.owner.query(who)).rowCount
            },
            { timeout: 30_000 },
          )
          .toBe(count)
      const receive = () => fileOf(mila.guardian, photoId, 'original')
      const take = () => tagAs(staff, id, [], [mila.childId])
      const received = first === 'the device' ? receive() : waiting(1).then(receive)
      const taken = first === 'the device' ? waiting(1).then(take) : take()
      await waiting(2)
      await server.owner.query('commit')
      const [file, tagged] = [await received, await taken]
      expect(tagged.status).toBe(200)
      expect(tagged.body.astray.shown).toBe(shown)
      expect(file.status).toBe(status)
    },
  )

  it('who tag two photos of one post at once give the child one card', async () => {
    const { mila, moos, staff, colleague } = couple
    const [one, other] = [next(), next()]
    const postId = uuidv7()
    const photos = [one, other].map((mediaId) => ({ mediaId, childIds: [mila.childId] }))
    expect((await post(photos, { id: postId })).status).toBe(200)
    const added = await Promise.all([
      tagAs(staff, one, [moos.childId], []),
      tagAs(colleague, other, [moos.childId], []),
    ])
    expect(added.map(({ status }) => status)).toEqual([200, 200])
    const cards = async () =>
      (
        await server.owner.query(
          `select c.removed_at is null as stands, count(p.id)::int as photos
             from photo_card c left join photo p on p.card_id = c.id
            where c.post_id = $1 and c.child_id = $2 group by c.id`,
          [postId, moos.childId],
        )
      ).rows
    expect(await cards()).toEqual([{ stands: true, photos: 2 }])
    // The last photo leaves a card while another comes to it: it comes to one that stands.
    await tagAs(staff, other, [], [moos.childId])
    await Promise.all([tagAs(staff, one, [], [moos.childId]), tagAs(colleague, other, [moos.childId], [])])
    for (const { stands, photos } of await cards()) expect(stands).toBe(photos > 0)
  })

  it('recall a photo that was retagged before: whom it had reached then is told as well', async () => {
    const { mila, moos, staff } = couple
    const id = next()
    await post([{ mediaId: id, childIds: [mila.childId] }])
    await fileOf(mila.guardian, (await cardsOf(mila.guardian))[0]!.photos[0]!.id)
    await tagAs(staff, id, [moos.childId], [mila.childId])
    const body = { id: uuidv7(), reason: '' }
    const recalled = await call(server, staff, 'POST', `/api/photos/media/${id}/recall`, body)
    expect(recalled.body.readers).toMatchObject([{ role: 'guardian', child: mila.callName }])
    const [record] = (await server.owner.query('select child_ids from breach_record where id = $1', [body.id])).rows
    expect(record.child_ids.sort()).toEqual([mila.childId, moos.childId].sort())
  })

  it('recall a misdirected photo: gone at once, with whom it had reached and a breach record begun', async () => {
    const { mila, moos, staff, colleague } = couple
    const id = next()
    await post([{ mediaId: id, childIds: [mila.childId, moos.childId] }])
    const [card] = await cardsOf(mila.guardian)
    const photoId = card!.photos[0]!.id
    await fileOf(mila.guardian, photoId)
    server.clock.forward(60_000)
    const opened = (who: Somebody) => call(server, who, 'POST', `/api/photos/${photoId}/opened`, { opened: true })
    expect((await opened(mila.guardian)).status).toBe(200)
    expect((await opened(moos.guardian)).status).toBe(404)
    server.clock.forward(60_000)
    await fileOf(mila.guardian, photoId, 'original', '?save=1')
    const ear = await listen(server, mila.guardian)
    const body = { id: uuidv7(), reason: 'Bij het verkeerde gezin' }
    expect((await call(server, mila.guardian, 'POST', `/api/photos/media/${id}/recall`, body)).status).toBe(404)
    const recalled = await call(server, colleague, 'POST', `/api/photos/media/${id}/recall`, body)
    expect(recalled.body).toMatchObject({
      breachId: body.id,
      readers: [{ name: 'Guusje Zeldenrust', role: 'guardian', child: mila.callName }],
    })
    const [reader] = recalled.body.readers
    expect(Date.parse(reader.openedAt)).toBeGreaterThan(Date.parse(reader.seenAt))
    expect(Date.parse(reader.savedAt)).toBeGreaterThan(Date.parse(reader.openedAt))
    await ear.until(() => ear.events.length > 0)
    expect(ear.events).toMatchObject([{ type: 'photos.removed', itemId: card!.id }])
    expect((await fileOf(mila.guardian, photoId)).status).toBe(404)
    // Asked again, as after a reply that was lost, it says the same.
    const again = await call(server, colleague, 'POST', `/api/photos/media/${id}/recall`, body)
    expect(again.body).toEqual(recalled.body)
    expect(
      (await call(server, staff, 'POST', `/api/photos/media/${id}/recall`, { ...body, id: uuidv7() })).status,
    ).toBe(404)
    ear.close()
  })
})

describe('guardians', () => {
  it('give hearts that staff see as a count and other guardians do not see', async () => {
    const { mila, staff } = couple
    await post([{ mediaId: next(), childIds: [mila.childId] }])
    const [card] = await cardsOf(mila.guardian)
    const { id } = card!.photos[0]!
    const [desk, own] = [await listen(server, staff), await listen(server, mila.guardian)]
    const heart = (hearted: boolean) => call(server, mila.guardian, 'PUT', `/api/photos/${id}/heart`, { hearted })
    for (let n = 0; n < 3; n++) expect((await heart(true)).status).toBe(200)
    expect((await timelineOf(mila.guardian)).hearted).toContain(id)
    await desk.until(() => desk.events.length > 0)
    expect(desk.events).toMatchObject([{ type: 'photos.answered', item: { photos: [{ hearts: 1 }] } }])
    expect(own.events).toEqual([])
    await heart(false)
    expect((await timelineOf(mila.guardian)).hearted).not.toContain(id)
    const mine = (await staffCards()).find((one) => one.id === card!.id)
    expect(mine!.photos[0]!.hearts).toBe(0)
    desk.close()
    own.close()
  })

  it('report a photo, and staff settle it', async () => {
    const { mila, moos } = couple
    const [card] = await cardsOf(mila.guardian)
    const { id } = card!.photos[0]!
    const body = { id: uuidv7(), reason: 'wrong_child', text: 'Dit is Moos niet' }
    expect((await call(server, moos.guardian, 'POST', `/api/photos/${id}/reports`, body)).status).toBe(404)
    expect((await call(server, mila.guardian, 'POST', `/api/photos/${id}/reports`, body)).status).toBe(200)
    const reported = (await staffCards()).find((one) => one.id === card!.id)
    expect(reported!.photos[0]!.reports).toEqual([
      { id: body.id, at: server.clock.now().toISOString(), reason: body.reason, text: body.text },
    ])
    const { colleague } = couple
    expect((await call(server, colleague, 'PUT', `/api/photos/reports/${body.id}`, { settled: true })).status).toBe(200)
    expect((await staffCards()).find((one) => one.id === card!.id)!.photos[0]!.reports).toEqual([])
  })

  it('take photos along as a ZIP with names by date and call name, of what they may see and nothing else', async () => {
    const { mila, moos } = couple
    const zip = (who: Somebody, body: unknown) =>
      fetch(`${server.url}/api/photos/photos.zip`, {
        method: 'POST',
        headers: {
          cookie: who.cookie,
          'x-role': who.role,
          'x-requested-with': 'ouderapp',
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      })
    const mine = (await cardsOf(mila.guardian)).flatMap((card) => card.photos)
    const reply = await zip(mila.guardian, { month: '2026-11' })
    const bytes = Buffer.from(await reply.arrayBuffer())
    expect(reply.headers.get('content-length')).toBe(String(bytes.length))
    const entries = entriesOfZip(bytes)
    expect(entries).toHaveLength(mine.length)
    expect(new Set(entries.map(({ name }) => name)).size).toBe(mine.length)
    for (const { name, content } of entries) {
      expect(name).toMatch(/^2026-11-22 \d\d\.\d\d Milaatje( \(\d\))?\.jpg$/)
      expect((await sharp(content).metadata()).format).toBe('jpeg')
    }
    const theirs = (await cardsOf(moos.guardian))[0]!.photos[0]!.id
    expect((await zip(mila.guardian, { photoIds: [mine[0]!.id, theirs] })).status).toBe(404)
    expect((await zip(mila.guardian, { child: moos.childId })).status).toBe(404)
    expect((await zip(mila.guardian, { photoIds: [] })).status).toBe(422)
    expect((await zip(couple.bo.guardian, {})).status).toBe(404)
  })
})

describe('what lies on the disk', () => {
  it('is sealed, and holds nothing that the camera wrote beside the pixels', async () => {
    const { staff, mila, groupId } = couple
    const canary = 'KANARIE-52.3702-4.8952'
    const [id] = (await readyMedia(server, staff, groupId, [
      await sharp({ create: { width: 300, height: 200, channels: 3, background: '#804020' } })
        .withExif({ IFD0: { Make: canary, ImageDescription: canary } })
        .jpeg()
        .toBuffer(),
    ])) as [string]
    expect(exifOf({ make: canary }).includes(canary)).toBe(true)
    await post([{ mediaId: id, childIds: [mila.childId] }])
    const [card] = await cardsOf(mila.guardian)
    for (const form of ['webp-320', 'avif-320', 'original'])
      expect((await fileOf(mila.guardian, card!.photos[0]!.id, form)).bytes.includes(canary), form).toBe(false)
    const folder = server.media.folder
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
    expect(files.length).toBeGreaterThan(5)
    for (const file of files) {
      const bytes = await readFile(join(file.parentPath, file.name))
      expect(bytes.includes(canary) || bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])), file.name).toBe(
        false,
      )
    }
  })
})
