import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Couple, makeCouple } from './support/couple.ts'
import { photoPost, storedUpload } from './support/photos.ts'
import { waiting } from './support/sabotage.ts'
import { call, startServer, type TestServer } from './support/server.ts'

/* Whoever takes a photo away waits for what is under way, and not for what a guardian asks for over and over. */

let server: TestServer
let couple: Couple
let mediaId: string
let photoId: string
beforeAll(async () => {
  server = await startServer()
  couple = await makeCouple(server)
})
beforeEach(async () => {
  const { staff, groupId, mila } = couple
  server.clock.forward(60_000)
  const form = { kind: 'original', type: 'image/jpeg', bytes: Buffer.alloc(100) } as const
  mediaId = await storedUpload(server, staff, groupId, form)
  const post = photoPost(server, groupId, [{ mediaId, childIds: [mila.childId] }])
  expect((await call(server, staff, 'POST', '/api/photos', post)).status).toBe(200)
  photoId = (await server.owner.query('select id from photo where media_id = $1', [mediaId])).rows[0].id
})
afterAll(() => server.close())

const guardianAsks = (path: string, body: unknown) => call(server, couple.mila.guardian, 'POST', path, body)
const zip = () => guardianAsks('/api/photos/photos.zip', { photoIds: [photoId] })
const report = () =>
  guardianAsks(`/api/photos/${photoId}/reports`, { id: uuidv7(), reason: 'wrong_child', text: 'Dit is zij niet.' })
const recall = () =>
  call(server, couple.staff, 'POST', `/api/photos/media/${mediaId}/recall`, { id: uuidv7(), reason: 'Verkeerd' })

describe('a photo that is to be taken away', () => {
  it('is not held by a ZIP of somebody who is noted as having it already', async () => {
    expect((await zip()).status).toBe(200)
    await server.owner.query('begin')
    await server.owner.query('select from media where id = $1 for update', [mediaId])
    expect((await zip()).status).toBe(200)
    await server.owner.query('rollback')
  })

  it('is held by a ZIP that is the first to have it: noted before it leaves, or not given', async () => {
    await server.owner.query('begin')
    await server.owner.query('select from media where id = $1 for update', [mediaId])
    const first = zip()
    await waiting(server.owner, 1)
    await server.owner.query('delete from photo where id = $1', [photoId])
    await server.owner.query('commit')
    expect((await first).status).toBe(404)
  })

  it('is waited for before a report that comes later', async () => {
    await server.owner.query('begin')
    await server.owner.query('select from media where id = $1 for share', [mediaId])
    const recalled = recall()
    await waiting(server.owner, 1)
    const reported = report()
    await waiting(server.owner, 2)
    await server.owner.query('rollback')
    expect((await recalled).status).toBe(200)
    expect((await reported).status).toBe(404)
  })
})
