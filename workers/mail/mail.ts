import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { work } from '../../db/client.ts'
import { linkDigest, linkTo, newLinkSecret, resetLifetime } from '../../db/link.ts'
import type { MailKind } from '../../db/mail.ts'
import { deliver, isForGood, type Outgoing, type Post } from './sending.ts'

interface Due extends Outgoing {
  person_id: string
  cause_id: string
  attempts: number
  invited_at: Date | null
  invitation_expires_at: Date | null
  invitation_open: boolean | null
  has_role: boolean
  /** Of the breach that it tells of: still being written, and its reader privacy officer. */
  breach_waits: boolean
}

const batch = 20
const mostAttempts = 10
const minute = 60_000

const takeDue = `
  select m.id, m.kind, m.person_id, m.cause_id, m.facts, m.created_at, m.attempts, p.email, p.first_name, p.language,
         o.name as organisation_name, i.invited_at, i.expires_at as invitation_expires_at,
         i.accepted_at is null and i.revoked_at is null as invitation_open,
         exists (select 1 from person_role r where r.person_id = p.id and (r.ends_on is null or r.ends_on >= local_day($1))) as has_role,
         b.state = 'draft' and exists (select 1 from person_role r where r.person_id = p.id and r.role = 'privacy_officer'
                                         and (r.ends_on is null or r.ends_on >= local_day($1))) as breach_waits,
         b.aware_at as breach_aware_at, y.kind as policy_kind, y.effective_on
    from mail m
    join person p on p.id = m.person_id
    join organisation o on o.id = m.organisation_id
    left join invitation i on i.id = m.cause_id and m.kind = 'invitation'
    left join breach_record b on b.id = m.cause_id and m.kind = 'breach_begun'
    left join policy y on y.id = m.cause_id and m.kind = 'policy_announced'
   where m.sent_at is null and m.dropped_at is null and m.due_at <= $1
   order by m.due_at, m.id limit 1
     for update of m skip locked`

/** Why a mail did not leave; names nobody. */
export interface MailFailure {
  id: string
  kind: MailKind
  attempt: number
  code: string | undefined
  responseCode: number | undefined
  /** Set when it will not be tried again. */
  dropped: string | undefined
}

/**
 * Sends what is due, one by one, and says how many left. What a server does not take now is tried again later, at longer and
 * longer intervals; what it refuses for good, or nobody waits for any more, is dropped with a reason.
 * @param failed is told of each mail that a server did not take
 */
export async function sendMail(
  pool: pg.Pool,
  post: Post,
  now: () => Date,
  failed: (failure: MailFailure) => void = () => {},
): Promise<number> {
  let sent = 0
  for (let n = 0; n < batch; n++) {
    const taken = await work(pool, (client) => take(client, post, now()))
    if (taken === 'none') break
    if (taken === 'dropped') continue
    const failure = await deliver(post, taken.due, taken.link).then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
    if (failure) {
      const told = await keepFailure(pool, taken.due, failure.error, now())
      failed(told)
      if (!told.dropped) break
    } else {
      await pool.query('update mail set sent_at = $2 where id = $1', [taken.due.id, now()])
      sent++
    }
  }
  return sent
}

/** Within which a worker says what became of a mail; after that another takes it up. */
const lease = minute

/** Takes a mail and commits its link, so that none leaves with a link that does not open, and no server keeps the database waiting. */
async function take(
  client: pg.PoolClient,
  post: Post,
  now: Date,
): Promise<'none' | 'dropped' | { due: Due; link: string | undefined }> {
  const { rows } = await client.query<Due>(takeDue, [now])
  const due = rows[0]
  if (!due) return 'none'
  const unwanted = whyUnwanted(due, now) ?? (due.attempts >= mostAttempts ? 'unreachable' : undefined)
  if (unwanted) {
    await drop(client, due.id, unwanted, now)
    return 'dropped'
  }
  const link = await linkFor(client, due, post.publicUrl, now)
  await client.query('update mail set attempts = attempts + 1, due_at = $2 where id = $1', [
    due.id,
    new Date(now.getTime() + lease),
  ])
  return { due, link }
}

async function keepFailure(pool: pg.Pool, due: Due, error: unknown, now: Date): Promise<MailFailure> {
  const attempt = due.attempts + 1
  const dropped = isForGood(error) ? 'refused' : attempt >= mostAttempts ? 'unreachable' : undefined
  if (dropped) await drop(pool, due.id, dropped, now)
  else
    await pool.query('update mail set due_at = $2 where id = $1', [
      due.id,
      new Date(now.getTime() + Math.min(60, 2 ** due.attempts) * minute),
    ])
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  return { id: due.id, kind: due.kind, attempt, code, responseCode, dropped }
}

const drop = (database: pg.Pool | pg.PoolClient, id: string, reason: string, now: Date) =>
  database.query('update mail set dropped_at = $2, dropped = $3 where id = $1', [id, now, reason])

/** Why nobody waits for a mail any more, if so. */
function whyUnwanted(due: Due, now: Date): string | undefined {
  if (!due.has_role) return 'no_role'
  if (due.kind === 'invitation' && !due.invitation_open) return 'not_open'
  if (due.kind === 'invitation' && (due.invitation_expires_at?.getTime() ?? 0) <= now.getTime()) return 'expired'
  if (due.kind === 'password_reset' && now.getTime() - due.created_at.getTime() > resetLifetime) return 'expired'
  if (due.kind === 'policy_announced' && !due.policy_kind) return 'gone'
  if (due.kind === 'breach_begun' && !due.breach_waits) return 'gone'
  return undefined
}

/** Where the mail's button leads. The secret is made for this very sending; its digest goes with the commit. */
async function linkFor(client: pg.ClientBase, due: Due, publicUrl: string, now: Date): Promise<string | undefined> {
  if (due.kind === 'policy_announced') return publicUrl
  if (due.kind === 'breach_begun') return new URL(`/office/breaches/${due.cause_id}`, publicUrl).href
  const kind = { invitation: 'invitation', password_reset: 'reset' }[due.kind as 'invitation'] as
    | 'invitation'
    | 'reset'
    | undefined
  if (!kind) return undefined
  const secret = newLinkSecret()
  const expiresAt = due.invitation_expires_at ?? new Date(now.getTime() + resetLifetime)
  // As old as its own invitation: one that leaves for an old address opens no invitation that was made meanwhile.
  const createdAt = due.invited_at ?? now
  await client.query(
    'insert into auth.link (id, person_id, kind, digest, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)',
    [uuidv7(), due.person_id, kind, linkDigest(secret), createdAt, expiresAt],
  )
  return linkTo(publicUrl, kind, secret)
}
