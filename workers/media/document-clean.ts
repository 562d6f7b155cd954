import { inflateSync } from 'node:zlib'
import {
  EncryptedPDFError,
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib'
import { MediaRefused } from './media-refused.ts'

/** What acts by itself, or carries something else than pages, wherever in a document it stands. */
const active = [
  'OpenAction',
  'AA',
  'JS',
  'JavaScript',
  'EmbeddedFiles',
  'EmbeddedFile',
  'EF',
  'AF',
  'XFA',
  'RichMediaContent',
  'Collection',
  'PieceInfo',
]
/** The only things that a click may do: go to a page of the same document, or to an address. */
const harmless = ['GoTo', 'Named']
/** Marks on a page that are programs, films or files. */
const laden = ['FileAttachment', 'RichMedia', 'Screen', 'Movie', 'Sound', '3D']
/** Bytes that one packed piece may unpack to: a page that was scanned whole and without loss has a tenth of it. */
const mostUnpacked = 256 * 1024 ** 2

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
  for (const name of ['Metadata', 'Perms', 'Legal', 'Extensions']) catalog.delete(PDFName.of(name))
  for (const [, object] of context.enumerateIndirectObjects()) disarm(object, context)
  disarm(catalog, context)
  const reached = reachable(context)
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (!reached.has(ref)) context.delete(ref)
    else if (object instanceof PDFRawStream) refuseBomb(object)
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

const nameIn = (dict: PDFDict, key: string): string | undefined => {
  const value = dict.get(PDFName.of(key))
  return value instanceof PDFName ? value.decodeText() : undefined
}

/** Takes what acts by itself out of an object and all that stands directly within it; what it refers to has its own turn. */
function disarm(object: PDFObject, context: PDFContext): void {
  if (object instanceof PDFStream) disarm(object.dict, context)
  else if (object instanceof PDFArray) disarmAll(object, context)
  else if (object instanceof PDFDict) disarmOne(object, context)
}

function disarmAll(array: PDFArray, context: PDFContext): void {
  for (let n = array.size() - 1; n >= 0; n--) {
    const value = array.get(n)
    const whole = context.lookup(value)
    const kind = whole instanceof PDFDict ? nameIn(whole, 'Subtype') : undefined
    if (kind !== undefined && laden.includes(kind)) array.remove(n)
    else if (!(value instanceof PDFRef)) disarm(value, context)
  }
}

function disarmOne(dict: PDFDict, context: PDFContext): void {
  for (const name of active) dict.delete(PDFName.of(name))
  // After an action comes no other; elsewhere it is the next heading.
  if (dict.has(PDFName.of('S'))) dict.delete(PDFName.of('Next'))
  for (const [key, value] of dict.entries()) {
    const whole = context.lookup(value)
    const mayAct = ['A', 'PA', 'Dest'].includes(key.decodeText())
    if (mayAct && whole instanceof PDFDict && whole.has(PDFName.of('S')) && !isHarmless(whole)) dict.delete(key)
    else if (!(value instanceof PDFRef)) disarm(value, context)
  }
}

function isHarmless(action: PDFDict): boolean {
  const does = nameIn(action, 'S') ?? ''
  const address = action.get(PDFName.of('URI'))
  if (does === 'URI')
    return (
      (address instanceof PDFString || address instanceof PDFHexString) &&
      /^(https?:\/\/|mailto:|tel:)/i.test(address.decodeText())
    )
  return harmless.includes(does)
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
    else if (next instanceof PDFArray) open.push(...next.asArray())
  }
  return found
}

function refuseBomb(stream: PDFRawStream): void {
  const filter = stream.dict.get(PDFName.of('Filter'))
  const first = filter instanceof PDFArray ? filter.get(0) : filter
  if (!(first instanceof PDFName) || first.decodeText() !== 'FlateDecode') return
  try {
    inflateSync(stream.contents, { maxOutputLength: mostUnpacked, finishFlush: 2 })
  } catch (error) {
    // A stream that is cut off is shown as far as it goes.
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new MediaRefused('damaged')
  }
}
