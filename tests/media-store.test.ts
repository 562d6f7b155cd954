import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openDirectoryStore } from '../db/media/directory-store.ts'
import { newKey } from '../db/media/keys.ts'
import { s3Store } from '../db/media/s3-store.ts'
import { openFile, sealFile } from '../db/media/sealed-file.ts'
import { type MediaStore, NotStored, newName, StoreDown, StoreFull } from '../db/media/store.ts'
import { startS3 } from './support/s3-server.ts'
import { all, inPieces, listed } from './support/streams.ts'

let root: string
let folder: string
let directory: MediaStore
let server: Awaited<ReturnType<typeof startS3>>
let bucket: MediaStore
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ouderapp-media-'))
  folder = join(root, 'media')
  directory = await openDirectoryStore(folder)
  server = await startS3()
  bucket = s3Store(server.settings)
})
afterEach(() => server.interfere())
afterAll(async () => {
  await server.close()
  await rm(root, { recursive: true, force: true })
})

const namesIn = async (store: MediaStore) => (await listed(store.names())).map(({ name }) => name).sort()
async function* failing(length: number): AsyncGenerator<Buffer> {
  yield* inPieces(randomBytes(length))
  throw new Error('the sender is gone')
}

describe.each([
  ['a folder', () => directory],
  ['a bucket', () => bucket],
])('%s', (_, theStore) => {
  it('keeps a file whole, however long, and gives any range', async () => {
    const store = theStore()
    for (const length of [0, 1, 65_536, 5 * 1024 * 1024, 12_000_000]) {
      const bytes = randomBytes(length)
      const name = newName()
      expect(await store.put(name, inPieces(bytes))).toBe(length)
      expect(await store.length(name)).toBe(length)
      expect((await all(store.read(name))).equals(bytes), `${length}`).toBe(true)
    }
    const bytes = randomBytes(200_000)
    const name = newName()
    await store.put(name, inPieces(bytes))
    for (const [from, to] of [
      [0, 1],
      [0, 199_999],
      [65_536, 131_071],
      [199_999, undefined],
      [7, undefined],
      [199_990, 300_000],
    ] as const) {
      const range = to === undefined ? { from } : { from, to }
      expect((await all(store.read(name, range))).equals(bytes.subarray(from, (to ?? 200_000) + 1))).toBe(true)
    }
    expect(await all(store.read(name, { from: 200_000 }))).toHaveLength(0)
    for (const range of [{ from: -1 }, { from: 3, to: 2 }, { from: 0.5 }]) {
      await expect(all(store.read(name, range))).rejects.toThrow(RangeError)
    }
  })

  it('gives a sealed film back from the middle', async () => {
    const store = theStore()
    const [key, name, film] = [newKey(), newName(), randomBytes(6_000_000)]
    await store.put(name, sealFile(key, inPieces(film)))
    const range = { from: 3_000_001, to: 3_200_000 }
    const part = await all(openFile(key, film.length, (asked) => store.read(name, asked), range))
    expect(part.equals(film.subarray(range.from, range.to + 1))).toBe(true)
    for await (const _ of openFile(key, film.length, (asked) => store.read(name, asked))) break
  })

  it('forgets a file, also one that was never there', async () => {
    const store = theStore()
    const name = newName()
    await store.put(name, inPieces(Buffer.from('x')))
    await store.remove(name)
    await store.remove(name)
    expect(await namesIn(store)).not.toContain(name)
    await expect(all(store.read(name))).rejects.toThrow(NotStored)
    await expect(all(store.read(name, { from: 3 }))).rejects.toThrow(NotStored)
    await expect(store.length(name)).rejects.toThrow(NotStored)
  })

  it('takes no name that could mean something', async () => {
    const store = theStore()
    const strange = ['', 'x', '../../../../../../../../../etc/passwd', `${newName()}/x`, newName().toUpperCase()]
    for (const name of [...strange, `${'a'.repeat(30)}\0`, `${newName()}\n`, `..${'a'.repeat(28)}`, 'a'.repeat(41)]) {
      await expect(store.put(name, inPieces(Buffer.from('x'))), name).rejects.toThrow(TypeError)
      await expect(all(store.read(name)), name).rejects.toThrow(TypeError)
      await expect(store.length(name), name).rejects.toThrow(TypeError)
      await expect(store.remove(name), name).rejects.toThrow(TypeError)
    }
  })

  it.each([0, 100_000, 11_000_000])('keeps nothing when the sender goes after %i bytes', async (length) => {
    const store = theStore()
    const before = await namesIn(store)
    const name = newName()
    await expect(store.put(name, failing(length))).rejects.toThrow('the sender is gone')
    expect(await namesIn(store)).toEqual(before)
    await expect(store.length(name)).rejects.toThrow(NotStored)
  })

  it('lists what is there and since when', async () => {
    const store = theStore()
    const names = [newName(), newName(), newName()]
    const since = Date.now()
    for (const name of names) await store.put(name, inPieces(Buffer.from(name)))
    const there = await listed(store.names())
    for (const name of names) {
      const { changedAt } = there.find((one) => one.name === name)!
      // S3 counts in seconds.
      expect(Math.abs(changedAt.getTime() - since)).toBeLessThan(60_000)
    }
    expect(new Set(there.map(({ name }) => name)).size).toBe(there.length)
  })
})

describe('a folder as a store', () => {
  it('gives the first byte alone', async () => {
    const name = newName()
    await directory.put(name, inPieces(Buffer.from('xyz')))
    expect((await all(directory.read(name, { from: 0, to: 0 }))).toString()).toBe('x')
  })

  it('can be read by its own user alone', async () => {
    const name = newName()
    await directory.put(name, inPieces(Buffer.from('x')))
    const inner = join(folder, name.slice(0, 2), name.slice(2, 4))
    expect((await stat(join(inner, name))).mode & 0o777).toBe(0o600)
    for (const path of [folder, inner]) expect((await stat(path)).mode & 0o777).toBe(0o700)
    expect(await readdir(join(folder, 'unfinished'))).toEqual([])
  })

  it('does not count what a killed process left, and forgets it later', async () => {
    const before = await namesIn(directory)
    const script = `
      import { openDirectoryStore } from '${join(import.meta.dirname, '../db/media/directory-store.ts')}'
      async function* endless() {
        for (let n = 0; ; n++) {
          if (n === 20) console.log('under way')
          yield Buffer.alloc(65_536)
          await new Promise((next) => setTimeout(next, 2))
        }
      }
      await (await openDirectoryStore('${folder}')).put('${newName()}', endless())`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'close')
    expect(await namesIn(directory)).toEqual(before)
    const drafts = await readdir(join(folder, 'unfinished'))
    expect(drafts).toHaveLength(1)
    await directory.forgetUnfinished(new Date(Date.now() - 86_400_000))
    expect(await readdir(join(folder, 'unfinished'))).toEqual(drafts)
    const old = new Date(Date.now() - 2 * 86_400_000)
    await utimes(join(folder, 'unfinished', drafts[0]!), old, old)
    await directory.forgetUnfinished(new Date(Date.now() - 86_400_000))
    expect(await readdir(join(folder, 'unfinished'))).toEqual([])
  })

  it('lists nothing that it did not put there', async () => {
    const before = await namesIn(directory)
    await mkdir(join(folder, 'zz', 'zz'), { recursive: true })
    await writeFile(join(folder, 'zz', 'zz', newName().replace(/^..../, 'aaaa')), '')
    await writeFile(join(folder, 'zz', 'zz', 'README'), '')
    await symlink('/etc', join(folder, 'zz', 'zz', `zzzz${newName().slice(4)}`))
    await writeFile(join(folder, newName()), '')
    await mkdir(join(folder, 'lost+found'))
    expect(await namesIn(directory)).toEqual(before)
  })

  it('is down, not empty, when the folder is gone', async () => {
    const name = newName()
    const here = join(root, 'gone')
    const store = await openDirectoryStore(here)
    await store.put(name, inPieces(Buffer.from('x')))
    await rename(here, join(root, 'elsewhere'))
    for (const work of [
      () => all(store.read(name)),
      () => store.length(name),
      () => store.remove(name),
      () => store.put(newName(), inPieces(Buffer.from('x'))),
      () => namesIn(store),
      () => store.forgetUnfinished(new Date()),
    ]) {
      await expect(work()).rejects.toThrow(StoreDown)
    }
    await writeFile(join(root, 'a-file'), '')
    await expect(openDirectoryStore(join(root, 'a-file'))).rejects.toThrow(StoreDown)
    await expect(openDirectoryStore(join(root, 'none', 'none'))).rejects.toThrow(StoreDown)
  })

  it('says that the disk is full, keeps nothing of what did not fit, and goes on when there is room', async (test) => {
    const small = join(root, 'small')
    await mkdir(small)
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]).status !== 0) test.skip('mounts nothing')
    try {
      const store = await openDirectoryStore(join(small, 'media'))
      const first = newName()
      await store.put(first, inPieces(randomBytes(600_000)))
      const unfitting = store.put(newName(), inPieces(randomBytes(600_000)))
      await expect(unfitting).rejects.toThrow(StoreFull)
      expect(await namesIn(store)).toEqual([first])
      expect(await readdir(join(small, 'media', 'unfinished'))).toEqual([])
      await store.remove(first)
      expect(await store.put(newName(), inPieces(randomBytes(600_000)))).toBe(600_000)
    } finally {
      spawnSync('umount', [small])
    }
  })
})

describe('a bucket as a store', () => {
  const short = () => s3Store({ ...server.settings, patience: 300 })
  const everything = (store: MediaStore, name: string): Record<string, () => Promise<unknown>> => ({
    put: () => store.put(newName(), inPieces(Buffer.from('x'))),
    read: () => all(store.read(name)),
    length: () => store.length(name),
    remove: () => store.remove(name),
    names: () => namesIn(store),
  })

  it('sends a long file in parts, and takes them back when it fails', async () => {
    const from = server.asked.length
    await expect(bucket.put(newName(), failing(11_000_000))).rejects.toThrow('the sender is gone')
    const asked = server.asked.slice(from)
    expect(asked.filter((one) => /^PUT .*partNumber=/.test(one)).length).toBeGreaterThan(0)
    expect(asked.filter((one) => /^DELETE .*uploadId=/.test(one))).toHaveLength(1)
  })

  it('lists nothing that is not ours', async () => {
    const { accessKeyId, secretAccessKey, ...where } = server.settings
    const client = new S3Client({ ...where, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: true })
    const before = await namesIn(bucket)
    for (const Key of ['README', `folder/${newName()}`]) {
      await client.send(new PutObjectCommand({ Bucket: 'media', Key, Body: 'x' }))
    }
    expect(await namesIn(bucket)).toEqual(before)
  })

  it('lists every page', async () => {
    const [one, two] = [newName(), newName()]
    const page = (name: string, more: string) =>
      `<?xml version="1.0"?><ListBucketResult><Contents><Key>${name}</Key>` +
      `<LastModified>2026-11-01T10:00:00.000Z</LastModified><Size>1</Size></Contents>${more}</ListBucketResult>`
    const more = '<IsTruncated>true</IsTruncated><NextContinuationToken>next</NextContinuationToken>'
    server.interfere((request, response) => {
      const second = request.url!.includes('continuation-token=next')
      response.writeHead(200, { 'content-type': 'application/xml' }).end(second ? page(two, '') : page(one, more))
      return true
    })
    const changedAt = new Date('2026-11-01T10:00:00Z')
    expect(await listed(bucket.names())).toEqual([one, two].map((name) => ({ name, changedAt })))
  })

  it('is down when nobody answers, when the answer never comes, and with a wrong secret or bucket', async () => {
    const name = newName()
    await bucket.put(name, inPieces(Buffer.from('x')))
    for (const [wrong, unseen] of [
      [{ endpoint: 'http://127.0.0.1:1' }],
      // This server looks at no listing's signature.
      [{ secretAccessKey: 'wrong' }, 'names'],
      // To HEAD a missing bucket and a missing file are the same answer.
      [{ bucket: 'nowhere' }, 'length'],
    ] as const) {
      for (const [what, work] of Object.entries(everything(s3Store({ ...server.settings, ...wrong }), name))) {
        if (what !== unseen) await expect(work(), `${what} ${JSON.stringify(wrong)}`).rejects.toThrow(StoreDown)
      }
    }
    server.interfere(() => true)
    for (const work of Object.values(everything(short(), name))) await expect(work()).rejects.toThrow(StoreDown)
  })

  it('says that there is no room, of whichever kind the server is', async () => {
    for (const [status, code] of [
      [507, 'XMinioStorageFull'],
      [403, 'QuotaExceeded'],
    ] as const) {
      server.interfere((request, response) => {
        if (request.method !== 'PUT') return false
        request.resume()
        response.writeHead(status, { 'content-type': 'application/xml' })
        response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>full</Message></Error>`)
        return true
      })
      for (const length of [10, 11_000_000]) {
        await expect(bucket.put(newName(), inPieces(randomBytes(length))), code).rejects.toThrow(StoreFull)
      }
    }
  })

  it('is down when a file breaks off or stands still, but waits for a reader who takes time', async () => {
    const name = newName()
    const bytes = randomBytes(3_000_000)
    await bucket.put(name, inPieces(bytes))
    for (const then of ['breaks off', 'stands still']) {
      server.interfere((request, response) => {
        if (request.method !== 'GET') return false
        response.writeHead(200, { 'content-length': '3000000' })
        response.write(bytes.subarray(0, 100_000), () => then === 'breaks off' && response.destroy())
        return true
      })
      await expect(all(short().read(name)), then).rejects.toThrow(StoreDown)
    }
    server.interfere()
    const taken: Uint8Array[] = []
    for await (const piece of s3Store({ ...server.settings, patience: 1_500 }).read(name)) {
      if (taken.push(piece) === 1) await new Promise((next) => setTimeout(next, 2_500))
    }
    expect(Buffer.concat(taken).equals(bytes)).toBe(true)
  })
})
