import { inflateSync } from 'node:zlib'
import { PDFArray, type PDFContext, PDFName, type PDFObject, PDFRawStream } from '@cantoo/pdf-lib'
import { withoutArmour } from './document-armour.ts'
import { whole } from './document-refs.ts'
import { MediaRefused } from './media-refused.ts'

/** Bytes that one packed piece may unpack to: a page that was scanned whole and without loss has a tenth of it. */
const mostUnpacked = 256 * 1024 ** 2
/** The same of all pieces of a document together. */
const mostTogether = 1024 ** 3
const flate = ['FlateDecode', 'Fl']
/** What a viewer unpacks before it knows how much comes. */
const unpacking = [
  ...flate,
  'LZWDecode',
  'LZW',
  'RunLengthDecode',
  'RL',
  'ASCII85Decode',
  'A85',
  'ASCIIHexDecode',
  'AHx',
]
const pictures = ['DCTDecode', 'DCT', 'JPXDecode', 'CCITTFaxDecode', 'CCF', 'JBIG2Decode']

/** Looks at the packed pieces of one document; each is given as it may stay. */
export function openPacked(context: PDFContext): (stream: PDFRawStream) => PDFRawStream {
  let together = 0
  const count = (bytes: number) => {
    together += bytes
    if (together > mostTogether) throw new MediaRefused('damaged')
  }
  return (given) => {
    const stream = bared(given, context)
    if (stream !== given) count(stream.contents.length)
    const filters = filtersOf(stream, context)
    // Packed twice, the inner size stays hidden; before a picture's own coding it gains nothing.
    if (filters.filter((one) => unpacking.includes(one)).length > 1) throw new MediaRefused('damaged')
    if (filters.some((one) => !unpacking.includes(one) && !pictures.includes(one))) throw new MediaRefused('damaged')
    const bytes = flate.includes(filters[0] ?? '') ? unpacked(stream.contents) : undefined
    count(bytes?.length ?? stream.contents.length)
    const isJpeg = filters.some((one) => one === 'DCTDecode' || one === 'DCT')
    if (!isJpeg) return stream
    // Within another coding nobody saw what its camera wrote.
    if (filters.length > 1) throw new MediaRefused('damaged')
    return PDFRawStream.of(stream.dict, withoutNotes(stream.contents))
  }
}

/** A piece that is packed, or coded as a picture, and then written as text, as ReportLab writes all of them: without the latter. */
function bared(stream: PDFRawStream, context: PDFContext): PDFRawStream {
  const [first = '', ...others] = filtersOf(stream, context)
  if (others.length === 0) return stream
  const bytes = withoutArmour(first, stream.contents)
  if (!bytes) return stream
  const { dict } = stream
  const parameters = whole(dict.get(PDFName.of('DecodeParms')), context)
  dict.set(PDFName.of('Filter'), context.obj(others.map((name) => PDFName.of(name))))
  dict.delete(PDFName.of('DecodeParms'))
  if (parameters instanceof PDFArray && parameters.size() > 1)
    dict.set(PDFName.of('DecodeParms'), context.obj(parameters.asArray().slice(1)))
  return PDFRawStream.of(dict, bytes)
}

function filtersOf(stream: PDFRawStream, context: PDFContext): string[] {
  const filter = whole(stream.dict.get(PDFName.of('Filter')), context)
  const names: (PDFObject | undefined)[] = filter instanceof PDFArray ? filter.asArray() : filter ? [filter] : []
  return names.map((name) => {
    const one = whole(name, context)
    if (!(one instanceof PDFName)) throw new MediaRefused('damaged')
    return one.decodeText()
  })
}

function unpacked(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: mostUnpacked, finishFlush: 2 })
  } catch (error) {
    // A stream that is cut off is shown as far as it goes.
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new MediaRefused('damaged')
    return undefined
  }
}

/** A JPEG without what its camera and programs wrote in it: EXIF and XMP (APP1), Photoshop's (APP13), and words. */
function withoutNotes(bytes: Uint8Array): Uint8Array {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (data.length < 4 || data.readUInt16BE(0) !== 0xffd8) throw new MediaRefused('damaged')
  const kept = [data.subarray(0, 2)]
  let at = 2
  while (at + 4 <= data.length && data[at] === 0xff) {
    const marker = data[at + 1]!
    if (marker === 0xff) at++
    else if (marker === 0xda) break
    else {
      const end = at + 2 + data.readUInt16BE(at + 2)
      if (![0xe1, 0xed, 0xfe].includes(marker)) kept.push(data.subarray(at, end))
      at = end
    }
  }
  // Whatever else stands here instead of the picture nobody looked at.
  if (data[at] !== 0xff || data[at + 1] !== 0xda) throw new MediaRefused('damaged')
  return Buffer.concat([...kept, data.subarray(at)])
}
