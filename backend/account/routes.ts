import { APIError } from 'better-auth'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import { NoActor, run, statement, type Tx, transaction } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import { session } from '../../db/schema/account.ts'
import { person } from '../../db/schema/person.ts'
import * as contract from '../contract/account.ts'
import { Refusal } from '../errors.ts'
import { type Edge, openRoute, route, type Surroundings } from '../http.ts'
import type { Accounts } from './accounts.ts'
import { deviceOf } from './device.ts'
import { type FailedSignIn, noteFailedSignIn } from './failures.ts'
import { aboutMe } from './me.ts'
import { type CookieParts, endFormer, followRenewal } from './session.ts'
import type { Throttle } from './throttle.ts'

export interface AccountParts {
  accounts: Accounts
  throttle: Throttle
  pool: pg.Pool
  cookies: CookieParts
  /** What somebody who signs out lets go of. */
  signingOut(tx: Tx): Promise<void>
  /** Closes the sockets of a session everywhere. */
  sessionEnded(sessionId: string): void
  /** The same for a session that goes on under another token. */
  sessionRenewed(sessionId: string): void
}

/** Mounts signing in and out, and what concerns a person's own account. */
export function accountRoutes(to: Surroundings, parts: AccountParts): void {
  const { accounts, throttle, pool, cookies, sessionEnded } = parts
  const db = drizzle(pool)
  const noteFailure = (email: string, action: FailedSignIn, edge: Edge) =>
    noteFailedSignIn(pool, to.now(), email, action, edge)

  openRoute(to, contract.signIn, async ({ body }, edge) => {
    await throttle.attempt(body.email, edge.ip, () => noteFailure(body.email, 'account.sign_in_throttled', edge))
    const [verified] = await run(pool, passwordAt, [body.email])
    const { headers, response } = await accounts.api
      .signInEmail({ body: { ...body, rememberMe: true }, headers: requestHeaders(edge), returnHeaders: true })
      .catch(async (error: unknown) => {
        if (!(error instanceof APIError) || error.statusCode >= 500) throw error
        await noteFailure(body.email, 'account.sign_in_failed', edge)
        throw new Refusal('wrong_credentials')
      })
    // Its own record has the address as the library reads headers; ours knows which proxies to trust.
    await db
      .update(session)
      .set({ ipAddress: edge.ip, userAgent: edge.device })
      .where(eq(session.token, response.token))
    const device = await deviceOf(pool, edge, cookies, response.user.id)
    const opening = { token: response.token, role: 'any', ip: edge.ip, device: edge.device }
    const answer = await transaction(to.pool, opening, to.now(), 'write', async (tx) => {
      // A change of password ends the sessions that it finds; one that began meanwhile with the old password ends itself.
      const [now] = await run(pool, passwordHeld, [body.email])
      if (!now || now.password !== verified?.password) throw new NoActor()
      await writeAudit(tx, { action: 'account.signed_in', subject: {} })
      await device.announce(tx)
      return aboutMe(tx, pool)
    }).catch(async (error: unknown) => {
      // What was not recorded did not happen.
      await db.delete(session).where(eq(session.token, response.token))
      if (!(error instanceof NoActor)) throw error
      // An account outlives its person's last role; that it is there is not told.
      await noteFailure(body.email, 'account.sign_in_failed', edge)
      throw new Refusal('wrong_credentials')
    })
    await throttle.succeeded(body.email, edge.ip)
    setCookies(edge, headers)
    const former = await endFormer(pool, to.token(edge.request.headers.cookie), response.user.id)
    if (former) followRenewal(edge, parts.sessionRenewed, former)
    await device.remember(to.now())
    return answer
  })

  route(to, contract.signOut, async (tx, _, edge) => {
    await writeAudit(tx, { action: 'account.signed_out', subject: {} })
    if (!tx.actor.gate) await parts.signingOut(tx)
    const { headers } = await accounts.api.signOut({ headers: requestHeaders(edge), returnHeaders: true })
    setCookies(edge, headers)
    if (tx.actor.sessionId) sessionEnded(tx.actor.sessionId)
    return {}
  })

  route(to, contract.me, async (tx, _, edge) => {
    // The library would make it last as long as others.
    if (tx.actor.tablet) return aboutMe(tx, pool)
    const { headers } = await accounts.api.getSession({ headers: requestHeaders(edge), returnHeaders: true })
    setCookies(edge, headers)
    return aboutMe(tx, pool)
  })

  route(to, contract.setLanguage, async (tx, { body }) => {
    await tx.db.update(person).set({ language: body.language }).where(eq(person.id, tx.actor.personId))
    await writeAudit(tx, { action: 'account.language_set', subject: { fields: ['language'] } })
    return body
  })

  route(to, contract.welcomed, async (tx) => {
    const first = await tx.db
      .update(person)
      .set({ welcomedAt: tx.now })
      .where(and(eq(person.id, tx.actor.personId), isNull(person.welcomedAt)))
      .returning({ id: person.id })
    if (first.length > 0) await writeAudit(tx, { action: 'account.welcomed', subject: {} })
    return {}
  })

  route(to, contract.sessions, async (tx) => {
    const rows = await db
      .select()
      .from(session)
      .where(eq(session.userId, tx.actor.personId))
      .orderBy(desc(session.updatedAt))
    return {
      sessions: rows
        .filter((row) => row.expiresAt > tx.now)
        .map((row) => ({
          id: row.id,
          current: row.id === tx.actor.sessionId,
          device: row.userAgent ?? '',
          ip: row.ipAddress ?? '',
          createdAt: row.createdAt.toISOString(),
          expiresAt: row.expiresAt.toISOString(),
        })),
    }
  })

  route(to, contract.revokeSession, async (tx, { params }) => {
    const [found] = await db.select().from(session).where(eq(session.id, params.sessionId))
    if (found?.userId !== tx.actor.personId) throw new Refusal('not_found')
    await writeAudit(tx, { action: 'account.session_revoked', subject: { revoked: params.sessionId } })
    await db.delete(session).where(eq(session.id, params.sessionId))
    sessionEnded(params.sessionId)
    return {}
  })
}

const passwordOf = `select c.password from auth."user" u join auth.account c on c.user_id = u.id
  where u.email = lower($1) and c.provider_id = 'credential'`
const passwordAt = statement<{ password: string }>('password_at', passwordOf)
/** Waits for who is changing it. */
const passwordHeld = statement<{ password: string }>('password_held', `${passwordOf} for share of c`)

const requestHeaders = (edge: Edge): Headers =>
  new Headers({ cookie: edge.request.headers.cookie ?? '', 'user-agent': edge.device })

function setCookies(edge: Edge, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) edge.response.append('Set-Cookie', cookie)
}
