import type pg from 'pg'

/**
 * Takes away what no longer lets anybody in: sessions, with their addresses and devices, links, codes of tablets and attempts to sign in.
 * @param auth the accounts' own pool; no other login reaches these tables
 * @returns how many sessions were taken
 */
export async function forgetExpired(auth: pg.Pool, now: Date): Promise<number> {
  const { rowCount } = await auth.query('delete from auth.session where expires_at < $1', [now])
  await auth.query('delete from auth.verification where expires_at < $1', [now])
  await auth.query('delete from auth.tablet_code where expires_at < $1', [now])
  const longAgo = new Date(now.getTime() - 30 * 24 * 60 * 60 * 1000)
  await auth.query('delete from auth.link where expires_at < $1', [longAgo])
  await auth.query('delete from auth.attempt where expire < $1', [now.getTime()])
  return rowCount ?? 0
}
