import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { type Actor, run, statement, work } from '../../db/client.ts'
import { auditRow, insertAudit } from '../../db/events.ts'
import { linkDigest } from '../../db/link.ts'
import { insertMail, mailRow } from '../../db/mail.ts'
import { hashPassword, verifyPassword } from '../../db/password.ts'
import * as contract from '../contract/password.ts'
import { Refusal } from '../errors.ts'
import { type Edge, openRoute, type Surroundings } from '../http.ts'
import { type Addressee, accountAt, resetBehind } from './link.ts'
import { storeFirstPassword } from './new-account.ts'
import { refusePoorPassword } from './password-rules.ts'
import { accountRoute, refuseStale } from './proof.ts'
import type { AccountParts } from './routes.ts'
import { deleteOthers, followRenewal, giveSession, renewedSession } from './session.ts'

/** Mounts changing a password or choosing a first one, and choosing another one when it is forgotten. */
export function passwordRoutes(to: Surroundings, parts: AccountParts): void {
  const { throttle, pool, cookies, sessionEnded, sessionRenewed } = parts

  accountRoute(to, contract.changePassword, parts, async ({ actor, edge }, { body }) => {
    const { personId, sessionId } = actor
    const now = to.now()
    const [mine] = await run(pool, passwordOf, [personId, now])
    if (!mine) throw new Refusal('not_found')
    const first = mine.password === null && body.currentPassword === undefined
    if (first) await refuseStale(pool, sessionId, now)
    else await proveCurrent(mine, body.currentPassword, edge, actor)
    if (body.password === body.currentPassword)
      throw new Refusal('invalid', { fields: [{ path: 'password', reason: 'same' }] })
    await refusePoorPassword(body.password, { email: mine.email, organisation: mine.organisation_name })
    const hash = await hashPassword(body.password)
    const changed = first ? 'account.password_set' : 'account.password_changed'
    const { ended, token } = await work(pool, async (client) => {
      const had = await setPassword(client, now, mine, hash, uuidv7(), changed, edge, actor)
      // Another device was first: from then on the current one is asked for.
      if (first && had) throw wrongCurrent('missing')
      const renewed = await renewedSession(client, now, sessionId)
      if (!renewed) throw new Refusal('unauthenticated')
      return { ended: await deleteOthers(client, personId, renewed.id), token: renewed.token }
    })
    giveSession(edge, cookies, token)
    for (const id of ended) sessionEnded(id)
    followRenewal(edge, sessionRenewed, sessionId)
    return {}
  })

  openRoute(to, contract.passwordForgotten, async ({ body }, edge) => {
    await throttle.forgotten(body.email, edge.ip)
    const [account, mayMail] = await Promise.all([
      accountAt(pool, body.email, to.now()),
      throttle.mayMailReset(body.email),
    ])
    // One commit either way: how long it takes says nothing.
    await work(pool, async (client) => {
      if (account && mayMail) await run(client, insertMail, mailOf(to.now(), account, 'password_reset', uuidv7()))
      await run(client, insertAudit, noteOf(to.now(), account, 'account.password_forgotten', edge))
    })
    return {}
  })

  openRoute(to, contract.lookAtReset, async ({ body }, edge) => {
    await throttle.visit(edge.ip)
    const { email, language } = await resetBehind(pool, body.secret, to.now())
    await throttle.welcome(edge.ip)
    return { email, language }
  })

  openRoute(to, contract.resetPassword, async ({ body }, edge) => {
    await throttle.visit(edge.ip)
    const account = await resetBehind(pool, body.secret, to.now())
    await throttle.welcome(edge.ip)
    await refusePoorPassword(body.password, { email: account.email, organisation: account.organisation_name })
    const hash = await hashPassword(body.password)
    const now = to.now()
    const ended = await work(pool, async (client) => {
      const [link] = await run(client, useLink, [linkDigest(body.secret), now])
      if (!link) throw new Refusal('link_used')
      await setPassword(client, now, account, hash, link.id, 'account.password_reset', edge)
      return deleteOthers(client, account.person_id, undefined)
    })
    for (const id of ended) sessionEnded(id)
    return {}
  })

  /** @throws Refusal `invalid` at `currentPassword`, `too_many_requests` */
  async function proveCurrent(mine: Mine, given: string | undefined, edge: Edge, actor: Actor): Promise<void> {
    if (given === undefined) throw wrongCurrent('missing')
    await throttle.attempt(mine.email, edge.ip)
    if (!mine.password || !(await verifyPassword({ hash: mine.password, password: given }))) {
      await run(pool, insertAudit, noteOf(to.now(), mine, 'account.password_change_failed', edge, actor))
      throw wrongCurrent('wrong')
    }
    await throttle.succeeded(mine.email, edge.ip)
  }
}

const wrongCurrent = (reason: 'missing' | 'wrong') =>
  new Refusal('invalid', { fields: [{ path: 'currentPassword', reason }] })

type Mine = Addressee & { password: string | null }
const passwordOf = statement<Mine>(
  'password_of',
  `select $1::uuid as person_id, a.*, c.password
     from addressee($1, $2) a
     left join auth.account c on c.user_id = $1 and c.provider_id = 'credential'`,
)
const useLink = statement<{ id: string }>(
  'use_reset_link',
  `update auth.link set used_at = $2
    where digest = $1 and kind = 'reset' and used_at is null and expires_at > $2 returning id`,
)
const useResetLinks = statement<never>(
  'use_reset_links',
  `update auth.link set used_at = $2 where person_id = $1 and kind = 'reset' and used_at is null`,
)
const holdAccount = statement<never>('hold_account', 'select 1 from auth."user" where id = $1 for update')
const replacePassword = statement<{ id: string }>(
  'replace_password',
  `update auth.account set password = $2, updated_at = $3 where user_id = $1 and provider_id = 'credential' returning id`,
)

/**
 * Stores another password, makes links to choose one worthless, and tells its owner by mail and in the audit; gives whether
 * there was one before.
 */
async function setPassword(
  client: pg.PoolClient,
  now: Date,
  account: Addressee,
  hash: string,
  causeId: string,
  action: string,
  edge: Edge,
  actor?: Actor,
): Promise<boolean> {
  const { person_id: personId } = account
  // Two first passwords at once would become two accounts.
  await run(client, holdAccount, [personId])
  const had = (await run(client, replacePassword, [personId, hash, now])).length > 0
  if (!had) await storeFirstPassword(client, now, personId, hash)
  await run(client, useResetLinks, [personId, now])
  await run(client, insertMail, mailOf(now, account, 'password_changed', causeId, had ? {} : { first: 'yes' }))
  await run(client, insertAudit, noteOf(now, account, action, edge, actor))
  return had
}

const mailOf = (
  now: Date,
  account: Addressee,
  kind: 'password_reset' | 'password_changed',
  causeId: string,
  facts: Record<string, string> = {},
) => mailRow(now, { organisationId: account.organisation_id, personId: account.person_id, kind, causeId, facts })

/** @param actor who did it, where a session stands behind it */
function noteOf(now: Date, account: Addressee | undefined, action: string, { ip, device }: Edge, actor?: Actor) {
  const origin = { ...(actor && { role: actor.role, session: actor.sessionId }), ip, device }
  return auditRow(
    now,
    account?.organisation_id ?? null,
    account?.person_id ?? null,
    { action, subject: { fields: ['password'] } },
    origin,
  )
}
