import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Timeline } from '../backend/contract/diary.ts'
import type { GuardianPhotos } from '../backend/contract/photo.ts'
import type { Couple } from './support/couple.ts'
import { fetchBytes, photoPost, readyMedia } from './support/photos.ts'
import { exifOf, exifSegment, wallTime, withSegments } from './support/picture-files.ts'
import { call, listen, type TestServer } from './support/server.ts'
import { type StoredServer, startStored, storePlaces } from './support/stored-server.ts'

const jpeg = (colour: string, width = 640, height = 480) =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()

describe.each(storePlaces)('photos in %s', (place) => {
  let stored: StoredServer
  let server: TestServer
  let couple: Couple
  beforeAll(async () => {
    stored = await startStored(place)
    ;({ server, couple } = stored)
  })
  afterAll(() => stored.close())
  const cardsOf = async (who: Couple['staff']): Promise<GuardianPhotos[]> => {
    const reply = await call<Timeline>(server, who, 'GET', '/api/timeline')
    expect(reply.status).toBe(200)
    return reply.body.items.filter((item) => item.kind === 'photos')
  }

  it('come to the guardians of each tagged child, and tell none who else is tagged', async () => {
    const { staff, groupId, mila, moos } = couple
    const [first, second] = (await readyMedia(server, staff, groupId, [
      await jpeg('#e01010'),
      await jpeg('#10e010'),
    ])) as [string, string]
    const listener = await listen(server, mila.guardian)
    const post = photoPost(
      server,
      groupId,
      [
        { mediaId: first, childIds: [mila.childId, moos.childId] },
        { mediaId: second, childIds: [moos.childId] },
      ],
      { text: '{name} in de zandbak' },
    )
    const posted = await call(server, staff, 'POST', '/api/photos', post)
    expect(posted.text).toBe('{}')
    expect((await call(server, staff, 'POST', '/api/photos', post)).status).toBe(200)

    const [card, ...others] = await cardsOf(mila.guardian)
    expect(others).toEqual([])
    expect(card).toMatchObject({ text: `${mila.callName} in de zandbak`, childId: mila.childId })
    expect(card!.photos).toHaveLength(1)
    expect(card!.photos[0]).toMatchObject({ width: 640, height: 480, sides: [320, 1080] })
    expect((await cardsOf(moos.guardian))[0]!.photos).toHaveLength(2)
    await listener.until(() => listener.events.length > 0)
    expect(listener.events).toEqual([expect.objectContaining({ type: 'photos.posted', item: card })])
    const all = [...listener.raw, JSON.stringify(card)].join('')
    for (const secret of [moos.childId, moos.callName, first, second]) expect(all).not.toContain(secret)
    listener.close()

    const picture = await fetchBytes(server, mila.guardian, `/api/photos/${card!.photos[0]!.id}/file/webp-320`)
    expect(picture.status).toBe(200)
    expect(picture.headers.get('content-type')).toBe('image/webp')
    expect(picture.headers.get('cache-control')).toBe('no-store')
    expect((await sharp(picture.bytes).metadata()).width).toBe(320)
    const range = await fetchBytes(server, mila.guardian, `/api/photos/${card!.photos[0]!.id}/file/original`, {
      range: 'bytes=10-19',
    })
    expect(range.status).toBe(206)
    expect(range.bytes).toHaveLength(10)
    expect((await fetchBytes(server, moos.guardian, `/api/photos/${card!.photos[0]!.id}/file/webp-320`)).status).toBe(
      404,
    )
  })
  it('that their author placed from another device are refused as such, with when and in which post', async () => {
    const { staff, groupId, mila } = couple
    const [first, second] = (await readyMedia(server, staff, groupId, [
      await jpeg('#707010'),
      await jpeg('#107070'),
    ])) as [string, string]
    const of = (ids: string[]) =>
      photoPost(
        server,
        groupId,
        ids.map((mediaId) => ({ mediaId, childIds: [mila.childId] })),
      )
    const [winner, loser] = [of([first]), of([first, second])]
    const replies = [
      await call(server, staff, 'POST', '/api/photos', winner),
      await call<{ error: unknown }>(server, staff, 'POST', '/api/photos', loser),
    ]
    expect(replies.map(({ status }) => status)).toEqual([200, 409])
    const placed = [{ mediaId: first, postId: winner.id, postedAt: expect.any(String), aboutAt: winner.aboutAt }]
    expect(replies[1]!.body).toMatchObject({ error: { code: 'already_placed', placed } })
    const asked = await call<{ placed: unknown }>(server, staff, 'GET', `/api/media?missed=${first},${second}`)
    expect(asked.body.placed).toEqual(placed)
    // Of somebody else's files nothing is said.
    const colleague = await call(server, couple.manager, 'POST', '/api/photos', { ...loser, id: crypto.randomUUID() })
    expect(colleague.body).toMatchObject({ error: { code: 'not_found' } })
  })
  it('tell the privacy officer when their author says another moment than the camera', async () => {
    const { staff, groupId, mila } = couple
    const camera = new Date(server.clock.now().getTime() - 2 * 3_600_000)
    camera.setMilliseconds(0)
    const written = { taken: wallTime(camera) }
    const ofCamera = async (colour: string) => withSegments(await jpeg(colour), [exifSegment(exifOf(written))])
    const [asTaken, corrected] = (await readyMedia(server, staff, groupId, [
      await ofCamera('#1010e0'),
      await ofCamera('#e0e010'),
    ])) as [string, string]
    const taken = new Date(camera.getTime() + 3_600_000)
    const post = photoPost(server, groupId, [
      { mediaId: asTaken, childIds: [mila.childId], takenAt: camera.toISOString() },
      { mediaId: corrected, childIds: [mila.childId], takenAt: taken.toISOString() },
    ])
    expect((await call(server, staff, 'POST', '/api/photos', post)).status).toBe(200)
    const { rows } = await server.owner.query(
      `select payload::jsonb - array['ip', 'device', 'session', 'role'] as said from audit where action = 'photos.time_corrected'`,
    )
    expect(rows).toEqual([
      {
        said: {
          ...{ post: post.id, group: groupId, children: [mila.childId], media: [corrected] },
          ...{ camera: [camera.toISOString()], taken: [taken.toISOString()] },
        },
      },
    ])
  })
})
