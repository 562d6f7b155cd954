import { execFile } from 'node:child_process'
import { mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openDirectoryStore } from '../db/media/directory-store.ts'
import { newName } from '../db/media/store.ts'
import { sweepOrphans } from '../workers/media/orphans.ts'
import type { Couple } from './support/couple.ts'
import type { TestMedia } from './support/media.ts'
import { storedUpload } from './support/photos.ts'
import { freshDatabase, type TestDatabase, testSecret } from './support/postgres.ts'
import { startProcess } from './support/processes.ts'
import type { TestServer } from './support/server.ts'
import { type StoredServer, startStored, storePlaces } from './support/stored-server.ts'
import { inPieces, listed } from './support/streams.ts'

/** Files in the store of which no row knows go only after a week, and never when they are many: they may be another database's. */

const day = 86_400_000

describe.each(storePlaces)('%s', (place) => {
  let stored: StoredServer
  let media: TestMedia
  let server: TestServer
  let couple: Couple
  beforeAll(async () => {
    stored = await startStored(place)
    ;({ media, server, couple } = stored)
  })
  afterAll(() => stored.close())

  const put = async () => {
    const name = newName()
    await media.store.put(name, inPieces(Buffer.from('x')))
    return name
  }
  const inStore = async () => (await listed(media.store.names())).map(({ name }) => name)
  const sweepIn = (days: number, how = {}) =>
    sweepOrphans(server.database.worker, media, new Date(Date.now() + days * day), how)
  const noted = async () =>
    (await server.owner.query('select name from orphan_file order by name')).rows.map(({ name }) => name)
  const picture = () => ({ kind: 'original', type: 'image/jpeg', bytes: Buffer.from('pixels') }) as const
  const fileOf = async (mediaId: string): Promise<string> =>
    (await server.owner.query('select files from media where id = $1', [mediaId])).rows[0].files[0].name

  it('keeps what no row knows for a week after that was noted, and what is known for good', async () => {
    const known = await fileOf(await storedUpload(server, couple.staff, couple.groupId, picture()))
    const orphan = await put()
    expect(await sweepIn(0.5)).toEqual({ files: 0, unknown: 0, removed: 0, isHeld: false })
    expect(await noted()).toEqual([])
    for (const days of [2, 3, 8.9]) {
      expect(await sweepIn(days), `${days}`).toEqual({ files: 2, unknown: 1, removed: 0, isHeld: false })
      expect(await noted()).toEqual([orphan])
    }
    expect(await sweepIn(9.1)).toMatchObject({ removed: 1 })
    expect(await inStore()).toEqual([known])
    expect(await noted()).toEqual([])
  })

  it('strikes off what is known again, or waits to be removed anyway', async () => {
    const mediaId = await storedUpload(server, couple.staff, couple.groupId, picture())
    const name = await fileOf(mediaId)
    const { rows } = await server.owner.query('select files from media where id = $1', [mediaId])
    const know = (files: unknown) =>
      server.owner.query('update media set files = $2 where id = $1', [mediaId, JSON.stringify(files)])
    await know([])
    await sweepIn(2)
    expect(await noted()).toEqual([name])
    await know(rows[0].files)
    await sweepIn(10)
    expect(await noted()).toEqual([])
    expect(await inStore()).toContain(name)
    // Unknown once more, its week begins anew.
    await know([])
    expect(await sweepIn(11)).toMatchObject({ unknown: 1, removed: 0 })
    await server.owner.query('insert into unwanted_file (name, organisation_id, at) values ($1, $2, now())', [
      name,
      couple.organisationId,
    ])
    expect(await sweepIn(30)).toMatchObject({ unknown: 0, removed: 0 })
    expect(await inStore()).toContain(name)
  })

  it('removes nothing when many are unknown, at every sweep anew, until it is told to', async () => {
    const before = await inStore()
    const many = await Promise.all(Array.from({ length: 60 }, put))
    for (const days of [2, 9.1, 20])
      expect(await sweepIn(days)).toEqual({ files: before.length + 60, unknown: 60, removed: 0, isHeld: true })
    expect(await noted()).toEqual(many.sort())
    expect(await sweepIn(8, { evenMany: true })).toMatchObject({ removed: 0, isHeld: false })
    expect(await sweepIn(20, { evenMany: true })).toMatchObject({ removed: 60, isHeld: false })
    expect((await inStore()).sort()).toEqual(before.sort())
    expect(await noted()).toEqual([])
  })
})

describe('a store whose database is another one', () => {
  let dataDir: string
  let database: TestDatabase
  let owner: pg.Client
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'ouderapp-orphans-'))
    database = await freshDatabase(inject('postgresUrl'))
    owner = new pg.Client({ connectionString: database.ownerUrl })
    await owner.connect()
  })
  afterAll(async () => {
    await owner.end()
    await database.drop()
    await rm(dataDir, { recursive: true })
  })

  it('loses nothing to a process that starts on it: the log says so, and only an operator’s word and a week remove it', async () => {
    const store = await openDirectoryStore(join(dataDir, 'media'))
    const old = new Date(Date.now() - 2 * day)
    for (let n = 0; n < 60; n++) {
      const name = newName()
      await store.put(name, inPieces(Buffer.from('x')))
      await utimes(join(dataDir, 'media', name.slice(0, 2), name.slice(2, 4), name), old, old)
    }
    const settings = { DATA_DIR: dataDir, DATABASE_URL: database.ownerUrl, SECRET: testSecret, PORT: '0' }
    const running = await startProcess('workers/main.ts', settings)
    await expect.poll(running.said, { timeout: 30_000 }).toContain('removed nothing from the store')
    expect(running.said()).toMatch(/"files":60,"unknown":60/)
    await running.stop()
    const count = async () => (await listed(store.names())).length
    expect(await count()).toBe(60)

    const ops = async () =>
      (
        await promisify(execFile)(process.execPath, ['workers/ops.ts', 'orphans'], {
          env: { PATH: process.env.PATH, NODE_ENV: 'test', SEED: 'none', LOG_LEVEL: 'error', ...settings },
        })
      ).stdout
    expect(await ops()).toContain('Of 60 files in the store the database did not know 60; 0 were removed.')
    expect(await count()).toBe(60)
    await owner.query(`update orphan_file set seen_at = seen_at - interval '8 days'`)
    expect(await ops()).toContain('60 were removed.')
    expect(await count()).toBe(0)
  }, 240_000)
})
