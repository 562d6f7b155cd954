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
import { openPacked } from './document-packed.ts'
import { whole } from './document-refs.ts'
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
  'OnInstantiate',
  // Who made it, with what and where; in the document and in each picture.
  'Metadata',
]
/** The only things that a click may do: go to a page of the same document, or to an address. */
const harmless = ['GoTo', 'Named']
/** What else a click, a page or a film may do. */
const actions = [
  'GoToR',
  'GoToE',
  'GoTo3DView',
  'GoToDp',
  'Launch',
  'Thread',
  'Sound',
  'Movie',
  'Hide',
  'SubmitForm',
  'ResetForm',
  'ImportData',
  'JavaScript',
  'SetOCGState',
  'Rendition',
  'Trans',
  'RichMediaExecute',
]
/** Marks on a page that are programs, films or files. */
const laden = ['FileAttachment', 'RichMedia', 'Screen', 'Movie', 'Sound', '3D']
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
  for (const name of ['Perms', 'Legal', 'Extensions']) catalog.delete(PDFName.of(name))
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

const nameIn = (dict: PDFDict, key: string): string | undefined => {
  const value = whole(dict.get(PDFName.of(key)), dict.context)
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
    const one = whole(value, context)
    const kind = one instanceof PDFDict ? nameIn(one, 'Subtype') : undefined
    if ((kind !== undefined && laden.includes(kind)) || acts(one)) array.remove(n)
    else if (!(value instanceof PDFRef)) disarm(value, context)
  }
}

function disarmOne(dict: PDFDict, context: PDFContext): void {
  for (const name of active) dict.delete(PDFName.of(name))
  // After an action comes no other; elsewhere it is the next heading.
  if (dict.has(PDFName.of('S'))) dict.delete(PDFName.of('Next'))
  for (const [key, value] of dict.entries()) {
    const one = whole(value, context)
    const mayAct = ['A', 'PA', 'Dest'].includes(key.decodeText())
    const isAction = one instanceof PDFDict && one.has(PDFName.of('S'))
    if ((mayAct && isAction && !isHarmless(one)) || acts(one)) dict.delete(key)
    else if (!(value instanceof PDFRef)) disarm(value, context)
  }
}

/** Whether this is an action that is not harmless, wherever it stands. */
function acts(value: PDFObject | undefined): boolean {
  if (!(value instanceof PDFDict)) return false
  const does = nameIn(value, 'S')
  return (
    does !== undefined &&
    ([...actions, 'URI'].includes(does) || nameIn(value, 'Type') === 'Action') &&
    !isHarmless(value)
  )
}

function isHarmless(action: PDFDict): boolean {
  const does = nameIn(action, 'S') ?? ''
  const address = whole(action.get(PDFName.of('URI')), action.context)
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
