import type pg from 'pg'
import { run, statement } from '../../db/client.ts'
import { auditRow } from '../../db/events.ts'

export type FailedSignIn = 'account.sign_in_failed' | 'account.sign_in_throttled'

/** Whose account it was is looked up in the same statement: for an address that nobody has it does the same work. */
const insertFailure = statement<never>(
  'insert_failed_sign_in',
  `insert into audit (id, organisation_id, at, person_id, action, payload, salt, digest)
   select $1::uuid, coalesce($2::uuid, p.organisation_id), $3::timestamptz, coalesce($4::uuid, p.id), $5, $6, $7::bytea, $8::bytea
     from (values (lower($9::text))) as tried(email)
     left join auth."user" u on u.email = tried.email
     left join person p on p.id = u.id`,
)

/** Records an attempt that came to nothing: with the person, where the account is known, so that its organisation learns of it. */
export async function noteFailedSignIn(
  auth: pg.Pool,
  now: Date,
  email: string,
  action: FailedSignIn,
  from: { ip: string; device: string },
): Promise<void> {
  const row = auditRow(now, null, null, { action, subject: {} }, { ip: from.ip, device: from.device })
  await run(auth, insertFailure, [...row, email])
}
