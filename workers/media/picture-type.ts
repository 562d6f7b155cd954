/** Families of files that may be a picture. */
export type Family = 'jpeg' | 'png' | 'webp' | 'heif'

/** As many bytes as it takes to tell, at most. */
export const headBytes = 256

/** Brands of still pictures and short sequences in an ISO base media file, whatever their codec. */
const brands = new Set(['avif', 'avis', 'heic', 'heis', 'heim', 'heix', 'hevc', 'hevm', 'hevs', 'hevx', 'mif1', 'msf1'])

const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
const jpeg = Buffer.from([0xff, 0xd8, 0xff])

/** The family of a file by its first bytes; undefined for everything that is not taken. */
export function familyOf(bytes: Buffer): Family | undefined {
  if (bytes.subarray(0, 3).equals(jpeg)) return 'jpeg'
  if (bytes.subarray(0, 8).equals(png)) return 'png'
  const text = (from: number, to: number) => bytes.toString('latin1', from, to)
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  if (text(4, 8) !== 'ftyp' || bytes.length < 16) return undefined
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, headBytes)
  // The major brand, and behind its version those that the file keeps to as well.
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4) if (brands.has(text(at, at + 4))) return 'heif'
  return undefined
}
