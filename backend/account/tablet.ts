import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { run, statement } from '../../db/client.ts'
import type { PairedTablet } from '../contract/tablet.ts'
import { Refusal } from '../errors.ts'
import type { Edge } from '../http.ts'
import { type CookieParts, sameSite } from './session.ts'

/** As long as browsers keep a cookie. */
const lifetime = 400 * 24 * 60 * 60

/** What is kept of a cookie or a code. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

export const newMark = (): string => randomBytes(32).toString('base64url')

const nameOf = ({ publicUrl }: CookieParts) => (publicUrl.startsWith('https:') ? '__Host-tablet' : 'tablet')

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
const peopleOf = statement<{ person_id: string; first_name: string }>(
  'tablet_people',
  'select * from tablet_people($1, $2)',
)
const noteSeen = statement<never>('tablet_seen', 'update auth.tablet set seen_at = $2 where id = $1 and seen_at < $2')

/** @throws Refusal `not_found` for a browser that is no tablet, or no longer */
export async function tabletOf(pool: pg.Pool, { request }: Edge, parts: CookieParts): Promise<TabletRow> {
  const mark = markIn(request.headers.cookie, nameOf(parts))
  const [found] = mark ? await run(pool, tabletBehind, [digestOf(mark)]) : []
  if (!found) throw new Refusal('not_found')
  return found
}

/** Makes a browser a tablet: with this cookie. */
export function giveMark({ response }: Edge, parts: CookieParts, mark: string): void {
  const attributes = `Max-Age=${lifetime}; Path=/; HttpOnly; ${sameSite(parts.publicUrl)}`
  response.append('Set-Cookie', `${nameOf(parts)}=${mark}; ${attributes}`)
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
    people: people.map(({ person_id, first_name }) => ({ id: person_id, firstName: first_name })),
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

function markIn(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, value = ''] = part.trim().split('=', 2)
    if (key === name && /^[\w-]{43}$/.test(value)) return value
  }
  return undefined
}
