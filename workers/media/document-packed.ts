import { constants, deflateSync, inflateRawSync, inflateSync } from 'node:zlib'
import { decodePDFRawStream, PDFArray, PDFContext, PDFDict, PDFName, PDFNumber, PDFRawStream } from '@cantoo/pdf-lib'
import { withoutArmour } from './document-armour.ts'
import { withoutBoxes } from './document-jpx.ts'
import { keepPiece, packingOf } from './document-kept.ts'
import { withoutNotes } from './document-picture.ts'
import { whole } from './document-refs.ts'
import { MediaRefused } from './media-refused.ts'

/** Bytes that one packed piece may unpack to: a page that was scanned whole and without loss has a tenth of it. */
const mostUnpacked = 256 * 1024 ** 2
/** The same where the library unpacks, which needs twice the memory. */
const mostUnpackedSlowly = 128 * 1024 ** 2
/** The same of all pieces of a document together, with each coding that stands around another. */
const mostTogether = 1024 ** 3
const codings: Record<string, string> = {
  ...{ Fl: 'FlateDecode', LZW: 'LZWDecode', RL: 'RunLengthDecode', A85: 'ASCII85Decode', AHx: 'ASCIIHexDecode' },
  ...{ DCT: 'DCTDecode', CCF: 'CCITTFaxDecode' },
}
const slow = ['LZWDecode', 'RunLengthDecode']
/** Pictures' own codings, and what each leaves of a picture; the others hold nothing but dots. */
const pictures: Record<string, (bytes: Uint8Array) => Uint8Array> = {
  DCTDecode: withoutNotes,
  JPXDecode: withoutBoxes,
  CCITTFaxDecode: (bytes) => bytes,
  JBIG2Decode: (bytes) => bytes,
}

interface Coding {
  name: string
  told: PDFDict | undefined
}

/**
 * Looks at the packed pieces of one document; each is given as it may stay: plain, packed by Flate alone, or a picture in its own coding.
 * Whoever opens it so unpacks what was counted here, however it was packed.
 */
export function openPacked(context: PDFContext): (stream: PDFRawStream) => PDFRawStream {
  let together = 0
  const count = (bytes: Uint8Array): Uint8Array => {
    together += bytes.length
    if (together > mostTogether) throw new MediaRefused('damaged')
    return bytes
  }
  return ({ dict, contents }) => {
    const filters = codingsOf(dict, context)
    keepPiece(dict)
    let bytes = contents
    let last: Coding | undefined
    for (const [n, coding] of filters.entries()) {
      const isLast = n === filters.length - 1
      const picture = pictures[coding.name]
      if (picture && isLast) bytes = count(picture(bytes))
      else if (coding.name === 'FlateDecode') {
        const { unpacked, packed } = inflate(bytes)
        count(unpacked)
        bytes = isLast ? packed : unpacked
      } else if (slow.includes(coding.name)) bytes = count(unpackSlowly(bytes, coding))
      else bytes = count(bared(bytes, coding))
      // What is foretold of dots stands last, where whoever opens it looks.
      if (!isLast && foretells(coding)) throw new MediaRefused('damaged')
      last = coding
    }
    if (!last) count(bytes)
    if (last && last.name !== 'FlateDecode' && !pictures[last.name]) {
      bytes = deflateSync(bytes)
      last = { name: 'FlateDecode', told: last.name === 'LZWDecode' ? last.told : undefined }
    }
    dict.delete(PDFName.of('Filter'))
    dict.delete(PDFName.of('DecodeParms'))
    if (last) dict.set(PDFName.of('Filter'), PDFName.of(last.name))
    if (last?.told) dict.set(PDFName.of('DecodeParms'), packingOf(last.told))
    return PDFRawStream.of(dict, bytes)
  }
}

function codingsOf(dict: PDFDict, context: PDFContext): Coding[] {
  const filter = whole(dict.get(PDFName.of('Filter')), context)
  const parms = whole(dict.get(PDFName.of('DecodeParms')), context)
  const names = filter instanceof PDFArray ? filter.asArray() : filter ? [filter] : []
  return names.map((value, n) => {
    const name = whole(value, context)
    if (!(name instanceof PDFName)) throw new MediaRefused('damaged')
    const told = parms instanceof PDFArray ? whole(parms.asArray()[n], context) : names.length === 1 ? parms : undefined
    const short = name.decodeText()
    return { name: codings[short] ?? short, told: told instanceof PDFDict ? told : undefined }
  })
}

const numberIn = ({ told }: Coding, key: string): number | undefined => {
  const value = told && whole(told.get(PDFName.of(key)), told.context)
  return value instanceof PDFNumber ? value.asNumber() : undefined
}

const foretells = (coding: Coding) => (numberIn(coding, 'Predictor') ?? 1) !== 1

interface Inflated {
  buffer: Buffer
  /** Of which `bytesWritten` counts what was taken in. */
  engine: { bytesWritten: number }
}

/**
 * Unpacks, as far as it goes and without regard to its checksum, as those who show it do. `packed` is sound, and nothing stands behind its end.
 * @throws {MediaRefused} damaged: it is too much, or broken in the middle
 */
function inflate(bytes: Uint8Array): { unpacked: Uint8Array; packed: Uint8Array } {
  if (bytes.length === 0) return { unpacked: bytes, packed: bytes }
  const options = { maxOutputLength: mostUnpacked, info: true }
  try {
    const { buffer, engine } = inflateSync(bytes, options) as unknown as Inflated
    return { unpacked: buffer, packed: bytes.subarray(0, engine.bytesWritten) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new MediaRefused('damaged')
  }
  const [how = 0, check = 0] = bytes
  // Anything else some take for packed without these two bytes, and others for nothing (RFC 1950).
  if ((how & 0xf) !== 8 || (how * 256 + check) % 31 !== 0 || (check & 0x20) !== 0) throw new MediaRefused('damaged')
  try {
    const unpacked = inflateRawSync(bytes.subarray(2), {
      maxOutputLength: mostUnpacked,
      finishFlush: constants.Z_SYNC_FLUSH,
    })
    return { unpacked, packed: deflateSync(unpacked) }
  } catch {
    throw new MediaRefused('damaged')
  }
}

/** What is only written as text; any other coding nobody knows. */
function bared(text: Uint8Array, { name }: Coding): Uint8Array {
  const bytes = withoutArmour(name, text)
  if (!bytes) throw new MediaRefused('damaged')
  return bytes
}

function unpackSlowly(bytes: Uint8Array, { name, told }: Coding): Uint8Array {
  const dict = PDFDict.withContext(told?.context ?? PDFContext.create())
  dict.set(PDFName.of('Filter'), PDFName.of(name))
  if (told) dict.set(PDFName.of('DecodeParms'), told)
  try {
    const stream = decodePDFRawStream(PDFRawStream.of(dict, bytes))
    for (let count = 0, more = 1; more > 0; count += more) {
      if (count > mostUnpackedSlowly) throw new MediaRefused('damaged')
      more = stream.getBytes(64 * 1024).length
    }
    return stream.decode()
  } catch {
    throw new MediaRefused('damaged')
  }
}
