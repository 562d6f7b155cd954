import { documentName, largestDocument, mostAttachments, plainName } from '../../backend/contract/attachment-limits.ts'
import { kindOf } from '../photo/upload-files.ts'

/** What can be chosen: photos, and documents as PDF. */
export const accepted = 'image/*,.heic,.heif,application/pdf,.pdf'

export interface ChosenFile {
  file: File
  kind: 'photo' | 'document'
  name: string
}

/** A file that cannot go with a message, and why. */
export type UnfitFile = { name: string } & (
  | { reason: 'kind' | 'video' | 'empty' | 'too_many' }
  | { reason: 'too_large'; most: number }
)

const isDocument = ({ type, name }: File) => type === 'application/pdf' || (type === '' && /\.pdf$/i.test(name))

/**
 * The files that can go, and which cannot; what each really is, the server says.
 * @param room how many more may go with the message
 * @param largestPhoto null until the server has said it
 */
export function fitForMessage(
  files: readonly File[],
  room: number,
  largestPhoto: number | null,
): { fit: ChosenFile[]; unfit: UnfitFile[] } {
  const [fit, unfit]: [ChosenFile[], UnfitFile[]] = [[], []]
  for (const file of files) {
    const kind = isDocument(file) ? 'document' : kindOf(file)
    const name = kind === 'document' ? documentName(file.name) || 'document.pdf' : plainName(file.name)
    const most = kind === 'document' ? largestDocument : (largestPhoto ?? Number.POSITIVE_INFINITY)
    if (kind === 'video') unfit.push({ name, reason: 'video' })
    else if (!kind) unfit.push({ name, reason: 'kind' })
    else if (file.size === 0) unfit.push({ name, reason: 'empty' })
    else if (file.size > most) unfit.push({ name, reason: 'too_large', most })
    else if (fit.length >= Math.min(room, mostAttachments)) unfit.push({ name, reason: 'too_many' })
    else fit.push({ file, kind, name })
  }
  return { fit, unfit }
}
