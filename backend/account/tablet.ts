import type pg from 'pg'
import { run, statement } from '../../db/client.ts'
import type { PairedTablet } from '../contract/tablet.ts'
import { Refusal } from '../errors.ts'
import type { Edge } from '../http.ts'
import { digestOf, markOf } from './mark.ts'
import type { CookieParts } from './session.ts'

/** The tablet that a browser is. */
export interface TabletRow {
  id: string
  organisation_id: string
  location_id: string
}
const tabletBehind = statement<TabletRow>(
  'tablet_behind',
  'select id, organisation_id, location_id from auth.tablet where digest = $1 and revoked_at is null',
)
const placeOf = statement<{ id: string; name: string; location_name: string; idle_minutes: number }>(
  'tablet_place',
  'select * from tablet_place($1)',
)
const peopleOf = statement<{ person_id: string; first_name: string; digest: string | null }>(
  'tablet_people',
  `select p.person_id, p.first_name, case when k.blocked_at is null then k.digest end as digest from tablet_people($1, $2) p join auth.pin k on k.user_id = p.person_id
    order by p.first_name, p.person_id`,
)
const noteSeen = statement<never>('tablet_seen', 'update auth.tablet set seen_at = $2 where id = $1 and seen_at < $2')

/** @throws Refusal `not_found` for a browser that is no tablet, or no longer */
export async function tabletOf(pool: pg.Pool, edge: Edge, parts: CookieParts): Promise<TabletRow> {
  const mark = markOf(edge, 'tablet', parts)
  const [found] = mark ? await run(pool, tabletBehind, [digestOf(mark)]) : []
  if (!found) throw new Refusal('not_found')
  return found
}

/** What a tablet shows before anybody said who that is; that it was seen is noted. */
export async function aboutTablet(pool: pg.Pool, tabletId: string, now: Date): Promise<PairedTablet> {
  const [[place], people] = await Promise.all([run(pool, placeOf, [tabletId]), run(pool, peopleOf, [tabletId, now])])
  if (!place) throw new Refusal('not_found')
  await run(pool, noteSeen, [tabletId, now])
  return {
    id: place.id,
    name: place.name,
    location: place.location_name,
    idleMinutes: place.idle_minutes,
    people: people.map(({ person_id, first_name, digest }) => ({
      id: person_id,
      firstName: first_name,
      // Of what is salted: it tells nothing, and another PIN has another one.
      pin: digest === null ? null : digestOf(digest),
    })),
    now: now.toISOString(),
  }
}

/** The tablet of a session, for who works on it. */
export async function tabletOfSession(pool: pg.Pool, tabletId: string) {
  const [place] = await run(pool, placeOf, [tabletId])
  return place
    ? { id: place.id, name: place.name, location: place.location_name, idleMinutes: place.idle_minutes }
    : null
}
