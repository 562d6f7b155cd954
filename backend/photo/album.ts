import { statement, type Tx } from '../../db/client.ts'
import type { album as albumRoute, albumMonth as monthRoute } from '../contract/photo.ts'
import type { Output } from '../contract/route.ts'
import { boundsOf } from '../day.ts'
import { pictureOf } from '../media/queries.ts'
import { heartedOf } from './queries.ts'

const perDay = statement<{ day: string; photos: number; videos: number }>(
  'album_days',
  `select local_day(p.taken_at) as day, count(*)::integer as photos, count(p.seconds)::integer as videos from photo p
    where $1::uuid is null or p.child_id = $1 group by 1 order by 1 desc`,
)

/** How many photos and videos each day has that the actor may see, and how many of these are videos; newest first. */
export const albumOf = (tx: Tx, child: string | undefined): Promise<Output<(typeof albumRoute)['reply']>['days']> =>
  tx.query(perDay, [child ?? null])

const ofMonth = statement<{
  id: string
  child_id: string
  card_id: string
  text: string
  author_name: string
  group_name: string
  taken_at: Date
  width: number
  height: number
  seconds: number | null
  thumbhash: string
  kinds: string[]
}>(
  'album_month',
  `select p.id, p.child_id, p.card_id, k.text, k.author_name,
          (select g.name from "group" g where g.id = k.group_id) as group_name, p.taken_at, p.width, p.height, p.seconds, p.thumbhash,
          jsonb_path_query_array(p.files, '$[*].kind') as kinds
     from photo p join photo_card k on k.id = p.card_id
    where p.taken_at >= $1 and p.taken_at < $2 and ($3::uuid is null or p.child_id = $3)
    order by p.taken_at desc, p.id desc offset $4 limit $5`,
)

const largestPage = 500

/** The first moment of a month and of the one after it, in the organisation's time zone. */
export function boundsOfMonth(month: string): { from: Date; until: Date } {
  const [year, nr] = month.split('-').map(Number) as [number, number]
  const next = nr === 12 ? `${year + 1}-01` : `${year}-${String(nr + 1).padStart(2, '0')}`
  return { from: boundsOf(`${month}-01`).from, until: boundsOf(`${next}-01`).from }
}

/** The photos of a month that the actor may see, newest first. */
export async function albumMonth(
  tx: Tx,
  month: string,
  { child, from = 0, limit = largestPage }: Output<(typeof monthRoute)['query']>,
): Promise<Output<(typeof monthRoute)['reply']>> {
  const bounds = boundsOfMonth(month)
  const rows = await tx.query(ofMonth, [bounds.from, bounds.until, child ?? null, from, limit])
  const hearted = await heartedOf(
    tx,
    rows.map((row) => row.id),
  )
  const photos = rows.map((row) => ({
    id: row.id,
    childId: row.child_id,
    cardId: row.card_id,
    text: row.text,
    author: row.author_name,
    group: row.group_name,
    ...pictureOf(row, row.kinds),
    takenAt: row.taken_at.toISOString(),
  }))
  return { photos, hearted }
}
