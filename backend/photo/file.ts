import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import type { RenditionName } from '../contract/picture.ts'
import { clockOf } from '../day.ts'
import { refuseGone } from '../intent.ts'
import { fileOf, type Readable } from '../picture-file.ts'
import { fileKeyOf } from './keys.ts'
import { type PhotoRow, photoFor } from './queries.ts'

/** How far a photo came on somebody's device: shown, enlarged or played, or given to keep. */
type Reach = 'seen' | 'opened' | 'saved'

const notedSoFar = statement<{ photo_id: string }>(
  'photos_noted_so_far',
  `select photo_id from photo_view
    where photo_id = any($1::uuid[]) and person_id = $2 and role = $3
      and (opened_at is not null or not $4) and (saved_at is not null or not $5)`,
)
/** Raises `OA002`, after which it is tried again, when a photo left a timeline since the transaction began. */
const holdPlaces = statement<never>('hold_places', 'select hold_places($1::uuid[])')
const keepViews = statement<never>(
  'keep_photo_views',
  `insert into photo_view (photo_id, channel_id, media_id, child_id, person_id, role, organisation_id, seen_at, opened_at, saved_at)
   select given.photo, given.channel, given.media, given.child, $3, $4, $5, $6::timestamptz, case when $7 then $6::timestamptz end, case when $8 then $6::timestamptz end
     from unnest($1::uuid[], $2::uuid[], $9::uuid[], $10::uuid[]) as given(photo, channel, media, child)
   on conflict (photo_id, person_id, role) do update
     set opened_at = coalesce(photo_view.opened_at, excluded.opened_at), saved_at = coalesce(photo_view.saved_at, excluded.saved_at)`,
)

/**
 * Notes that photos are on their way to a device of the actor; what cannot be noted is not sent. What is noted already holds up nobody
 * who takes photos away.
 * @returns those that were not noted so far
 * @throws Refusal `not_found` for what was removed a moment ago
 */
export async function noteViews<Photo extends Pick<PhotoRow, 'id' | 'channel_id' | 'media_id' | 'child_id'>>(
  tx: Tx,
  photos: readonly Photo[],
  reach: Reach,
): Promise<Photo[]> {
  const { personId, role, organisationId } = tx.actor
  const [opened, saved] = [reach !== 'seen', reach === 'saved']
  const known = await tx.query(notedSoFar, [photos.map(({ id }) => id), personId, role, opened, saved])
  const noted = new Set(known.map((row) => row.photo_id))
  const fresh = photos.filter(({ id }) => !noted.has(id))
  if (fresh.length === 0) return []
  const [ids, channels] = [fresh.map(({ id }) => id), fresh.map((photo) => photo.channel_id)]
  const of = [fresh.map((photo) => photo.media_id), fresh.map((photo) => photo.child_id)]
  await tx.query(holdPlaces, [ids])
  await tx
    .query(keepViews, [ids, channels, personId, role, organisationId, tx.now, opened, saved, ...of])
    .catch(refuseGone)
  return fresh
}

const reachOf = (rendition: RenditionName, saves: boolean): Reach => {
  if (saves || rendition === 'original') return 'saved'
  return rendition === 'video' || rendition.endsWith('-2048') ? 'opened' : 'seen'
}

/** Notes how far a photo came, and in the audit: once, and again when it comes further than before. */
async function noteReach(tx: Tx, photo: PhotoRow, reach: Reach): Promise<void> {
  if ((await noteViews(tx, [photo], reach)).length === 0) return
  const subject = { photo: photo.id, media: photo.media_id, child: photo.child_id }
  await writeAudit(tx, { action: `photos.${reach}`, subject })
}

/** A photo in one of its forms, noted as being on a device of the actor. */
export async function photoFile(
  tx: Tx,
  photoId: string,
  rendition: RenditionName,
  saves: boolean,
  secret: string,
): Promise<Readable> {
  const photo = await photoFor(tx, photoId)
  const file = fileOf(photo.files, rendition)
  await noteReach(tx, photo, reachOf(rendition, saves))
  const fileKey = fileKeyOf(photo, secret)
  return saves ? { file, fileKey, saveAs: nameOf(photo, file.type) } : { file, fileKey }
}

/** Notes that the actor has a photo open by itself: a form that a device has already is not fetched again. */
export const openPhoto = async (tx: Tx, photoId: string): Promise<void> =>
  noteReach(tx, await photoFor(tx, photoId), 'opened')

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'video/mp4': 'mp4',
}

/** How a saved photo is called: `2026-11-22 14.30 Mila.jpg`. */
export function nameOf({ taken_at: at, call_name: name }: PhotoRow, type: string): string {
  const { day, time } = clockOf(at)
  // No name of a child may lead into another folder, or be one that a system keeps for itself.
  const plain = name.replaceAll(/[\p{C}/\\:*?"<>|]/gu, '').trim()
  return `${day} ${time.replace(':', '.')} ${plain}.${endings[type] ?? 'bin'}`
}
