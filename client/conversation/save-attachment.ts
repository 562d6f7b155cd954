import type { Attachment } from '../../backend/contract/attachment.ts'
import type { Id } from '../../backend/contract/values.ts'
import { download } from '../api.ts'
import { saveFile } from '../ui/save-file.ts'

export type PhotoAttachment = Extract<Attachment, { kind: 'photo' }>

/** Gives what came with a message to the device to keep, under the name that the server gives it. Throws an `ApiError`. */
export async function saveAttachment(conversationId: Id, { id, kind }: Attachment): Promise<void> {
  const params = { conversationId, attachmentId: id, form: kind === 'photo' ? ('original' as const) : kind }
  const file = await download('attachmentFile', { params, query: { save: '1' } })
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const piece of file.pieces) parts.push(piece)
  saveFile(new Blob(parts, { type: file.type }), file.name)
}
