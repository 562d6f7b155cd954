import type pg from 'pg'
import { type Actor, work } from '../../db/client.ts'
import { auditRow, insertAudit } from '../../db/events.ts'
import { insertMail, mailRow } from '../../db/mail.ts'
import { verifyPassword } from '../../db/password.ts'
import type { Me } from '../contract/account.ts'
import type { Output, Route } from '../contract/route.ts'
import { Refusal } from '../errors.ts'
import { asSession, type Edge, openRoute, type Received, type Surroundings } from '../http.ts'
import { aboutMe, aboutSession } from './me.ts'
import type { AccountParts } from './routes.ts'
import { followRenewal, giveSession, renewedSession } from './session.ts'

/** Who asks: nothing of an actor's transaction is held while the accounts are worked on. */
export interface Asking {
  me: Me
  actor: Actor & { sessionId: string }
  edge: Edge
}

/** Mounts a route that works on its person's account. */
export function accountRoute<R extends Route>(
  to: Surroundings,
  contract: R,
  { pool }: Pick<AccountParts, 'pool'>,
  handler: (asking: Asking, received: Received<R>) => Promise<Output<R['reply']>>,
): void {
  openRoute(to, contract, async (received, edge) => {
    const asking = await asSession(to, contract, edge, 'snapshot', async (tx) => ({
      me: await aboutMe(tx, pool),
      actor: tx.actor as Asking['actor'],
    }))
    return handler({ ...asking, edge }, received)
  })
}

/** A second factor is no choice for whoever sees more than the own child. */
export const isMandatory = (me: Me): boolean => me.roles.some((role) => role !== 'guardian')

/** For this long after signing in or proving a factor nobody asks for proof again. */
const fresh = 15 * 60 * 1000

/** @throws Refusal `password_needed` for a session that proved nothing lately, by password, code or passkey */
export async function refuseStale(pool: pg.Pool, sessionId: string, now: Date): Promise<void> {
  const { rows } = await pool.query<{ proven_at: Date }>(
    'select greatest(created_at, second_factor_at) as proven_at from auth.session where id = $1 and tablet_id is null',
    [sessionId],
  )
  if (!rows[0] || now.getTime() - rows[0].proven_at.getTime() > fresh) throw new Refusal('password_needed')
}

/**
 * Whether this session may change how its account proves itself. Before the gate only an account that has no factor yet;
 * otherwise somebody else with the password could put their own in its place.
 * @throws Refusal `second_factor_needed`, `password_needed`, `wrong_credentials`, `too_many_requests`
 */
export async function mayChangeFactors(
  parts: AccountParts,
  { me, actor, edge }: Asking,
  password: string | undefined,
  now: Date,
): Promise<void> {
  if (me.gate === 'second_factor') {
    if (me.factors.app || me.factors.passkeys > 0) throw new Refusal('second_factor_needed')
    return
  }
  if (password === undefined) return refuseStale(parts.pool, actor.sessionId, now)
  await parts.throttle.attempt(me.person.id, edge.ip)
  const { rows } = await parts.pool.query<{ password: string | null }>(
    "select password from auth.account where user_id = $1 and provider_id = 'credential'",
    [me.person.id],
  )
  const hash = rows[0]?.password
  if (!hash || !(await verifyPassword({ hash, password }))) {
    await work(parts.pool, (client) => noteAccount(client, { actor, edge }, now, 'account.proof_failed'))
    throw new Refusal('wrong_credentials')
  }
  await parts.throttle.succeeded(me.person.id, edge.ip)
}

/**
 * Before the gate only the first factor may be set up, and only by one session: whoever else has the password and began as well
 * comes too late. Held until the commit.
 * @throws Refusal `second_factor_needed`
 */
export async function refuseSecondFirst(client: pg.ClientBase, { me }: Asking): Promise<void> {
  await client.query('select 1 from auth."user" where id = $1 for update', [me.person.id])
  if (me.gate !== 'second_factor') return
  const { rowCount } = await client.query(
    `select 1 from auth.second_factor where user_id = $1 and confirmed_at is not null
     union all select 1 from auth.passkey where user_id = $1 limit 1`,
    [me.person.id],
  )
  if (rowCount) throw new Refusal('second_factor_needed')
}

/** For `catch`: notes a factor that was not proven, and throws on. */
export const noteFailedFactor =
  (pool: pg.Pool, asking: Asking, now: Date) =>
  async (error: unknown): Promise<never> => {
    if (error instanceof Refusal && (error.code === 'wrong_code' || error.code === 'passkey_refused'))
      await work(pool, (client) => noteAccount(client, asking, now, 'account.second_factor_failed'))
    throw error
  }

/** An audit row of an account, in the transaction that changes it. */
export async function noteAccount(
  client: pg.ClientBase,
  { actor, edge }: Pick<Asking, 'actor' | 'edge'>,
  now: Date,
  action: string,
  subject: Record<string, unknown> = {},
): Promise<void> {
  const { organisationId, personId, role, sessionId } = actor
  const origin = { role, session: sessionId, ip: edge.ip, device: edge.device }
  const values = auditRow(now, organisationId, personId, { action, subject }, origin)
  await client.query({ ...insertAudit, values: values as unknown[] })
}

/** Tells an account's person by mail that something about proving it changed. */
export async function tellFactorsChanged(client: pg.ClientBase, { actor }: Asking, now: Date, cause: string) {
  const { organisationId, personId } = actor
  const values = mailRow(now, { organisationId, personId, kind: 'second_factor_changed', causeId: cause })
  await client.query({ ...insertMail, values: values as unknown[] })
}

/**
 * Lets a session pass: `prove` does its part in the same transaction, and the person goes on with a session of another
 * id, so that who knew the former one knows nothing.
 */
export async function pass<T>(
  to: Surroundings,
  parts: AccountParts,
  asking: Asking,
  prove: (client: pg.PoolClient, now: Date) => Promise<T>,
): Promise<{ me: Me; proved: T }> {
  const { actor, edge } = asking
  const now = to.now()
  const { proved, token } = await work(parts.pool, async (client) => {
    const proved = await prove(client, now)
    const renewed = await renewedSession(client, now, actor.sessionId, now)
    if (!renewed) throw new Refusal('unauthenticated')
    await noteAccount(client, asking, now, 'account.second_factor_proven', { becomes: renewed.id })
    return { proved, token: renewed.token }
  })
  giveSession(edge, parts.cookies, token)
  followRenewal(edge, parts.sessionRenewed, actor.sessionId)
  return { proved, me: await aboutSession(to, parts.pool, token, edge) }
}
