import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { GuardianPhotos, StaffPhotos } from '../backend/contract/photo.ts'
import { type Couple, makeCouple, type Somebody } from './support/couple.ts'
import { processedUpload } from './support/photo-matrix.ts'
import { photoPost } from './support/photos.ts'
import { call, listen, startServer, type TestServer } from './support/server.ts'

let server: TestServer
let couple: Couple
beforeAll(async () => {
  server = await startServer()
  couple = await makeCouple(server)
})
beforeEach(() => server.clock.forward(minute))
afterAll(() => server.close())

const minute = 60_000
const hour = 60 * minute
const ago = (time: number) => new Date(server.clock.now().getTime() - time).toISOString()

/** Photos of both children, placed together an hour ago. */
async function posted(text = 'Kijk, {name}!') {
  const { staff, groupId, mila, moos } = couple
  const mediaId = await processedUpload(server, staff, groupId)
  const given = { aboutAt: ago(hour), text }
  const body = photoPost(
    server,
    groupId,
    [{ mediaId, childIds: [mila.childId, moos.childId], takenAt: ago(hour) }],
    given,
  )
  expect((await call(server, staff, 'POST', '/api/photos', body)).status).toBe(200)
  return { ...body, cards: await cardsOf(body.id) }
}
const cardsOf = async (postId: string): Promise<{ id: string; version: number }[]> =>
  (await server.owner.query('select id, version from photo_card where post_id = $1 and removed_at is null', [postId]))
    .rows
type Placed = Awaited<ReturnType<typeof posted>>
const edit = (post: Placed, given: object, who: Somebody = couple.staff) =>
  call(server, who, 'PUT', `/api/photos/posts/${post.id}`, {
    ...{ id: uuidv7(), aboutAt: post.aboutAt, text: post.text, cards: post.cards },
    ...given,
  })
const seenBy = async (who: Somebody, post: Placed): Promise<GuardianPhotos | undefined> =>
  (await call(server, who, 'GET', '/api/timeline')).body.items.find((one: { id: string }) =>
    post.cards.some(({ id }) => id === one.id),
  )
const decide = (who: Somebody, childId: string, decision: string) =>
  call(server, who, 'POST', '/api/consents', { id: uuidv7(), childId, purpose: 'photos', decision, language: 'nl' })

describe('photos that were placed together', () => {
  it('get another text and time at every child, each with its own name, live and in the audit', async () => {
    const { mila, moos, colleague } = couple
    const post = await posted()
    const ear = await listen(server, mila.guardian)
    const aboutAt = ago(2 * hour)
    const reply = await edit(post, { text: 'Daar gaat {name}.', aboutAt }, colleague)
    expect(reply.status, reply.text).toBe(200)
    await ear.until(() => ear.events.length > 0)
    expect(ear.events).toMatchObject([
      { type: 'photos.changed', item: { text: `Daar gaat ${mila.callName}.`, aboutAt, author: 'Annemiek' } },
    ])
    expect(await seenBy(moos.guardian, post)).toMatchObject({ text: `Daar gaat ${moos.callName}.`, aboutAt })
    const { rows } = await server.owner.query(
      "select payload from audit where action = 'photos.edited' order by at desc limit 1",
    )
    const left = JSON.parse(rows[0].payload)
    expect(left).toMatchObject({
      post: post.id,
      fields: ['text', 'about_at'],
      aboutAt: { from: post.aboutAt, to: aboutAt },
    })
    expect(rows[0].payload).not.toContain('Daar gaat')
    ear.close()
  })

  it('keep a card without a text as it is, which came later: the text may name another child', async () => {
    const { mila, moos, staff, groupId } = couple
    const mediaId = await processedUpload(server, staff, groupId)
    const photos = [{ mediaId, childIds: [mila.childId], takenAt: ago(hour) }]
    const body = photoPost(server, groupId, photos, { aboutAt: ago(hour), text: 'Met Tess op de schommel' })
    expect((await call(server, staff, 'POST', '/api/photos', body)).status).toBe(200)
    const change = { id: uuidv7(), added: [moos.childId], removed: [] }
    expect((await call(server, staff, 'PUT', `/api/photos/media/${mediaId}/children`, change)).status).toBe(200)
    const post = { ...body, cards: await cardsOf(body.id) }
    const aboutAt = ago(2 * hour)
    expect((await edit(post, { aboutAt, text: undefined })).status).toBe(200)
    expect(await seenBy(mila.guardian, post)).toMatchObject({ text: 'Met Tess op de schommel', aboutAt })
    expect(await seenBy(moos.guardian, post)).toMatchObject({ text: '', aboutAt })
    const moved = { ...post, aboutAt, cards: await cardsOf(body.id) }
    expect((await edit(moved, { text: 'Met Tess in het zand' })).status).toBe(200)
    expect(await seenBy(mila.guardian, post)).toMatchObject({ text: 'Met Tess in het zand' })
    expect(await seenBy(moos.guardian, post)).toMatchObject({ text: '' })
    // What changes nothing is told to nobody.
    const same = { ...moved, cards: await cardsOf(body.id) }
    expect((await edit(same, { text: undefined })).status).toBe(200)
    expect(await cardsOf(body.id)).toEqual(same.cards)
  })

  it('are refused a moment to come, one too long ago, and a card that is another by now', async () => {
    const post = await posted()
    const codes = [
      await edit(post, { aboutAt: ago(-hour) }),
      await edit(post, { aboutAt: ago(32 * 24 * hour) }),
      await edit(post, { cards: post.cards.map(({ id, version }) => ({ id, version: version + 1 })) }),
      await edit(post, { cards: post.cards.slice(1) }),
    ].map(({ body }) => body.error.code)
    expect(codes).toEqual(['time_in_future', 'time_too_old', 'stale_version', 'stale_version'])
    expect(await seenBy(couple.mila.guardian, post)).toMatchObject({ aboutAt: post.aboutAt })
    // The same intent, asked once more, changes nothing more.
    const id = uuidv7()
    expect((await edit(post, { id, text: 'Eén keer' })).status).toBe(200)
    expect((await edit(post, { id, text: 'Eén keer' })).status).toBe(200)
    expect((await cardsOf(post.id)).map(({ version }) => version)).toEqual([2, 2])
  })

  it('need consent now and at the new moment of every child on them; taking the text away does not', async () => {
    const { mila } = couple
    const post = await posted()
    expect((await decide(mila.guardian, mila.childId, 'withdrawn')).status).toBe(200)
    server.clock.forward(minute)
    const meanwhile = server.clock.now().toISOString()
    server.clock.forward(minute)
    const refused = await edit(post, { text: 'Nieuwe woorden' })
    expect(refused.body.error).toMatchObject({ code: 'consent_missing', children: [{ id: mila.childId }] })
    expect((await edit(post, { text: '' })).status).toBe(200)
    expect((await decide(mila.guardian, mila.childId, 'granted')).status).toBe(200)
    server.clock.forward(minute)
    const fresh = { ...post, cards: await cardsOf(post.id) }
    const moved = await edit(fresh, { aboutAt: meanwhile, text: '' })
    expect(moved.body.error).toMatchObject({ code: 'consent_missing', children: [{ id: mila.childId }] })
    expect((await edit(fresh, { aboutAt: ago(0), text: 'Nu weer' })).status).toBe(200)
  })

  it('are nobody else’s to change: not the family’s, also not as its staff; the manager may', async () => {
    const post = await posted()
    const { mila, manager, staff } = couple
    const stranger = { ...staff, cookie: mila.guardian.cookie }
    expect((await edit(post, { text: 'Anders' }, mila.guardian)).status).toBe(404)
    expect((await edit(post, { text: 'Anders' }, stranger)).status).toBe(404)
    expect((await edit(post, { text: 'Van de manager' }, manager)).status).toBe(200)
    const day = await call(server, staff, 'GET', `/api/groups/${couple.groupId}/day`)
    const cards: StaffPhotos[] = day.body.photos.filter(({ postId }: StaffPhotos) => postId === post.id)
    expect(cards.map(({ text, version }) => [text, version])).toEqual([
      ['Van de manager', 2],
      ['Van de manager', 2],
    ])
  })
})
