import { type Statement, statement, type Tx } from '../../db/client.ts'
import { absencesSince } from '../absence/queries.ts'
import { actionsSince } from '../action/queries.ts'
import { presencesOf } from '../attendance/queries.ts'
import type { Head, Timeline, TimelineItem, timeline as timelineRoute } from '../contract/diary.ts'
import type { Output } from '../contract/route.ts'
import { cursorOf, firstId, placeOf } from '../cursor.ts'
import { boundsOf } from '../day.ts'
import { guardianHandover, type HandoverRow, handoverPage, handoversSince } from '../handover/queries.ts'
import { headsOf } from '../heads.ts'
import { guardianJournal, journalPage, type PlaceRow, plansAfter } from '../journal/queries.ts'
import { type CardJson, cardPage, guardianPhotos, heartedOf } from '../photo/queries.ts'
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
const olderHandovers = handoverPage('handovers_older', '<', 'desc')
const newerHandovers = handoverPage('handovers_newer', '>', 'asc')
const olderJournals = journalPage('journals_older', '<', 'desc')
const newerJournals = journalPage('journals_newer', '>', 'asc')
const olderCards = cardPage('photos_older', '<', 'desc')
const newerCards = cardPage('photos_newer', '>', 'asc')

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

/** A guardian's diary and photos around a place in time, with the heads of the channels as of the same moment. */
export async function timelineOf(
  tx: Tx,
  asked: Output<(typeof timelineRoute)['query']>,
  today: string,
): Promise<Timeline> {
  const [heads, rows] = await Promise.all([headsOf(tx), tx.query(guardedChildren, [tx.actor.personId, today])])
  const streams = heads.filter(({ kind }) => kind === 'diary' || kind === 'photos')
  const readable = (row: { id: string; authority: boolean }, stream: Head['kind']) =>
    streams.some(({ kind, childId }) => kind === stream && childId === row.id)
      ? ('readable' as const)
      : row.authority
        ? ('never_granted' as const)
        : ('no_authority' as const)
  const children = rows.map((row) => ({
    id: row.id,
    callName: row.call_name,
    surname: row.surname,
    group: row.group_name,
    diary: readable(row, 'diary'),
    photos: readable(row, 'photos'),
  }))
  const wanted = streams.filter(({ childId }) => asked.child === undefined || childId === asked.child)
  const page = await pageOf(tx, wanted, asked)
  const photos = page.items.flatMap((item) => (item.kind === 'photos' ? item.photos.map(({ id }) => id) : []))
  const ours = rows.map(({ id }) => id).filter((id) => asked.child === undefined || id === asked.child)
  const attended = ours.filter((id) => heads.some(({ kind, childId }) => kind === 'attendance' && childId === id))
  const diaries = wanted.filter(({ kind }) => kind === 'diary').map(({ channel }) => channel)
  const [hearted, absences, actions, handovers, plans, presence] = await Promise.all([
    heartedOf(tx, photos),
    absencesSince(tx, ours, today),
    actionsSince(tx, ours),
    handoversSince(tx, ours, today),
    plansAfter(tx, diaries, today),
    presencesOf(tx, attended),
  ])
  return { children, heads, ...page, hearted, absences, ...actions, handovers, plans, presence }
}

const newestFirst = (a: TimelineItem, b: TimelineItem) =>
  Date.parse(b.aboutAt) - Date.parse(a.aboutAt) || (a.id < b.id ? 1 : -1)

/** Diary and photos beyond a place, the nearest first: at most `limit` and one more, which tells that there is more. */
async function beyond(
  tx: Tx,
  streams: readonly Head[],
  statements: [Statement<EntryRow>, Statement<{ card: CardJson }>, Statement<HandoverRow>, Statement<PlaceRow>],
  place: readonly [Date | 'infinity', string],
  limit: number,
): Promise<TimelineItem[]> {
  const of = (kind: Head['kind']) => streams.filter((head) => head.kind === kind).map((head) => head.channel)
  const [entries, cards, handovers, journals] = await Promise.all([
    tx.query(statements[0], [of('diary'), ...place, limit + 1]),
    tx.query(statements[1], [of('photos'), ...place, limit + 1]),
    tx.query(statements[2], [of('diary'), ...place, limit + 1]),
    tx.query(statements[3], [of('diary'), ...place, limit + 1]),
  ])
  return [
    ...entries.map(guardianEntry),
    ...cards.map(({ card }) => guardianPhotos(card)),
    ...handovers.map(guardianHandover),
    ...journals.map(guardianJournal),
  ].sort(newestFirst)
}

async function pageOf(
  tx: Tx,
  streams: readonly Head[],
  asked: Output<(typeof timelineRoute)['query']>,
): Promise<Pick<Timeline, 'items' | 'older' | 'newer'>> {
  const limit = asked.limit ?? 30
  if (asked.after !== undefined) {
    const found = await beyond(
      tx,
      streams,
      [newerThan, newerCards, newerHandovers, newerJournals],
      placeOf(asked.after),
      limit,
    )
    const items = found.slice(-limit)
    return { items, older: asked.after, newer: found.length > limit ? cursorOfItem(items[0]!) : null }
  }
  const from = asked.day && !asked.before ? ([boundsOf(asked.day).until, firstId] as const) : placeOf(asked.before)
  const found = await beyond(tx, streams, [olderThan, olderCards, olderHandovers, olderJournals], from, limit)
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return {
    items,
    older: found.length > limit && last ? cursorOfItem(last) : null,
    newer:
      asked.day || asked.before
        ? items[0]
          ? cursorOfItem(items[0])
          : `${(from[0] as Date).toISOString()}_${firstId}`
        : null,
  }
}

const cursorOfItem = ({ aboutAt, id }: TimelineItem): string => cursorOf({ at: new Date(aboutAt), id })
