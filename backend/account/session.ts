import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { run, statement } from '../../db/client.ts'
import { cookieFor, cookieName } from '../../db/session-cookie.ts'
import { longestOnTablet } from '../contract/tablet-limits.ts'
import type { Edge } from '../http.ts'

/** What cookies are made of. */
export interface CookieParts {
  secret: string
  publicUrl: string
}

/** How long a session lasts without being used, in seconds; and how often its use is noted. */
export const lifetime = 30 * 24 * 60 * 60
export const noted = 24 * 60 * 60

/** After a renewal the browser has its new cookie before its sockets notice that they are closed. */
const headStart = 300

const insertSession = statement<never>(
  'insert_session',
  `insert into auth.session (id, token, user_id, ip_address, user_agent, expires_at, created_at, updated_at, second_factor_at, tablet_id)
   values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)`,
)
const renewSession = statement<{ id: string }>(
  'renew_session',
  `update auth.session set id = $2, token = $3, updated_at = $4, second_factor_at = coalesce($5, second_factor_at)
    where id = $1 returning id`,
)
const deleteSessions = statement<{ id: string }>(
  'delete_sessions',
  'delete from auth.session where user_id = $1 and id is distinct from $2 returning id',
)

const deleteFormer = statement<{ id: string }>(
  'delete_former_session',
  'delete from auth.session where token = $1 and user_id = $2 returning id',
)

const useSession = statement<never>(
  'use_tablet_session',
  'update auth.session set updated_at = $2 where id = $1 and updated_at < $2 and tablet_id is not null',
)

const newToken = () => randomBytes(32).toString('base64url')

/**
 * Begins a session of somebody who just proved who that is; gives its token.
 * @param secondFactorAt when a second factor was proven, if it was
 */
export async function beginSession(
  client: pg.PoolClient,
  now: Date,
  personId: string,
  { ip, device }: Edge,
  secondFactorAt: Date | null = null,
): Promise<string> {
  const token = newToken()
  const expiresAt = new Date(now.getTime() + lifetime * 1000)
  await run(client, insertSession, [uuidv7(), token, personId, ip, device, expiresAt, now, secondFactorAt, null])
  return token
}

/** The same for who gave a PIN on a paired tablet, which is the second factor; the database ends it sooner when it is not used. */
export async function beginTabletSession(
  client: pg.PoolClient,
  now: Date,
  personId: string,
  tabletId: string,
  { ip, device }: Edge,
): Promise<{ id: string; token: string }> {
  const [id, token] = [uuidv7(), newToken()]
  const expiresAt = new Date(now.getTime() + longestOnTablet)
  await run(client, insertSession, [id, token, personId, ip, device, expiresAt, now, now, tabletId])
  return { id, token }
}

/** Notes that a session on a tablet was used, for as long as it goes on. */
export const noteUse = async (pool: pg.Pool, sessionId: string, now: Date): Promise<void> =>
  void (await run(pool, useSession, [sessionId, now]))

/**
 * Lets a session go on under another id and token; gives both, or nothing when the session has ended.
 * @param secondFactorAt when a second factor was proven just now
 */
export async function renewedSession(
  client: pg.PoolClient,
  now: Date,
  sessionId: string,
  secondFactorAt: Date | null = null,
): Promise<{ id: string; token: string } | undefined> {
  const token = newToken()
  const [renewed] = await run(client, renewSession, [sessionId, uuidv7(), token, now, secondFactorAt])
  return renewed && { id: renewed.id, token }
}

/** Ends all sessions of a person but one; gives their ids, whose sockets are to be closed after the commit. */
export const deleteOthers = async (
  client: pg.Pool | pg.PoolClient,
  personId: string,
  except: string | undefined,
): Promise<string[]> => (await run(client, deleteSessions, [personId, except ?? null])).map(({ id }) => id)

/** Ends the session with which a person comes to sign in again, who goes on with the new one alone; gives its id, if there was one. */
export async function endFormer(
  client: pg.Pool | pg.PoolClient,
  token: string | undefined,
  personId: string,
): Promise<string | undefined> {
  if (!token) return undefined
  const [former] = await run(client, deleteFormer, [token, personId])
  return former?.id
}

/** Closes the sockets of the session of before, once the browser has the new cookie. */
export function followRenewal({ response }: Edge, sessionRenewed: (sessionId: string) => void, before: string): void {
  response.once('close', () => setTimeout(() => sessionRenewed(before), headStart).unref())
}

/** Hands a session to the browser, in place of any it had. */
export function giveSession({ response }: Edge, { secret, publicUrl }: CookieParts, token: string): void {
  const cookie = cookieFor(token, cookieName(publicUrl), secret)
  response.append('Set-Cookie', `${cookie}; Max-Age=${lifetime}; Path=/; HttpOnly; ${sameSite(publicUrl)}`)
}

/** Lax, so that a link from a mail finds the session; over https also never sent without. */
export const sameSite = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? 'Secure; SameSite=Lax' : 'SameSite=Lax'
