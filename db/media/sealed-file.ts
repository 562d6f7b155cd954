import { createCipheriv, createDecipheriv } from 'node:crypto'
import { type ByteRange, checkRange } from './store.ts'

/**
 * A sealed file is a header and one chunk after another. Each chunk seals 64 KiB of the file, the last one what is left,
 * by AES-256-GCM, with its tag of 16 bytes behind it. The nonce is the chunk's number in 11 bytes, big-endian, and a
 * byte that is 1 for the last chunk and 0 for others; the header is the additional data of every chunk. An empty
 * file has one empty chunk.
 *
 * Since nonces count from 0, a key seals one file, ever.
 */
const header = Buffer.from('OAF\x01', 'latin1')
const chunk = 65_536
const tagLength = 16
const frame = chunk + tagLength
const tag = { authTagLength: tagLength }

/** The file is not as it was sealed, or was sealed with another key. */
export class DamagedFile extends Error {
  override name = 'DamagedFile'
}

const chunksOf = (plain: number): number => Math.max(1, Math.ceil(plain / chunk))

/** How many bytes a file of so many bytes has when it is sealed. */
export const sealedLength = (plain: number): number => header.length + plain + chunksOf(plain) * tagLength

/**
 * How many bytes a sealed file of so many bytes holds.
 * @throws DamagedFile when no sealed file has this length
 */
export function plainLength(sealed: number): number {
  const frames = Math.ceil((sealed - header.length) / frame)
  const plain = sealed - header.length - frames * tagLength
  if (!Number.isSafeInteger(plain) || plain < 0 || sealedLength(plain) !== sealed)
    throw new DamagedFile(`No sealed file has ${sealed} bytes.`)
  return plain
}

/**
 * Seals a file with a key of 32 bytes that seals nothing else, a chunk at a time.
 * @throws what the source throws
 */
export async function* sealFile(key: Uint8Array, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
  let before = header
  let index = 0
  for await (const { piece, last } of piecesOf(source, chunk, chunk)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(index++, last), tag).setAAD(header)
    yield Buffer.concat([before, cipher.update(piece), cipher.final(), cipher.getAuthTag()])
    before = Buffer.alloc(0)
  }
}

/**
 * Opens a sealed file, or a range of it that must lie within; reads only the chunks that it needs, and gives out nothing of a
 * chunk before that chunk has been proven whole, in its place, and the last one only if it is the last.
 * @param plain how many bytes the file holds: best as noted when it was sealed, else `plainLength` of what is stored
 * @param read gives the sealed file's bytes of a range, as `MediaStore.read` does
 * @throws DamagedFile, RangeError, or what `read` throws
 */
export async function* openFile(
  key: Uint8Array,
  plain: number,
  read: (range: ByteRange) => AsyncIterable<Uint8Array>,
  range?: ByteRange,
): AsyncGenerator<Buffer, void> {
  const { from, to = plain - 1 } = range ?? { from: 0, to: Math.max(0, plain - 1) }
  if (range) checkRange({ from, to })
  if (range && to >= plain) throw new RangeError(`The file has ${plain} bytes.`)
  const end = chunksOf(plain) - 1
  const [first, final] = [Math.floor(from / chunk), Math.floor(to / chunk)]
  const startsAt = first === 0 ? 0 : header.length + first * frame
  // To the end of the file with the last chunk: only so is it seen that more follows.
  const sealed = read(
    final === end ? { from: startsAt } : { from: startsAt, to: header.length + (final + 1) * frame - 1 },
  )

  let index = first
  for await (const { piece, last } of piecesOf(sealed, frame + (first === 0 ? header.length : 0), frame)) {
    const framed = index === 0 ? withoutHeader(piece) : piece
    const length = index === end ? plain - end * chunk + tagLength : frame
    if (framed.length !== length || last !== (index === final))
      throw new DamagedFile(`Chunk ${index} is not whole, or not last.`)
    const opened = open(key, framed, index, index === end)
    const base = index * chunk
    yield opened.subarray(Math.max(0, from - base), Math.min(opened.length, to + 1 - base))
    index++
  }
}

function open(key: Uint8Array, framed: Buffer, index: number, last: boolean): Buffer {
  const opening = createDecipheriv('aes-256-gcm', key, nonce(index, last), tag).setAAD(header)
  opening.setAuthTag(framed.subarray(-tagLength))
  try {
    const opened = opening.update(framed.subarray(0, -tagLength))
    opening.final()
    return opened
  } catch {
    throw new DamagedFile(`Chunk ${index} is not as it was sealed.`)
  }
}

function withoutHeader(piece: Buffer): Buffer {
  if (!piece.subarray(0, header.length).equals(header))
    throw new DamagedFile('This is no sealed file of a known version.')
  return piece.subarray(header.length)
}

function nonce(index: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  // 32 of the 88 bits are 256 TiB; what is larger is refused by writeUInt32BE.
  bytes.writeUInt32BE(index, 7)
  bytes[11] = last ? 1 : 0
  return bytes
}

/** Cuts a stream anew, into one piece of the first size and others of the next; a piece is good until the next is asked for. */
async function* piecesOf(
  source: AsyncIterable<Uint8Array>,
  first: number,
  next: number,
): AsyncGenerator<{ piece: Buffer; last: boolean }> {
  const room = Buffer.allocUnsafe(Math.max(first, next))
  let size = first
  let filled = 0
  for await (const bytes of source) {
    for (let at = 0; at < bytes.length; ) {
      // Only with one byte more is it known that a full piece is not the last.
      if (filled === size) {
        yield { piece: room.subarray(0, size), last: false }
        size = next
        filled = 0
      }
      const taken = bytes.subarray(at, at + size - filled)
      room.set(taken, filled)
      filled += taken.length
      at += taken.length
    }
  }
  yield { piece: room.subarray(0, filled), last: true }
}
