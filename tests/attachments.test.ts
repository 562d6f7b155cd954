import sharp from 'sharp'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { processMedia } from '../workers/media/processing.ts'
import { removeUnwanted } from '../workers/media/sweeping.ts'
import { ok } from './support/absence.ts'
import { attaching } from './support/attaching.ts'
import { announce, sendWhole } from './support/attachments.ts'
import { type Cast, makeCast, type PlayerName } from './support/cast.ts'
import { refused } from './support/conversation.ts'
import { pdf } from './support/documents.ts'
import { fetchBytes, mediaGround, patch, storedUpload } from './support/photos.ts'
import { exifSegment, withSegments } from './support/picture-files.ts'
import { afternoon, listen, startServer, type TestServer } from './support/server.ts'

/* Photos and documents that come with a message: who may send them, and how many. */

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
const { ask, page, begin, noor, stored, sendWith, fileAt, inStore } = attaching(() => ({ server, cast }))

describe('a file that is to go with a message', () => {
  it('is announced by who may write about the child, and by nobody else', async () => {
    const may: PlayerName[] = ['guardian', 'withoutAuthority', 'neverGranted', 'sharedWith', 'staff']
    for (const who of may) expect((await announce(server, cast.people[who], noor().childId)).status, who).toBe(200)
    const others: PlayerName[] = [
      'restricted',
      'former',
      'otherFamily',
      'foreignGuardian',
      'otherGroup',
      'formerStaff',
      'foreignStaff',
      'managerElsewhere',
    ]
    for (const who of others) await refused('not_found', announce(server, cast.people[who], noor().childId))
  })

  it('is its sender’s alone, in the role in which it was sent', async () => {
    const id = await stored('guardian')
    const own = async (who: PlayerName) => ok(await ask(who, 'GET', '/api/media?of=messages')).uploads.length
    expect([await own('guardian'), await own('staff'), await own('neverGranted')]).toEqual([1, 0, 0])
    // It is none of a group's photos.
    expect(ok(await ask('guardian', 'GET', '/api/media')).uploads).toEqual([])
    for (const who of ['staff', 'neverGranted', 'otherFamily', 'manager'] as const) {
      expect((await fetchBytes(server, cast.people[who], `/api/media/${id}/file/webp-320`)).status).toBe(404)
      await refused('not_found', ask(who, 'DELETE', `/api/media/${id}`))
      expect((await patch(server, cast.people[who], id, 0, Buffer.from('x'))).status).toBe(404)
    }
    expect((await fetchBytes(server, cast.people.guardian, `/api/media/${id}/file/webp-320`)).bytes.toString()).toBe(
      'beeld',
    )
    const before = await inStore()
    expect((await ask('guardian', 'DELETE', `/api/media/${id}`)).status).toBe(200)
    await removeUnwanted(server.database.worker, server.media)
    expect((await inStore()).length).toBe(before.length - 3)
  })

  it('is called as it is, without folders and what cannot be seen', async () => {
    const begun = await announce(server, cast.people.guardian, noor().childId, {
      kind: 'document',
      name: 'C:\\map\\..\\Dieet\u202elijst\r\n.pdf',
    })
    expect(ok(begun).upload).toMatchObject({ kind: 'document', name: 'Dieetlijst.pdf' })
    const long = await announce(server, cast.people.guardian, noor().childId, {
      kind: 'document',
      name: `${'é'.repeat(500)}.pdf`,
    })
    expect([...ok(long).upload.name]).toHaveLength(120)
    expect(ok(long).upload.name.endsWith('….pdf')).toBe(true)
    await refused('invalid', announce(server, cast.people.guardian, noor().childId, { kind: 'document', name: 'map/' }))
    await refused(
      'too_large',
      announce(server, cast.people.guardian, noor().childId, { kind: 'document', bytes: 20_000_001 }),
    )
  })
})

describe('a guardian', () => {
  /** So much was begun already, whatever became of it. */
  const counted = (bytes: number) =>
    server.owner.query(
      `insert into upload_begun (id, organisation_id, person_id, bytes, at)
       select gen_random_uuid(), organisation_id, id, $2, $3 from person where id = $1`,
      [cast.people.guardian.id, bytes, server.clock.now()],
    )

  it('begins so much within a day and no more, placed, thrown away or waiting', async () => {
    const { guardian } = cast.people
    const begin = (bytes = 1000) => announce(server, guardian, noor().childId, { bytes })
    const place = 'update media set post_id = gen_random_uuid(), wrapped_key = null where id = $1'
    const first = await stored('guardian')
    await server.owner.query(place, [first])
    await counted(1_000_000_000 - 1500)
    ok(await begin())
    await refused('quota_exceeded', begin())
    server.clock.forward(86_400_001)
    const id = await stored('guardian')
    await server.owner.query(place, [id])
    ok(await ask('guardian', 'DELETE', `/api/media/${ok(await begin()).upload.id}`))
    const many = `insert into media select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid()))).*
                    from media m cross join generate_series(1, 197) where m.id = $1`
    await server.owner.query(many, [id])
    const [last, over] = [await begin(), await begin()]
    ok(last)
    await refused('quota_exceeded', Promise.resolve(over))
    // That of the group stands apart.
    ok(await announce(server, cast.people.staff, noor().childId))
  })

  it('that is a document and takes too long is refused for good', async () => {
    const id = await sendWhole(server, cast.people.guardian, noor().childId, await pdf(), 'brief.pdf')
    await processMedia(mediaGround(server, { documentWithin: 50 }), 'photo')
    const { uploads } = ok(await ask('guardian', 'GET', '/api/media?of=messages'))
    expect(uploads).toMatchObject([{ id, state: 'refused', reason: 'too_slow' }])
    await refused('not_ready', sendWith('guardian', [{ id }]))
    // With time enough it would have been kept.
    const other = await sendWhole(server, cast.people.guardian, noor().childId, await pdf(), 'brief.pdf')
    await processMedia(mediaGround(server), 'photo')
    expect(ok(await ask('guardian', 'GET', '/api/media?of=messages')).uploads).toMatchObject([
      { id, state: 'refused' },
      { id: other, state: 'ready' },
    ])
  }, 240_000)

  it('begins no more for having taken it back or thrown it away: the bytes of the day count', async () => {
    const { guardian } = cast.people
    const begin = (bytes: number) => announce(server, guardian, noor().childId, { bytes, kind: 'document' })
    for (let n = 0; n < 49; n++)
      ok(await ask('guardian', 'DELETE', `/api/media/${ok(await begin(20_000_000)).upload.id}`))
    const id = await stored('guardian')
    await counted(15_000_000)
    const { message } = ok(await sendWith('guardian', [{ id }]))
    await refused('quota_exceeded', begin(6_000_000))
    ok(await ask('guardian', 'DELETE', `/api/messages/${message.id}`))
    await refused('quota_exceeded', begin(6_000_000))
    await removeUnwanted(server.database.worker, server.media)
    ok(await begin(4_000_000))
    server.clock.forward(86_400_001)
    ok(await begin(20_000_000))
  })

  it('sends a photo and a document, made of what a phone sends; the group has them, without where it was taken', async () => {
    const { guardian } = cast.people
    const jpeg = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#3060a0' } })
      .jpeg()
      .toBuffer()
    const camera = withSegments(jpeg, [exifSegment(Buffer.from('KANARIE'))])
    const photo = await sendWhole(server, guardian, noor().childId, camera)
    const document = await sendWhole(server, guardian, noor().childId, await pdf('Dieetlijst'), 'Dieetlijst Noor.pdf')
    expect((await refused('not_ready', sendWith('guardian', [{ id: photo }]))).code).toBe('not_ready')
    await processMedia(mediaGround(server), 'photo')
    const desk = await listen(server, cast.people.staff)
    const { message, conversation } = ok(await sendWith('guardian', [{ id: photo }, { id: document }]))
    expect(message.attachments).toMatchObject([
      { kind: 'photo', id: photo, width: 800, height: 600 },
      { kind: 'document', id: document, name: 'Dieetlijst Noor.pdf' },
    ])
    expect(conversation.last).toMatchObject({
      preview: '',
      attached: { photos: 1, documents: 1, name: 'Dieetlijst Noor.pdf' },
    })
    await desk.until(() => desk.events.some((event) => event.type === 'message.sent'))
    const heard = desk.events.find((event) => event.type === 'message.sent') as unknown as {
      message: unknown
      conversation: unknown
    }
    expect(heard.message).toEqual({ ...message, seq: expect.any(Number) })
    desk.close()
    const read = (await page('staff')).messages.at(-1)!
    expect(read.attachments).toEqual(message.attachments)

    const original = await fileAt('staff', photo, 'original')
    expect(original.status).toBe(200)
    expect((await sharp(original.bytes).metadata()).exif).toBeUndefined()
    expect(original.bytes.includes('KANARIE')).toBe(false)
    const given = await fileAt('staff', document, 'document')
    expect(given.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(Object.fromEntries(given.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="Dieetlijst Noor.pdf"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    // It is nobody's upload any more, and goes with one message.
    expect(ok(await ask('guardian', 'GET', `/api/media?of=messages&missed=${photo}`))).toMatchObject({
      uploads: [],
      ended: [photo],
    })
    await refused('not_found', sendWith('guardian', [{ id: photo }]))
  }, 240_000)

  it('sends none of somebody else’s, of another child’s, of a group’s, or that is refused; and nothing comes of the message', async () => {
    const { staff } = cast.people
    const wrong = [
      await stored('neverGranted'),
      await stored('staff'),
      await stored('otherFamily', {}, cast.targets.bram.childId),
      await storedUpload(server, staff, noor().groupId, {
        kind: 'webp-320',
        type: 'image/webp',
        bytes: Buffer.from('x'),
      }),
      uuidv7(),
    ]
    const before = (await page('guardian')).messages.length
    for (const id of wrong) await refused('not_found', sendWith('guardian', [{ id }], 'Kijk'))
    const own = await stored('guardian')
    await refused('not_found', sendWith('guardian', [{ id: own }, { id: wrong[0]! }]))
    await server.owner.query(`update media set state = 'refused', reason = 'damaged' where id = $1`, [own])
    await refused('not_ready', sendWith('guardian', [{ id: own }]))
    expect((await page('guardian')).messages).toHaveLength(before)
  })

  it('sends up to six in an order, once however often it is asked; without any it must say something', async () => {
    const ids = await Promise.all(Array.from({ length: 7 }, () => stored('guardian')))
    await refused(
      'invalid',
      sendWith(
        'guardian',
        ids.map((id) => ({ id })),
      ),
    )
    await refused('invalid', sendWith('guardian', []))
    await refused('invalid', sendWith('guardian', [{ id: ids[0]! }, { id: ids[0]! }]))
    await refused('invalid', sendWith('guardian', [{ id: ids[0]! }], ' '))
    const six = ids.slice(0, 6).reverse()
    const messageId = uuidv7()
    const send = () =>
      sendWith(
        'guardian',
        six.map((id) => ({ id })),
        'Zes',
        noor().talk.id,
        messageId,
      )
    const first = ok(await send()).message
    expect(first.attachments.map(({ id }: { id: string }) => id)).toEqual(six)
    expect(ok(await send()).message).toEqual(first)
    await refused('id_taken', sendWith('guardian', [{ id: ids[6]! }], 'Zes', noor().talk.id, messageId))
  })

  it('begins a conversation with a photo', async () => {
    const id = await stored('withoutAuthority')
    const { conversation, message } = ok(
      await begin('withoutAuthority', { message: { id: uuidv7(), text: '', attachments: [{ id }] } }),
    )
    expect(message.attachments).toMatchObject([{ id, kind: 'photo' }])
    expect((await fileAt('staff', id, 'webp-320', '', conversation.id)).status).toBe(200)
    expect((await fileAt('guardian', id, 'webp-320', '', conversation.id)).status).toBe(404)
  })
})
