import { deflateSync, inflateSync } from 'node:zlib'
import { PDFDocument, PDFName, type PDFRawStream } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import {
  armedPdf,
  armouredPdf,
  bombPdf,
  holds,
  lockedPdf,
  packedPages,
  packedPdf,
  pdf,
  slyPdf,
} from './support/documents.ts'
import { withSegments } from './support/picture-files.ts'
import { refusal as reasonOf, written } from './support/written-documents.ts'

/* What is kept of a document: its pages, and nothing that acts or hides. */

/** With time enough, however busy the machine is. */
const refusal = (bytes: Uint8Array) => reasonOf(written(bytes, 100_000))

describe('a document', () => {
  it('is written anew with all of its pages', async () => {
    const out = await written(await pdf('Dieetlijst', 200))
    expect((await PDFDocument.load(out)).getPageCount()).toBe(200)
  }, 240_000)

  it('keeps its pages and harmless links, and no script, program, film, file or page to run', async () => {
    const armed = await armedPdf('KANARIE')
    expect(await holds(armed, 'KANARIE')).toBe(true)
    const out = await written(armed)
    expect(await holds(out, 'KANARIE')).toBe(false)
    expect(await holds(out, 'https://voorbeeld.example/recept')).toBe(true)
    expect((await PDFDocument.load(out)).getPageCount()).toBe(1)
  })

  it('keeps no action wherever it stands, nor who made it and its pictures, with what', async () => {
    const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#36a' } })
      .jpeg()
      .toBuffer()
    const noted = withSegments(picture, [[0xe1, Buffer.from('KANARIE')]])
    const sly = await slyPdf('KANARIE', noted)
    expect(await holds(sly, 'KANARIE')).toBe(true)
    const out = await written(sly)
    expect(await holds(out, 'KANARIE')).toBe(false)
    expect(out.includes('DCTDecode')).toBe(true)
  })

  it('is taken when it is written as text, as ReportLab writes it; what is within is looked at all the same', async () => {
    const contents = async (bytes: Uint8Array): Promise<[string, string]> => {
      const page = (await PDFDocument.load(await written(bytes))).getPage(0)
      const stream = page.node.lookup(PDFName.of('Contents')) as PDFRawStream
      return [String(stream.dict.get(PDFName.of('Filter'))), inflateSync(stream.contents).toString()]
    }
    const words = `BT (Dieetlijst) Tj ET ${'\0'.repeat(4000)}`
    for (const length of [words.length, words.length - 1, 21, 20, 19]) {
      const content = deflateSync(Buffer.from(words.slice(0, length)), { level: length % 2 === 0 ? 0 : 9 })
      for (const armour of ['ASCII85Decode', 'ASCIIHexDecode'] as const) {
        const given = { armour, content, filter: 'FlateDecode', isPage: true }
        expect(await contents(await armouredPdf(given))).toEqual(['/FlateDecode', words.slice(0, length)])
      }
    }
    const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#36a' } })
      .jpeg()
      .toBuffer()
    const noted = withSegments(picture, [[0xe1, Buffer.from('KANARIE')]])
    const out = await written(
      await armouredPdf({ armour: 'ASCII85Decode', content: noted, filter: 'DCTDecode', isPage: false }),
    )
    expect(out.includes('KANARIE')).toBe(false)
    expect(out.includes(picture.subarray(-100))).toBe(true)
    const bomb = deflateSync(Buffer.alloc(300_000_000))
    const packed = { armour: 'ASCII85Decode' as const, filter: 'FlateDecode', isPage: true }
    expect(await refusal(await armouredPdf({ ...packed, content: bomb }))).toBe('damaged')
  }, 240_000)

  it('is refused when what it unpacks to is too much, in one piece or together, however that is told', async () => {
    const flate = PDFName.of('FlateDecode')
    const far = (made: PDFDocument) => made.context.register(flate)
    expect(await refusal(await packedPages(300_000_000, 1, far))).toBe('damaged')
    const twice = (made: PDFDocument) => made.context.obj([flate, flate])
    expect(await refusal(await packedPages(300_000_000, 1, twice, 2))).toBe('damaged')
    expect(await refusal(await packedPages(1000, 1, twice, 2))).toBe('written')
    expect(await refusal(await packedPages(250_000_000, 5, () => flate))).toBe('damaged')
    expect(await refusal(await packedPages(1000, 5, far))).toBe('written')
  }, 240_000)

  it('is nothing else as well: what follows it is gone, and what comes before it makes it none', async () => {
    const plain = await pdf()
    const page = Buffer.from('<html><script>KANARIE</script></html>')
    expect((await written(Buffer.concat([plain, page]))).includes('KANARIE')).toBe(false)
    expect(await refusal(Buffer.concat([page, plain]))).toBe('unknown_type')
  })

  it('is refused when it is locked, broken, too long, or would fill whoever opens it', async () => {
    expect(await refusal(await lockedPdf())).toBe('encrypted')
    expect(await refusal((await pdf()).subarray(0, 300))).toBe('damaged')
    expect(await refusal(Buffer.from('%PDF-1.7\nniets'))).toBe('damaged')
    expect(await refusal(await pdf('Lang', 201))).toBe('too_many_pages')
    expect(await refusal(await bombPdf(300_000_000))).toBe('damaged')
  }, 240_000)

  it('that unpacks without an end while it is read ends its process, and nothing else', async () => {
    expect(await refusal(await packedPdf(1_500_000_000))).toBe('damaged')
  }, 240_000)
})
