import { crc32, deflateSync } from 'node:zlib'
import decoder from 'heic-decode'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { MediaRefused } from './media-refused.ts'

/**
 * The primary picture of a HEIC file, upright, with its colour profile; sharp's own libvips has no decoder for HEVC.
 * @param bytes The file; its major brand is overwritten.
 * @param header What sharp read of it.
 * @param pixels As many as it may have.
 * @throws {MediaRefused}
 */
export async function decodeHeic(bytes: Buffer, header: Metadata, pixels: number): Promise<Sharp> {
  // The library knows only some of the brands; what is inside was found out by its codec.
  bytes.write('heic', 8, 'latin1')
  try {
    const images = await decoder.all({ buffer: bytes })
    try {
      const image = images[header.pagePrimary ?? 0]
      if (!image) throw new MediaRefused('damaged')
      if (image.width * image.height > pixels) throw new MediaRefused('too_many_pixels')
      const { data, width, height } = await image.decode()
      const raw = sharp(data, { raw: { width, height, channels: 4 } })
      const flat = header.hasAlpha ? raw : raw.removeAlpha()
      return header.icc ? await withProfile(flat, header.icc, pixels) : flat
    } finally {
      images.dispose()
    }
  } catch (error) {
    throw error instanceof MediaRefused ? error : new MediaRefused('damaged')
  }
}

/** The same pixels said to be in this profile, for which sharp has a way only through a file: here an uncompressed PNG. */
async function withProfile(raw: Sharp, icc: Buffer, pixels: number): Promise<Sharp> {
  const png = await raw.png({ compressionLevel: 0 }).toBuffer()
  const data = Buffer.concat([Buffer.from('iCCPcamera\0\0', 'latin1'), deflateSync(icc)])
  const chunk = Buffer.alloc(data.length + 8)
  chunk.writeUInt32BE(data.length - 4, 0)
  data.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(data), data.length + 4)
  // Behind the signature and the header, which is always 25 bytes.
  return sharp(Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]), { limitInputPixels: pixels })
}
