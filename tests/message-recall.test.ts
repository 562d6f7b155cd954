import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { removeUnwanted } from '../workers/media/sweeping.ts'
import { ok } from './support/absence.ts'
import { storedAttachment } from './support/attachments.ts'
import { type Cast, makeCast, type PlayerName } from './support/cast.ts'
import { conversing, refused } from './support/conversation.ts'
import { fetchBytes } from './support/photos.ts'
import { waiting } from './support/sabotage.ts'
import { afternoon, startServer, type TestServer } from './support/server.ts'

/* A message of the staff that went to the wrong family is recalled: gone for everybody, with who had it, and a breach record begun. */

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
const { ask, page, mark, sent, move } = conversing(() => ({ server, cast }))
const noor = () => cast.targets.noor
const recall = (who: PlayerName, messageId: string, id = uuidv7(), reason = 'Dit was voor een ander gezin.') =>
  ask(who, 'POST', `/api/messages/${messageId}/recall`, { id, reason })
const days = (count: number) => server.clock.forward(count * 86_400_000)
const fileAt = (who: PlayerName, id: string, form = 'webp-320', more = '') =>
  fetchBytes(server, cast.people[who], `/api/conversations/${noor().talk.id}/attachments/${id}/${form}${more}`)
async function astray() {
  const photo = await storedAttachment(server, cast.people.staff, noor().childId)
  const letter = await storedAttachment(server, cast.people.staff, noor().childId, { name: 'brief.pdf' })
  const attachments = [{ id: photo, childIds: [noor().childId] }, { id: letter }]
  const path = `/api/conversations/${noor().talk.id}/messages`
  const { message } = ok(await ask('staff', 'POST', path, { id: uuidv7(), text: 'Over een ander kind', attachments }))
  return { photo, letter, message }
}
const breaches = async () => ok(await ask('privacyOfficer', 'GET', '/api/breaches')).breaches
const breach = async (id: string) => ok(await ask('privacyOfficer', 'GET', `/api/breaches/${id}`)).breach

describe('a recall', () => {
  it('who has a photo on the screen and saves it while it is recalled is in the list, or does not get it', async () => {
    const { photo, message } = await astray()
    expect((await fileAt('guardian', photo)).status).toBe(200)
    await server.owner.query('begin')
    await server.owner.query('select 1 from message where id = $1 for update', [message.id])
    const recalling = recall('staff', message.id)
    await waiting(server.owner, 1)
    const saving = fileAt('guardian', photo, 'original', '?save=1')
    // Behind the recall, which has the list and waits itself.
    await waiting(server.owner, 2)
    await server.owner.query('commit')
    const { readers } = ok(await recalling)
    expect([(await saving).status, readers[0].savedAt]).toEqual([404, null])
  })

  it('is possible also once the child has left, by its last group and by the manager who was handed the conversation', async () => {
    const first = await sent('staff', 'Voor een ander gezin')
    const second = await sent('staff', 'En nog een')
    ok(await ask('staff', 'PUT', `/api/conversations/${noor().talk.id}/handling`, { do: 'hand_over' }))
    await move(null)
    expect((await recall('otherGroup', first.id)).status).toBe(404)
    expect((await recall('managerElsewhere', first.id)).status).toBe(404)
    const id = uuidv7()
    ok(await recall('staff', first.id, id))
    expect(await breach(id)).toMatchObject({ group: noor().groupName })
    ok(await recall('manager', second.id))
    expect((await page('guardian')).messages.slice(-2)).toMatchObject([{ text: '' }, { text: '' }])
    for (const who of ['guardian', 'staff', 'manager'] as const)
      expect((await page(who)).conversation.last).toMatchObject({
        messageId: second.id,
        preview: '',
        retracted: true,
        recalled: true,
      })
  })

  it('takes the message away for everybody at any age, says who had it, and begins one breach record', async () => {
    const { photo, letter, message } = await astray()
    server.clock.forward(60_000)
    const readAt = server.clock.now().toISOString()
    ok(await mark('guardian', message.seq))
    server.clock.forward(60_000)
    const openedAt = server.clock.now().toISOString()
    await fileAt('guardian', photo, 'webp-2048')
    server.clock.forward(60_000)
    const savedAt = server.clock.now().toISOString()
    await fileAt('guardian', letter, 'document')
    days(10)
    const before = (await breaches()).length
    const sentOn = server.clock.now()
    const id = uuidv7()
    const given = ok(await recall('staff', message.id, id))
    const { guardian } = cast.people
    const reader = {
      personId: guardian.id,
      name: `${guardian.firstName} ${guardian.lastName}`,
      role: 'guardian',
      child: noor().callName,
    }
    expect(given.readers).toEqual([{ ...reader, seenAt: readAt, openedAt, savedAt }])
    expect(given.message).toMatchObject({ text: '', attachments: [], retracted: { wasRead: true, recalled: true } })
    for (const who of ['guardian', 'staff'] as const) {
      const { messages } = await page(who)
      expect(messages.find((one) => one.id === message.id)).toMatchObject({
        text: '',
        attachments: [],
        retracted: { recalled: true },
      })
      for (const one of [photo, letter]) expect((await fileAt(who, one, 'webp-320')).status).toBe(404)
    }
    expect(ok(await recall('staff', message.id, id)).readers).toEqual(given.readers)
    expect(await breaches()).toHaveLength(before + 1)
    const found = await breach(id)
    expect(found).toMatchObject({
      kind: 'message',
      state: 'draft',
      reason: 'Dit was voor een ander gezin.',
      children: 1,
      readers: 1,
      who: given.readers,
    })
    expect(found.account.happened).toContain('had één ouder of verzorger het toen gelezen of geopend')
    expect(found.account.happened).toMatch(/over een kind dat nu in groep .+ zit\. Erbij: 1 foto en 1 document\./)
    expect(found.account.happened).toContain('als uiterlijk moment')
    for (const name of [noor().callName, guardian.firstName, 'Over een ander kind'])
      expect(JSON.stringify(found.account)).not.toContain(name)
    // The officers hear of it by mail.
    const { rows } = await server.owner.query(`select 1 from mail where kind = 'breach_begun' and created_at >= $1`, [
      sentOn,
    ])
    expect(rows.length).toBeGreaterThan(0)
    await removeUnwanted(server.database.worker, server.media)
    const files = await server.owner.query('select 1 from media where id = any($1::uuid[])', [[photo, letter]])
    expect(files.rowCount).toBe(0)
    expect((await server.owner.query('select 1 from unwanted_file')).rowCount).toBe(0)
  })

  it('says of nobody who did not read it', async () => {
    const { message } = await astray()
    const given = ok(await recall('staff', message.id))
    expect([given.readers, given.message.retracted.wasRead]).toEqual([[], false])
    expect((await breach(given.breachId)).account.happened).toContain('nog geen ouder of verzorger het gelezen')
  })

  it('is for who reads the conversation as staff; no guardian’s message is recalled, and none twice', async () => {
    const { message } = await astray()
    const others: PlayerName[] = [
      'guardian',
      'otherFamily',
      'otherGroup',
      'formerStaff',
      'foreignStaff',
      'manager',
      'managerElsewhere',
      'privacyOfficer',
    ]
    for (const who of others) await refused('not_found', recall(who, message.id))
    await refused('not_found', recall('staff', noor().talk.messageId))
    await refused('invalid', recall('staff', message.id, uuidv7(), ' '))
    const own = await sent('staff', 'Van de groep')
    ok(await ask('staff', 'DELETE', `/api/messages/${own.id}`))
    await refused('not_found', recall('staff', own.id))
    ok(await recall('staff', message.id))
    await refused('not_found', recall('staff', message.id))
    expect(
      (
        await server.owner.query('select 1 from breach_record where recalled_by_id = $1 and kind = $2', [
          cast.people.staff.id,
          'message',
        ])
      ).rowCount,
    ).toBe(1)
  })

  it('knows of who opened it at the same moment, or does not let them', async () => {
    const { photo, message } = await astray()
    await server.owner.query('begin')
    await server.owner.query('select 1 from message_attachment where id = $1 for update', [photo])
    const recalling = recall('staff', message.id)
    await waiting(server.owner, 1)
    const opening = fileAt('guardian', photo)
    await waiting(server.owner, 2)
    await server.owner.query('commit')
    const given = ok(await recalling)
    expect(given.readers).toEqual([])
    expect((await opening).status).toBe(404)
  })
})
