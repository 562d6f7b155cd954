import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { statement, type Tx } from '../../db/client.ts'
import { record, writeAudit } from '../../db/events.ts'
import { forgetUpload } from '../../db/media/open.ts'
import type { beginAttachment as attachmentRoute } from '../contract/attachment.ts'
import { largestDocument } from '../contract/attachment-limits.ts'
import { dayOf } from '../contract/clock.ts'
import type { beginUpload as beginRoute, Upload } from '../contract/media.ts'
import type { Output } from '../contract/route.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { groupFor, works } from '../group/queries.ts'
import { claim } from '../intent.ts'
import { endedOf, type MediaRow, mediaFor, untaggedFor, untaggedOf, uploadOf } from './queries.ts'

/** Bytes that may be sent: of one photo, of one video, and of one person who has not tagged them yet. */
export interface UploadLimits {
  photo: number
  video: number
  untagged: number
}

/** Files that one person may have waiting: three posts full. Each costs a row and its turn, however small it is. */
const mostUntagged = 300

/** What one guardian may begin to send within a day, whatever became of it: a child's day takes a few photos and a letter. */
const guardianDay = { bytes: 1_000_000_000, files: 200 }

/** What is left free on the disk, so that the database and everything else go on. */
const reserve = 512 * 1024 ** 2
/** What is made of a file lies beside it for a while. */
const roomPerByte = 2

const insertMedia = statement<{ id: string }>(
  'insert_media',
  `insert into media (id, organisation_id, uploader_id, group_id, child_id, side, kind, name, bytes, state, created_at, device_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'uploading', $10, $11) on conflict do nothing returning id`,
)
// Files that are announced at once would not count each other, and one that is announced twice would not find itself.
const oneAtATime = statement<never>(
  'lock_uploads',
  `select pg_advisory_xact_lock(hashtextextended('uploads ' || $1, 0))`,
)
const workChannel = statement<never>('work_channel', 'select work_channel($1)')
const untaggedBytes = statement<{ bytes: number; files: number }>(
  'untagged_bytes',
  'select coalesce(sum(bytes), 0)::bigint as bytes, count(*)::int as files from media where uploader_id = $1 and post_id is null and created_at > $2',
)
/** The files that a guardian began, also those that went with a message or were taken back with one, and those that were thrown away. */
const begunByGuardian = statement<{ bytes: number; files: number }>(
  'begun_by_guardian',
  'select coalesce(sum(bytes), 0)::bigint as bytes, count(*)::int as files from upload_begun where person_id = $1 and at > $2',
)

/** Everybody's, of every organisation: they share the disk. */
const expectedBytes = statement<{ bytes: number }>('expected_bytes', 'select expected_bytes() as bytes')

/** How much of a file has arrived, in bytes. */
export const offsetOf = (folder: string, mediaId: string): Promise<number> =>
  stat(join(folder, mediaId)).then(
    (file) => file.size,
    () => 0,
  )

/** The view of an upload; what is complete is no longer measured. */
export const upload = async (row: MediaRow, folder: string): Promise<Upload> =>
  uploadOf(row, row.state === 'uploading' ? await offsetOf(folder, row.id) : row.bytes)

type Open = (mediaId: string, bytes: number) => Promise<void>

/**
 * Announces a file for a group's photos; asked again for the same one it changes nothing.
 * @param open makes room for the bytes
 * @throws Refusal `not_found` for a group that is not the actor's today, `too_large`, `quota_exceeded`, `storage_full`, `id_taken`
 */
export const beginUpload = (
  tx: Tx,
  input: Output<(typeof beginRoute)['body']>,
  limits: UploadLimits,
  folder: string,
  open: Open,
): Promise<MediaRow> =>
  begin(tx, { ...input, childId: null, name: null }, limits[input.kind], limits, folder, open, () =>
    groupFor(tx, input.groupId, dayOf(tx.now, timeZone)),
  )

/** The same of one that is to go with a message about a child whom the actor may write about. */
export const beginAttachment = (
  tx: Tx,
  input: Output<(typeof attachmentRoute)['body']>,
  limits: UploadLimits,
  folder: string,
  open: Open,
): Promise<MediaRow> =>
  begin(
    tx,
    { ...input, groupId: null, name: input.name ?? null },
    input.kind === 'photo' ? limits.photo : largestDocument,
    limits,
    folder,
    open,
    () => childToWriteAbout(tx, input.childId),
  )

interface Announced {
  id: string
  groupId: string | null
  childId: string | null
  kind: MediaRow['kind']
  name: string | null
  bytes: number
  takenAt?: string | undefined
}

async function begin(
  tx: Tx,
  input: Announced,
  most: number,
  limits: UploadLimits,
  folder: string,
  open: Open,
  mayPlace: () => Promise<unknown>,
): Promise<MediaRow> {
  const { organisationId, personId, role } = tx.actor
  await tx.query(oneAtATime, [personId])
  const [known] = await untaggedOf(tx, [input.id])
  if (known) {
    const isSame = known.bytes === input.bytes && known.group_id === input.groupId && known.child_id === input.childId
    // Announced as a photo it may have proved to be a film.
    if (!isSame || (known.kind !== input.kind && known.kind !== 'video')) throw new Refusal('id_taken')
    return known
  }
  // Placed or thrown away from another device: it does not begin anew.
  if ((await endedOf(tx, [input.id])).length > 0) throw new Refusal('id_taken')
  await mayPlace()
  if (input.bytes > most) throw new Refusal('too_large')
  await refuseTooMuch(tx, input.bytes, limits)
  const [expected] = await tx.query(expectedBytes, [])
  const { bavail, bsize } = await statfs(folder)
  const needed = roomPerByte * (input.bytes + (expected?.bytes ?? 0))
  if (bavail * bsize < needed + reserve) throw new Refusal('storage_full')
  const { id, groupId, childId, kind, name, bytes, takenAt } = input
  // A clock that is ahead would have a photo of the future, which cannot be placed.
  const deviceAt = takenAt ? new Date(Math.min(Date.parse(takenAt), tx.now.getTime())) : null
  const side = childId === null ? null : role === 'guardian' ? 'guardian' : 'staff'
  const values = [id, organisationId, personId, groupId, childId, side, kind, name, bytes, tx.now, deviceAt]
  const inserted = await tx.query(insertMedia, values)
  if (inserted.length === 0) throw new Refusal('id_taken')
  // A guardian has no channel of work: the sender asks how it stands.
  if (role !== 'guardian') await tx.query(workChannel, [uuidv7()])
  const subject = childId === null ? { media: id, group: groupId } : { media: id, child: childId }
  await writeAudit(tx, { action: 'media.begun', subject })
  await open(id, bytes)
  return mediaFor(tx, id)
}

async function refuseTooMuch(tx: Tx, bytes: number, limits: UploadLimits): Promise<void> {
  const { personId, role } = tx.actor
  const since = new Date(tx.now.getTime() - untaggedFor)
  const [used] = await tx.query(untaggedBytes, [personId, since])
  if ((used?.bytes ?? 0) + bytes > limits.untagged || (used?.files ?? 0) >= mostUntagged)
    throw new Refusal('quota_exceeded')
  if (role !== 'guardian') return
  const [begun] = await tx.query(begunByGuardian, [personId, since])
  if ((begun?.bytes ?? 0) + bytes > guardianDay.bytes || (begun?.files ?? 0) >= guardianDay.files)
    throw new Refusal('quota_exceeded')
}

const writableChild = statement<{ id: string }>(
  'child_to_write_about',
  `select c.id from child c
    where c.id = $1 and ($2 = 'guardian' or exists (select 1 from conversation k where k.child_id = c.id)
       or $2 = 'staff' and exists (select 1 from placement p join "group" g on g.id = p.group_id
                   where p.child_id = c.id and p.starts_on <= $4::date and (p.ends_on is null or p.ends_on >= $4::date)
                     and ${works('$3', '$2', '$4', '$4')}))`,
)

/** A child about whom the actor may write a message: a guardian's, of a group in which the actor works today, or of a conversation. */
async function childToWriteAbout(tx: Tx, childId: string): Promise<void> {
  const { role, personId } = tx.actor
  const found = await tx.query(writableChild, [childId, role, personId, dayOf(tx.now, timeZone)])
  if (found.length === 0) throw new Refusal('not_found')
}

const retryMedia = statement<never>(
  'retry_media',
  `update media set state = 'received', attempts = 0, due_at = $2 where id = $1 and state = 'failed'`,
)

/** Has a file processed once more whose processing failed; what is in any other state is left as it is. */
export async function retryUpload(tx: Tx, mediaId: string): Promise<MediaRow> {
  await mediaFor(tx, mediaId, true)
  await tx.query(retryMedia, [mediaId, tx.now])
  await writeAudit(tx, { action: 'media.retried', subject: { media: mediaId } })
  return mediaFor(tx, mediaId)
}

const discardMedia = statement<never>('discard_media', 'select discard_media($1)')

const ownWorkChannel = statement<{ id: string }>(
  'own_work_channel',
  `select id from channel where person_id = $1 and kind = 'work'`,
)

/** Throws a file away that is not placed, whatever has become of it; the person's other devices hear of it. */
export async function discardUpload(tx: Tx, mediaId: string, uploads: string): Promise<void> {
  await mediaFor(tx, mediaId, true)
  const { personId } = tx.actor
  // What has arrived of it goes as well, once nobody can come back to it; what resists, the sweep of strays finds.
  tx.atCommit(discardMedia, [mediaId])
  tx.onceCommitted(() => void forgetUpload({ uploads }, mediaId).catch(() => {}))
  const channels = await tx.query(ownWorkChannel, [personId])
  const events = channels.map(({ id }) => ({ channel: id, type: 'work.media_changed', item: mediaId }))
  record(tx, events, { action: 'media.discarded', subject: { media: mediaId } })
  // The device that sent it may ask what became of it.
  await claim(tx, mediaId, 'discarded')
}
