import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { MediaRefused } from '../workers/media/media-refused.ts'
import { openPictureMaker, openPictureMakers, processPicture } from '../workers/media/picture.ts'
import { childOf, gone } from './support/children.ts'
import { cameraHeic, cornered, fileOf, flatPng, pictureOf, withSize } from './support/picture-files.ts'

/** What never becomes a picture, and that it stops nobody. */

// Each picture is a process, and the machine may be busy with others.
vi.setConfig({ testTimeout: 90_000 })

const picture = await cornered(300, 200)
const jpeg = await sharp(picture).jpeg().toBuffer()
const avif = await sharp(picture).avif().toBuffer()
const webp = await sharp(picture).webp({ lossless: true }).toBuffer()
const heic = await cameraHeic()
const text = (said: string) => Buffer.from(said, 'latin1')
const reasonOf = (bytes: Buffer) =>
  pictureOf(bytes).then(
    () => 'taken',
    (error) => (error instanceof MediaRefused ? error.reason : String(error)),
  )
const headOf = async (path: string) => {
  await using file = await open(path)
  return (await file.read(Buffer.alloc(4096), 0, 4096, 0)).buffer
}
/** Asks two at a time, and says what came of each. */
async function all(files: Record<string, Buffer>): Promise<Record<string, string>> {
  const left = Object.entries(files)
  const reasons: Record<string, string> = {}
  const ask = async () => {
    for (let next = left.shift(); next; next = left.shift()) reasons[next[0]] = await reasonOf(next[1])
  }
  await Promise.all([ask(), ask()])
  return reasons
}
const every = (files: Record<string, Buffer>, reason: string) =>
  Object.fromEntries(Object.keys(files).map((name) => [name, reason]))

describe('is refused', () => {
  it('what is no picture by its bytes', async () => {
    const files = {
      nothing: Buffer.alloc(0),
      zeros: Buffer.alloc(64),
      SVG: text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'),
      GIF: await sharp(picture).gif().toBuffer(),
      TIFF: await sharp(picture).tiff().toBuffer(),
      PDF: text('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj'),
      program: await headOf(process.execPath),
      page: text('<!doctype html><script>alert(1)</script>'),
      'a page before a JPEG': Buffer.concat([text('<html>'), jpeg]),
      film: text('\0\0\0\x18ftypmp42\0\0\0\0mp42isom'),
      archive: text('PK\x03\x04'),
    }
    expect(await all(files)).toEqual(every(files, 'unknown_type'))
  })

  it('what is cut off or broken', async () => {
    const half = (bytes: Buffer) => bytes.subarray(0, bytes.length * 0.6)
    const files = {
      JPEG: half(jpeg),
      PNG: half(picture),
      WebP: half(webp),
      AVIF: half(avif),
      'a HEIC whose end lacks': heic.subarray(0, -200),
      'three bytes of a JPEG': jpeg.subarray(0, 3),
      'an AVIF that says it is small': withSize(avif, 16, 16),
      'a HEIC that says it is small': withSize(heic, 16, 16),
    }
    expect(await all(files)).toEqual(every(files, 'damaged'))
  })

  it('what has too many pixels or bytes, before it is decoded', async () => {
    const files = {
      PNG: flatPng(14_000, 14_000),
      AVIF: withSize(avif, 14_000, 14_000),
      HEIC: withSize(heic, 14_000, 14_000),
    }
    expect(await all(files)).toEqual(every(files, 'too_many_pixels'))
    await expect(pictureOf(jpeg, { most: jpeg.length - 1 })).rejects.toMatchObject({ reason: 'too_large' })
    await expect(pictureOf(jpeg, { pixels: 59_999 })).rejects.toMatchObject({ reason: 'too_many_pixels' })
  })
})

it('phones’ small faults are forgiven', async () => {
  const files = {
    'stray bytes before the end': Buffer.concat([jpeg.subarray(0, -2), text('abc'), jpeg.subarray(-2)]),
    'more behind the end': Buffer.concat([jpeg, text('<html><script>alert(1)</script>')]),
  }
  expect(await all(files)).toEqual(every(files, 'taken'))
})

it('what the largest sensor of a phone writes is taken', async () => {
  expect(await all({ PNG: flatPng(8192, 6144) })).toEqual({ PNG: 'taken' })
})

it('ten bombs at once stop nothing, and cost this process no memory', async () => {
  const flat = flatPng(14_000, 14_000)
  const bombs = [
    ...[
      flat,
      flat,
      flatPng(100_000, 300),
      withSize(heic, 6000, 6000),
      withSize(avif, 6000, 6000),
      picture.subarray(0, 900),
    ],
    ...[withSize(heic, 60_000, 60_000), withSize(avif, 60_000, 60_000), withSize(heic, 16, 16), withSize(avif, 16, 16)],
  ]
  const before = process.memoryUsage().rss
  const reasons = await Promise.all(bombs.map(reasonOf))
  for (const reason of reasons) expect(['too_many_pixels', 'damaged']).toContain(reason)
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
})

describe.runIf(process.platform === 'linux')('the process', () => {
  /** Enough to do that it is still there when somebody looks. */
  let long: Buffer
  beforeAll(async () => {
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
    long = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: 'grey', noise } })
      .jpeg()
      .toBuffer()
  })

  /** The process of a picture that this one is the parent of, once it does its work. */
  const decoderOf = (parent: number) =>
    childOf(parent, ([program, ...args]) => program!.endsWith('node') && args.join(' ').includes('picture-process.ts'))

  it('that takes too long is ended', async () => {
    await expect(pictureOf(long, { within: 300 })).rejects.toMatchObject({ reason: 'too_slow' })
  })

  it('is ended when nobody wants the picture any more', async () => {
    const stop = new AbortController()
    const asked = pictureOf(long, { signal: stop.signal })
    const pid = await decoderOf(process.pid)
    stop.abort(new Error('enough'))
    await expect(asked).rejects.toThrow('enough')
    await gone(pid)
    await expect(pictureOf(jpeg, { signal: stop.signal })).rejects.toThrow('enough')
  })

  it('that somebody else ended is told as such: the file may be tried again; one that crashed is the file’s fault', async () => {
    for (const [signal, said] of [
      ['SIGKILL', { message: 'the process of a picture ended by SIGKILL' }],
      ['SIGSEGV', { reason: 'damaged' }],
    ] as const) {
      const asked = expect(pictureOf(long)).rejects.toMatchObject(said)
      process.kill(await decoderOf(process.pid), signal)
      await asked
    }
  })

  it('makes one picture after another; one that ends a used process gets a fresh one, one that ends a fresh one is damaged', async () => {
    const path = await fileOf(long)
    const maker = openPictureMaker()
    const limits = { most: 50_000_000 }
    await maker.make(await fileOf(jpeg), limits)
    const pid = await decoderOf(process.pid)
    const second = maker.make(path, limits)
    expect(await decoderOf(process.pid)).toBe(pid)
    process.kill(pid, 'SIGSEGV')
    expect((await second).width).toBe(4000)
    const refused = expect(maker.make(await fileOf(jpeg.subarray(0, -40)), limits)).rejects.toMatchObject({
      reason: 'damaged',
    })
    await refused
    expect((await maker.make(await fileOf(jpeg), limits)).width).toBe(300)
    const last = await decoderOf(process.pid)
    maker.close()
    await gone(last)
  })

  it('waits a while for the next picture of the same person, and serves nobody else', async () => {
    const path = await fileOf(jpeg)
    const limits = { most: 50_000_000 }
    const makers = openPictureMakers(60_000)
    await makers.of('Eva').make(path, limits)
    makers.rest()
    const evas = await decoderOf(process.pid)
    await makers.of('Eva').make(path, limits)
    expect(await decoderOf(process.pid)).toBe(evas)
    const bobs = makers.of('Bob')
    await gone(evas)
    await bobs.make(path, limits)
    const other = await decoderOf(process.pid)
    makers.close()
    await gone(other)
    const brief = openPictureMakers(1_000)
    await brief.of('Eva').make(path, limits)
    const last = await decoderOf(process.pid)
    // As the worker does, which looks for files all the time.
    const looking = setInterval(brief.rest, 100)
    await gone(last)
    clearInterval(looking)
  })

  it('knows nothing of ours and is bounded', async () => {
    process.env.SECRET_OF_THE_TEST = 'CANARY'
    const stop = new AbortController()
    const asked = expect(pictureOf(long, { signal: stop.signal })).rejects.toThrow()
    const pid = await decoderOf(process.pid)
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8')
    const limits = await readFile(`/proc/${pid}/limits`, 'utf8')
    stop.abort()
    await asked
    delete process.env.SECRET_OF_THE_TEST
    expect(environment).toContain('VIPS_BLOCK_UNTRUSTED')
    expect(environment).not.toMatch(/CANARY|PATH=|HOME=|DATABASE|SECRET/)
    expect(limits).toMatch(/Max data size +2147483648 +2147483648/)
  })

  it('ends with its parent, however that ends', async () => {
    const path = await fileOf(long)
    const module = new URL('../workers/media/picture.ts', import.meta.url)
    const program = `import { processPicture } from '${module}'; await processPicture('${path}', { most: 1e9 })`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' })
    const pid = await decoderOf(parent.pid!)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    await gone(pid)
  })
})

it('a file that is not there is no refusal', async () => {
  await expect(processPicture('/nowhere/at-all', { most: 1 })).rejects.toThrow('ENOENT')
})
