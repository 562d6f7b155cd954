import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { statement, transaction } from '../db/client.ts'
import { removeUnwanted } from '../workers/media/sweeping.ts'
import { ok } from './support/absence.ts'
import { attaching } from './support/attaching.ts'
import { type Cast, makeCast, type PlayerName } from './support/cast.ts'
import { refused } from './support/conversation.ts'
import { afternoon, listen, startServer, type TestServer } from './support/server.ts'

/* Photos and documents that come with a message: who has them, and when they are gone. */

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
const talk = attaching(() => ({ server, cast }))
const { ask, retract, noor, stored, sendWith, fileAt, inStore } = talk

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
    for (const words of ['verklaringen', 'verklar', 'allergie noor', 'Allergie-verklaring']) {
      const [first, ...more] = await found('staff', words)
      expect([first.message.id, more], words).toEqual([message.id, []])
      expect(first.excerpt.map((piece: { text: string }) => piece.text).join(''), words).toBe(
        'Allergie-verklaring_Noor.pdf',
      )
      expect(
        first.excerpt.some((piece: { marked: boolean }) => piece.marked),
        words,
      ).toBe(true)
    }
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
