import {
  EncryptedPDFError,
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib'
import { disarm } from './document-actions.ts'
import { keepKnown } from './document-kept.ts'
import { openPacked } from './document-packed.ts'
import { MediaRefused } from './media-refused.ts'

/**
 * A document written anew from what can be reached from its pages.
 * @throws {MediaRefused} encrypted, damaged, too_many_pages
 */
export async function cleanDocument(bytes: Uint8Array, mostPages: number): Promise<Uint8Array> {
  const document = await read(bytes)
  const { context, catalog } = document
  // Read from the tree, which may be endless or have no leaf.
  const count = pagesOf(document)
  if (count > mostPages) throw new MediaRefused('too_many_pages')
  keepKnown(document)
  for (const [, object] of context.enumerateIndirectObjects()) disarm(object, context)
  disarm(catalog, context)
  // Who made it, and with what.
  delete context.trailerInfo.Info
  const reached = reachable(context)
  const unpack = openPacked(context)
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (!reached.has(ref)) context.delete(ref)
    else if (object instanceof PDFRawStream) context.assign(ref, unpack(object))
  }
  try {
    return await document.save({ updateFieldAppearances: false, addDefaultPage: false })
  } catch {
    throw new MediaRefused('damaged')
  }
}

async function read(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true })
  } catch (error) {
    throw new MediaRefused(error instanceof EncryptedPDFError ? 'encrypted' : 'damaged')
  }
}

function pagesOf(document: PDFDocument): number {
  let count = 0
  try {
    count = document.getPageCount()
  } catch {}
  if (count === 0) throw new MediaRefused('damaged')
  return count
}

/** Everything that hangs from the document. */
function reachable(context: PDFContext): ReadonlySet<PDFRef> {
  const found = new Set<PDFRef>()
  const open: (PDFObject | undefined)[] = [context.trailerInfo.Root, context.trailerInfo.Info]
  while (open.length > 0) {
    const next = open.pop()
    if (next instanceof PDFRef) {
      if (found.has(next)) continue
      found.add(next)
      open.push(context.lookup(next))
    } else if (next instanceof PDFStream) open.push(next.dict)
    else if (next instanceof PDFDict) for (const [, value] of next.entries()) open.push(value)
    else if (next instanceof PDFArray) for (const value of next.asArray()) open.push(value)
  }
  return found
}
