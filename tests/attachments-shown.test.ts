import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ok } from './support/absence.ts'
import { attaching, type Given } from './support/attaching.ts'
import { type Cast, makeCast } from './support/cast.ts'
import { refused } from './support/conversation.ts'
import { waiting } from './support/sabotage.ts'
import { afternoon, call, listen, startServer, type TestServer } from './support/server.ts'

/* Photos and documents that come with a message: who is on a photo that staff send, and what the database holds to. */

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
const { ask, page, begin, noor, stored, sendWith, fileAt, another } = attaching(() => ({ server, cast }))

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
