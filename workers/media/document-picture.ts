import { MediaRefused } from './media-refused.ts'

/** What a JPEG is drawn from: frames, tables, the number of lines, and after how much it begins anew (ITU T.81, table B.1). */
const isDrawn = (marker: number) =>
  (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8) || [0xdb, 0xdc, 0xdd].includes(marker)

/**
 * A JPEG without what its camera and programs wrote in it, before, between or behind its scans: what it is drawn from, how many dots it has
 * to an inch, and how its colours are meant.
 * @throws {MediaRefused} damaged
 */
export function withoutNotes(bytes: Uint8Array): Uint8Array {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (data.length < 4 || data.readUInt16BE(0) !== 0xffd8) throw new MediaRefused('damaged')
  const kept = [data.subarray(0, 2)]
  let scans = 0
  let at = 2
  // A picture that is cut off is shown as far as it goes.
  while (at + 4 <= data.length) {
    if (data[at] !== 0xff) throw new MediaRefused('damaged')
    const marker = data[at + 1]!
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xd9) break
    const end = at + 2 + data.readUInt16BE(at + 2)
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8) || end > data.length) throw new MediaRefused('damaged')
    const segment = data.subarray(at, end)
    if (marker === 0xe0) kept.push(...density(segment))
    else if (marker === 0xee) kept.push(...colours(segment))
    else if (marker === 0xda || isDrawn(marker)) kept.push(segment)
    at = end
    if (marker !== 0xda) continue
    scans++
    at = endOfScan(data, end)
    kept.push(data.subarray(end, at))
  }
  // Whatever else stands here instead of the picture nobody looked at.
  if (scans === 0) throw new MediaRefused('damaged')
  return Buffer.concat([...kept, Buffer.from([0xff, 0xd9])])
}

/** Where the dots end: at a mark that is neither one of theirs nor that they begin anew. */
function endOfScan(data: Buffer, from: number): number {
  for (let at = data.indexOf(0xff, from); at >= 0; at = data.indexOf(0xff, at + 1)) {
    const next = data[at + 1]
    if (next === undefined) return at
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return data.length
}

/** JFIF, without its small picture. */
function density(segment: Buffer): Buffer[] {
  if (segment.length < 18 || segment.toString('latin1', 4, 9) !== 'JFIF\0') return []
  const plain = Buffer.from(segment.subarray(0, 18))
  plain.writeUInt16BE(16, 2)
  plain.writeUInt16BE(0, 16)
  return [plain]
}

/** How Adobe's programs say which colours they are. */
function colours(segment: Buffer): Buffer[] {
  if (segment.length < 16 || segment.toString('latin1', 4, 9) !== 'Adobe') return []
  const plain = Buffer.from(segment.subarray(0, 16))
  plain.writeUInt16BE(14, 2)
  return [plain]
}
