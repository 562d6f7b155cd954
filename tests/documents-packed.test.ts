import { deflateSync } from 'node:zlib'
import { PDFDict, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { armours, holds } from './support/documents.ts'
import {
  box,
  jpeg2000,
  lzw,
  lzwBomb,
  picturePdf,
  piecesPdf,
  repeats,
  reportLabPdf,
} from './support/packed-documents.ts'
import { cleaned, piecesOf, refusal as reasonOf, written } from './support/written-documents.ts'

/* What the pieces of a document may unpack to, and what may hide in and behind them. */

const refusal = async (bytes: Uint8Array) => reasonOf(cleaned(bytes))

const text = Buffer.from('BT /F1 12 Tf (Dieetlijst Noor) Tj ET')
const flate = { Filter: 'FlateDecode' }
const { ASCII85Decode: ascii85 } = armours
const square = sharp({ create: { width: 64, height: 64, channels: 3, background: '#36a' } })
const dots = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer()

describe('a packed piece', () => {
  it('is kept however a program packs it, and unpacks to what was counted', async () => {
    const packings: [string | string[], Buffer][] = [
      ['LZWDecode', lzw(text)],
      ['RL', Buffer.from([text.length - 1, ...text, 128])],
      ['ASCII85Decode', ascii85(text)],
      [['ASCIIHexDecode'], Buffer.from(`${text.toString('hex')}>`)],
      [['ASCII85Decode', 'FlateDecode'], ascii85(deflateSync(text))],
      [['A85', 'LZW'], ascii85(lzw(text))],
      [['AHx', 'Fl', 'FlateDecode'], Buffer.from(`${deflateSync(deflateSync(text)).toString('hex')}>`)],
    ]
    for (const [Filter, packed] of packings) {
      const [piece] = await piecesOf(await cleaned(await piecesPdf([packed], { Filter })))
      expect(piece, String(Filter)).toMatchObject({ packing: 'FlateDecode', told: undefined })
      expect(piece!.plain.subarray(0, text.length).toString(), String(Filter)).toBe(text.toString())
    }
  })

  it('keeps how its dots are foretold, and nothing else that is told of its packing', async () => {
    const told = { Predictor: 15, Columns: 4, EarlyChange: 1, Odd: PDFString.of('KANARIE') }
    for (const packed of [lzw(text), ascii85(lzw(text))]) {
      const Filter = packed.at(-1) === 0x3e ? ['A85', 'LZW'] : 'LZW'
      const DecodeParms = Array.isArray(Filter) ? [null, told] : told
      const [piece] = await piecesOf(await cleaned(await piecesPdf([packed], { Filter, DecodeParms })))
      expect(piece!.told?.replaceAll(/\s+/g, ' ')).toBe('<< /Predictor 15 /Columns 4 >>')
    }
  })

  it('that unpacks to too much is refused, by LZW, by repeats, within letters, or with a wrong checksum', async () => {
    const tooMuch = (bytes: Uint8Array) => reasonOf(written(bytes, 100_000))
    expect(await tooMuch(await piecesPdf([lzwBomb(400_000)], { Filter: 'LZWDecode' }))).toBe('damaged')
    expect(await tooMuch(await piecesPdf([repeats(300_000_000)], { Filter: 'RunLengthDecode' }))).toBe('damaged')
    const packed = deflateSync(Buffer.alloc(300_000_000))
    expect(await tooMuch(await piecesPdf([ascii85(packed)], { Filter: ['A85', 'Fl'] }))).toBe('damaged')
    const wrong = deflateSync(Buffer.alloc(250_000_000))
    wrong[wrong.length - 1]! ^= 0xff
    expect(await tooMuch(await piecesPdf([wrong, wrong, wrong, wrong, wrong], flate))).toBe('damaged')
  }, 240_000)

  it('is shown as far as it goes when it is cut off or its checksum is wrong, and refused when it is broken', async () => {
    const packed = deflateSync(text)
    const wrong = Buffer.from(packed)
    wrong[wrong.length - 1]! ^= 0xff
    const given = [wrong, packed.subarray(0, -1), packed.subarray(0, -6)]
    const kept = await piecesOf(await cleaned(await piecesPdf(given, flate)))
    // Each of them is sound now.
    expect(kept.slice(0, 3).map(({ plain }) => plain.toString())).toEqual(
      [text, text, text.subarray(0, -1)].map(String),
    )
    const broken = Buffer.from(packed)
    broken[2] = 0xff
    expect(await refusal(await piecesPdf([broken], flate))).toBe('damaged')
    expect(await refusal(await piecesPdf([packed.subarray(2)], flate))).toBe('damaged')
    for (const Filter of ['BrotliDecode', 'Crypt', 'constructor', 'ASCII85Decode', 'ASCIIHexDecode'])
      expect(await refusal(await piecesPdf([packed], { Filter })), Filter).toBe('damaged')
    expect(await refusal(await piecesPdf([packed], { Filter: ['DCTDecode', 'FlateDecode'] }))).toBe('damaged')
  })

  it('holds nothing behind its end', async () => {
    const packed = Buffer.concat([deflateSync(text), Buffer.from('KANARIE')])
    const [piece] = await piecesOf(await cleaned(await piecesPdf([packed], flate)))
    expect(Buffer.from(piece!.packed).toString('hex')).toBe(deflateSync(text).toString('hex'))
  })

  it('is kept as ReportLab writes it, with its picture and without its camera', async () => {
    const picture = await square
      .jpeg()
      .withExif({ IFD0: { Artist: 'KANARIE' } })
      .toBuffer()
    const out = await cleaned(reportLabPdf('Dieetlijst Noor', picture))
    const pieces = await piecesOf(out)
    expect(pieces.map(({ packing }) => packing).sort()).toEqual(['DCTDecode', 'FlateDecode'])
    const [image, page] = ['DCTDecode', 'FlateDecode'].map((one) => pieces.find(({ packing }) => packing === one)!)
    expect(page!.plain.toString()).toContain('(Dieetlijst Noor) Tj')
    expect(await dots(image!.plain)).toEqual(await dots(picture))
    expect(image!.plain.includes('KANARIE')).toBe(false)
    expect(await holds(out, 'ReportLab')).toBe(false)
  })

  it('says nothing of files elsewhere, other pages and programs, nor does the document', async () => {
    const document = await PDFDocument.create()
    const { context, catalog } = document
    const page = document.addPage()
    const kept = (held: unknown) => context.register(context.obj(held as never))
    const stream = (held: unknown) => context.register(context.stream('', held as never))
    const there = { FS: 'URL', F: PDFString.of('https://spion.example/KANARIE') }
    const shown = stream({
      ...{ Type: 'XObject', Subtype: 'Image', Width: 1, Height: 1, ColorSpace: 'DeviceGray', BitsPerComponent: 8 },
      ...{ F: there, FFilter: 'DCTDecode', OPI: { 2.0: { F: PDFString.of('KANARIE') } } },
    })
    const drawn = stream({
      ...{ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 9, 9], Subtype2: 'PS', PS: stream({ Odd: 'KANARIE' }) },
      Ref: { F: PDFString.of('\\\\spion.example\\KANARIE'), Page: 0 },
    })
    page.node.set(PDFName.of('Resources'), kept({ XObject: { I: shown, F: drawn } }))
    page.node.set(PDFName.of('Thumb'), stream({ Odd: 'KANARIE' }))
    const odd = kept({ Type: 'Annot', Subtype: 'Later', Rect: [0, 0, 9, 9], NM: PDFString.of('KANARIE') })
    const note = kept({ Type: 'Annot', Subtype: 'Text', Rect: [0, 0, 9, 9], Contents: PDFString.of('Zonder noten') })
    page.node.set(PDFName.of('Annots'), context.obj([odd, note]))
    catalog.set(PDFName.of('URI'), kept({ Base: PDFString.of('javascript:KANARIE') }))
    catalog.set(PDFName.of('SpiderInfo'), kept({ V: 1, C: [kept({ URL: PDFString.of('KANARIE') })] }))
    const schema = kept({ Type: 'Filespec', F: PDFString.of('KANARIE') })
    const told = { Type: 'StructTreeRoot', K: { Type: 'OBJR', Obj: odd }, Namespaces: [{ NS: 'x', Schema: schema }] }
    catalog.set(PDFName.of('StructTreeRoot'), kept(told))
    catalog.set(PDFName.of('AcroForm'), kept({ Fields: [], XFA: [PDFString.of('KANARIE')] }))
    const names = { Names: [PDFString.of('x'), kept({ S: 'Odd', F: PDFString.of('KANARIE') })] }
    catalog.set(PDFName.of('Names'), kept({ Renditions: names, Dests: { Names: [] } }))
    const given = Buffer.from(await document.save({ useObjectStreams: false }))
    expect(await holds(given, 'KANARIE')).toBe(true)
    const out = await cleaned(given)
    expect(await holds(out, 'KANARIE')).toBe(false)
    for (const words of ['Zonder noten', '/StructTreeRoot', '/AcroForm', '/Dests', '/Subtype /Image', '/Subtype /Form'])
      expect(await holds(out, words), words).toBe(true)
    const program = await piecesPdf([Buffer.from('KANARIE')], { Type: 'XObject', Subtype: 'PS' })
    expect(await refusal(program)).toBe('damaged')
  })

  it('and its page are what they say they are', async () => {
    const document = await PDFDocument.create()
    document.addPage()
    const odd = document.addPage()
    odd.node.delete(PDFName.of('Type'))
    expect(odd.node).toBeInstanceOf(PDFDict)
    expect(await refusal(await document.save({ useObjectStreams: false }))).toBe('damaged')
  })
})

describe('a picture in a document', () => {
  const imageOf = async (picture: Uint8Array, filter: string | string[]) =>
    (await piecesOf(await cleaned(await picturePdf(picture, filter))))[0]!.plain

  it('has nothing behind its end, nor between its scans, and looks the same', async () => {
    const noted = await square
      .clone()
      .jpeg()
      .withExif({ IFD0: { Artist: 'KANARIE' } })
      .toBuffer()
    const second = Buffer.concat([noted, Buffer.from('KANARIE')])
    const plain = await square.clone().jpeg({ progressive: true }).toBuffer()
    const scans = [...plain.keys()].filter((at) => plain[at] === 0xff && plain[at + 1] === 0xda)
    expect(scans.length).toBeGreaterThan(3)
    const words = Buffer.from('KANARIE')
    const notes = [0xfe, 0xe1, 0xe5].map((marker) => Buffer.from([0xff, marker, 0, words.length + 2, ...words]))
    const given = Buffer.concat([plain.subarray(0, scans[2]), ...notes, plain.subarray(scans[2]), second])
    for (const [packed, filter] of [
      [given, 'DCTDecode'],
      [deflateSync(given), ['FlateDecode', 'DCTDecode']],
    ] as const) {
      const kept = await imageOf(packed, filter as string)
      expect(kept.includes('KANARIE')).toBe(false)
      expect(kept.length).toBeLessThanOrEqual(plain.length)
      expect(await dots(kept)).toEqual(await dots(plain))
    }
  })

  it('has no small picture in its head', async () => {
    const plain = await square.clone().jpeg().toBuffer()
    const small = Buffer.from('KANARIEKANARIE-')
    const head = Buffer.concat([
      ...[Buffer.from([0xff, 0xe0, 0, 16 + small.length]), Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\x05\x01'), small],
    ])
    const from = plain.readUInt16BE(2) === 0xffe0 ? 4 + plain.readUInt16BE(4) : 2
    const kept = await imageOf(Buffer.concat([plain.subarray(0, 2), head, plain.subarray(from)]), 'DCTDecode')
    expect(kept.includes('KANARIE')).toBe(false)
    expect(await dots(kept)).toEqual(await dots(plain))
  })

  it('is refused where it is none, or never begins', async () => {
    const plain = await square.clone().jpeg().toBuffer()
    const scan = plain.indexOf(Buffer.from([0xff, 0xda]))
    for (const bytes of [plain.subarray(0, scan), plain.subarray(2), text, Buffer.alloc(0)])
      expect(await refusal(await picturePdf(bytes, 'DCTDecode'))).toBe('damaged')
    // Cut off, it is shown as far as it goes.
    expect(await refusal(await picturePdf(plain.subarray(0, -4), 'DCTDecode'))).toBe('written')
  })

  it('in JPEG 2000 keeps its dots, and no notes, words or other pictures', async () => {
    const plain = jpeg2000('')
    expect((await imageOf(jpeg2000('KANARIE', 'KANARIE'), 'JPXDecode')).toString('hex')).toBe(plain.toString('hex'))
    const [signature, kind] = [
      box('jP  ', Buffer.from('\r\n\x87\n', 'latin1')),
      box('ftyp', Buffer.from('jp2 \0\0\0\0jp2 ')),
    ]
    const canary = Buffer.from('KANARIE')
    const head = (...more: Buffer[]) =>
      box('jp2h', box('ihdr', Buffer.alloc(14)), ...more, box('colr', Buffer.alloc(7)))
    const given = [
      ...[signature, kind, box('xml ', canary), head(box('res ', canary), box('uuid', canary)), box('uuid', canary)],
      ...[box('jp2c', jpeg2000('KANARIE', 'KANARIE')), box('xml ', canary), canary],
    ]
    const kept = await imageOf(Buffer.concat(given), 'JPXDecode')
    expect(kept.toString('hex')).toBe(Buffer.concat([signature, kind, head(), box('jp2c', plain)]).toString('hex'))
    for (const bytes of [signature, canary, plain.subarray(0, 60), Buffer.concat([signature, kind, head()])])
      expect(await refusal(await picturePdf(bytes, 'JPXDecode'))).toBe('damaged')
  })
})
