import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { run, statement, work } from '../../db/client.ts'
import { auditRow, insertAudit } from '../../db/events.ts'
import { Refusal } from '../errors.ts'
import type { Edge } from '../http.ts'
import type { Addressee } from './link.ts'
import { beginSession } from './session.ts'

/** Somebody whom an invitation is for. */
export type InvitedPerson = Addressee & { invitation_id: string }

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

/** Keeps the first password of an account. */
export const storeFirstPassword = (client: pg.PoolClient, now: Date, personId: string, hash: string) =>
  run(client, insertAccount, [uuidv7(), personId, hash, now])

/** An audit row of somebody whose account is being made: there is no session yet. */
export const noteNewAccount = (
  client: pg.PoolClient,
  now: Date,
  { person_id, organisation_id }: InvitedPerson,
  { ip, device }: Edge,
  action: string,
  subject: Record<string, unknown>,
) => run(client, insertAudit, auditRow(now, organisation_id, person_id, { action, subject }, { ip, device }))

/**
 * Makes the account and its first session, all of it or nothing, and once: the invitation's row decides who is first.
 * @param keep stores that by which the account proves itself
 * @param secondFactorAt when a second factor was proven by it, if it was
 * @throws Refusal `link_used`, `email_taken`, and what `keep` throws
 */
export function makeAccount<T>(
  pool: pg.Pool,
  now: Date,
  invited: InvitedPerson,
  edge: Edge,
  keep: (client: pg.PoolClient) => Promise<T>,
  secondFactorAt: Date | null = null,
): Promise<{ token: string; kept: T }> {
  const { person_id: personId, invitation_id: invitation } = invited
  return work(pool, async (client) => {
    if ((await run(client, acceptOnce, [invitation, now])).length === 0) throw new Refusal('link_used')
    await run(client, useLinks, [personId, now])
    await run(client, insertUser, [personId, invited.first_name, invited.email, now])
    await noteNewAccount(client, now, invited, edge, 'account.created', { invitation })
    const kept = await keep(client)
    return { token: await beginSession(client, now, personId, edge, secondFactorAt), kept }
  }).catch((error: unknown) => {
    // Two organisations invited one address, or two invitations one person, at the same instant.
    if (error instanceof pg.DatabaseError && error.code === '23505')
      throw new Refusal(error.constraint === 'user_email_unique' ? 'email_taken' : 'link_used')
    throw error
  })
}
