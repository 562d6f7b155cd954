import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'

/** How long a challenge is good. */
const lifetime = 5 * 60 * 1000

/** Keeps what a passkey is to sign, or to be made for, under what it is for: it is good for nothing else. */
export async function keepChallenge(pool: pg.Pool, purpose: string, challenge: string, now: Date): Promise<void> {
  await pool.query(
    `insert into auth.verification (id, identifier, value, expires_at, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)`,
    [uuidv7(), purpose, challenge, new Date(now.getTime() + lifetime), now],
  )
}

/** The latest challenge for this, good once; nothing when there is none, or no longer. */
export async function takeChallenge(pool: pg.Pool, purpose: string, now: Date): Promise<string | undefined> {
  const { rows } = await pool.query<{ value: string; expires_at: Date }>(
    'delete from auth.verification where identifier = $1 returning value, expires_at',
    [purpose],
  )
  const latest = rows.sort((a, b) => b.expires_at.getTime() - a.expires_at.getTime())[0]
  return latest && latest.expires_at > now ? latest.value : undefined
}
