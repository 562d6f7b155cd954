import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { thumbHashToRGBA } from 'thumbhash'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Picture, PictureRefused, processPicture } from '../workers/media/picture.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ouderapp-picture-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let count = 0
async function taken(bytes: Uint8Array, patience?: number): Promise<Picture> {
  const path = join(folder, String(count++))
  await writeFile(path, bytes)
  return processPicture(path, patience === undefined ? {} : { patience })
}
const refusal = (bytes: Uint8Array, patience?: number) =>
  taken(bytes, patience).then(
    () => 'taken in',
    (error: unknown) => (error instanceof PictureRefused ? error.reason : error),
  )

const blank = (width: number, height: number, background = '#cc3322') =>
  sharp({ create: { width, height, channels: 3, background }, limitInputPixels: false })
/** Red, with a blue corner at the top left. */
const cornered = async () =>
  blank(120, 80)
    .composite([{ input: await blank(40, 40, '#2244cc').png().toBuffer(), left: 0, top: 0 }])
    .jpeg({ quality: 95 })
    .toBuffer()
const colourAt = async (bytes: Uint8Array, left: number, top: number) => {
  const { data } = await sharp(bytes)
    .removeAlpha()
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return data[2]! > data[0]! ? 'blue' : 'red'
}
const rendition = ({ renditions }: Picture, kind: string) => renditions.find((one) => one.kind === kind)!

/** What a PNG may carry beside its pixels. */
function withText(png: Buffer, text: string): Buffer {
  const body = Buffer.from(`tEXtComment\0${text}`)
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length - 4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([png.subarray(0, 33), length, body, sum, png.subarray(33)])
}
/** A JPEG with one more segment right at its beginning. */
function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)])
}
/** A PNG of so many pixels that takes a few bytes: only its header is true. */
function hugePng(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('a picture', () => {
  it('is kept in three sizes and two forms, and in its own size to download; never enlarged', async () => {
    const large = await taken(await blank(2400, 1200).jpeg().toBuffer())
    expect(large).toMatchObject({ width: 2400, height: 1200, takenAt: null })
    expect(large.renditions.map(({ kind, width, height }) => `${kind} ${width}x${height}`)).toEqual([
      'original 2400x1200',
      'avif-320 320x160',
      'webp-320 320x160',
      'avif-1080 1080x540',
      'webp-1080 1080x540',
      'avif-2048 2048x1024',
      'webp-2048 2048x1024',
    ])
    for (const { type, width, height, bytes } of large.renditions) {
      const found = await sharp(bytes).metadata()
      expect([found.width, found.height, `image/${found.format === 'heif' ? 'avif' : found.format}`]).toEqual([
        width,
        height,
        type,
      ])
    }
    const { w, h } = thumbHashToRGBA(Buffer.from(large.thumbhash, 'base64'))
    expect(w / h).toBeCloseTo(2, 0)
    const small = await taken(await blank(400, 200).png().toBuffer())
    expect(small.renditions.map(({ kind, width }) => `${kind} ${width}`)).toEqual([
      'original 400',
      'avif-320 320',
      'webp-320 320',
      'avif-1080 400',
      'webp-1080 400',
    ])
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('of orientation %i stands upright', async (orientation) => {
    // The corner that the camera wrote first, and where it is for who looks.
    const [x, y] = [
      [5, 5],
      [-5, 5],
      [-5, -5],
      [5, -5],
      [5, 5],
      [-5, 5],
      [-5, -5],
      [5, -5],
    ][orientation - 1]!
    const picture = await taken(
      await sharp(await cornered())
        .withMetadata({ orientation })
        .jpeg({ quality: 95 })
        .toBuffer(),
    )
    const turned = orientation > 4
    expect([picture.width, picture.height]).toEqual(turned ? [80, 120] : [120, 80])
    for (const kind of ['original', 'avif-320', 'webp-320']) {
      const { bytes, width, height } = rendition(picture, kind)
      expect(await colourAt(bytes, x! < 0 ? width + x! : x!, y! < 0 ? height + y! : y!), kind).toBe('blue')
      expect(await colourAt(bytes, width / 2, height / 2), kind).toBe('red')
    }
  })

  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('may be %s, whatever it is called', async (format) => {
    const picture = await taken(
      await sharp(await cornered())
        .toFormat(format, { quality: 90 })
        .toBuffer(),
    )
    expect([picture.width, picture.height]).toEqual([120, 80])
    expect(await colourAt(rendition(picture, 'original').bytes, 5, 5)).toBe('blue')
  })

  it('may be HEIC as a phone writes it, with its time', async () => {
    const picture = await taken(await readFile(join(import.meta.dirname, 'files/red-with-blue-corner.heic')))
    expect(picture).toMatchObject({ width: 120, height: 80, takenAt: '2026-11-22T15:30:00+01:00' })
    for (const { bytes, kind } of picture.renditions) {
      expect(await colourAt(bytes, 5, 5), kind).toBe('blue')
      expect(Buffer.from(bytes).includes('Kanarie'), kind).toBe(false)
    }
  })

  it('may move, be printed in four colours or be see-through: its first frame in ordinary colours on white', async () => {
    const frames = await sharp(
      [await blank(60, 60, '#2244cc').png().toBuffer(), await blank(60, 60).png().toBuffer()],
      {
        join: { animated: true },
      },
    )
      .webp({ loop: 0, delay: [100, 100] })
      .toBuffer()
    expect(await colourAt(rendition(await taken(frames), 'original').bytes, 5, 5)).toBe('blue')
    const printed = await sharp(await cornered())
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer()
    expect((await sharp(printed).metadata()).space).toBe('cmyk')
    const original = rendition(await taken(printed), 'original').bytes
    expect((await sharp(original).metadata()).space).toBe('srgb')
    expect(await colourAt(original, 5, 5)).toBe('blue')
    const clear = { r: 0, g: 0, b: 0, alpha: 0 }
    const seeThrough = await sharp({ create: { width: 50, height: 50, channels: 4, background: clear } })
      .png()
      .toBuffer()
    const [pixel] = await sharp(rendition(await taken(seeThrough), 'webp-320').bytes)
      .raw()
      .toBuffer()
    expect(pixel).toBe(255)
  })

  it.each([
    ['2026:11:22 15:30:00', '+01:00', '2026-11-22T15:30:00+01:00'],
    ['2026:11:22 15:30:00', undefined, '2026-11-22T15:30:00'],
    ['0000:00:00 00:00:00', undefined, null],
    ['gisteren', '+01:00', null],
  ])('taken at %s%s', async (at, offset, expected) => {
    const IFD2 = { DateTimeOriginal: at, ...(offset && { OffsetTimeOriginal: offset }) }
    expect((await taken(await blank(20, 20).withExif({ IFD2 }).jpeg().toBuffer())).takenAt).toBe(expected)
  })

  it('loses all that was written beside its pixels', async () => {
    const canary = 'KANARIE-51.9225N-4.4792E'
    const exif = {
      IFD0: { Make: canary, Artist: canary, ImageDescription: canary },
      IFD2: { MakerNote: canary, UserComment: canary, BodySerialNumber: canary },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '51/1 55/1 21/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '4/1 28/1 45/1',
        GPSMapDatum: canary,
      },
    }
    const xmp = `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description dc:title="${canary}" xmlns:dc="http://purl.org/dc/elements/1.1/"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
    const dressed = (image: Sharp) => image.withExif(exif).withXmp(xmp)
    let jpeg: Buffer = await dressed(blank(64, 64)).jpeg().toBuffer()
    jpeg = withSegment(jpeg, 0xfe, Buffer.from(canary))
    jpeg = withSegment(jpeg, 0xed, Buffer.from(`Photoshop 3.0\x008BIM\x04\x04\x00\x00${canary}`))
    // As a motion photo or a page hidden behind the picture.
    jpeg = Buffer.concat([jpeg, Buffer.from(`<html>${canary}</html>`)])
    const files = {
      jpeg,
      png: withText(await dressed(blank(64, 64)).png().toBuffer(), canary),
      webp: await dressed(blank(64, 64)).webp().toBuffer(),
      avif: await dressed(blank(64, 64)).avif().toBuffer(),
    }
    for (const [format, file] of Object.entries(files)) {
      expect(file.includes(canary), format).toBe(true)
      for (const { kind, bytes } of (await taken(file)).renditions) {
        for (const encoding of ['utf8', 'utf16le'] as const)
          expect(Buffer.from(bytes).includes(Buffer.from('KANARIE', encoding)), `${format} ${kind}`).toBe(false)
        const { exif, xmp, iptc, comments } = await sharp(bytes).metadata()
        expect([exif, xmp, iptc, comments], `${format} ${kind}`).toEqual([undefined, undefined, undefined, undefined])
      }
    }
  })
})

describe('a file that is no picture', () => {
  it.each([
    ['of zero bytes', Buffer.alloc(0)],
    ['a renamed program', Buffer.from('\x7fELF\x02\x01\x01'.padEnd(200, '\0'), 'latin1')],
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a document', Buffer.from('%PDF-1.7 '.padEnd(200, ' '))],
    ['a GIF', Buffer.from('GIF89a'.padEnd(200, '\0'), 'latin1')],
    ['a film', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42'.padEnd(200, '\0'), 'latin1')],
  ])('%s is refused by its bytes', async (_, file) => {
    expect(await refusal(file)).toBe('unknown_type')
  })

  it('is damaged where it only begins like one, or breaks off', async () => {
    const whole = await blank(600, 600)
      .composite([{ input: await cornered(), left: 3, top: 400 }])
      .jpeg()
      .toBuffer()
    expect(await refusal(whole.subarray(0, whole.length * 0.6))).toBe('damaged')
    expect(await refusal(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(500, 7)]))).toBe('damaged')
    const heic = await readFile(join(import.meta.dirname, 'files/red-with-blue-corner.heic'))
    expect(await refusal(heic.subarray(0, heic.length - 200))).toBe('damaged')
  })

  it('of 14,000 by 14,000 pixels is refused by its header; ten at once harm nobody', async () => {
    const bomb = hugePng(14_000, 14_000)
    const before = process.memoryUsage.rss()
    const bombs = await Promise.all(Array.from({ length: 10 }, () => refusal(bomb)))
    expect(new Set(bombs)).toEqual(new Set(['too_many_pixels']))
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000)
    expect((await taken(await cornered())).width).toBe(120)
  })

  it('is given up when it takes too long', async () => {
    expect(await refusal(await blank(3000, 3000).jpeg().toBuffer(), 1)).toBe('too_slow')
  })
})
