import { statement, type Tx } from '../../db/client.ts'
import { unwrapUntagged, wrapForChild } from '../../db/media/keys.ts'
import type { PlacedChild } from '../child/queries.ts'
import { childKeys } from '../child-keys.ts'
import type { NewAttachments } from '../contract/attachment.ts'
import { dayOf } from '../contract/clock.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { childrenOfOwnGroups } from '../group/queries.ts'
import { type MediaRow, untaggedOf } from '../media/queries.ts'
import { mustBeOpen, shownAt } from '../shown.ts'
import type { AttachmentJson, ConversationJson } from './queries.ts'

/** A file that goes with a message, and who is on it where staff send a photo. */
export interface FileToAttach {
  row: MediaRow
  shown: PlacedChild[]
  showsNobody: boolean
}

/**
 * The actor's files of these ids, kept from being placed or thrown away by another meanwhile. A photo that staff send says who is on it, or
 * that it shows no child: the one whom the conversation is about, and perhaps others of the actor's groups. It goes to nobody who
 * may not read the photos of that child.
 * @throws Refusal `not_found` for a file that is not the actor's and meant for a conversation about this child, or a child who is
 *   not in a group of the actor's; `not_ready`, `invalid` with the field, `photos_not_theirs`
 */
export async function filesToAttach(
  tx: Tx,
  { id, child }: Pick<ConversationJson, 'id' | 'child'>,
  given: NewAttachments,
): Promise<FileToAttach[]> {
  if (given.length === 0) return []
  const ids = given.map((one) => one.id)
  const rows = new Map((await untaggedOf(tx, ids, true)).map((row) => [row.id, row]))
  const found = given.map((one) => {
    const row = rows.get(one.id)
    if (!row || row.child_id !== child.id || row.kind === 'video') throw new Refusal('not_found')
    if (row.state !== 'ready' || row.wrapped_key === null) throw new Refusal('not_ready')
    return { row, ...one }
  })
  if (tx.actor.role === 'guardian') return found.map(({ row }) => ({ row, shown: [], showsNobody: false }))
  for (const [n, one] of found.entries()) refuseUntagged(one, child.id, n)
  const tagged = [...new Set(found.flatMap(({ row, childIds }) => (row.kind === 'photo' ? childIds : [])))]
  if (tagged.length > 0) await refuseUnread(tx, id)
  const children = await childrenOfOwnGroups(tx, dayOf(tx.now, timeZone), tagged, 'photos')
  return found.map(({ row, childIds, showsNobody }) => ({
    row,
    shown: children.filter((one) => row.kind === 'photo' && childIds.includes(one.id)),
    showsNobody,
  }))
}

type Tagged = { row: MediaRow; childIds: readonly string[]; showsNobody: boolean }

function refuseUntagged({ row, childIds, showsNobody }: Tagged, childId: string, n: number): void {
  if (row.kind !== 'photo') return
  const reason = showsNobody
    ? childIds.length > 0 && 'twice'
    : childIds.length === 0
      ? 'untagged'
      : !childIds.includes(childId) && 'without_child'
  if (reason) throw new Refusal('invalid', { fields: [{ path: `attachments.${n}.childIds`, reason }] })
}

const withoutPhotos = statement<{ person_id: string }>('without_photos', 'select * from without_photos($1)')

async function refuseUnread(tx: Tx, conversationId: string): Promise<void> {
  if ((await tx.query(withoutPhotos, [conversationId])).length > 0) throw new Refusal('photos_not_theirs')
}

/** It was taken before it was here, whatever a clock says. */
const takenAt = ({ camera_at, device_at, created_at }: MediaRow): Date =>
  new Date(Math.min((camera_at ?? device_at ?? created_at).getTime(), created_at.getTime()))

const holdStreams = statement<never>('hold_streams', 'select hold_streams($1::uuid[])')
const insertAttachments = statement<never>(
  'insert_attachments',
  `insert into message_attachment (id, organisation_id, conversation_id, message_id, position, shows_nobody, wrapped)
   select r.id, $2, $3, $4, r.position, r."showsNobody", r.wrapped
     from jsonb_to_recordset($1::jsonb) as r(id uuid, position integer, "showsNobody" boolean, wrapped text)`,
)
const insertTags = statement<never>(
  'insert_attachment_tags',
  `insert into attachment_tag (attachment_id, child_id, organisation_id, conversation_id)
   select r.id, r.child, $2, $3 from jsonb_to_recordset($1::jsonb) as r(id uuid, child uuid)`,
)

/**
 * Lets files go with a message, together with the commit. The consents of who is on a photo are held from changing until then, and count now and
 * when it was taken: one child without stops the message (privacy statement, "Privacy en toestemming"). The database holds on to the same.
 * @throws Refusal `consent_missing` with the children
 */
export async function attach(
  tx: Tx,
  { id, child }: Pick<ConversationJson, 'id' | 'child'>,
  messageId: string,
  files: readonly FileToAttach[],
  secret: string,
): Promise<void> {
  if (files.length === 0) return
  const { organisationId } = tx.actor
  const childKey = (await childKeys(tx, [child.id], secret)).get(child.id)!
  const rows = files.map(({ row, showsNobody }, position) => {
    const fileKey = unwrapUntagged(row.wrapped_key!, row.id, secret)
    return { id: row.id, position, showsNobody, wrapped: wrapForChild(fileKey, row.id, child.id, childKey) }
  })
  const tags = files.flatMap(({ row, shown }) => shown.map((one) => ({ id: row.id, child: one.id })))
  const shown = files.flatMap(({ row, shown: on }) => on.map((one) => shownAt(one, takenAt(row))))
  if (shown.length > 0) {
    tx.atCommit(holdStreams, [shown.map((one) => one.child.channel)])
    mustBeOpen(tx, shown)
  }
  tx.atCommit(insertAttachments, [JSON.stringify(rows), organisationId, id, messageId])
  if (tags.length > 0) tx.atCommit(insertTags, [JSON.stringify(tags), organisationId, id])
}

/** For the audit: also who is on the photos. */
export const subjectOf = ({ id, child }: Pick<ConversationJson, 'id' | 'child'>, files: readonly FileToAttach[]) => {
  const shown = [...new Set(files.flatMap((file) => file.shown.map((one) => one.id)))]
  return {
    conversation: id,
    child: child.id,
    ...(shown.length > 0 ? { children: shown } : {}),
    ...(files.length > 0 ? { attachments: files.map(({ row }) => row.id) } : {}),
  }
}

/** A file as it will stand with its message. */
export const asAttachment = ({ row }: FileToAttach): AttachmentJson => ({
  id: row.id,
  kind: row.kind === 'document' ? 'document' : 'photo',
  name: row.name,
  bytes: row.files.find(({ kind }) => kind === 'document' || kind === 'original')?.bytes ?? row.bytes,
  ...{ width: row.width, height: row.height, seconds: row.seconds, thumbhash: row.thumbhash },
  kinds: row.files.map(({ kind }) => kind),
})
