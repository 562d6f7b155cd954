import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll } from 'vitest'
import { type PictureLimits, processPicture } from '../../workers/media/picture.ts'

/** Pictures as cameras and as others make them, for what sharp writes no file of. */

const folder = await mkdtemp(join(tmpdir(), 'picture-'))
let count = 0
afterAll(() => rm(folder, { recursive: true }))

/** A file with these bytes, whose name says nothing. */
export async function fileOf(bytes: Buffer): Promise<string> {
  const path = join(folder, String(++count))
  await writeFile(path, bytes)
  return path
}

/** What becomes of these bytes. */
export const pictureOf = async (bytes: Buffer, limits?: Partial<PictureLimits>) =>
  processPicture(await fileOf(bytes), { most: 50_000_000, ...limits })

/** A photo that a camera's encoder made: 300 × 200 shown upright as 200 × 300, with a red corner at the top left; Display P3. */
export const cameraHeic = () => readFile(join(import.meta.dirname, '../files/camera.heic'))

/** Grey, with the upper left in red and the upper right in blue. */
export async function cornered(width: number, height: number): Promise<Buffer> {
  const [w, h] = [Math.round(width / 4), Math.round(height / 4)]
  const flat = (background: string) => ({ create: { width: w, height: h, channels: 3 as const, background } })
  return sharp({ create: { width, height, channels: 3, background: '#808080' } })
    .composite([
      { input: flat('#e01010'), left: 0, top: 0 },
      { input: flat('#1010e0'), left: width - w, top: 0 },
    ])
    .png()
    .toBuffer()
}

/** The colour at a place, as parts of width and height. */
export async function colourAt(bytes: Buffer, x: number, y: number): Promise<[number, number, number, number?]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
  return [...data.subarray(at, at + info.channels)] as [number, number, number]
}

type Entry = [tag: number, type: 2 | 3 | 4 | 7, value: number | Buffer]

/** A block of EXIF as TIFF, little-endian. Texts end with a zero byte. */
export function exifOf(tags: {
  taken?: string
  offset?: string
  orientation?: number
  make?: string
  maker?: string
  thumbnail?: Buffer
}): Buffer {
  const text = (value: string) => Buffer.from(`${value}\0`, 'latin1')
  const parts: Buffer[] = []
  let at = 8
  const put = (part: Buffer) => {
    parts.push(part)
    at += part.length
    return at - part.length
  }
  const directory = (entries: Entry[], next = 0): Buffer => {
    const table = Buffer.alloc(2 + entries.length * 12 + 4)
    table.writeUInt16LE(entries.length)
    entries.forEach(([tag, type, value], index) => {
      const cell = 2 + index * 12
      table.writeUInt16LE(tag, cell)
      table.writeUInt16LE(type, cell + 2)
      table.writeUInt32LE(typeof value === 'number' ? 1 : value.length, cell + 4)
      if (typeof value === 'number') table.writeUInt32LE(value, cell + 8)
      else if (value.length <= 4) value.copy(table, cell + 8)
      else table.writeUInt32LE(put(value), cell + 8)
    })
    table.writeUInt32LE(next, table.length - 4)
    return table
  }
  const photo: Entry[] = []
  if (tags.taken !== undefined) photo.push([0x9003, 2, text(tags.taken)])
  if (tags.offset !== undefined) photo.push([0x9011, 2, text(tags.offset)])
  if (tags.maker !== undefined) photo.push([0x927c, 7, text(tags.maker)])
  const photoAt = put(directory(photo))
  const thumbnailAt = tags.thumbnail && put(tags.thumbnail)
  const second: Entry[] = tags.thumbnail
    ? [
        [0x0103, 3, 6],
        [0x0201, 4, thumbnailAt!],
        [0x0202, 4, tags.thumbnail.length],
      ]
    : []
  const secondAt = tags.thumbnail ? put(directory(second)) : 0
  const first: Entry[] = [
    [0x010f, 2, text(tags.make ?? 'camera')],
    [0x0112, 3, tags.orientation ?? 1],
    [0x8769, 4, photoAt],
  ]
  const firstAt = put(directory(first, secondAt))
  const head = Buffer.from('II*\0\0\0\0\0', 'latin1')
  head.writeUInt32LE(firstAt, 4)
  return Buffer.concat([head, ...parts])
}

/** A JPEG with these segments before its own. */
export function withSegments(jpeg: Buffer, segments: [marker: number, content: Buffer][]): Buffer {
  const written = segments.map(([marker, content]) => {
    const head = Buffer.from([0xff, marker, 0, 0])
    head.writeUInt16BE(content.length + 2, 2)
    return Buffer.concat([head, content])
  })
  return Buffer.concat([jpeg.subarray(0, 2), ...written, jpeg.subarray(2)])
}

const wall = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'medium',
})
/** A moment as a camera writes it that is set to the nursery's time. */
export const wallTime = (at: Date): string => wall.format(at).replace(/^(\d+)-(\d+)-/, '$1:$2:')

/** The segment that holds EXIF. */
export const exifSegment = (exif: Buffer): [number, Buffer] => [0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif])]

/** A chunk of a PNG. */
export function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(content.length)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}

/** A PNG with these chunks behind its header. */
export const withChunks = (png: Buffer, ...chunks: Buffer[]): Buffer =>
  Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)])

/** A whole PNG of one colour, one bit per pixel: some kilobytes for hundreds of millions of pixels. */
export function flatPng(width: number, height: number): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0])
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 1 })
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** An AVIF or HEIC that says of itself that it has another size. */
export function withSize(heif: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(heif)
  for (let at = copy.indexOf('ispe'); at >= 0; at = copy.indexOf('ispe', at + 4)) {
    copy.writeUInt32BE(width, at + 8)
    copy.writeUInt32BE(height, at + 12)
  }
  return copy
}
