import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib'
import { nameIn, whole } from './document-refs.ts'

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

/** Takes what acts by itself out of an object and all that stands directly within it; what it refers to has its own turn. */
export function disarm(object: PDFObject, context: PDFContext): void {
  if (object instanceof PDFStream) disarm(object.dict, context)
  else if (object instanceof PDFArray) disarmAll(object, context)
  else if (object instanceof PDFDict) disarmOne(object, context)
}

function disarmAll(array: PDFArray, context: PDFContext): void {
  for (let n = array.size() - 1; n >= 0; n--) {
    const value = array.get(n)
    const one = whole(value, context)
    if (acts(one) || isFile(one)) array.remove(n)
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
    if ((mayAct && isAction && !isHarmless(one)) || acts(one) || isFile(one)) dict.delete(key)
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

/** Whether this says where another file is, or what is asked for at an address. */
const isFile = (value: PDFObject | undefined): boolean =>
  value instanceof PDFDict &&
  (['Filespec', 'F'].includes(nameIn(value, 'Type') ?? '') || ['UF', 'FS'].some((key) => value.has(PDFName.of(key))))

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
