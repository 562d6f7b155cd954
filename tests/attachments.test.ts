import sharp from 'sharp'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { statement, transaction } from '../db/client.ts'
import { processMedia } from '../workers/media/processing.ts'
import { removeUnwanted } from '../workers/media/sweeping.ts'
import { ok } from './support/absence.ts'
import { announce, sendWhole, storedAttachment } from './support/attachments.ts'
import { type Cast, makeCast, type PlayerName } from './support/cast.ts'
import { conversing, refused } from './support/conversation.ts'
import { pdf } from './support/documents.ts'
import { fetchBytes, mediaGround, patch, storedUpload } from './support/photos.ts'
import { exifSegment, withSegments } from './support/picture-files.ts'
import { waiting } from './support/sabotage.ts'
import { afternoon, call, listen, startServer, type TestServer } from './support/server.ts'

/* Photos and documents that come with a message: who may send them, who has them, and when they are gone. */

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
const talk = conversing(() => ({ server, cast }))
const { ask, page, retract, begin } = talk
const noor = () => cast.targets.noor
const stored = (who: PlayerName, given: Parameters<typeof storedAttachment>[3] = {}, childId = noor().childId) =>
  storedAttachment(server, cast.people[who], childId, given)
type Given = { id: string; childIds?: string[]; showsNobody?: boolean }
const sendWith = (who: PlayerName, attachments: Given[], text = '', id = noor().talk.id, messageId = uuidv7()) =>
  ask(who, 'POST', `/api/conversations/${id}/messages`, { id: messageId, text, attachments })
const fileAt = (who: PlayerName | undefined, id: string, form = 'webp-320', more = '', at = noor().talk.id) =>
  fetchBytes(server, who && cast.people[who], `/api/conversations/${at}/attachments/${id}/${form}${more}`)
const inStore = async () => {
  const names: string[] = []
  for await (const { name } of server.media.store.names()) names.push(name)
  return names
}
/** Another child in Noor's group, with or without consent for photos. */
async function another(granted: boolean): Promise<{ childId: string; channel: string }> {
  const childId = uuidv7()
  const channel = uuidv7()
  const { owner } = server
  const { groupId } = noor()
  await owner.query(
    `insert into child (id, organisation_id, first_names, call_name, surname, birth_date) values ($1, $2, 'Fien', 'Fientje', 'X', '2024-01-01')`,
    [childId, cast.organisationId],
  )
  await owner.query(
    `insert into contract (id, organisation_id, child_id, legal_entity_id, care_type, starts_on)
     select gen_random_uuid(), organisation_id, $1, legal_entity_id, care_type, starts_on from contract where child_id = $2`,
    [childId, noor().childId],
  )
  await owner.query(
    `insert into placement (id, organisation_id, contract_id, child_id, group_id, starts_on)
     select gen_random_uuid(), organisation_id, id, child_id, $2, starts_on from contract where child_id = $1`,
    [childId, groupId],
  )
  await owner.query(
    `insert into channel (id, organisation_id, kind, child_id, open) values ($1, $2, 'photos', $3, $4)`,
    [channel, cast.organisationId, childId, granted],
  )
  if (granted)
    await owner.query(
      `insert into channel_period (channel_id, organisation_id, opened_at) values ($1, $2, $3::timestamptz - interval '30 days')`,
      [channel, cast.organisationId, server.clock.now()],
    )
  return { childId, channel }
}

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
  }, 180_000)

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
  }, 180_000)

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

describe('what came with a message', () => {
  it('is had by who reads the conversation, in every form, and by nobody else: not one byte', async () => {
    const photo = await stored('guardian', { bytes: 'GEHEIM-BEELD' })
    const document = await stored('guardian', { bytes: 'GEHEIM-BRIEF', name: 'brief.pdf' })
    ok(await sendWith('guardian', [{ id: photo }, { id: document }]))
    const forms = [
      [photo, 'webp-320'],
      [photo, 'webp-2048'],
      [photo, 'original'],
      [document, 'document'],
    ] as const
    for (const who of ['guardian', 'staff'] as const)
      for (const [id, form] of forms) expect((await fileAt(who, id, form)).bytes.toString(), form).toContain('GEHEIM')
    const others: PlayerName[] = [
      'neverGranted',
      'withoutAuthority',
      'sharedWith',
      'restricted',
      'former',
      'otherFamily',
      'foreignGuardian',
      'otherGroup',
      'formerStaff',
      'elsewhere',
      'foreignStaff',
      'manager',
      'administration',
      'privacyOfficer',
    ]
    const missing = (await fileAt('neverGranted', uuidv7(), 'webp-320')).bytes.toString().replace(/"id":"[^"]*"/, '')
    for (const who of others)
      for (const [id, form] of forms) {
        const given = await fileAt(who, id, form)
        expect([given.status, given.bytes.includes('GEHEIM')], who).toEqual([404, false])
        if (who === 'neverGranted') expect(given.bytes.toString().replace(/"id":"[^"]*"/, '')).toBe(missing)
        await refused(
          'not_found',
          ask(who, 'POST', `/api/conversations/${noor().talk.id}/opened/${id}`, { opened: true }),
        )
      }
    expect((await fileAt(undefined, photo)).status).toBe(401)
    // By another conversation that the reader has.
    expect((await fileAt('otherFamily', photo, 'webp-320', '', cast.targets.bram.talk.id)).status).toBe(404)
    expect((await fileAt('guardian', photo, 'document')).status).toBe(404)
    // Who reads a handed-over one has it, and not once it is handed back.
    ok(await talk.handle('staff', { do: 'hand_over' }))
    expect((await fileAt('manager', photo)).status).toBe(200)
    ok(await talk.handle('staff', { do: 'hand_back' }))
    expect((await fileAt('manager', photo)).status).toBe(404)
  })

  it('is not had by staff who left, after a restriction, after the child went to another group, or after signing out', async () => {
    const id = await stored('guardian')
    ok(await sendWith('guardian', [{ id }]))
    expect((await fileAt('staff', id)).status).toBe(200)
    await server.owner.query('update staff_assignment set ends_on = local_day($2) - 1 where person_id = $1', [
      cast.people.staff.id,
      server.clock.now(),
    ])
    expect((await fileAt('staff', id)).status).toBe(404)
    await talk.move(cast.targets.bram.groupId)
    expect((await fileAt('otherGroup', id)).status).toBe(200)
    await server.owner.query('update guardianship set restricted_at = $2 where person_id = $1', [
      cast.people.guardian.id,
      server.clock.now(),
    ])
    expect((await fileAt('guardian', id)).status).toBe(404)
    await server.owner.query('update guardianship set restricted_at = null where person_id = $1', [
      cast.people.guardian.id,
    ])
    expect((await fileAt('guardian', id)).status).toBe(200)
    expect((await ask('guardian', 'POST', '/api/account/sign-out')).status).toBe(200)
    expect((await fileAt('guardian', id)).status).toBe(401)
  })

  it('opens no more once the child’s key is destroyed', async () => {
    const id = await stored('guardian')
    ok(await sendWith('guardian', [{ id }]))
    const { rows } = await server.owner.query('select wrapped_key from media where id = $1', [id])
    expect(rows).toEqual([{ wrapped_key: null }])
    await server.owner.query(
      `update child_key set sealed = (select sealed from child_key where child_id = $2) where child_id = $1`,
      [noor().childId, cast.targets.bram.childId],
    )
    expect((await fileAt('guardian', id)).status).toBe(500)
  })

  it('is gone with the message that is taken back: rows, files and bytes; it is told so', async () => {
    const photo = await stored('guardian')
    const document = await stored('guardian', { name: 'brief.pdf' })
    const before = (await inStore()).length
    const { message } = ok(await sendWith('guardian', [{ id: photo }, { id: document }], 'Kijk'))
    expect((await fileAt('staff', photo)).status).toBe(200)
    const desk = await listen(server, cast.people.staff)
    const after = ok(await retract('guardian', message.id))
    expect(after.message).toMatchObject({ text: '', attachments: [], retracted: { recalled: false } })
    expect(after.conversation.last.attached).toEqual({ photos: 0, documents: 0, name: null })
    await desk.until(() => desk.events.some((event) => event.type === 'message.retracted'))
    expect(JSON.stringify(desk.events.filter((event) => event.type === 'message.retracted'))).not.toContain(photo)
    desk.close()
    for (const who of ['guardian', 'staff'] as const) expect((await fileAt(who, photo)).status).toBe(404)
    for (const table of ['media', 'message_attachment'])
      expect(
        (await server.owner.query(`select 1 from ${table} where id = any($1::uuid[])`, [[photo, document]])).rowCount,
      ).toBe(0)
    expect((await server.owner.query('select 1 from attachment_view where attachment_id = $1', [photo])).rowCount).toBe(
      0,
    )
    await removeUnwanted(server.database.worker, server.media)
    expect((await inStore()).length).toBe(before - 4)
  })

  it('stays when the message is edited', async () => {
    const id = await stored('guardian')
    const { message } = ok(await sendWith('guardian', [{ id }], 'Eerst'))
    const edited = ok(await talk.edit('guardian', message.id, 'Later')).message
    expect(edited).toMatchObject({ text: 'Later', attachments: [{ id }] })
  })

  it('is found by the name of a document', async () => {
    const id = await stored('guardian', { name: 'Allergie-verklaring_Noor.pdf' })
    const { message } = ok(await sendWith('guardian', [{ id }]))
    const found = async (who: PlayerName, words: string) =>
      ok(await ask(who, 'GET', `/api/messages?words=${encodeURIComponent(words)}`)).found
    for (const words of ['verklaring', 'allergie noor', 'Allergie-verklaring'])
      expect(await found('staff', words), words).toMatchObject([
        { message: { id: message.id }, excerpt: 'Allergie-verklaring_Noor.pdf' },
      ])
    expect(await found('otherFamily', 'verklaring')).toEqual([])
    ok(await retract('guardian', message.id))
    expect(await found('staff', 'verklaring')).toEqual([])
  })

  it('leaves who had it, how far, in the audit: once for each', async () => {
    const id = await stored('guardian')
    ok(await sendWith('guardian', [{ id }]))
    for (const form of ['webp-320', 'webp-320', 'webp-2048', 'original', 'webp-2048']) await fileAt('staff', id, form)
    const { rows } = await server.owner.query(
      `select action from audit where action like 'attachment.%' and person_id = $1 order by at, id`,
      [cast.people.staff.id],
    )
    expect(rows.map(({ action }) => action)).toEqual(['attachment.seen', 'attachment.opened', 'attachment.saved'])
  })
})

describe('a photo that staff send', () => {
  const invalid = async (given: Partial<Given>) => {
    const id = await stored('staff')
    return (await refused('invalid', sendWith('staff', [{ id, ...given }]))).fields
  }

  it('says who is on it, or that it shows no child; the child of the conversation is on it', async () => {
    const fien = await another(true)
    expect(await invalid({})).toEqual([{ path: 'attachments.0.childIds', reason: 'untagged' }])
    expect(await invalid({ childIds: [fien.childId] })).toEqual([
      { path: 'attachments.0.childIds', reason: 'without_child' },
    ])
    expect(await invalid({ childIds: [noor().childId], showsNobody: true })).toEqual([
      { path: 'attachments.0.childIds', reason: 'twice' },
    ])
    const [both, nobody, document] = [
      await stored('staff'),
      await stored('staff'),
      await stored('staff', { name: 'menu.pdf' }),
    ]
    const { message } = ok(
      await sendWith('staff', [
        { id: both, childIds: [noor().childId, fien.childId] },
        { id: nobody, showsNobody: true },
        { id: document },
      ]),
    )
    expect(message.attachments).toHaveLength(3)
    const { rows } = await server.owner.query('select child_id from attachment_tag where attachment_id = $1', [both])
    expect(rows.map((row) => row.child_id).sort()).toEqual([noor().childId, fien.childId].sort())
    // A guardian is never told who else is on it.
    const read = await ask('guardian', 'GET', `/api/conversations/${noor().talk.id}`)
    expect(read.text).not.toContain(fien.childId)
    for (const id of [both, nobody]) expect((await fileAt('guardian', id)).status).toBe(200)
  })

  it('needs consent of each child on it, now and when it was taken; the child is named', async () => {
    const [fien, gijs] = [await another(false), await another(true)]
    const id = await stored('staff')
    const children = [noor().childId, fien.childId]
    expect((await refused('consent_missing', sendWith('staff', [{ id, childIds: children }]))).children).toEqual([
      { id: fien.childId, callName: 'Fientje' },
    ])
    const old = await stored('staff', { takenAt: new Date(server.clock.now().getTime() - 40 * 86_400_000) })
    await refused('consent_missing', sendWith('staff', [{ id: old, childIds: [noor().childId, gijs.childId] }]))
    // Nothing came of it: the file waits as before.
    expect(ok(await ask('staff', 'GET', '/api/media?of=messages')).uploads).toHaveLength(2)
    ok(await sendWith('staff', [{ id, childIds: [noor().childId] }]))
  })

  it('of a child of another group, or of nobody’s, is not sent', async () => {
    const id = await stored('staff')
    for (const other of [cast.targets.bram.childId, cast.targets.zed.childId, uuidv7()])
      await refused('not_found', sendWith('staff', [{ id, childIds: [noor().childId, other] }]))
  })

  it('is not sent when consent is withdrawn at the same moment, whoever is first', async () => {
    const fien = await another(true)
    const id = await stored('staff')
    await server.owner.query('begin')
    await server.owner.query('update channel set open = false where id = $1', [fien.channel])
    await server.owner.query('update channel_period set closed_at = $2 where channel_id = $1', [
      fien.channel,
      server.clock.now(),
    ])
    const sending = sendWith('staff', [{ id, childIds: [noor().childId, fien.childId] }])
    await waiting(server.owner, 1)
    await server.owner.query('commit')
    await refused('consent_missing', sending)
  })

  it('goes to nobody who may not read photos of the child, and is not had any more by who may not any longer', async () => {
    const guardianId = cast.people.withoutAuthority.id
    const { conversation } = ok(await begin('staff', { guardianId }))
    const id = await stored('staff')
    await refused('photos_not_theirs', sendWith('staff', [{ id, childIds: [noor().childId] }], '', conversation.id))
    ok(await sendWith('staff', [{ id, showsNobody: true }], '', conversation.id))
    expect((await fileAt('withoutAuthority', id, 'webp-320', '', conversation.id)).status).toBe(200)

    const shared = ok(await begin('staff', { guardianId: cast.people.sharedWith.id })).conversation
    const photo = await stored('staff')
    ok(await sendWith('staff', [{ id: photo, childIds: [noor().childId] }], 'Kijk', shared.id))
    expect((await fileAt('sharedWith', photo, 'webp-320', '', shared.id)).status).toBe(200)
    await server.owner.query(`update share set ended_at = $2 where person_id = $1`, [
      cast.people.sharedWith.id,
      server.clock.now(),
    ])
    expect((await fileAt('sharedWith', photo, 'webp-320', '', shared.id)).status).toBe(404)
    const { messages } = await page('sharedWith', '', shared.id)
    expect(messages.at(-1)).toMatchObject({ text: 'Kijk', attachments: [] })
    // Staff still read it.
    expect((await fileAt('staff', photo, 'webp-320', '', shared.id)).status).toBe(200)
  })

  it('is told live as it is fetched: to whom may not have it any more, not that there is one', async () => {
    const { conversation } = ok(await begin('staff', { guardianId: cast.people.sharedWith.id }))
    const photo = await stored('staff')
    const given = [{ id: photo, childIds: [noor().childId] }]
    const { message } = ok(await sendWith('staff', given, 'Kijk', conversation.id))
    await server.owner.query(`update share set ended_at = $2 where person_id = $1`, [
      cast.people.sharedWith.id,
      server.clock.now(),
    ])
    const listeners = { sharedWith: 0, staff: 1 }
    const open = await Promise.all(
      (['sharedWith', 'staff'] as const).map(async (who) => ({ who, heard: await listen(server, cast.people[who]) })),
    )
    ok(await ask('staff', 'PUT', `/api/messages/${message.id}`, { id: uuidv7(), text: 'Kijk eens' }))
    for (const { who, heard } of open) {
      await heard.until(() => heard.events.some((event) => event.type === 'message.edited'))
      const event = heard.events.find(({ type }) => type === 'message.edited')
      const told = event as unknown as { message: { attachments: unknown[] }; conversation: { last: object } }
      const fetched = await page(who, '', conversation.id)
      expect(told.message, who).toEqual(fetched.messages.at(-1))
      expect(told.message.attachments, who).toHaveLength(listeners[who])
      expect(told.conversation.last, who).toEqual(fetched.conversation.last)
      expect(told.conversation.last, who).toMatchObject({ attached: { photos: listeners[who], documents: 0 } })
      expect(JSON.stringify(heard.events).includes(photo), who).toBe(who === 'staff')
      heard.close()
    }
  })

  it('is still read after a withdrawal by who once granted, as the photos of the child are', async () => {
    const id = await stored('staff')
    ok(await sendWith('staff', [{ id, childIds: [noor().childId] }]))
    const withdrawn = {
      id: uuidv7(),
      childId: noor().childId,
      purpose: 'photos',
      decision: 'withdrawn',
      language: 'nl',
    }
    expect((await call(server, cast.people.guardian, 'POST', '/api/consents', withdrawn)).status).toBe(200)
    expect((await fileAt('guardian', id)).status).toBe(200)
    const next = await stored('staff')
    await refused('consent_missing', sendWith('staff', [{ id: next, childIds: [noor().childId] }]))
  })
})

describe('in the database, whatever the application says', () => {
  /** A message of somebody in Noor's conversation with one file, as far as the database lets it come. */
  async function forged(
    who: 'guardian' | 'staff',
    fileId: string,
    given: { at?: Date; showsNobody?: boolean; tags?: string[]; conversationId?: string; older?: string } = {},
  ): Promise<string> {
    const { at = server.clock.now(), showsNobody = false, tags = [], conversationId = noor().talk.id } = given
    const { id, role } = cast.people[who]
    const messageId = given.older ?? uuidv7()
    const client = await server.database.app.connect()
    try {
      await client.query('begin')
      await client.query('select * from enter($1, $2, $3)', [id, role, server.clock.now()])
      if (!given.older)
        await client.query(
          `insert into message (id, organisation_id, conversation_id, seq, side, author_id, author_name, author_role, text, sent_at)
           values ($1, $2, $3, 99, $4, $5, '', $6, '', $7)`,
          [messageId, cast.organisationId, conversationId, role === 'guardian' ? 'guardian' : 'staff', id, role, at],
        )
      await client.query(
        `insert into message_attachment (id, organisation_id, conversation_id, message_id, position, shows_nobody, wrapped)
         values ($1, $2, $3, $4, 0, $5, 'x')`,
        [fileId, cast.organisationId, conversationId, messageId, showsNobody],
      )
      for (const childId of tags)
        await client.query(
          'insert into attachment_tag (attachment_id, child_id, organisation_id, conversation_id) values ($1, $2, $3, $4)',
          [fileId, childId, cast.organisationId, conversationId],
        )
      await client.query('set constraints all immediate')
      return 'written'
    } catch (error) {
      return String((error as { code?: string }).code)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  it('a file goes with its sender’s own message that is being sent, and is what it is', async () => {
    const own = await stored('guardian')
    expect(await forged('guardian', own)).toBe('written')
    expect(await forged('guardian', await stored('neverGranted'))).toBe('42501')
    expect(await forged('guardian', await stored('staff'))).toBe('42501')
    expect(await forged('guardian', await stored('otherFamily', {}, cast.targets.bram.childId))).toBe('42501')
    expect(await forged('guardian', own, { older: noor().talk.messageId })).toBe('42501')
    expect(await forged('guardian', own, { conversationId: cast.targets.bram.talk.id })).toBe('42501')
    await server.owner.query(`update media set state = 'refused', reason = 'damaged' where id = $1`, [own])
    expect(await forged('guardian', own)).toBe('42501')
  })

  it('a photo of the staff has the consent of who is on it, or shows nobody', async () => {
    const [open, closed] = [await another(true), await another(false)]
    const id = await stored('staff')
    const { childId } = noor()
    expect(await forged('staff', id)).toBe('42501')
    expect(await forged('staff', id, { tags: [open.childId] })).toBe('42501')
    expect(await forged('staff', id, { tags: [childId, closed.childId] })).toBe('OA001')
    expect(await forged('staff', id, { tags: [childId, cast.targets.zed.childId] })).toBe('42501')
    expect(await forged('staff', id, { tags: [childId, open.childId] })).toBe('written')
    expect(await forged('staff', id, { showsNobody: true })).toBe('written')
  })
})

describe('the file of another family', () => {
  /** The application, as somebody of another family or group; gives the code by which the database refused it. */
  const as = (who: 'otherFamily' | 'otherGroup', text: string, values: unknown[]): Promise<string | undefined> => {
    const { id: person, role } = cast.people[who]
    return transaction(server.database.app, { person, role, ip: '', device: '' }, server.clock.now(), 'write', (tx) =>
      tx.query(statement(uuidv7(), text), values),
    ).then(
      () => undefined,
      (error: { code?: string }) => error.code,
    )
  }
  const filesOf = async (id: string): Promise<string> =>
    JSON.stringify((await server.owner.query('select files from media where id = $1', [id])).rows[0].files)

  it('is thrown away by nobody who gives the own upload or portrait its name', async () => {
    const photo = await stored('guardian')
    ok(await sendWith('guardian', [{ id: photo }]))
    const own = await stored('otherFamily', {}, cast.targets.bram.childId)
    const names = await filesOf(photo)
    const { id: portraitOf } = cast.people.otherGroup
    expect(await as('otherFamily', 'update media set files = $2::jsonb where id = $1', [own, names])).toBe('42501')
    expect(
      await as('otherGroup', 'update portrait set files = $2::jsonb where person_id = $1', [portraitOf, names]),
    ).toBe('42501')
    const put = 'insert into portrait (id, organisation_id, person_id, put_at) values ($1, $2, $3, now())'
    expect(await as('otherGroup', put, [photo, cast.organisationId, portraitOf])).toBe('42501')
    // Nor where the rows did say so.
    await server.owner.query('update media set files = $2::jsonb where id = $1', [own, names])
    expect(await as('otherFamily', 'select discard_media($1)', [own])).toBeUndefined()
    await server.owner.query(
      `insert into portrait (id, organisation_id, person_id, wrapped_key, files, put_at) values ($1, $2, $3, 'x', $4::jsonb, now())
       on conflict (person_id, organisation_id) do update set files = excluded.files`,
      [uuidv7(), cast.organisationId, portraitOf, names],
    )
    await server.owner.query('delete from portrait where person_id = $1', [portraitOf])
    await removeUnwanted(server.database.worker, server.media)
    expect((await fileAt('staff', photo)).status).toBe(200)
  })
})
