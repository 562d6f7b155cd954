import { deflateSync } from 'node:zlib'
import { PDFDocument, PDFName, type PDFObject, PDFString } from '@cantoo/pdf-lib'

/** A document with so many pages and these words on the first. */
export async function pdf(words = 'Dieetlijst', pages = 1): Promise<Buffer> {
  const document = await PDFDocument.create()
  for (let n = 0; n < pages; n++) document.addPage().drawText(n === 0 ? words : '')
  return Buffer.from(await document.save({ useObjectStreams: false }))
}

/** One that runs a script, opens a program, carries a file and leads to a script by a link. */
export async function armedPdf(canary: string): Promise<Buffer> {
  const document = await PDFDocument.create()
  const page = document.addPage()
  page.drawText('Dieetlijst')
  document.addJavaScript('x', `app.alert("${canary}")`)
  await document.attach(Buffer.from(canary), `${canary}.txt`, {})
  const action = (given: Record<string, string | PDFString>) => document.context.obj(given as never)
  document.catalog.set(PDFName.of('OpenAction'), action({ S: 'Launch', F: PDFString.of(canary) }))
  const link = (does: ReturnType<typeof action>) =>
    document.context.register(document.context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], A: does }))
  const film = document.context.register(
    document.context.obj({ Type: 'Annot', Subtype: 'RichMedia', Rect: [0, 0, 9, 9], NM: PDFString.of(canary) }),
  )
  const links = [
    link(action({ S: 'JavaScript', JS: PDFString.of(canary) })),
    link(action({ S: 'URI', URI: PDFString.of(`javascript:${canary}`) })),
    link(action({ S: 'URI', URI: PDFString.of('https://voorbeeld.example/recept') })),
    film,
  ]
  page.node.set(PDFName.of('Annots'), document.context.obj(links))
  page.node.set(PDFName.of('AA'), document.context.obj({ O: action({ S: 'JavaScript', JS: PDFString.of(canary) }) }))
  return Buffer.from(await document.save({ useObjectStreams: false }))
}

/** One whose page unpacks to so many bytes. */
export async function bombPdf(bytes: number): Promise<Buffer> {
  const document = await PDFDocument.create()
  const packed = document.context.stream(deflateSync(Buffer.alloc(bytes)), { Filter: 'FlateDecode' })
  document.addPage().node.set(PDFName.of('Contents'), document.context.register(packed))
  return Buffer.from(await document.save({ useObjectStreams: false }))
}

/** One whose pages each hold the same packed piece, by filters as they are given. */
export async function packedPages(bytes: number, pages: number, filter: (made: PDFDocument) => unknown, packs = 1) {
  const document = await PDFDocument.create()
  let packed: Buffer = Buffer.alloc(bytes)
  for (let n = 0; n < packs; n++) packed = deflateSync(packed)
  for (let n = 0; n < pages; n++) {
    const stream = document.context.stream(packed, { Filter: filter(document) as PDFObject })
    document.addPage().node.set(PDFName.of('Contents'), document.context.register(stream))
  }
  return Buffer.from(await document.save({ useObjectStreams: false }))
}

/** One with actions in out-of-the-way places, by references of references, and notes of who made it. */
export async function slyPdf(canary: string, picture: Uint8Array): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.setAuthor(canary)
  const { context } = document
  const page = document.addPage()
  const image = await document.embedJpg(picture)
  page.drawImage(image)
  await image.embed()
  const far = (value: unknown) => context.register(context.register(context.obj(value as never)) as never)
  const launch = () => context.obj({ S: far('Launch'), F: PDFString.of(canary) } as never)
  page.node.set(PDFName.of('Odd'), context.obj({ Deep: [launch()], Deeper: context.register(launch()) } as never))
  page.node.set(PDFName.of('OnInstantiate'), context.register(context.stream(canary)))
  page.node.set(PDFName.of('Metadata'), context.register(context.stream(canary)))
  const film = context.obj({ Subtype: far('RichMedia'), NM: PDFString.of(canary) } as never)
  page.node.set(PDFName.of('Annots'), context.obj([context.register(film)]))
  return Buffer.from(await document.save({ useObjectStreams: false }))
}

/** One whose table of objects unpacks to so many bytes before anything of it is read. */
export async function packedPdf(bytes: number): Promise<Buffer> {
  const packed = deflateSync(Buffer.concat([Buffer.from('1 0 '), Buffer.alloc(bytes, 32)]))
  const head = `%PDF-1.7\n5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`
  return Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream\nendobj\n'), (await pdf()).subarray(9)])
}

/** One that says that it is locked. */
export async function lockedPdf(): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.addPage()
  const lock = document.context.register(document.context.obj({ Filter: 'Standard', V: 1, R: 2, O: PDFString.of('x') }))
  document.context.trailerInfo.Encrypt = lock
  return Buffer.from(await document.save({ useObjectStreams: false }))
}

/** Whether any of it holds these words, packed or not. */
export async function holds(bytes: Uint8Array, words: string): Promise<boolean> {
  const document = await PDFDocument.load(bytes)
  const plain = Buffer.from(await document.save({ useObjectStreams: false, updateFieldAppearances: false }))
  const hex = Buffer.from(words, 'utf16le').swap16().toString('hex').toUpperCase()
  return (
    plain.includes(words) || plain.includes(hex) || plain.includes(Buffer.from(words).toString('hex').toUpperCase())
  )
}

/** Bytes as text, five signs for four of them. */
function ascii85(bytes: Uint8Array): Buffer {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4) {
    const left = Math.min(4, bytes.length - at)
    const four = Buffer.alloc(4)
    four.set(bytes.subarray(at, at + left))
    let value = four.readUInt32BE(0)
    let five = ''
    for (let n = 0; n < 5; n++) {
      five = String.fromCharCode(0x21 + (value % 85)) + five
      value = Math.floor(value / 85)
    }
    text += left === 4 && five === '!!!!!' ? 'z' : five.slice(0, left + 1)
  }
  return Buffer.from(`${text.replace(/.{75}/g, '$&\n')}~>`)
}
const hex = (bytes: Uint8Array): Buffer => Buffer.from(`${Buffer.from(bytes).toString('hex').toUpperCase()}>`)
export const armours = { ASCII85Decode: ascii85, ASCIIHexDecode: hex }

/** One as ReportLab writes it: what is packed, or a picture, is written as text. */
export async function armouredPdf(given: {
  armour: keyof typeof armours
  content: Uint8Array
  filter: string
  /** It stands on the page itself; else it is a picture on it. */
  isPage: boolean
}): Promise<Buffer> {
  const document = await PDFDocument.create()
  const { context } = document
  const page = document.addPage()
  const text = armours[given.armour](given.content)
  const Filter = context.obj([given.armour, given.filter])
  const DecodeParms = context.obj([null, { Predictor: 1 }] as never)
  const stream = context.register(
    context.stream(text, given.isPage ? { Filter, DecodeParms } : { Filter, Type: 'XObject', Subtype: 'Image' }),
  )
  if (given.isPage) page.node.set(PDFName.of('Contents'), stream)
  else page.node.setXObject(PDFName.of('Im1'), stream)
  return Buffer.from(await document.save({ useObjectStreams: false }))
}
