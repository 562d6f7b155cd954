import { PDFArray, type PDFContext, PDFDict, type PDFDocument, PDFName, PDFRef } from '@cantoo/pdf-lib'
import { nameIn, whole } from './document-refs.ts'
import { MediaRefused } from './media-refused.ts'

/* What a document, a page and a packed piece may say of themselves (ISO 32000-1, 7.7 to 7.10 and 8); nothing else stays. */

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

const ofDocument = words(`
  Type Version Pages PageLabels PageLayout PageMode ViewerPreferences Names Dests Outlines AcroForm
  StructTreeRoot MarkInfo Lang OCProperties`)
const ofNames = words('Dests')
const ofForm = words('Fields NeedAppearances DR DA Q')
const ofPages = words('Type Parent Kids Count Resources MediaBox CropBox Rotate')
const ofPage = words(`
  Type Parent Resources MediaBox CropBox BleedBox TrimBox ArtBox Rotate UserUnit Contents Group Annots Tabs StructParents`)
/** Marks on a page that are no programs, films or files. */
const marks = words(`
  Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup
  Widget Redact Watermark`)
/** Of pictures, drawings, patterns, shadings, functions, fonts, colours and tables of characters. */
const ofPiece = words(`
  Type Subtype Name Length Filter DecodeParms
  Width Height ColorSpace BitsPerComponent Intent ImageMask Mask Decode Interpolate SMask SMaskInData Matte
  FormType BBox Matrix Resources Group StructParent StructParents OC
  PatternType PaintType TilingType XStep YStep
  ShadingType Background AntiAlias BitsPerCoordinate BitsPerFlag VerticesPerRow Function
  FunctionType Domain Range Size BitsPerSample Order Encode
  Length1 Length2 Length3 N Alternate
  CMapName CIDSystemInfo WMode UseCMap`)
/** What a piece is, where it says so: among others no PostScript (PS), no film and no file. */
const pieces = words('Image Form Type1 Type1C CIDFontType0C TrueType OpenType')
/** How a piece is packed. */
const ofPacking = words(`
  Predictor Colors BitsPerComponent Columns
  K EndOfLine EncodedByteAlign Rows EndOfBlock BlackIs1 DamagedRowsBeforeError JBIG2Globals ColorTransform`)

function keepOnly(dict: PDFDict, kept: ReadonlySet<string>): void {
  for (const key of dict.keys()) if (!kept.has(key.decodeText())) dict.delete(key)
}

const dictIn = (dict: PDFDict, key: string): PDFDict | undefined => {
  const value = whole(dict.get(PDFName.of(key)), dict.context)
  return value instanceof PDFDict ? value : undefined
}

/**
 * Leaves of a document and its pages what they may say, and of marks on pages those that are none but marks.
 * @throws {MediaRefused} damaged: something else than pages stands among them
 */
export function keepKnown({ context, catalog }: PDFDocument): void {
  keepOnly(catalog, ofDocument)
  const [names, form] = [dictIn(catalog, 'Names'), dictIn(catalog, 'AcroForm')]
  if (names) keepOnly(names, ofNames)
  if (form) keepOnly(form, ofForm)
  keepOnly(catalog.Pages(), ofPages)
  catalog.Pages().traverse((node) => {
    if (!(node instanceof PDFDict)) return
    const kind = nameIn(node, 'Type')
    if (kind === 'Pages') keepOnly(node, ofPages)
    else if (kind === 'Page') keepPage(node, context)
    else throw new MediaRefused('damaged')
  })
  // Also what is told of pages leads to them.
  for (const [ref, object] of context.enumerateIndirectObjects())
    if (object instanceof PDFDict && nameIn(object, 'Type') === 'Annot' && !isMark(object)) context.delete(ref)
}

const isMark = (dict: PDFDict) => marks.has(nameIn(dict, 'Subtype') ?? '')

function keepPage(page: PDFDict, context: PDFContext): void {
  keepOnly(page, ofPage)
  const annots = whole(page.get(PDFName.of('Annots')), context)
  if (!(annots instanceof PDFArray)) return void page.delete(PDFName.of('Annots'))
  for (let n = annots.size() - 1; n >= 0; n--) {
    const value = annots.get(n)
    const one = whole(value, context)
    if (one instanceof PDFDict && isMark(one)) continue
    annots.remove(n)
    if (value instanceof PDFRef) context.delete(value)
  }
}

/**
 * Leaves of a packed piece what it may say of itself: no file that it stands in elsewhere, no other page, no program.
 * @throws {MediaRefused} damaged: it is something else
 */
export function keepPiece(dict: PDFDict): void {
  const kind = nameIn(dict, 'Subtype')
  if (kind !== undefined && !pieces.has(kind)) throw new MediaRefused('damaged')
  keepOnly(dict, ofPiece)
}

/** How a piece is packed, without anything else. */
export function packingOf(told: PDFDict): PDFDict {
  const kept = told.clone(told.context)
  keepOnly(kept, ofPacking)
  return kept
}
