import type pg from 'pg'
import { run, statement } from '../../db/client.ts'
import { linkDigest } from '../../db/link.ts'
import { Refusal } from '../errors.ts'

/** Whom a mail with a link addresses. */
export interface Addressee {
  person_id: string
  organisation_id: string
  organisation_name: string
  first_name: string
  email: string
  language: 'nl' | 'en'
}

interface Found extends Addressee {
  expires_at: Date
  used_at: Date | null
  has_account: boolean
  invitation_id: string | null
  invitation_expires_at: Date | null
  accepted_at: Date | null
  revoked_at: Date | null
}

/** A link was made for the last invitation before it: one that went to an old address must not open a newer one. */
const findLink = statement<Found>(
  'find_link',
  `select l.person_id, l.expires_at, l.used_at, a.*,
          exists (select 1 from auth."user" u where u.id = l.person_id) as has_account,
          i.id as invitation_id, i.expires_at as invitation_expires_at, i.accepted_at, i.revoked_at
     from auth.link l
    cross join lateral addressee(l.person_id, $3) a
     left join lateral (select id, expires_at, accepted_at, revoked_at from invitation
                         where person_id = l.person_id and invited_at <= l.created_at
                         order by invited_at desc, id desc limit 1) i on l.kind = 'invitation'
    where l.digest = $1 and l.kind = $2`,
)
const findAddressee = statement<Addressee>(
  'find_addressee',
  `select u.id as person_id, a.* from auth."user" u cross join lateral addressee(u.id, $2) a where u.email = $1`,
)

/** @throws Refusal `not_found` for a secret that was never given out, `link_used`, `link_expired` */
async function goodLink(pool: pg.Pool, kind: 'invitation' | 'reset', secret: string, now: Date): Promise<Found> {
  const [found] = await run(pool, findLink, [linkDigest(secret), kind, now])
  if (!found) throw new Refusal('not_found')
  if (found.used_at) throw new Refusal('link_used')
  if (found.expires_at <= now) throw new Refusal('link_expired')
  return found
}

/** The invitation that a link opens. @throws Refusal as above; what was taken back counts as expired */
export async function invitationBehind(
  pool: pg.Pool,
  secret: string,
  now: Date,
): Promise<Addressee & { invitation_id: string; has_account: boolean }> {
  const found = await goodLink(pool, 'invitation', secret, now)
  const { invitation_id, invitation_expires_at, accepted_at, revoked_at } = found
  if (!invitation_id || !invitation_expires_at) throw new Refusal('not_found')
  if (accepted_at) throw new Refusal('link_used')
  if (revoked_at || invitation_expires_at <= now) throw new Refusal('link_expired')
  return { ...found, invitation_id }
}

/** Whose password a link is to choose. @throws Refusal as above */
export async function resetBehind(pool: pg.Pool, secret: string, now: Date): Promise<Addressee> {
  const found = await goodLink(pool, 'reset', secret, now)
  if (!found.has_account) throw new Refusal('not_found')
  return found
}

/** The person whose account has this e-mail address, if there is one with a role today. */
export const accountAt = async (pool: pg.Pool, email: string, now: Date): Promise<Addressee | undefined> =>
  (await run(pool, findAddressee, [email.toLowerCase(), now]))[0]
