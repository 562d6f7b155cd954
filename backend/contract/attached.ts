import type { Attached, Attachment } from './attachment.ts'

/** What came with a message in a few words, for lists: as `conversation_json` says it of the last one. */
export const attachedOf = (all: readonly Attachment[]): Attached => ({
  photos: all.filter(({ kind }) => kind === 'photo').length,
  documents: all.filter(({ kind }) => kind === 'document').length,
  name: all.flatMap((one) => (one.kind === 'document' ? [one.name] : [])).sort()[0] ?? null,
})
