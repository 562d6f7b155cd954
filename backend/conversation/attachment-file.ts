import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import { openChildKey, unwrapForChild } from '../../db/media/keys.ts'
import type { StoredFile } from '../../db/schema/media.ts'
import type { RenditionName } from '../contract/picture.ts'
import { clockOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { refuseGone } from '../intent.ts'
import { fileOf, type Readable } from '../picture-file.ts'

interface AttachmentRow {
  id: string
  conversation_id: string
  kind: 'photo' | 'document'
  name: string | null
  files: StoredFile[]
  taken_at: Date
  child_id: string
  wrapped: string
  sealed: string
}

const attachmentById = statement<AttachmentRow>(
  'attachment_by_id',
  `select a.id, a.conversation_id, a.kind, a.name, a.files, a.taken_at, a.child_id, a.wrapped, k.sealed
     from message_attachment a join child_key k on k.child_id = a.child_id
    where a.id = $2 and a.conversation_id = $1`,
)

/** What came with a message that the actor reads, and for a photo of the child may see; else nothing is found. */
export async function attachmentFor(tx: Tx, conversationId: string, attachmentId: string): Promise<AttachmentRow> {
  const [found] = await tx.query(attachmentById, [conversationId, attachmentId])
  if (!found) throw new Refusal('not_found')
  return found
}

type Reach = 'seen' | 'opened' | 'saved'

const reachOf = (form: RenditionName, saves: boolean): Reach => {
  if (saves || form === 'original' || form === 'document') return 'saved'
  return form.endsWith('-2048') ? 'opened' : 'seen'
}

const noteView = statement<{ attachment_id: string }>(
  'note_attachment_view',
  `insert into attachment_view (attachment_id, conversation_id, person_id, role, organisation_id, seen_at, opened_at, saved_at)
   values ($1, $2, $3, $4, $5, $6::timestamptz, case when $7 then $6::timestamptz end, case when $8 then $6::timestamptz end)
   on conflict (attachment_id, person_id, role) do update
     set opened_at = coalesce(attachment_view.opened_at, excluded.opened_at), saved_at = coalesce(attachment_view.saved_at, excluded.saved_at)
   where (attachment_view.opened_at is null and excluded.opened_at is not null) or (attachment_view.saved_at is null and excluded.saved_at is not null)
   returning attachment_id`,
)

/** Notes how far it came on a device of the actor, and in the audit: once, and again when it comes further. What cannot be noted is not sent. */
async function note(tx: Tx, row: AttachmentRow, reach: Reach): Promise<void> {
  const { personId, role, organisationId } = tx.actor
  const values = [
    row.id,
    row.conversation_id,
    personId,
    role,
    organisationId,
    tx.now,
    reach !== 'seen',
    reach === 'saved',
  ]
  if ((await tx.query(noteView, values).catch(refuseGone)).length === 0) return
  const subject = { conversation: row.conversation_id, attachment: row.id, child: row.child_id }
  await writeAudit(tx, { action: `attachment.${reach}`, subject })
}

/** An attachment in one of its forms, noted as being on a device of the actor. A document is given to be kept. */
export async function attachmentFile(
  tx: Tx,
  { conversationId, attachmentId, form }: { conversationId: string; attachmentId: string; form: RenditionName },
  saves: boolean,
  secret: string,
): Promise<Readable> {
  const row = await attachmentFor(tx, conversationId, attachmentId)
  const file = fileOf(row.files, form)
  await note(tx, row, reachOf(form, saves))
  const fileKey = unwrapForChild(row.wrapped, row.id, row.child_id, openChildKey(row.sealed, row.child_id, secret))
  if (row.kind === 'document') return { file, fileKey, saveAs: row.name ?? 'document.pdf' }
  if (!saves) return { file, fileKey }
  const { day, time } = clockOf(row.taken_at)
  return {
    file,
    fileKey,
    saveAs: `${day} ${time.replace(':', '.')}.${file.type.split('/')[1]?.replace('jpeg', 'jpg')}`,
  }
}

/** Notes that the actor has a photo open by itself. */
export const openAttachment = async (tx: Tx, conversationId: string, attachmentId: string): Promise<void> =>
  note(tx, await attachmentFor(tx, conversationId, attachmentId), 'opened')
