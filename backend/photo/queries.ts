import { statement, type Tx } from '../../db/client.ts'
import type { StoredFile } from '../../db/schema/media.ts'
import type { GuardianPhotos, StaffPhoto, StaffPhotos } from '../contract/photo.ts'
import type { TakenPicture } from '../contract/picture.ts'
import { boundsOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { pictureOf } from '../media/queries.ts'

/** A photo of a card, as the database writes it in JSON. */
interface PhotoJson {
  id: string
  media_id: string
  taken_at: string
  shows_nobody: boolean
  width: number
  height: number
  seconds: number | null
  thumbhash: string
  /** Its forms. */
  kinds: string[]
  hearts: number
  reports: StaffPhoto['reports']
}

/** A card with its photos, as the database writes it in JSON: so an event can carry it whole. */
export interface CardJson {
  id: string
  seq: number
  channel_id: string
  child_id: string
  group_id: string
  group_name: string
  post_id: string
  author_id: string
  author_name: string
  about_at: string
  text: string
  version: number
  posted_at: string
  removed_at: string | null
  photos: PhotoJson[]
}

const photosJson = `(select coalesce(jsonb_agg(jsonb_build_object(
    'id', p.id, 'media_id', p.media_id, 'taken_at', p.taken_at, 'shows_nobody', p.shows_nobody, 'width', p.width,
    'height', p.height, 'seconds', p.seconds, 'thumbhash', p.thumbhash, 'kinds', jsonb_path_query_array(p.files, '$[*].kind'),
    'hearts', (select count(*) from photo_heart h where h.photo_id = p.id),
    'reports', (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'at', r.at, 'reason', r.reason, 'text', r.text) order by r.at, r.id), '[]')
                  from photo_report r where r.photo_id = p.id and r.settled_at is null)
  ) order by p.position, p.id), '[]') from photo p where p.card_id = k.id)`

/** A `CardJson` made of `photo_card k`. */
export const cardJson = `jsonb_build_object('id', k.id, 'seq', k.seq, 'channel_id', k.channel_id, 'child_id', k.child_id, 'group_id', k.group_id,
  'group_name', (select g.name from "group" g where g.id = k.group_id), 'post_id', k.post_id, 'author_id', k.author_id,
  'author_name', k.author_name, 'about_at', k.about_at, 'text', k.text, 'version', k.version, 'posted_at', k.posted_at,
  'removed_at', k.removed_at, 'photos', ${photosJson})`

const instant = (written: string): string => new Date(written).toISOString()

const takenPicture = (photo: PhotoJson): TakenPicture => ({
  ...pictureOf(photo, photo.kinds),
  takenAt: instant(photo.taken_at),
})

const card = (row: CardJson) => ({
  kind: 'photos' as const,
  id: row.id,
  childId: row.child_id,
  aboutAt: instant(row.about_at),
  text: row.text,
  author: row.author_name,
  group: row.group_name,
  version: row.version,
})

/** What a guardian sees of a card: never who else is tagged, nor the file that they share. */
export const guardianPhotos = (row: CardJson): GuardianPhotos => ({
  ...card(row),
  seq: row.seq,
  photos: row.photos.map((photo) => ({ id: photo.id, ...takenPicture(photo) })),
})

/** What staff see. */
export const staffPhotos = (row: CardJson): StaffPhotos => ({
  ...card(row),
  postId: row.post_id,
  authorId: row.author_id,
  groupId: row.group_id,
  postedAt: instant(row.posted_at),
  photos: row.photos.map((photo) => ({
    id: photo.id,
    mediaId: photo.media_id,
    ...takenPicture(photo),
    showsNobody: photo.shows_nobody,
    hearts: photo.hearts,
    reports: photo.reports.map((report) => ({ ...report, at: instant(report.at) })),
  })),
})

const cardsOf = (name: string, which: string) =>
  statement<{ card: CardJson }>(
    name,
    `select ${cardJson} as card from photo_card k where ${which} and k.removed_at is null order by k.about_at desc, k.id desc`,
  )
const ofPost = cardsOf('cards_of_post', 'k.post_id = $1')
const withIds = cardsOf('cards_with_ids', 'k.id = any($1::uuid[])')

/** Who hears of a report of card `k`, beside the group that placed it: the one in which its child is now. `today` is a placeholder. */
export const concernsGroup = (group: string, today: string): string =>
  `(k.group_id = ${group} or ${group} in (select s.group_id from child_groups(k.child_id, ${today}::date) s))`

const reportedOfGroup = cardsOf(
  'reported_cards_of_group',
  `${concernsGroup('$1', '$2')} and k.id in (
     select p.card_id from photo_report r join photo p on p.id = r.photo_id where r.settled_at is null)`,
)
const ofGroupDay = cardsOf('cards_of_group_day', 'k.group_id = $1 and k.about_at >= $2 and k.about_at < $3')

/** The cards of a post that the actor may read. */
export const cardsOfPost = async (tx: Tx, postId: string): Promise<CardJson[]> =>
  (await tx.query(ofPost, [postId])).map((row) => row.card)

/** Those of these cards that the actor may read. */
export const cardsWith = async (tx: Tx, ids: readonly string[]): Promise<CardJson[]> =>
  (await tx.query(withIds, [ids])).map((row) => row.card)

/**
 * The cards of a group, and of the children who are in it today, about whatever day, with photos that guardians reported and nobody
 * settled yet; newest first.
 */
export const reportedCards = async (tx: Tx, groupId: string, today: string): Promise<CardJson[]> =>
  (await tx.query(reportedOfGroup, [groupId, today])).map((row) => row.card)

const keptAmong = statement<{ media_id: string }>(
  'kept_among',
  'select m.media_id from unnest($1::uuid[]) as m(media_id) where keeps_photo(m.media_id)',
)

/** The files of the photos reported on some cards that the actor may change. */
export async function keptOf(tx: Tx, cards: readonly CardJson[]): Promise<string[]> {
  const reported = cards.flatMap(({ photos }) => photos).filter(({ reports }) => reports.length > 0)
  const files = [...new Set(reported.map((photo) => photo.media_id))]
  return files.length === 0 ? [] : (await tx.query(keptAmong, [files])).map((row) => row.media_id)
}

/** The cards about a day in a group, newest first. */
export async function cardsOfDay(tx: Tx, groupId: string, day: string): Promise<CardJson[]> {
  const { from, until } = boundsOf(day)
  return (await tx.query(ofGroupDay, [groupId, from, until])).map((row) => row.card)
}

/** The statement for a page of cards of some channels, around a place; ordered as diary entries are. */
export const cardPage = (name: string, comparison: '<' | '>', order: 'asc' | 'desc') =>
  statement<{ card: CardJson }>(
    name,
    `select ${cardJson} as card
       from (select t.* from unnest($1::uuid[]) as wanted(channel)
              cross join lateral (
                select * from photo_card r
                 where r.channel_id = wanted.channel and r.removed_at is null and (r.about_at, r.id) ${comparison} ($2::timestamptz, $3::uuid)
                 order by r.about_at ${order}, r.id ${order} limit $4) t
              order by t.about_at ${order}, t.id ${order} limit $4) k
      order by k.about_at ${order}, k.id ${order}`,
  )

const heartsOf = statement<{ photo_id: string }>(
  'own_hearts',
  'select photo_id from photo_heart where person_id = $1 and photo_id = any($2::uuid[])',
)

/** Those among some photos to which the actor gave a heart. */
export const heartedOf = async (tx: Tx, photoIds: readonly string[]): Promise<string[]> =>
  photoIds.length === 0 ? [] : (await tx.query(heartsOf, [tx.actor.personId, photoIds])).map((row) => row.photo_id)

/** A photo with its files and what opens them. */
export interface PhotoRow {
  id: string
  channel_id: string
  child_id: string
  card_id: string
  media_id: string
  taken_at: Date
  width: number
  height: number
  seconds: number | null
  thumbhash: string
  files: StoredFile[]
  call_name: string
  wrapped: string
  sealed: string
}

/** The columns of a `PhotoRow`, and where they come from. */
export const photoRows = `select p.id, p.channel_id, p.child_id, p.card_id, p.media_id, p.taken_at, p.width, p.height, p.seconds,
    p.thumbhash, p.files, c.call_name,
    mk.wrapped, ck.sealed
  from photo p
  join child c on c.id = p.child_id
  join media_key mk on mk.media_id = p.media_id and mk.child_id = p.child_id
  join child_key ck on ck.child_id = p.child_id`

const photoById = statement<PhotoRow>('photo_by_id', `${photoRows} where p.id = $1`)
const photoOfMedia = statement<PhotoRow>('photo_of_media', `${photoRows} where p.media_id = $1 order by p.id limit 1`)

/** A photo that the actor may see; else nothing is found. */
export async function photoFor(tx: Tx, photoId: string): Promise<PhotoRow> {
  const [photo] = await tx.query(photoById, [photoId])
  if (!photo) throw new Refusal('not_found')
  return photo
}

/** One of the places of a file that the actor may see; else nothing is found. */
export async function photoWith(tx: Tx, mediaId: string): Promise<PhotoRow> {
  const [photo] = await tx.query(photoOfMedia, [mediaId])
  if (!photo) throw new Refusal('not_found')
  return photo
}
