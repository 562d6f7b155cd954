import { MediaRefused } from './media-refused.ts'

/** What a picture in JPEG 2000 is drawn from (ITU T.800, annex I): its kind, size, colours and dots. The rest are notes, and what XML and others hold. */
const drawn = ['jP  ', 'ftyp', 'jp2h', 'ihdr', 'bpcc', 'colr', 'pclr', 'cmap', 'cdef', 'jp2c']

/**
 * A picture in JPEG 2000 without what its camera and programs wrote in it, whether it stands in boxes or by itself.
 * @throws {MediaRefused} damaged
 */
export function withoutBoxes(bytes: Uint8Array): Uint8Array {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  try {
    if (data.readUInt32BE(0) === 0xff4fff51) return withoutWords(data)
    const kept = boxes(data)
    // Whatever else stands here instead of the picture nobody looked at.
    if (kept.at(-2)?.toString('latin1', 4) !== 'jp2c') throw new MediaRefused('damaged')
    return Buffer.concat(kept)
  } catch (error) {
    // It ends where more should come.
    if (error instanceof RangeError) throw new MediaRefused('damaged')
    throw error
  }
}

function boxes(data: Buffer): Buffer[] {
  const kept: Buffer[] = []
  let at = 0
  while (at + 8 <= data.length) {
    const told = data.readUInt32BE(at)
    const kind = data.toString('latin1', at + 4, at + 8)
    const head = told === 1 ? 16 : 8
    const size = told === 0 ? data.length - at : told === 1 ? Number(data.readBigUInt64BE(at + 8)) : told
    if (size < head || at + size > data.length) throw new MediaRefused('damaged')
    const held = data.subarray(at + head, at + size)
    // Behind the dots stands nothing that draws them.
    if (kind === 'jp2c') return [...kept, ...box(kind, withoutWords(held))]
    if (kind === 'jp2h') kept.push(...box(kind, Buffer.concat(boxes(held))))
    else if (drawn.includes(kind)) kept.push(...box(kind, held))
    at += size
  }
  return kept
}

function box(kind: string, held: Buffer): Buffer[] {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + held.length, 0)
  head.write(kind, 4, 'latin1')
  return [head, held]
}

const [begin, words, tile, dots, end] = [0xff4f, 0xff64, 0xff90, 0xff93, 0xffd9]

/** The dots, without words in their head and without what stands behind their end (annex A). */
function withoutWords(data: Buffer): Buffer {
  if (data.readUInt16BE(0) !== begin) throw new MediaRefused('damaged')
  const kept = [data.subarray(0, 2)]
  let at = 2
  for (let marker = data.readUInt16BE(at); marker !== tile; marker = data.readUInt16BE(at)) {
    const next = at + 2 + data.readUInt16BE(at + 2)
    if (marker < 0xff50 || marker > 0xff6f || next > data.length) throw new MediaRefused('damaged')
    if (marker !== words) kept.push(data.subarray(at, next))
    at = next
  }
  while (at + 12 <= data.length && data.readUInt16BE(at) === tile) {
    const told = data.readUInt32BE(at + 6)
    // The last may leave unsaid how long it is; among dots no such mark stands.
    const next = told === 0 ? data.indexOf(Buffer.from([0xff, 0xd9]), at + 12) : at + told
    if (next <= at || next > data.length) throw new MediaRefused('damaged')
    refuseWords(data.subarray(at, next))
    kept.push(data.subarray(at, next))
    at = next
  }
  const last = Buffer.alloc(2)
  last.writeUInt16BE(end)
  return Buffer.concat([...kept, last])
}

/** Without its words a part would be shorter than it says. */
function refuseWords(part: Buffer): void {
  for (let at = 12; part.readUInt16BE(at) !== dots; at += 2 + part.readUInt16BE(at + 2))
    if (part.readUInt16BE(at) === words) throw new MediaRefused('damaged')
}
