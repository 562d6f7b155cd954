import { readFile } from 'node:fs/promises'
import readExif from 'exif-reader'
import decodeHeic from 'heic-decode'
import sharp, { type Sharp } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { type Picture, PictureRefused, type Rendition } from './picture.ts'

/** So many pixels a picture may have; its header says how many before anything is decoded. */
export const mostPixels = 40_000_000
/** The longer sides of what is shown, in pixels. */
const sides = [320, 1080, 2048]
const white = '#ffffff'

sharp.cache(false)
sharp.concurrency(1)
// Only what a camera writes is ever decoded: no drawing, no document, no raw format.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadHeif'],
})

const options = { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true } as const

/**
 * Decodes a picture and makes everything that is kept of it: turned upright, in sRGB, on white, its first frame, and without
 * anything that the camera wrote beside the pixels.
 * @throws PictureRefused
 */
export async function renditionsOf(path: string): Promise<Picture> {
  const file = await readFile(path)
  const type = typeOf(file)
  if (!type) throw new PictureRefused('unknown_type')
  try {
    const { upright, exif } = type === 'heic' ? await openHeic(file) : await open(file)
    return { takenAt: takenAt(exif), ...(await render(upright)) }
  } catch (error) {
    if (error instanceof PictureRefused) throw error
    throw new PictureRefused(/pixel limit/.test(String(error)) ? 'too_many_pixels' : 'damaged')
  }
}

/** What the bytes say that it is, whatever its name. */
function typeOf(file: Buffer): 'jpeg' | 'png' | 'webp' | 'avif' | 'heic' | undefined {
  const text = (from: number, to: number) => file.toString('latin1', from, to)
  if (text(0, 3) === '\xff\xd8\xff') return 'jpeg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  if (text(4, 8) !== 'ftyp') return undefined
  const brands = text(8, Math.min(file.length, file.readUInt32BE(0)))
  if (/avif|avis/.test(brands)) return 'avif'
  return /heic|heix|hevc|hevx|mif1|msf1/.test(brands) ? 'heic' : undefined
}

interface Opened {
  upright: Sharp
  exif: Buffer | undefined
}

async function open(file: Buffer): Promise<Opened> {
  const { exif } = await sharp(file, options).metadata()
  return { upright: sharp(file, options).autoOrient(), exif }
}

/** Its codec is not in the image library; what decodes it turns it upright as well. */
async function openHeic(file: Buffer): Promise<Opened> {
  const images = await decodeHeic.all({ buffer: file })
  try {
    const [first] = images
    if (!first) throw new PictureRefused('damaged')
    if (first.width * first.height > mostPixels) throw new PictureRefused('too_many_pixels')
    const { data, width, height } = await first.decode()
    const raw = { width, height, channels: 4 } as const
    const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    const exif = await sharp(file, options)
      .metadata()
      .then(
        (found) => found.exif,
        () => undefined,
      )
    return { upright: sharp(pixels, { ...options, raw }), exif }
  } finally {
    images.dispose()
  }
}

async function render(upright: Sharp): Promise<Omit<Picture, 'takenAt'>> {
  const plain = upright.flatten({ background: white }).toColourspace('srgb')
  const original = await plain.clone().jpeg({ quality: 90, mozjpeg: true }).toBuffer({ resolveWithObject: true })
  const { width, height } = original.info
  const renditions: Rendition[] = [{ kind: 'original', type: 'image/jpeg', width, height, bytes: original.data }]
  // The smaller ones are made from the largest: the whole picture is decoded only twice.
  const largest = await raw(plain.clone().resize({ ...within(sides.at(-1)!) }))
  const longer = Math.max(width, height)
  for (const [n, side] of sides.entries()) {
    if (n > 0 && longer <= sides[n - 1]!) break
    const sized = await raw(sharp(largest.data, { raw: largest.info }).resize(within(side)))
    const image = () => sharp(sized.data, { raw: sized.info })
    const size = { width: sized.info.width, height: sized.info.height }
    renditions.push(
      {
        kind: `avif-${side}`,
        type: 'image/avif',
        ...size,
        bytes: await image().avif({ quality: 55, effort: 2 }).toBuffer(),
      },
      {
        kind: `webp-${side}`,
        type: 'image/webp',
        ...size,
        bytes: await image().webp({ quality: 78, effort: 4 }).toBuffer(),
      },
    )
  }
  const small = await raw(sharp(largest.data, { raw: largest.info }).resize(within(100)).ensureAlpha())
  const hash = rgbaToThumbHash(small.info.width, small.info.height, small.data)
  return { width, height, thumbhash: Buffer.from(hash).toString('base64'), renditions }
}

const within = (side: number) => ({ width: side, height: side, fit: 'inside', withoutEnlargement: true }) as const
const raw = (image: Sharp) => image.raw().toBuffer({ resolveWithObject: true })

/** Before this no camera wrote the time: a clock that was never set. */
const digital = new Date('1990-01-01T00:00:00Z')

/** When the camera says it was taken, by its own clock, with the clock's offset where it wrote one. */
function takenAt(exif: Buffer | undefined): string | null {
  if (!exif) return null
  try {
    const { Photo } = readExif(exif)
    const at = Photo?.DateTimeOriginal
    if (!(at instanceof Date) || !(at >= digital)) return null
    const offset = String(Photo?.OffsetTimeOriginal ?? '')
    return at.toISOString().slice(0, 19) + (/^[+-]\d\d:\d\d$/.test(offset) ? offset : '')
  } catch {
    return null
  }
}
