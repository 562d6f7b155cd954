import { MediaRefused } from './media-refused.ts'

/** Codings that write bytes as text and pack nothing: what they hold is known once they are off. */
const armours: Record<string, (text: Uint8Array) => Buffer> = {
  ASCII85Decode: fromAscii85,
  A85: fromAscii85,
  ASCIIHexDecode: fromHex,
  AHx: fromHex,
}

/** The bytes within, where this coding only writes them as text; of four zero bytes one sign is written, so they are four times as many at most. */
export const withoutArmour = (filter: string, text: Uint8Array): Buffer | undefined => armours[filter]?.(text)

const isSpace = (sign: number) => sign === 0 || sign === 9 || sign === 10 || sign === 12 || sign === 13 || sign === 32

/** Until `~>`, or where that lacks as far as it goes. */
function fromAscii85(text: Uint8Array): Buffer {
  const zeros = text.reduce((count, sign) => (sign === 0x7a ? count + 1 : count), 0)
  const bytes = Buffer.allocUnsafe(4 * (zeros + Math.ceil((text.length - zeros) / 5)))
  let [size, held, value] = [0, 0, 0]
  const put = () => {
    if (value > 0xffffffff) throw new MediaRefused('damaged')
    size = bytes.writeUInt32BE(value, size)
  }
  // Some begin with what the ending answers.
  const start = text[0] === 0x3c && text[1] === 0x7e ? 2 : 0
  for (let at = start; at < text.length; at++) {
    const sign = text[at]!
    if (isSpace(sign)) continue
    if (sign === 0x7e) break
    if (sign === 0x7a && held === 0) size = bytes.writeUInt32BE(0, size)
    else if (sign < 0x21 || sign > 0x75) throw new MediaRefused('damaged')
    else {
      value = value * 85 + sign - 0x21
      if (++held < 5) continue
      put()
      held = 0
      value = 0
    }
  }
  if (held === 0) return bytes.subarray(0, size)
  if (held === 1) throw new MediaRefused('damaged')
  for (let n = held; n < 5; n++) value = value * 85 + 84
  put()
  return bytes.subarray(0, size - (5 - held))
}

/** Until `>`; a digit that is left alone has a zero behind it. */
function fromHex(text: Uint8Array): Buffer {
  const found: number[] = []
  const bytes = Buffer.allocUnsafe(Math.ceil(text.length / 2))
  let size = 0
  for (const sign of text) {
    if (isSpace(sign)) continue
    if (sign === 0x3e) break
    const digit = Number.parseInt(String.fromCharCode(sign), 16)
    if (Number.isNaN(digit)) throw new MediaRefused('damaged')
    found.push(digit)
    if (found.length < 2) continue
    bytes[size++] = found[0]! * 16 + found[1]!
    found.length = 0
  }
  if (found.length === 1) bytes[size++] = found[0]! * 16
  return bytes.subarray(0, size)
}
