import { deflateSync } from 'node:zlib'
import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { armours } from './documents.ts'

/* Documents whose pieces are packed as other programs pack them. */

/** One with a page for each of these pieces, packed as it says of itself. */
export async function piecesPdf(pieces: readonly Uint8Array[], told: Record<string, unknown>): Promise<Buffer> {
  const document = await PDFDocument.create()
  for (const piece of pieces) {
    const stream = document.context.stream(piece, told as never)
    document.addPage().node.set(PDFName.of('Contents'), document.context.register(stream))
  }
  return Buffer.from(await document.save({ useObjectStreams: false }))
}

/** One that shows a picture, in its own coding or within others. */
export const picturePdf = (picture: Uint8Array, Filter: string | string[]): Promise<Buffer> =>
  piecesPdf([picture], {
    ...{ Type: 'XObject', Subtype: 'Image', Width: 64, Height: 64, BitsPerComponent: 8, ColorSpace: 'DeviceRGB' },
    Filter,
  })

/** What ReportLab 3.6 makes of a page with this text and picture. */
export function reportLabPdf(text: string, picture: Uint8Array): Buffer {
  const packed = (bytes: Uint8Array, filter: string, more = '') => {
    const letters = armours.ASCII85Decode(bytes)
    return `<<\n${more}/Filter [ /ASCII85Decode /${filter} ] /Length ${letters.length}\n>>\nstream\n${letters.toString('latin1')}endstream`
  }
  const page = `1 0 0 1 0 0 cm  BT /F1 12 Tf 14.4 TL ET\nBT 1 0 0 1 100 700 Tm (${text}) Tj T* ET\nq 200 0 0 150 100 100 cm\n/Im.1 Do\nQ\n \n`
  const image = '/BitsPerComponent 8 /ColorSpace /DeviceRGB /Height 64 /Subtype /Image /Type /XObject /Width 64 '
  const objects = [
    '<<\n/F1 2 0 R\n>>',
    '<<\n/BaseFont /Helvetica /Encoding /WinAnsiEncoding /Name /F1 /Subtype /Type1 /Type /Font\n>>',
    packed(picture, 'DCTDecode', image),
    '<<\n/Contents 8 0 R /MediaBox [ 0 0 595.2756 841.8898 ] /Parent 7 0 R /Resources <<\n/Font 1 0 R /ProcSet [ /PDF /Text /ImageB /ImageC /ImageI ] /XObject <<\n/Im.1 3 0 R\n>>\n>> /Rotate 0 /Trans <<\n\n>> \n  /Type /Page\n>>',
    '<<\n/PageMode /UseNone /Pages 7 0 R /Type /Catalog\n>>',
    '<<\n/Author (anonymous) /Creator (ReportLab PDF Library - www.reportlab.com) /Title (untitled) /Trapped /False\n>>',
    '<<\n/Count 1 /Kids [ 4 0 R ] /Type /Pages\n>>',
    packed(deflateSync(Buffer.from(page)), 'FlateDecode'),
  ]
  let file = '%PDF-1.3\n%\x93\x8c\x8b\x9e ReportLab Generated PDF document http://www.reportlab.com\n'
  const places = objects.map((object, n) => {
    const at = file.length
    file += `${n + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = 'trailer\n<<\n/Info 6 0 R\n/Root 5 0 R\n/Size 9\n>>'
  const end = `xref\n0 9\n0000000000 65535 f \n${table}${trailer}\nstartxref\n${file.length}\n%%EOF\n`
  return Buffer.from(file + end, 'latin1')
}

/** Codes of LZW, nine bits wide until the table grows; `width` says how wide each is. */
function codes(values: Iterable<[code: number, width: number]>): Buffer {
  const bytes: number[] = []
  let [held, count] = [0, 0]
  for (const [code, width] of values) {
    held = (held << width) | code
    for (count += width; count >= 8; count -= 8) bytes.push((held >> (count - 8)) & 0xff)
    held &= (1 << count) - 1
  }
  return Buffer.from([...bytes, (held << (8 - count)) & 0xff])
}

/** These bytes by LZW, without gaining anything. */
export function lzw(bytes: Uint8Array): Buffer {
  const given: [number, number][] = [[256, 9]]
  for (const [n, byte] of bytes.entries()) {
    given.push([byte, 9])
    // Anew before the table grows out of nine bits.
    if (n % 200 === 199) given.push([256, 9])
  }
  return codes([...given, [257, 9]])
}

/** Zeros by LZW, of which so many codes stand for some 3800 bytes each: its table is never begun anew. */
export function lzwBomb(count: number): Buffer {
  const given: [number, number][] = [
    [256, 9],
    [0, 9],
  ]
  let [width, next] = [9, 258]
  for (let n = 0; n < count; n++) {
    given.push([Math.min(next, 4095), width])
    next++
    if ([511, 1023, 2047].includes(next)) width++
  }
  return codes([...given, [257, 12]])
}

/** The same by counted repeats, 128 for every two bytes. */
export const repeats = (bytes: number): Buffer => Buffer.alloc(Math.ceil(bytes / 128) * 2, Buffer.from([129, 0]))

/** A picture in JPEG 2000 that says something in its own words, and ends. */
export function jpeg2000(words: string, behind = ''): Buffer {
  const segment = (marker: number, held: Buffer) => {
    const head = Buffer.alloc(4)
    head.writeUInt16BE(marker, 0)
    head.writeUInt16BE(2 + held.length, 2)
    return Buffer.concat([head, held])
  }
  const size = segment(0xff51, Buffer.alloc(47))
  const part = Buffer.from([0xff, 0x90, 0, 10, 0, 0, 0, 0, 0, 18, 0, 1, 0xff, 0x93, 1, 2, 3, 4])
  const note = words ? [segment(0xff64, Buffer.from(`\0\x01${words}`))] : []
  return Buffer.concat([
    ...[Buffer.from([0xff, 0x4f]), size, ...note, segment(0xff52, Buffer.alloc(10)), part],
    ...[Buffer.from([0xff, 0xd9]), Buffer.from(behind)],
  ])
}

/** A box of JPEG 2000. */
export function box(kind: string, ...held: Uint8Array[]): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + held.reduce((sum, one) => sum + one.length, 0), 0)
  head.write(kind, 4, 'latin1')
  return Buffer.concat([head, ...held])
}
