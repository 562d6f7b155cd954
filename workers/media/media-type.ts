import { open } from 'node:fs/promises'
import { MediaRefused } from './media-refused.ts'

/** Families of files that may be a picture. */
export type PictureFamily = 'jpeg' | 'png' | 'webp' | 'heif'
/** Every family of files that is taken; what phones and cameras film is `mp4`, also when it is called MOV; a document is `pdf`. */
export type Family = PictureFamily | 'mp4' | 'pdf'

/** As many bytes as it takes to tell, at most. */
export const headBytes = 256

/** Brands of still pictures and short sequences in an ISO base media file, whatever their codec. */
const stills = new Set(['avif', 'avis', 'heic', 'heis', 'heim', 'heix', 'hevc', 'hevm', 'hevs', 'hevx', 'mif1', 'msf1'])
/** Brands of films: QuickTime, MP4 in its editions, phones' 3GP, and what some cameras call theirs. */
const films = /^(qt {2}|iso[m2-9a-c]|mp4[12]|M4V.|avc1|hvc1|hev1|3g[p2ges].|MSNV|XAVC|dby1)$/

const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
const jpeg = Buffer.from([0xff, 0xd8, 0xff])

/** The family of a file by its first bytes; undefined for everything that is not taken. */
export function familyOf(bytes: Buffer): Family | undefined {
  if (bytes.subarray(0, 3).equals(jpeg)) return 'jpeg'
  if (bytes.subarray(0, 8).equals(png)) return 'png'
  const text = (from: number, to: number) => bytes.toString('latin1', from, to)
  // Readers also take one that begins later: what stands before it would be something else to others.
  if (/^%PDF-[12]\.\d/.test(text(0, 8))) return 'pdf'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  if (text(4, 8) !== 'ftyp' || bytes.length < 16) return undefined
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, headBytes)
  // The major brand, and behind its version those that the file keeps to as well: the first that is known decides.
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4) {
    const brand = text(at, at + 4)
    if (stills.has(brand)) return 'heif'
    if (films.test(brand)) return 'mp4'
  }
  return undefined
}

/**
 * The family of the file at `path`, which has at most `most` bytes.
 * @throws {MediaRefused} too_large, unknown_type
 */
export async function familyIn(path: string, most: number): Promise<Family> {
  await using file = await open(path, 'r')
  if ((await file.stat()).size > most) throw new MediaRefused('too_large')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
  const family = familyOf(buffer.subarray(0, bytesRead))
  if (!family) throw new MediaRefused('unknown_type')
  return family
}
