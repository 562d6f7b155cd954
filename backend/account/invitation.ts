import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { run, statement, transaction, work } from '../../db/client.ts'
import { auditRow, insertAudit, writeAudit } from '../../db/events.ts'
import { hashPassword } from '../../db/password.ts'
import * as contract from '../contract/invitation.ts'
import { Refusal } from '../errors.ts'
import { type Edge, openRoute, type Surroundings } from '../http.ts'
import { deviceOf } from './device.ts'
import { type Addressee, invitationBehind } from './link.ts'
import { aboutMe } from './me.ts'
import { refusePoorPassword } from './password-rules.ts'
import type { AccountParts } from './routes.ts'
import { beginSession, giveSession } from './session.ts'

/** Mounts accepting an invitation; who does has no session yet, and one that was there before counts for nothing. */
export function invitationRoutes(to: Surroundings, { throttle, pool, cookies }: AccountParts): void {
  /** Who an invitation is for; what is asked in vain counts against the address. */
  const lookUp = async (secret: string, edge: Edge) => {
    await throttle.visit(edge.ip)
    const invited = await invitationBehind(pool, secret, to.now())
    if (!invited.has_account && (await run(pool, emailElsewhere, [invited.email, invited.person_id])).length > 0)
      throw new Refusal('email_taken')
    await throttle.welcome(edge.ip)
    return invited
  }

  openRoute(to, contract.lookAtInvitation, async ({ body }, edge) => {
    const invited = await lookUp(body.secret, edge)
    return {
      firstName: invited.first_name,
      organisation: invited.organisation_name,
      email: invited.email,
      language: invited.language,
      hasAccount: invited.has_account,
    }
  })

  openRoute(to, contract.acceptInvitation, async ({ body }, edge) => {
    const invited = await lookUp(body.secret, edge)
    if (invited.has_account) throw new Refusal('link_used')
    await refusePoorPassword(body.password, { email: invited.email, organisation: invited.organisation_name })
    const password = await hashPassword(body.password)
    const now = to.now()
    const token = await makeAccount(pool, now, invited, password, edge)
    const device = await deviceOf(pool, edge, cookies, invited.person_id)
    const opening = { token, role: 'any', ip: edge.ip, device: edge.device }
    const me = await transaction(to.pool, opening, now, 'write', async (tx) => {
      await writeAudit(tx, { action: 'account.signed_in', subject: {} })
      return aboutMe(tx, pool)
    })
    giveSession(edge, cookies, token)
    await device.remember(now)
    return me
  })
}

const emailElsewhere = statement<{ id: string }>(
  'email_elsewhere',
  'select id from auth."user" where email = $1 and id <> $2',
)
const acceptOnce = statement<{ id: string }>(
  'accept_invitation',
  `update invitation set accepted_at = $2
    where id = $1 and accepted_at is null and revoked_at is null and expires_at > $2 returning id`,
)
const useLinks = statement<never>(
  'use_invitation_links',
  `update auth.link set used_at = $2 where person_id = $1 and kind = 'invitation' and used_at is null`,
)
const insertUser = statement<never>(
  'insert_user',
  `insert into auth."user" (id, name, email, email_verified, created_at, updated_at) values ($1, $2, $3, true, $4, $4)`,
)
const insertAccount = statement<never>(
  'insert_account',
  `insert into auth.account (id, account_id, provider_id, user_id, password, created_at, updated_at)
   values ($1, $2::uuid::text, 'credential', $2, $3, $4, $4)`,
)

/** Makes the account and its first session, all of it or nothing, and once: the invitation's row decides who is first. */
function makeAccount(
  pool: pg.Pool,
  now: Date,
  invited: Addressee & { invitation_id: string },
  password: string,
  edge: Edge,
): Promise<string> {
  const { person_id: personId, organisation_id: organisationId } = invited
  return work(pool, async (client) => {
    if ((await run(client, acceptOnce, [invited.invitation_id, now])).length === 0) throw new Refusal('link_used')
    await run(client, useLinks, [personId, now])
    await run(client, insertUser, [personId, invited.first_name, invited.email, now])
    await run(client, insertAccount, [uuidv7(), personId, password, now])
    const note = { action: 'account.created', subject: { invitation: invited.invitation_id } }
    await run(client, insertAudit, auditRow(now, organisationId, personId, note, { ip: edge.ip, device: edge.device }))
    return beginSession(client, now, personId, edge)
  }).catch((error: unknown) => {
    // Two organisations invited one address, or two invitations one person, at the same instant.
    if (error instanceof pg.DatabaseError && error.code === '23505')
      throw new Refusal(error.constraint === 'user_email_unique' ? 'email_taken' : 'link_used')
    throw error
  })
}
