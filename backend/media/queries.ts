import { statement, type Tx } from '../../db/client.ts'
import type { StoredFile } from '../../db/schema/media.ts'
import type { Upload } from '../contract/media.ts'
import { type Picture, sides } from '../contract/picture.ts'
import type { Placed } from '../contract/placed.ts'
import { Refusal } from '../errors.ts'

/** A file as it lies in the database, of whoever sent it. */
export interface MediaRow {
  id: string
  group_id: string | null
  child_id: string | null
  kind: Upload['kind']
  name: string | null
  bytes: number
  state: 'uploading' | 'received' | 'ready' | 'refused' | 'failed'
  reason: Upload['reason']
  progress: number
  wrapped_key: string | null
  files: StoredFile[]
  width: number | null
  height: number | null
  seconds: number | null
  thumbhash: string | null
  camera_at: Date | null
  device_at: Date | null
  created_at: Date
}

const columns = `id, group_id, child_id, kind, name, bytes, state, reason, progress, wrapped_key, files, width, height, seconds, thumbhash,
  camera_at, device_at, created_at`

/** Files that are not placed are kept so long, unseen by anybody but who sent them. */
export const untaggedFor = 86_400_000

const untagged = (name: string, lock = '') =>
  statement<MediaRow>(
    name,
    `select ${columns} from media
      where uploader_id = $1 and post_id is null and created_at > $2 and ($3::uuid[] is null or id = any($3)) order by created_at, id ${lock}`,
  )
const untaggedMedia = untagged('untagged_media')
const untaggedLocked = untagged('untagged_media_locked', 'for update')

/** What the actor sent and did not place yet, oldest first; `ids` asks for some of them, `lock` keeps others from changing them. */
export const untaggedOf = (tx: Tx, ids?: readonly string[], lock = false): Promise<MediaRow[]> =>
  tx.query(lock ? untaggedLocked : untaggedMedia, [
    tx.actor.personId,
    new Date(tx.now.getTime() - untaggedFor),
    ids ?? null,
  ])

const endedMedia = statement<{ id: string }>(
  'ended_media',
  `select id from media where id = any($1::uuid[]) and uploader_id = $2 and post_id is not null
   union select id from intent where id = any($1::uuid[]) and person_id = $2`,
)

/** Which of these ids are of files that the actor placed or threw away; of those of others nothing is said. */
export async function endedOf(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  return (await tx.query(endedMedia, [ids, tx.actor.personId])).map(({ id }) => id)
}

const placedMedia = statement<{ media_id: string; post_id: string; posted_at: Date; about_at: Date }>(
  'placed_media',
  `select distinct on (p.media_id) p.media_id, c.post_id, c.posted_at, c.about_at
     from photo p join photo_card c on c.id = p.card_id
    where p.media_id = any($1::uuid[]) and c.author_id = $2
    order by p.media_id, c.posted_at`,
)

/** Where those of these files stand that the actor placed. */
export async function placedOf(tx: Tx, ids: readonly string[]): Promise<Placed[]> {
  if (ids.length === 0) return []
  return (await tx.query(placedMedia, [ids, tx.actor.personId])).map((row) => ({
    mediaId: row.media_id,
    postId: row.post_id,
    postedAt: row.posted_at.toISOString(),
    aboutAt: row.about_at.toISOString(),
  }))
}

/** An untagged file of the actor; else nothing is found. */
export async function mediaFor(tx: Tx, mediaId: string, lock = false): Promise<MediaRow> {
  const [media] = await untaggedOf(tx, [mediaId], lock)
  if (!media) throw new Refusal('not_found')
  return media
}

/** What is known of a picture from what is kept of it. */
export function pictureOf(
  row: { width: number; height: number; seconds: number | null; thumbhash: string },
  kinds: readonly string[],
): Picture {
  const { width, height, seconds, thumbhash } = row
  return { width, height, thumbhash, sides: sides.filter((side) => kinds.includes(`webp-${side}`)), seconds }
}

/** The view of its author. */
export function uploadOf(row: MediaRow, offset: number): Upload {
  const { width, height, seconds, thumbhash } = row
  const isKnown = width !== null && height !== null && thumbhash !== null
  return {
    id: row.id,
    groupId: row.group_id,
    childId: row.child_id,
    kind: row.kind,
    name: row.name,
    bytes: row.bytes,
    offset,
    state: row.state === 'received' ? 'processing' : row.state,
    reason: row.reason,
    progress: row.progress,
    picture: isKnown
      ? pictureOf(
          { width, height, seconds, thumbhash },
          row.files.map((file) => file.kind),
        )
      : null,
    takenAt: (row.camera_at ?? row.device_at)?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    expiresAt: new Date(row.created_at.getTime() + untaggedFor).toISOString(),
  }
}
