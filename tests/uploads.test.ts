import { randomBytes } from 'node:crypto'
import { readdir, readFile, statfs } from 'node:fs/promises'
import { type ClientRequest, request } from 'node:http'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoreDown } from '../db/media/store.ts'
import { sweepOrphans } from '../workers/media/orphans.ts'
import { processMedia } from '../workers/media/processing.ts'
import { expireUploads, removeUnwanted } from '../workers/media/sweeping.ts'
import { childrenOf, filmMakerOf, gone } from './support/children.ts'
import { type Couple, makeCouple, type Somebody } from './support/couple.ts'
import { testLimits } from './support/media.ts'
import { begin, fetchBytes, mediaGround, patch, photoPost, readyMedia, sendFile } from './support/photos.ts'
import { exifOf, exifSegment, wallTime, withSegments } from './support/picture-files.ts'
import { call, startServer, type TestServer } from './support/server.ts'
import { film, quick, tone } from './support/video-files.ts'

let server: TestServer
let couple: Couple
beforeAll(async () => {
  server = await startServer()
  couple = await makeCouple(server)
})
afterAll(() => server.close())

const photo = (width = 400, height = 300) =>
  sharp({ create: { width, height, channels: 3, background: '#3060a0' } })
    .jpeg()
    .toBuffer()
const head = (mediaId: string, who: { cookie: string; role?: string } = couple.staff) =>
  fetch(`${server.url}/api/uploads/${mediaId}`, {
    method: 'HEAD',
    headers: {
      cookie: who.cookie,
      ...(who.role ? { 'x-role': who.role } : {}),
      'x-requested-with': 'ouderapp',
      'tus-resumable': '1.0.0',
    },
  })
const uploadOf = async (id: string) =>
  (await call(server, couple.staff, 'GET', '/api/media')).body.uploads.find((one: { id: string }) => one.id === id)
const inStore = async () => {
  const names: string[] = []
  for await (const { name } of server.media.store.names()) names.push(name)
  return names
}

describe('an upload', () => {
  it('has the time of its camera, or else of the device that sent it, on every device; never one to come', async () => {
    const { staff, groupId } = couple
    const now = server.clock.now().getTime()
    const [camera, device] = [new Date(Math.floor(now / 1000) * 1000 - 7_200_000), new Date(now - 3_600_000)]
    const announced = async (bytes: Buffer, takenAt?: Date) => {
      const id = uuidv7()
      const begun = { id, groupId, kind: 'photo', bytes: bytes.length, ...(takenAt && { takenAt }) }
      expect((await call(server, staff, 'POST', '/api/media', begun)).status).toBe(200)
      expect((await patch(server, staff, id, 0, bytes)).status).toBe(204)
      return id
    }
    const written = exifSegment(exifOf({ taken: wallTime(camera) }))
    const ids = [
      await announced(await photo(), device),
      await announced(withSegments(await photo(), [written]), device),
      await announced(await photo(), new Date(now + 86_400_000)),
      await announced(await photo()),
    ]
    const times = async () => {
      const found = await Promise.all(ids.map(uploadOf))
      return found.map((one) => one.takenAt && Date.parse(one.takenAt))
    }
    expect(await times()).toEqual([device.getTime(), device.getTime(), now, null])
    await processMedia(mediaGround(server), 'photo')
    expect(await times()).toEqual([device.getTime(), camera.getTime(), now, null])
  })

  it('takes its time, so that nobody else’s posts wait for it', async () => {
    const start = performance.now()
    const { staff, groupId } = couple
    const bytes = randomBytes(2_000_000)
    await Promise.all([1, 2].map(() => sendFile(server, staff, groupId, bytes)))
    // 4 MB at 800 KB in a tenth of a second, of which the first begins at once.
    expect(performance.now() - start).toBeGreaterThan(350)
    await processMedia(mediaGround(server), 'photo')
  })

  it('shares the pace: nobody has more than a dozen under way, nor three hundred waiting', async () => {
    const { colleague, groupId } = couple
    const bytes = randomBytes(1000)
    const asked: ClientRequest[] = []
    for (let n = 0; n < 12; n++) {
      const id = uuidv7()
      await begin(server, colleague, groupId, bytes.length, { id })
      const headers = {
        ...{ cookie: colleague.cookie, 'x-role': colleague.role, 'x-requested-with': 'ouderapp' },
        ...{ 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-length': '1000' },
        'content-type': 'application/offset+octet-stream',
      }
      const one = request(`${server.url}/api/uploads/${id}`, { method: 'PATCH', headers, agent: false })
      one.on('error', () => {})
      one.write(bytes.subarray(0, 500))
      asked.push(one)
    }
    const id = uuidv7()
    await begin(server, colleague, groupId, bytes.length, { id })
    await expect
      .poll(async () => (await patch(server, colleague, id, 0, bytes.subarray(0, 0))).status, { timeout: 30_000 })
      .toBe(503)
    for (const one of asked) one.destroy()
    await expect
      .poll(async () => (await patch(server, colleague, id, 0, bytes.subarray(0, 0))).status, { timeout: 30_000 })
      .toBe(204)
    await server.owner.query(
      `insert into media (id, organisation_id, uploader_id, group_id, kind, bytes, state, created_at)
       select gen_random_uuid(), organisation_id, uploader_id, group_id, kind, 1, 'uploading', created_at from media, generate_series(1, 287) where id = $1`,
      [id],
    )
    expect((await begin(server, colleague, groupId, 1)).body.error.code).toBe('quota_exceeded')
    await server.owner.query(`delete from media where uploader_id = $1`, [colleague.id])
  })

  it('goes on where it was broken off, and re-sends nothing', async () => {
    const bytes = await photo(1200, 900)
    const id = uuidv7()
    const { staff, groupId } = couple
    expect((await begin(server, staff, groupId, bytes.length, { id })).body.upload).toMatchObject({
      state: 'uploading',
      offset: 0,
    })
    expect((await patch(server, staff, id, 0, bytes.subarray(0, 5000))).status).toBe(204)
    // Announced once more, as after a reload.
    expect((await begin(server, staff, groupId, bytes.length, { id })).body.upload).toMatchObject({ offset: 5000 })
    const asked = await head(id)
    expect([asked.status, asked.headers.get('upload-offset'), asked.headers.get('upload-length')]).toEqual([
      200,
      '5000',
      String(bytes.length),
    ])
    expect((await patch(server, staff, id, 5000, bytes.subarray(5000))).status).toBe(204)
    expect(await uploadOf(id)).toMatchObject({ state: 'processing' })
    await processMedia(mediaGround(server), 'photo')
    expect(await uploadOf(id)).toMatchObject({ state: 'ready', picture: { width: 1200, height: 900 } })
    // The file as it was sent is gone.
    expect(await readdir(server.media.uploads)).not.toContain(id)
  })

  it('takes nothing at a wrong place, too much, without the protocol, or once it is complete', async () => {
    const { staff, groupId } = couple
    const bytes = await photo()
    const id = uuidv7()
    await begin(server, staff, groupId, bytes.length, { id })
    const wrong: [number, Uint8Array, Record<string, string>][] = [
      [10, bytes, {}],
      [-1, bytes, {}],
      [0, bytes, { 'upload-offset': 'x' }],
      [0, bytes, { 'tus-resumable': '0.2.2' }],
      [0, bytes, { 'content-type': 'application/json' }],
      [0, bytes, { 'upload-length': '999999999' }],
      [0, Buffer.concat([bytes, bytes]), {}],
    ]
    for (const [offset, sent, headers] of wrong) {
      const reply = await patch(server, staff, id, offset, sent, headers)
      expect([400, 409, 412, 413, 415], JSON.stringify(headers)).toContain(reply.status)
      expect(await reply.text()).not.toMatch(/node_modules|Error:|\/tmp\//)
    }
    expect(await uploadOf(id)).toMatchObject({ state: 'uploading' })
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS', 'PUT']) {
      const reply = await call(server, staff, method, `/api/uploads/${id}`)
      expect([404, 405, 200], method).toContain(reply.status)
      expect(reply.headers.get('access-control-allow-origin')).toBe(null)
    }
    expect(await uploadOf(id)).toBeDefined()
  })

  it('is its author’s alone, and only as long as the session is', async () => {
    const { staff, colleague, manager, mila, groupId } = couple
    const bytes = await photo()
    const id = uuidv7()
    await begin(server, staff, groupId, bytes.length, { id })
    for (const who of [colleague, manager, mila.guardian, undefined]) {
      const reply = await patch(server, who, id, 0, bytes)
      expect(reply.status, who?.name).toBe(who ? 404 : 401)
    }
    expect((await patch(server, staff, id, 0, bytes, { origin: 'https://elders.example' })).status).toBe(403)
    expect((await patch(server, { cookie: staff.cookie, role: 'guardian' }, id, 0, bytes)).status).toBe(404)
    for (const odd of ['x', '..%2f..%2fsecret', id.toUpperCase(), `${id}.json`])
      expect((await patch(server, staff, odd, 0, bytes)).status, odd).toBe(404)
    // The address of one's own upload with another's behind it.
    const own = uuidv7()
    await begin(server, colleague, groupId, bytes.length, { id: own })
    for (const odd of [`${own}?/${id}`, `${own}?x=/${id}`, `${own}/?/${id}`, `${own}%2f${id}`, `${own}?`])
      expect((await patch(server, colleague, odd, 0, bytes)).status, odd).toBe(404)
    expect((await head(uuidv7())).status).toBe(404)
    expect((await begin(server, colleague, groupId, bytes.length, { id })).body.error.code).toBe('id_taken')
    expect(await uploadOf(id)).toMatchObject({ offset: 0 })
    const [ready] = (await readyMedia(server, staff, groupId, [bytes])) as [string]
    for (const who of [colleague, manager, mila.guardian])
      expect((await fetchBytes(server, who, `/api/media/${ready}/file/webp-320`)).status, who.name).toBe(404)
    expect((await fetchBytes(server, staff, `/api/media/${ready}/file/webp-320`)).status).toBe(200)
    // A colleague cannot post it either.
    const post = photoPost(server, groupId, [{ mediaId: ready, childIds: [mila.childId] }])
    expect((await call(server, colleague, 'POST', '/api/photos', post)).status).toBe(404)
  })

  it('has limits: of one file, of all that waits, and of the disk', async () => {
    const { colleague, groupId } = couple
    const codeOf = async (bytes: number, kind: 'photo' | 'video' = 'photo') =>
      (await begin(server, colleague, groupId, bytes, { kind })).body.error?.code
    const { photo, video } = testLimits
    expect((await call(server, colleague, 'GET', '/api/media')).body.most).toEqual({ photo, video })
    expect(await codeOf(testLimits.photo + 1)).toBe('too_large')
    expect(await codeOf(testLimits.video + 1, 'video')).toBe('too_large')
    // All at once, and yet each counts the others.
    const codes = await Promise.all(Array.from({ length: 5 }, () => codeOf(testLimits.video, 'video')))
    expect(codes.sort()).toEqual(['quota_exceeded', 'quota_exceeded', undefined, undefined, undefined])
    for (const { id } of (await call(server, colleague, 'GET', '/api/media')).body.uploads)
      expect((await call(server, colleague, 'DELETE', `/api/media/${id}`)).status).toBe(200)
    expect(await codeOf(testLimits.video, 'video')).toBeUndefined()
  })

  it('that was placed or thrown away is told of as such to who sent it, and is not begun again', async () => {
    const { staff, colleague, mila, groupId } = couple
    const bytes = await photo()
    const [placed, waiting] = (await readyMedia(server, staff, groupId, [bytes, bytes])) as [string, string]
    const post = photoPost(server, groupId, [{ mediaId: placed, childIds: [mila.childId] }])
    expect((await call(server, staff, 'POST', '/api/photos', post)).status).toBe(200)
    const thrown = uuidv7()
    await begin(server, staff, groupId, 5000, { id: thrown })
    expect((await call(server, staff, 'DELETE', `/api/media/${thrown}`)).status).toBe(200)
    const missed = [placed, waiting, thrown, uuidv7()].join()
    const endedFor = async (who: typeof staff) =>
      (await call(server, who, 'GET', `/api/media?missed=${missed}`)).body.ended.sort()
    expect(await endedFor(staff)).toEqual([placed, thrown].sort())
    expect(await endedFor(colleague)).toEqual([])
    expect((await call(server, staff, 'GET', '/api/media')).body.ended).toEqual([])
    for (const id of [placed, thrown])
      expect((await begin(server, staff, groupId, 5000, { id })).body.error.code).toBe('id_taken')
    expect(await uploadOf(thrown)).toBeUndefined()
    for (const odd of ['', 'x', `${placed},`, placed.toUpperCase(), Array(101).fill(placed).join()])
      expect((await call(server, staff, 'GET', `/api/media?missed=${odd}`)).status, odd).toBe(422)
  })

  it('that is thrown away leaves nothing of what had arrived', async () => {
    const { staff, groupId } = couple
    const id = uuidv7()
    await begin(server, staff, groupId, 5000, { id })
    await patch(server, staff, id, 0, randomBytes(4999))
    expect((await call(server, staff, 'DELETE', `/api/media/${id}`)).status).toBe(200)
    await expect
      .poll(async () => (await readdir(server.media.uploads)).filter((name) => name.startsWith(id)))
      .toEqual([])
  })

  it('that is none says why, and stops no other', async () => {
    const { staff, groupId } = couple
    const real = await photo()
    const files: [string, Buffer, string][] = [
      ['program', Buffer.concat([Buffer.from('MZ'), randomBytes(4000)]), 'unknown_type'],
      ['svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'unknown_type'],
      ['cut off', real.subarray(0, real.length / 2), 'damaged'],
      ['page', Buffer.from('<!doctype html><script>fetch("/")</script>'), 'unknown_type'],
    ]
    const ids: string[] = []
    for (const [, bytes] of files) ids.push(await sendFile(server, staff, groupId, bytes))
    const good = await sendFile(server, staff, groupId, real)
    await processMedia(mediaGround(server), 'photo')
    for (const [n, [name, , reason]] of files.entries())
      expect(await uploadOf(ids[n]!), name).toMatchObject({ state: 'refused', reason })
    expect(await uploadOf(good)).toMatchObject({ state: 'ready' })
    expect((await begin(server, staff, groupId, 0)).body.error.code).toBe('invalid')
    for (const id of ids) expect(await readdir(server.media.uploads)).not.toContain(id)
  })

  it('whose processing fails is tried again, and can be asked for again', async () => {
    const { staff, groupId } = couple
    const id = await sendFile(server, staff, groupId, await photo())
    const failures: number[] = []
    const ground = mediaGround(server, {
      failed: ({ attempt }) => void failures.push(attempt),
      places: {
        ...server.media,
        store: { ...server.media.store, put: () => Promise.reject(new StoreDown('away')) },
      },
    })
    for (let n = 0; n < 6; n++) {
      await processMedia(ground, 'photo')
      server.clock.forward(600_000)
    }
    expect(failures).toEqual([1, 2, 3, 4, 5])
    expect(await uploadOf(id)).toMatchObject({ state: 'failed' })
    expect((await call(server, staff, 'POST', `/api/media/${id}/retry`)).body.upload).toMatchObject({
      state: 'processing',
    })
    await processMedia(mediaGround(server), 'photo')
    expect(await uploadOf(id)).toMatchObject({ state: 'ready' })
  })

  it('that a worker died over is taken up by the next, once', async () => {
    const { staff, groupId } = couple
    const id = await sendFile(server, staff, groupId, await photo())
    const before = await inStore()
    // What a worker leaves that is killed between storing and noting.
    const dying = mediaGround(server, { pool: diesAtReady(server), failed: () => {} })
    await processMedia(dying, 'photo').catch(() => {})
    server.clock.forward(120_000)
    const others = mediaGround(server)
    await Promise.all([processMedia(others, 'photo'), processMedia(others, 'photo')])
    expect(await uploadOf(id)).toMatchObject({ state: 'ready' })
    const files = (await server.owner.query('select files from media where id = $1', [id])).rows[0].files
    const now = await inStore()
    expect(now.length - before.length).toBeGreaterThanOrEqual(files.length)
    // What the dead one stored is noted a day later and swept a week after that, and nothing else.
    for (const days of [2, 9])
      await sweepOrphans(server.database.worker, server.media, new Date(Date.now() + days * 86_400_000))
    expect((await inStore()).length - before.length).toBe(files.length)
    expect((await fetchBytes(server, staff, `/api/media/${id}/file/webp-320`)).status).toBe(200)
  })

  it('is kept when the answer to the commit is lost: what it became is there', async () => {
    const { staff, groupId } = couple
    const id = await sendFile(server, staff, groupId, await photo())
    await processMedia(mediaGround(server, { pool: losesItsAnswer(server), failed: () => {} }), 'photo')
    expect(await uploadOf(id)).toMatchObject({ state: 'ready' })
    expect((await fetchBytes(server, staff, `/api/media/${id}/file/original`)).status).toBe(200)
  })

  it('that ended its worker again and again is given up, and can be asked for again', async () => {
    const { staff, groupId } = couple
    const id = await sendFile(server, staff, groupId, await photo())
    // Each worker took it up and never said more.
    await server.owner.query('update media set attempts = 5 where id = $1', [id])
    await processMedia(mediaGround(server), 'photo')
    expect(await uploadOf(id)).toMatchObject({ state: 'failed' })
    expect((await call(server, staff, 'POST', `/api/media/${id}/retry`)).status).toBe(200)
    await processMedia(mediaGround(server), 'photo')
    expect(await uploadOf(id)).toMatchObject({ state: 'ready' })
  })

  it('is no attempt when we stop ourselves', async () => {
    const { staff, groupId } = couple
    const id = await sendFile(server, staff, groupId, await photo(3000, 2000))
    const stop = new AbortController()
    const stopped = processMedia(mediaGround(server), 'photo', { signal: stop.signal })
    setTimeout(() => stop.abort(), 150)
    await stopped
    expect((await server.owner.query('select state, attempts from media where id = $1', [id])).rows).toEqual([
      { state: 'received', attempts: 0 },
    ])
    await processMedia(mediaGround(server), 'photo')
    expect(await uploadOf(id)).toMatchObject({ state: 'ready' })
  })

  it.runIf(process.platform === 'linux')(
    'shares a process with files of its sender, and never with another’s',
    async () => {
      const { staff, colleague, groupId } = couple
      const bytes = await photo(1200, 900)
      const seen = async (senders: Somebody[]) => {
        const pids = new Set<number>()
        for (const who of senders) await sendFile(server, who, groupId, bytes)
        let busy = true
        const watching = (async () => {
          while (busy) {
            for (const pid of await childrenOf(process.pid, 'picture-process.ts')) pids.add(pid)
            await sleep(100)
          }
        })()
        await processMedia(mediaGround(server), 'photo')
        busy = false
        await watching
        return pids.size
      }
      expect(await seen([staff, staff, staff])).toBe(1)
      expect(await seen([staff, colleague])).toBe(2)
    },
    60_000,
  )

  it.runIf(process.platform === 'linux')(
    'that is thrown away while its film is made is given up, and leaves nothing',
    async () => {
      const { staff, groupId } = couple
      const long = await readFile(await film(`-f lavfi -i testsrc2=s=1280x720:r=30:d=40 ${tone(40)} ${quick} -c:a aac`))
      const id = await sendFile(server, staff, groupId, long, 'video')
      const making = processMedia(mediaGround(server), 'video')
      const maker = await filmMakerOf(process.pid)
      const before = Date.now()
      expect((await call(server, staff, 'DELETE', `/api/media/${id}`)).status).toBe(200)
      await gone(maker)
      await making
      expect(Date.now() - before).toBeLessThan(10_000)
      expect((await readdir(server.media.uploads)).filter((name) => name.startsWith(id))).toEqual([])
    },
    120_000,
  )

  it('waits its turn beside those of others: whoever sends many does not keep them waiting', async () => {
    const { staff, colleague, groupId } = couple
    const bytes = await photo()
    for (let n = 0; n < 4; n++) await sendFile(server, staff, groupId, bytes)
    const one = await sendFile(server, colleague, groupId, bytes)
    const order: string[] = []
    const away = { ...server.media.store, put: () => Promise.reject(new StoreDown('away')) }
    const failed = ({ media }: { media: string }) => void order.push(media)
    await processMedia(mediaGround(server, { failed, places: { ...server.media, store: away } }), 'photo')
    expect(order).toHaveLength(5)
    expect(order.indexOf(one)).toBeLessThanOrEqual(1)
    server.clock.forward(600_000)
    await processMedia(mediaGround(server), 'photo')
    expect(await uploadOf(order.at(-1)!)).toMatchObject({ state: 'ready' })
  })

  it('comes after another’s when its sender threw the one before away', async () => {
    const { staff, colleague, groupId } = couple
    const bytes = await photo()
    const [turns, order]: [string[], string[]] = [[], []]
    const away = { ...server.media.store, put: () => Promise.reject(new StoreDown('away')) }
    const failed = ({ media }: { media: string }) => void order.push(media)
    const ground = mediaGround(server, { failed, places: { ...server.media, store: away } })
    const first = await sendFile(server, staff, groupId, bytes)
    await processMedia(ground, 'photo', { turns })
    await call(server, staff, 'DELETE', `/api/media/${first}`)
    const anew = await sendFile(server, staff, groupId, bytes)
    server.clock.forward(1000)
    const other = await sendFile(server, colleague, groupId, bytes)
    await processMedia(ground, 'photo', { turns })
    expect(order).toEqual([first, other, anew])
    server.clock.forward(600_000)
    await processMedia(mediaGround(server), 'photo')
  })

  it('is refused while the disk has no room for what was announced; one person’s announcing alone takes no more than a gigabyte', async () => {
    const { colleague, groupId, organisationId } = couple
    const announced = (persons: number) =>
      server.owner.query(
        `with others as (
           insert into person (id, organisation_id, first_name, last_name, email)
           select gen_random_uuid(), $1::uuid, 'Ander', n::text, gen_random_uuid() || '@demo.example' from generate_series(1, $2) as n
           returning id)
         insert into media (id, organisation_id, uploader_id, group_id, kind, bytes, state, created_at)
         select gen_random_uuid(), $1::uuid, id, $3, 'video', 1e15, 'uploading', now() from others`,
        [organisationId, persons, groupId],
      )
    const { bavail, bsize } = await statfs(tmpdir())
    await announced(1)
    expect((await begin(server, colleague, groupId, 1000)).status).toBe(200)
    await announced(Math.ceil((bavail * bsize) / 2 / 1024 ** 3))
    expect(await begin(server, colleague, groupId, 1000)).toMatchObject({
      status: 507,
      body: { error: { code: 'storage_full' } },
    })
    await server.owner.query(`delete from media where state = 'uploading'`)
    expect((await begin(server, colleague, groupId, 1000)).status).toBe(200)
  })

  it('that nobody tags is gone after a day, bytes and rows', async () => {
    const { staff, groupId } = couple
    const half = uuidv7()
    await begin(server, staff, groupId, 5000, { id: half })
    await patch(server, staff, half, 0, randomBytes(1000))
    const [ready] = (await readyMedia(server, staff, groupId, [await photo()])) as [string]
    const [{ files }] = (await server.owner.query('select files from media where id = $1', [ready])).rows
    server.clock.forward(86_400_000 + 1000)
    expect(await uploadOf(ready)).toBeUndefined()
    expect((await fetchBytes(server, staff, `/api/media/${ready}/file/webp-320`)).status).toBe(404)
    await expireUploads(server.database.worker, server.media, server.clock.now())
    await removeUnwanted(server.database.worker, server.media)
    const left = new Set(await inStore())
    for (const { name } of files) expect(left.has(name)).toBe(false)
    expect((await readdir(server.media.uploads)).filter((name) => name.startsWith(half))).toEqual([])
    expect((await server.owner.query('select 1 from media where id = any($1)', [[ready, half]])).rowCount).toBe(0)
  })
})

/** A pool whose every note of a file being ready breaks the connection, as a process that is killed does. */
/** The connection breaks when all is committed, before that was told. */
function losesItsAnswer({ database }: TestServer): TestServer['database']['worker'] {
  return {
    query: (...given: unknown[]) => (database.worker.query as (...all: unknown[]) => unknown)(...given),
    connect: async () => {
      const client = await database.worker.connect()
      return {
        release: () => client.release(),
        query: async (sql: string, values?: unknown[]) => {
          const result = await client.query(sql, values)
          if (sql === 'commit') throw new Error('connection lost')
          return result
        },
      }
    },
  } as never
}

function diesAtReady({ database }: TestServer): TestServer['database']['worker'] {
  return {
    query: (...given: unknown[]) => (database.worker.query as (...all: unknown[]) => unknown)(...given),
    connect: () => Promise.reject(new Error('killed')),
  } as never
}
