import { statement, type Tx } from '../../db/client.ts'
import type { Timeline, timeline as timelineRoute } from '../contract/diary.ts'
import type { Output } from '../contract/route.ts'
import { cursorOf, firstId, placeOf } from '../cursor.ts'
import { boundsOf } from '../day.ts'
import { headsOf } from '../heads.ts'
import { type EntryRow, entryColumns, guardianEntry } from './queries.ts'

const page = (name: string, comparison: '<' | '>', order: 'asc' | 'desc') =>
  statement<EntryRow>(
    name,
    // The group comes last: joined inside, a planner that expects few rows gives up the index's order for it.
    `select ${entryColumns}
       from (select t.* from unnest($1::uuid[]) as wanted(channel)
              cross join lateral (
                select * from diary_entry r
                 where r.channel_id = wanted.channel and r.removed_at is null and (r.about_at, r.id) ${comparison} ($2::timestamptz, $3::uuid)
                 order by r.about_at ${order}, r.id ${order} limit $4) t
              order by t.about_at ${order}, t.id ${order} limit $4) e
       join "group" g on g.id = e.group_id
      order by e.about_at ${order}, e.id ${order}`,
  )
const olderThan = page('timeline_older', '<', 'desc')
const newerThan = page('timeline_newer', '>', 'asc')

const guardedChildren = statement<{
  id: string
  call_name: string
  surname: string
  group_name: string | null
  authority: boolean
}>(
  'guarded_children',
  `select c.id, c.call_name, c.surname, g.parental_authority as authority,
          (select gr.name from placement p join "group" gr on gr.id = p.group_id
            where p.child_id = c.id and p.starts_on <= $2::date order by p.starts_on desc limit 1) as group_name
     from child c
     join guardianship g on g.child_id = c.id
    where g.person_id = $1 and g.starts_on <= $2::date and (g.ends_on is null or g.ends_on >= $2::date)
    order by c.birth_date, c.call_name, c.id`,
)

/** A guardian's diary around a place in time, with the heads of the channels as of the same moment. */
export async function timelineOf(
  tx: Tx,
  asked: Output<(typeof timelineRoute)['query']>,
  today: string,
): Promise<Timeline> {
  const [heads, rows] = await Promise.all([headsOf(tx), tx.query(guardedChildren, [tx.actor.personId, today])])
  const diaries = heads.filter((head) => head.kind === 'diary')
  const children = rows.map((row) => ({
    id: row.id,
    callName: row.call_name,
    surname: row.surname,
    group: row.group_name,
    diary: diaries.some((head) => head.childId === row.id)
      ? ('readable' as const)
      : row.authority
        ? ('never_granted' as const)
        : ('no_authority' as const),
  }))
  const channels = diaries
    .filter((head) => asked.child === undefined || head.childId === asked.child)
    .map((head) => head.channel)
  return { children, heads, ...(await pageOf(tx, channels, asked)) }
}

async function pageOf(
  tx: Tx,
  channels: string[],
  asked: Output<(typeof timelineRoute)['query']>,
): Promise<Pick<Timeline, 'items' | 'older' | 'newer'>> {
  const limit = asked.limit ?? 30
  if (asked.after !== undefined) {
    const rows = await tx.query(newerThan, [channels, ...placeOf(asked.after), limit + 1])
    const items = rows.slice(0, limit).reverse()
    return {
      items: items.map(guardianEntry),
      older: asked.after,
      newer: rows.length > limit ? cursorOfEntry(items[0]!) : null,
    }
  }
  const from = asked.day && !asked.before ? ([boundsOf(asked.day).until, firstId] as const) : placeOf(asked.before)
  const rows = await tx.query(olderThan, [channels, ...from, limit + 1])
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(guardianEntry),
    older: rows.length > limit && last ? cursorOfEntry(last) : null,
    newer:
      asked.day || asked.before
        ? items[0]
          ? cursorOfEntry(items[0])
          : `${(from[0] as Date).toISOString()}_${firstId}`
        : null,
  }
}

const cursorOfEntry = ({ about_at: at, id }: EntryRow): string => cursorOf({ at, id })
