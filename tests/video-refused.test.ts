import { execFile } from 'node:child_process'
import { readdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { describe, expect, it, vi } from 'vitest'
import { MediaRefused } from '../workers/media/media-refused.ts'
import { type Family, familyOf } from '../workers/media/media-type.ts'
import { processPicture } from '../workers/media/picture.ts'
import { processVideo, type VideoLimits } from '../workers/media/video.ts'
import { cameraHeic } from './support/picture-files.ts'
import {
  box,
  film,
  filmFile,
  newFolder,
  probed,
  quick,
  rebuilt,
  tone,
  videoOf,
  withMatrix,
} from './support/video-files.ts'

/** What never becomes a film, and that it stops nobody. */

// A film gives way to everything else, and the machine may be busy with others.
vi.setConfig({ testTimeout: 300_000 })

const text = (said: string) => Buffer.from(said, 'latin1')
const long = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4)
  return bytes
}
const noise = (length: number) => Buffer.from(Array.from({ length }, (_, at) => (at * at * 31 + at * 7) >>> 5))
const ftyp = box('ftyp', text('isom\0\0\x02\0isomiso2avc1mp41'))
const plain = await readFile(
  await film(`-f lavfi -i testsrc=s=320x180:r=30:d=2 ${tone(2)} ${quick} -c:a aac -movflags +faststart`),
)
const silent = await readFile(await film(`-f lavfi -i testsrc=s=320x180:r=10:d=2 ${quick}`))

/** What comes of a film; whatever it is, the folder is empty or holds what was made. */
async function reasonOf(path: string, limits?: Partial<VideoLimits>): Promise<string> {
  const folder = await newFolder()
  const reason = await videoOf(path, { folder, ...limits }).then(
    () => 'taken',
    (error) => (error instanceof MediaRefused ? error.reason : String(error)),
  )
  if (reason !== 'taken') expect(await readdir(folder), 'nothing is left').toEqual([])
  return reason
}
/** Asks one after another, and says what came of each. */
async function all(
  files: Record<string, Buffer | string>,
  limits?: Partial<VideoLimits>,
): Promise<Record<string, string>> {
  const reasons: Record<string, string> = {}
  for (const [name, file] of Object.entries(files))
    reasons[name] = await reasonOf(typeof file === 'string' ? file : await filmFile(file), limits)
  return reasons
}
const every = (files: Record<string, Buffer | string>, reason: string) =>
  Object.fromEntries(Object.keys(files).map((name) => [name, reason]))
/** The bytes with others in the place of the first `what`, or as many bytes behind it. */
function withAt(bytes: Buffer, what: string, content: Buffer, behind = 0): Buffer {
  const copy = Buffer.from(bytes)
  content.copy(copy, copy.indexOf(what) + behind)
  return copy
}

describe('by its first bytes', () => {
  const head = (...brands: string[]) => box('ftyp', text(`${brands[0]}\0\0\0\0${brands.slice(1).join('')}`))

  it('a file is a picture, a film, or nothing', async () => {
    const heads: [bytes: Buffer, family: Family | undefined][] = [
      [head('qt  '), 'mp4'],
      [head('isom', 'isom', 'iso2', 'avc1', 'mp41'), 'mp4'],
      [head('mp42', 'isom', 'mp42'), 'mp4'],
      [head('3gp4', 'isom', '3gp4'), 'mp4'],
      [head('M4V ', 'M4V ', 'mp42', 'isom'), 'mp4'],
      [head('NONE', 'isom'), 'mp4'],
      [head('heic', 'mif1', 'heic'), 'heif'],
      [head('mif1', 'heic', 'isom'), 'heif'],
      [head('avif', 'avif', 'mif1', 'miaf', 'iso8'), 'heif'],
      [head('NONE', 'none'), undefined],
      [head('crx ', 'isom').subarray(0, 15), undefined],
      [text('RIFF\0\0\0\0AVI LIST'), undefined],
      [text('#EXTM3U\n#EXTINF:1,\n/etc/passwd\n'), undefined],
    ]
    expect(heads.map(([bytes]) => familyOf(bytes))).toEqual(heads.map(([, family]) => family))
    expect(familyOf(await cameraHeic())).toBe('heif')
    expect(familyOf(plain)).toBe('mp4')
    await expect(processPicture(await filmFile(plain), { most: 1e9 })).rejects.toMatchObject({ reason: 'unknown_type' })
  })

  it('what is no film is refused without being looked at', async () => {
    const files = {
      nothing: Buffer.alloc(0),
      HEIC: await cameraHeic(),
      JPEG: await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
        .jpeg()
        .toBuffer(),
      Matroska: await film(`-f lavfi -i testsrc=s=64x64:r=5:d=1 ${quick}`, 'matroska'),
      AVI: await film('-f lavfi -i testsrc=s=64x64:r=5:d=1 -c:v mjpeg', 'avi'),
      'a list of files': text('ffconcat version 1.0\nfile /etc/passwd\n'),
      playlist: text('#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'),
    }
    expect(await all(files)).toEqual(every(files, 'unknown_type'))
    await expect(processVideo('/nowhere/at-all', { most: 1, folder: '/nowhere' })).rejects.toThrow('ENOENT')
  })
})

describe('is refused', () => {
  it('what shows nothing, or in a way of its own', async () => {
    const files = {
      'a MOV with only sound': await film(`${tone(1)} -c:a aac`, 'mov'),
      'an MP4 with only sound': await film(`${tone(1)} -c:a aac`),
      'a format that no camera writes': await film('-f lavfi -i testsrc=s=64x64:r=5:d=1 -c:v qtrle', 'mov'),
    }
    expect(await all(files)).toEqual(every(files, 'unknown_type'))
  })

  it('what is cut off or broken', async () => {
    const media = plain.indexOf('mdat') + 4
    const files = {
      'its beginning alone': ftyp,
      'noise behind its beginning': Buffer.concat([ftyp, noise(40_000)]),
      'noise in boxes': Buffer.concat([ftyp, box('moov', noise(40_000)), box('mdat', noise(40_000))]),
      'half of it': plain.subarray(0, (media + plain.length) / 2),
      'it without its end, where the header was': silent.subarray(0, silent.length * 0.7),
      'it without pictures': plain.subarray(0, media),
      'noise in the place of pictures': Buffer.concat([plain.subarray(0, media), noise(plain.length - media)]),
      'a film of no length': await film(`-f lavfi -i testsrc=s=64x64:r=5 -t 0 ${quick}`),
    }
    expect(await all(files)).toEqual(every(files, 'damaged'))
  })

  it('what has too many pixels, in its header or behind it', async () => {
    const large = await readFile(await film(`-f lavfi -i color=gray:s=8000x6000:r=1:d=1 ${quick}`))
    const saying = (bytes: Buffer, width: number, height: number) => {
      const size = Buffer.alloc(4)
      size.writeUInt16BE(width)
      size.writeUInt16BE(height, 2)
      return withAt(bytes, 'stsd', size, 44)
    }
    const files = {
      large,
      'large, and says it is small': saying(large, 64, 64),
      'small, and says it is large': saying(silent, 65_535, 65_535),
    }
    expect(await all(files)).toEqual({ ...every(files, 'too_many_pixels'), 'small, and says it is large': 'taken' })
    expect(await reasonOf(await filmFile(silent), { pixels: 320 * 180 - 1 })).toBe('too_many_pixels')
  })

  it('what is too large, takes too long, or is too long', async () => {
    const path = await filmFile(plain)
    expect(await reasonOf(path, { most: plain.length - 1 })).toBe('too_large')
    expect(await reasonOf(path, { within: 50 })).toBe('too_slow')
    expect(await reasonOf(path, { seconds: 1 })).toBe('too_long')
    const still = await film('-f lavfi -i color=s=64x64:r=1:d=2,setpts=N*36000/TB -vsync vfr -c:v libx264')
    expect(Number((await probed(still)).format.duration)).toBeGreaterThanOrEqual(36_000)
    const files = {
      'ten hours of a still': still,
      'a thousand pictures in a second': await film(`-f lavfi -i color=s=16x16:r=1000:d=1 ${quick}`),
    }
    expect(await all(files, { seconds: 3 })).toEqual(every(files, 'too_long'))
  })

  it('what lies in another file, which is not read', async () => {
    const other = await filmFile(silent)
    // As the Finder writes it: volume, folder, name, and the whole path as a part of the second kind.
    const path = Buffer.from(other.padEnd(other.length + (other.length % 2)))
    const part = Buffer.concat([Buffer.from([0, 2, 0, path.length]), path, Buffer.from([0xff, 0xff, 0, 0])])
    const alias = box('alis', Buffer.alloc(4 + 10 + 28 + 12 + 64 + 16 + 4 + 16), part)
    const dref = box('dref', long(0, 1), alias)
    const named = rebuilt(silent, (name) => (name.endsWith('/dref') ? dref : name === 'mdat' ? box('mdat') : undefined))
    const file = await filmFile(named)
    const trusting = ['-enable_drefs', '1', '-use_absolute_path', '1', '-i', file, '-f', 'null', '-']
    const { stderr } = await promisify(execFile)('ffmpeg', ['-nostdin', ...trusting])
    expect(stderr, 'it is read when it is asked for').toMatch(/frame= +20 /)
    expect(await reasonOf(file)).toBe('damaged')
  })
})

describe('ends in time, whatever the header says', () => {
  const ends = ['taken', 'damaged', 'too_long']

  it('of how it is turned', async () => {
    const path = await filmFile(silent)
    for (const matrix of [
      [0, 0, 0, 0, 0, 0, 0, 0, 0],
      [0.84, 0.54, 0, -0.54, 0.84, 0, 0, 0, 1],
      [32_767, -32_768, 1, -32_768, 32_767, -2, 32_767, 32_767, 1],
    ])
      expect(ends).toContain(await reasonOf(await withMatrix(path, matrix)))
  })

  it('of which parts are shown', async () => {
    const edits = (...entries: [duration: number, from: number, rate: number][]) => {
      const list = box('elst', long(0, entries.length), ...entries.map((entry) => long(...entry)))
      return rebuilt(silent, (name) => (name.endsWith('/elst') ? list : undefined))
    }
    const again = Array.from({ length: 5000 }, (): [number, number, number] => [2000, 0, 65_536])
    const files = {
      'none at all': edits([0, 0, 0]),
      'from its far end': edits([2 ** 32 - 1, 2 ** 31 - 1, 65_536]),
      'backwards and still': edits([2000, 0, 2 ** 32 - 65_536], [2000, 0, 0]),
      'nothing for a month': edits([2 ** 31, 2 ** 32 - 1, 65_536], [2000, 0, 65_536]),
      'all of it five thousand times': edits(...again),
      'more than there are': withAt(silent, 'elst', long(0, 2 ** 32 - 1), 4),
    }
    for (const [name, reason] of Object.entries(await all(files, { seconds: 3 }))) expect(ends, name).toContain(reason)
  })

  it('of its length: what says it is short, and is not', async () => {
    const path = await film(`-f lavfi -i color=s=64x64:r=10:d=30 ${quick}`)
    const bytes = await readFile(path)
    for (const name of ['mvhd', 'mdhd']) bytes.writeUInt32BE(1000, bytes.indexOf(name) + 20)
    bytes.writeUInt32BE(1000, bytes.indexOf('tkhd') + 24)
    expect(ends).toContain(await reasonOf(await filmFile(bytes), { seconds: 3 }))
  })
})

it('a folder without room is no refusal, and neither is none', async () => {
  const path = await filmFile(silent)
  for (const name of ['frame', 'video']) {
    const folder = await newFolder()
    await symlink('/dev/full', join(folder, name))
    await expect(videoOf(path, { folder })).rejects.toThrow('a video could not be written: No space left on device')
    expect(await readdir(folder)).toEqual([])
  }
  await expect(videoOf(path, { folder: '/nowhere/at-all' })).rejects.toThrow(
    'a video could not be written: No such file',
  )
})
