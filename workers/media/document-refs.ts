import { type PDFContext, type PDFDict, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib'
import { MediaRefused } from './media-refused.ts'

/** What a reference stands for, however many lead to each other. */
export function whole(value: PDFObject | undefined, context: PDFContext): PDFObject | undefined {
  let found = value
  for (let step = 0; found instanceof PDFRef; step++) {
    if (step === 10) throw new MediaRefused('damaged')
    found = context.lookup(found)
  }
  return found
}

/** The name that stands under a key. */
export function nameIn(dict: PDFDict, key: string): string | undefined {
  const value = whole(dict.get(PDFName.of(key)), dict.context)
  return value instanceof PDFName ? value.decodeText() : undefined
}
