import { readFile } from 'node:fs/promises'
import sharp, { type OutputInfo } from 'sharp'
import type { decodeHeic } from './heic.ts'
import { MediaRefused } from './media-refused.ts'
import type { PictureRequest } from './picture.ts'
import { takenAtOf } from './picture-time.ts'

sharp.cache(false)
sharp.concurrency(1)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
})

/** The longest side that JPEG can have. */
const longest = 65_500

/** Pixels without anything that came with them: upright, sRGB, eight bits, on white where they were transparent. */
export interface Decoded {
  data: Buffer
  width: number
  height: number
  channels: OutputInfo['channels']
  takenAt: string | null
}

/**
 * Reads and decodes the picture in a file.
 * @throws {MediaRefused}
 */
export async function readPicture({ path, family, pixels }: PictureRequest): Promise<Decoded> {
  const bytes = await readFile(path)
  const header = await orDamaged(sharp(bytes, { limitInputPixels: false }).metadata())
  if (header.format !== family) throw new MediaRefused('unknown_type')
  const isHeic = header.compression === 'hevc'
  if (family === 'heif' && !isHeic && header.compression !== 'av1') throw new MediaRefused('unknown_type')
  const { width, height } = header
  if (width * height > pixels || Math.max(width, height) > longest) throw new MediaRefused('too_many_pixels')
  const upright = isHeic
    ? await heic(bytes, header, pixels)
    : // Cameras write JPEG that draws warnings and is whole; what is cut off or cannot be decoded is an error.
      sharp(bytes, { failOn: 'error', limitInputPixels: pixels, autoOrient: true })
  // With 16 bits and a profile sharp works in P3, and must be told where to end.
  if (header.depth === 'ushort' && header.hasProfile) upright.withIccProfile('srgb', { attach: false })
  // What somebody erased may still lie under the transparent part; nobody is to be shown it.
  upright.flatten({ background: 'white' })
  const { data, info } = await orDamaged(upright.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true }))
  const { channels } = info
  return { data, width: info.width, height: info.height, channels, takenAt: takenAtOf(header.exif) }
}

async function orDamaged<T>(decoding: Promise<T>): Promise<T> {
  try {
    return await decoding
  } catch {
    throw new MediaRefused('damaged')
  }
}

/** Its decoder is loaded for such files alone: it takes as long as a small picture. */
const heic: typeof decodeHeic = async (...given) => (await import('./heic.ts')).decodeHeic(...given)
