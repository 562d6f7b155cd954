import { v7 as uuidv7 } from 'uuid'
import { digestOf, newMark } from '../../backend/account/mark.ts'
import { hashPassword } from '../../db/password.ts'
import { peppered } from '../../db/pin.ts'
import { testSecret } from './postgres.ts'
import { call, type Reply, type TestServer } from './server.ts'

type At = Pick<TestServer, 'url' | 'owner' | 'clock'>

export const pin = '4711'
const digests = new Map<string, Promise<string>>()

/** Somebody who chose a PIN. */
export async function givePin({ owner, clock }: At, personId: string, digits = pin): Promise<void> {
  const key = `${personId}${digits}`
  if (!digests.has(key)) digests.set(key, hashPassword(peppered(testSecret, personId, digits)))
  await owner.query(
    `insert into auth.pin (user_id, digest, set_at) values ($1, $2, $3)
     on conflict (user_id) do update set digest = excluded.digest, wrong_in_a_row = 0, blocked_at = null`,
    [personId, await digests.get(key), clock.now()],
  )
}

/** A tablet of a location that somebody paired; gives its id and its cookie. */
export async function givenTablet({ owner, clock }: At, locationId: string, byId: string) {
  const [id, mark] = [uuidv7(), newMark()]
  await owner.query(
    `insert into auth.tablet (id, organisation_id, location_id, name, idle_minutes, digest, paired_at, paired_by_id, seen_at)
     select $1, organisation_id, id, 'Tablet', 2, $3, $4, $5, $4 from location where id = $2`,
    [id, locationId, digestOf(mark), clock.now(), byId],
  )
  return { id, cookie: `tablet=${mark}` }
}

/** A code of a manager's that stands for a tablet of a location. */
export async function givenCode({ owner, clock }: At, locationId: string, byId: string, code: string): Promise<void> {
  await owner.query(
    `insert into auth.tablet_code (id, organisation_id, location_id, name, idle_minutes, digest, made_at, made_by_id, expires_at)
     select $1, organisation_id, id, 'Tablet', 2, $3, $4, $5, $4::timestamptz + interval '10 minutes' from location where id = $2`,
    [uuidv7(), locationId, digestOf(code), clock.now(), byId],
  )
}

/** The cookie with a name that an answer sets. */
export function cookieIn({ headers }: Pick<Reply, 'headers'>, name: string): string | undefined {
  const given = headers.getSetCookie().find((one) => one.startsWith(`${name}=`))
  return given?.split(';', 1)[0]
}

/** Says on a tablet who one is. */
export const identifyAt = (
  server: { url: string },
  tablet: { cookie: string },
  personId: string,
  digits = pin,
): Promise<Reply> => call(server, { cookie: tablet.cookie }, 'POST', '/api/tablet/identify', { personId, pin: digits })

/** Who works on a tablet: the session that came of it. */
export async function workOn(server: { url: string }, tablet: { cookie: string }, personId: string, digits = pin) {
  const reply = await identifyAt(server, tablet, personId, digits)
  if (reply.status !== 200) throw new Error(`not let in: ${reply.text}`)
  return { cookie: `${tablet.cookie}; ${cookieIn(reply, 'session')}`, role: 'staff', id: personId, me: reply.body }
}
