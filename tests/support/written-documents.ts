import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import { afterAll } from 'vitest'
import { writeDocument } from '../../workers/media/document.ts'
import { cleanDocument } from '../../workers/media/document-clean.ts'

/** What becomes of documents that are sent. */

const folder = await mkdtemp(join(tmpdir(), 'document-'))
afterAll(() => rm(folder, { recursive: true }))

/** A document as it is kept. */
export async function written(bytes: Uint8Array, within = 30_000): Promise<Buffer> {
  await writeFile(join(folder, 'in'), bytes)
  await writeDocument(join(folder, 'in'), join(folder, 'out'), { most: 20_000_000, within })
  return readFile(join(folder, 'out'))
}

/** The same without a process of its own, for what is small. */
export const cleaned = async (bytes: Uint8Array): Promise<Buffer> => Buffer.from(await cleanDocument(bytes, 200))

/** Why it is refused, or that it is not. */
export const refusal = (becoming: Promise<unknown>): Promise<string | undefined> =>
  becoming.then(
    () => 'written',
    (error: { reason?: string }) => error.reason,
  )

/** The packed pieces that hang in a document; each with how it is packed. */
export async function piecesOf(bytes: Uint8Array) {
  const document = await PDFDocument.load(bytes)
  return document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFRawStream)) return []
    const filter = object.dict.lookup(PDFName.of('Filter'))
    const names = filter instanceof PDFArray ? filter.asArray() : filter ? [filter] : []
    const packing = names.map((name) => (name as PDFName).decodeText()).join(' ')
    const told = object.dict.lookup(PDFName.of('DecodeParms'))
    const plain = packing === 'FlateDecode' ? inflateSync(object.contents) : Buffer.from(object.contents)
    return [{ packing, packed: object.contents, plain, told: told instanceof PDFDict ? String(told) : undefined }]
  })
}
