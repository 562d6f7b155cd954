import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, rmdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forgetUpload } from '../db/media/open.ts'
import { newName } from '../db/media/store.ts'
import { expireUploads, removeUnwanted } from '../workers/media/sweeping.ts'
import { type Couple, makeCouple } from './support/couple.ts'
import { begin } from './support/photos.ts'
import { startServer, type TestServer } from './support/server.ts'
import { inPieces, listed } from './support/streams.ts'

let server: TestServer
let couple: Couple
beforeAll(async () => {
  server = await startServer()
  couple = await makeCouple(server)
})
afterAll(() => server.close())

describe('among the uploads', () => {
  const lying = async (id: string) => (await readdir(server.media.uploads)).filter((name) => name.startsWith(id))
  const sweep = () => expireUploads(server.database.worker, server.media, new Date())
  async function leave(id: string, what: string, hoursAgo: number): Promise<void> {
    const path = join(server.media.uploads, what.replace('ID', id))
    if (what.endsWith('.making')) {
      await mkdir(path)
      await writeFile(join(path, 'half.mp4'), 'x')
    } else await writeFile(path, 'x')
    const then = new Date(Date.now() - hoursAgo * 3_600_000)
    await utimes(path, then, then)
  }

  it.each(['ID', 'ID.json', 'ID.making'])('%s alone is found when nothing needs it', async (what) => {
    const [stray, young, needed] = [uuidv7(), uuidv7(), uuidv7()]
    await begin(server, couple.staff, couple.groupId, 5000, { id: needed })
    // Files live in the time of this machine.
    await server.owner.query('update media set created_at = now() where id = $1', [needed])
    await leave(stray, what, 2)
    await leave(young, what, 0)
    if (what === 'ID.making') await leave(needed, what, 2)
    const of = await lying(needed)
    for (const name of of) {
      const then = new Date(Date.now() - 2 * 3_600_000)
      await utimes(join(server.media.uploads, name), then, then)
    }
    await writeFile(join(server.media.uploads, '-'.repeat(36)), 'not ours')
    await sweep()
    expect(await lying(stray)).toEqual([])
    expect(await lying(young)).toHaveLength(1)
    expect(await lying(needed)).toEqual(of)
    expect(await lying('-'.repeat(36))).toHaveLength(1)
  })

  it('nothing stays of what somebody still writes into while it is forgotten', async () => {
    const id = uuidv7()
    const folder = join(server.media.uploads, `${id}.making`)
    await mkdir(folder)
    const script = `
      const { writeFileSync } = require('node:fs')
      console.log('writes')
      for (let n = 0, end = Date.now() + 400; Date.now() < end; n++) {
        try { writeFileSync('${folder}/' + n, 'x') } catch {}
      }`
    const writer = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const end = once(writer, 'close')
    await once(writer.stdout, 'data')
    await forgetUpload(server.media, id)
    await end
    expect(await lying(id)).toEqual([])
  })
})

describe('what nothing needs any more', () => {
  it('goes from the store also behind what cannot be removed, and the run says so', async () => {
    const { media, owner, database } = server
    const put = async (minutesAgo: number) => {
      const name = newName()
      await media.store.put(name, inPieces(Buffer.from('x')))
      await owner.query('insert into unwanted_file (name, organisation_id, at) values ($1, $2, $3)', [
        name,
        couple.organisationId,
        new Date(Date.now() - minutesAgo * 60_000),
      ])
      return name
    }
    const waiting = async () => (await owner.query('select name from unwanted_file order by at')).rows
    await removeUnwanted(database.worker, media)
    // A folder where the file should be: nothing that unlink removes.
    const stuck = newName()
    const place = join(media.folder, 'media', stuck.slice(0, 2), stuck.slice(2, 4), stuck)
    await mkdir(place, { recursive: true })
    await owner.query('insert into unwanted_file (name, organisation_id, at) values ($1, $2, $3)', [
      stuck,
      couple.organisationId,
      new Date(0),
    ])
    const others: string[] = []
    for (let n = 0; n < 210; n++) others.push(await put(n))
    await expect(removeUnwanted(database.worker, media)).rejects.toThrow(
      /^1 files could not be removed.*(EISDIR|EPERM)/,
    )
    const left = new Set((await listed(media.store.names())).map(({ name }) => name))
    expect(others.filter((name) => left.has(name))).toEqual([])
    expect(await waiting()).toEqual([{ name: stuck }])
    const late = await put(0)
    await owner.query('update unwanted_file set at = now() where name = $1', [late])
    await expect(removeUnwanted(database.worker, media)).rejects.toThrow()
    expect(await waiting()).toEqual([{ name: stuck }])
    await rmdir(place)
    expect(await removeUnwanted(database.worker, media)).toBe(1)
    expect(await waiting()).toEqual([])
  })
})
