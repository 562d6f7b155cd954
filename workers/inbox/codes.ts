import type pg from 'pg'
import { codeAt } from '../../backend/account/authenticator.ts'
import { unseal } from '../../db/sealing.ts'
import { demonstrationAccounts } from '../../db/seed.ts'

/** The codes of this moment of the demonstration's accounts, for whoever tries it without an authenticator of their own. */
export async function demonstrationCodes(auth: pg.Pool, secret: string, now: Date) {
  const { rows } = await auth.query<{ id: string; email: string; sealed_secret: string }>(
    `select u.id, u.email, f.sealed_secret from auth."user" u join auth.second_factor f on f.user_id = u.id
      where u.email = any($1) and f.sealed_secret is not null`,
    [demonstrationAccounts.map(({ email }) => email)],
  )
  return demonstrationAccounts.flatMap(({ who, email }) => {
    const found = rows.find((row) => row.email === email)
    return found ? [{ who, code: codeAt(unseal(found.sealed_secret, found.id, secret), now) }] : []
  })
}
