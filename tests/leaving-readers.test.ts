import { randomBytes } from 'node:crypto'
import { readdir, readlink } from 'node:fs/promises'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Couple } from './support/couple.ts'
import { fetchBytes, photoPost, storedUpload } from './support/photos.ts'
import { call, type TestServer } from './support/server.ts'
import { type StoredServer, startStored, storePlaces } from './support/stored-server.ts'
import { entriesOfZip } from './support/zip.ts'

/** Whoever goes away in the middle of a photo or a film leaves nothing open behind, in a folder and in a bucket. */

const size = 12_000_000
/** More than the sockets that the SDK gives by default. */
const many = 60

describe.each(storePlaces)('%s', (place) => {
  let stored: StoredServer
  let server: TestServer
  let couple: Couple
  let film: Buffer
  let photoIds: string[]
  let path: string
  // What the rubbish collection closes was left open as well.
  const collected: Error[] = []
  const note = (warning: Error & { code?: string }) => warning.code === 'DEP0137' && collected.push(warning)
  beforeAll(async () => {
    process.on('warning', note)
    stored = await startStored(place)
    ;({ server, couple } = stored)
    film = randomBytes(size)
    const { staff, groupId, mila } = couple
    const form = { kind: 'video', type: 'video/mp4', bytes: film, seconds: 60 } as const
    const ids = [1, 2].map(() => storedUpload(server, staff, groupId, form))
    const photos = (await Promise.all(ids)).map((mediaId) => ({ mediaId, childIds: [mila.childId] }))
    const posted = await call(server, staff, 'POST', '/api/photos', photoPost(server, groupId, photos))
    expect(posted.text).toBe('{}')
    const { body } = await call(server, mila.guardian, 'GET', '/api/timeline')
    photoIds = body.items[0].photos.map((photo: { id: string }) => photo.id)
    path = `/api/photos/${photoIds[0]}/file/video`
  })
  afterAll(async () => {
    process.off('warning', note)
    await stored.close()
  })

  /** What is read of the store now: files of the folder that are open, or answers of the bucket that are under way. */
  async function open(): Promise<number> {
    if (stored.s3) return stored.s3.open()
    const places = await Promise.all(
      (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
    )
    return places.filter((one) => one.startsWith(stored.media.folder)).length
  }
  function ask(method = 'GET', at = path, body?: unknown): ClientRequest {
    const { cookie, role } = couple.mila.guardian
    const headers = {
      ...{ cookie, 'x-role': role, 'x-requested-with': 'ouderapp' },
      ...(body ? { 'content-type': 'application/json' } : {}),
    }
    const asked = request(`${server.url}${at}`, { method, headers, agent: false })
    asked.on('error', () => {})
    asked.end(body ? JSON.stringify(body) : undefined)
    return asked
  }
  const answered = (asked: ClientRequest) => new Promise<IncomingMessage>((given) => asked.once('response', given))
  const stillGiven = async () => {
    await expect.poll(open, { timeout: 30_000 }).toBe(0)
    const whole = await fetchBytes(server, couple.mila.guardian, path)
    expect(whole.bytes.equals(film)).toBe(true)
    await expect.poll(open).toBe(0)
    expect(collected).toEqual([])
  }

  it('closes what was opened for whoever leaves at the first piece', async () => {
    for (let n = 0; n < many; n++) (await answered(ask())).destroy()
    await stillGiven()
  })

  it('closes what was opened for whoever leaves before it', async () => {
    for (let n = 0; n < many; n++) {
      const asked = ask()
      await sleep(n / 4)
      asked.destroy()
    }
    await sleep(200)
    await stillGiven()
  })

  it('gives to others while as many films stand still', async () => {
    const paused = await Promise.all(Array.from({ length: many }, () => answered(ask())))
    await expect.poll(open).toBe(many)
    expect((await fetchBytes(server, couple.mila.guardian, path)).bytes.equals(film)).toBe(true)
    for (const one of paused) one.destroy()
    await stillGiven()
  })

  it('closes what was opened for a ZIP that nobody takes to its end', async () => {
    for (let n = 0; n < many; n++) {
      const reply = await answered(ask('POST', '/api/photos/photos.zip', { photoIds }))
      expect(reply.statusCode).toBe(200)
      if (n % 2 === 0) await new Promise((some) => reply.once('data', some))
      reply.destroy()
    }
    await stillGiven()
    const whole = await answered(ask('POST', '/api/photos/photos.zip', { photoIds }))
    const zip = Buffer.concat(await whole.toArray())
    expect(entriesOfZip(zip).map(({ content }) => content.equals(film))).toEqual([true, true])
  })
})
