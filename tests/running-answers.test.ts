import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Couple, makeCouple, type Somebody } from './support/couple.ts'
import { photoPost, storedUpload } from './support/photos.ts'
import { call, startServer, type TestServer, waitFor } from './support/server.ts'

/** What is being sent ends in the middle once whoever takes it may not have it any more, however slowly it is taken. */

const size = 40_000_000
const film = randomBytes(size)
/** Longer than the server goes without asking, and less than it gives without asking: what a pause left on the way is some 5 MB. */
const pause = 3_500
const unasked = 8_000_000
let server: TestServer
let couple: Couple
beforeAll(async () => {
  server = await startServer()
  couple = await makeCouple(server)
})
afterAll(() => server.close())

const upload = ({ staff, groupId } = couple) =>
  storedUpload(server, staff, groupId, { kind: 'video', type: 'video/mp4', bytes: film, seconds: 60 })

/** Posts a film of Mila and gives its file and how it is called in her timeline. */
async function posted(): Promise<{ mediaId: string; photoId: string }> {
  const { staff, groupId, mila } = couple
  const mediaId = await upload()
  const post = photoPost(server, groupId, [{ mediaId, childIds: [mila.childId] }])
  expect((await call(server, staff, 'POST', '/api/photos', post)).text).toBe('{}')
  const { rows } = await server.owner.query('select id from photo where media_id = $1', [mediaId])
  return { mediaId, photoId: rows[0].id }
}

/** Asks for a file and stops taking it after its beginning; `rest` takes what still comes and says how much it was in all. */
async function begin(who: Somebody, path: string, body?: unknown) {
  const { port, hostname } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  let taken = 0
  socket.on('data', (bytes) => {
    taken += bytes.length
    if (taken > 100_000 && !goesOn) socket.pause()
  })
  socket.on('error', () => {})
  let goesOn = false
  const text = body ? JSON.stringify(body) : ''
  socket.write(
    [
      `${body ? 'POST' : 'GET'} ${path} HTTP/1.1`,
      ...['host: localhost', `cookie: ${who.cookie}`, `x-role: ${who.role}`, 'x-requested-with: ouderapp'],
      ...(body ? ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`] : []),
      ...['connection: close', '', text],
    ].join('\r\n'),
  )
  await waitFor(() => taken > 100_000, 10_000)
  return async () => {
    goesOn = true
    socket.resume()
    await once(socket, 'close')
    return taken
  }
}
const fileOf = (photoId: string) => `/api/photos/${photoId}/file/video`

describe('a film that is being sent', () => {
  it('comes to its end for whoever paused it and may still have it', async () => {
    const { photoId } = await posted()
    const rest = await begin(couple.mila.guardian, fileOf(photoId))
    await sleep(pause)
    expect(await rest()).toBeGreaterThan(size)
  })

  it('ends at the next piece after a pause in which it was recalled', async () => {
    const { mediaId, photoId } = await posted()
    const rest = await begin(couple.mila.guardian, fileOf(photoId))
    const recall = await call(server, couple.staff, 'POST', `/api/photos/media/${mediaId}/recall`, {
      id: uuidv7(),
      reason: '',
    })
    expect(recall.status).toBe(200)
    await sleep(pause)
    expect(await rest()).toBeLessThan(unasked)
  })

  it('ends in the middle of a ZIP as well', async () => {
    const { mediaId, photoId } = await posted()
    const rest = await begin(couple.mila.guardian, '/api/photos/photos.zip', { photoIds: [photoId] })
    expect((await call(server, couple.staff, 'DELETE', `/api/photos/media/${mediaId}`)).status).toBe(200)
    await sleep(pause)
    expect(await rest()).toBeLessThan(unasked)
  })

  it('ends before its sender sees all of it when the sender signs out, also when it is taken fast', async () => {
    const rest = await begin(couple.staff, `/api/media/${await upload()}/file/video`)
    expect((await call(server, couple.staff, 'POST', '/api/account/sign-out', {})).status).toBe(200)
    expect(await rest()).toBeLessThan(size / 2)
  })

  it('ends for a guardian who signs out', async () => {
    const { rows } = await server.owner.query('select id from photo limit 1')
    const rest = await begin(couple.mila.guardian, fileOf(rows[0].id))
    expect((await call(server, couple.mila.guardian, 'POST', '/api/account/sign-out', {})).status).toBe(200)
    await sleep(pause)
    expect(await rest()).toBeLessThan(unasked)
  })
})
