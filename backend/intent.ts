import { createHash } from 'node:crypto'
import pg from 'pg'
import { statement, type Tx } from '../db/client.ts'
import { Refusal } from './errors.ts'

const claimIntent = statement<{ id: string }>(
  'claim_intent',
  `insert into intent (person_id, id, organisation_id, digest, at) values ($1, $2, $3, $4, $5)
   on conflict do nothing returning id`,
)
const knownIntent = statement<{ digest: string }>(
  'known_intent',
  'select digest from intent where person_id = $1 and id = $2',
)

/** Whether the database refused a row because another has its key already. */
export const isTaken = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '23505'

/** By which constraint or index the database refused a row because another has its key already. */
export const takenBy = (error: unknown): string | undefined =>
  isTaken(error) ? (error as pg.DatabaseError).constraint : undefined

/** For `catch`: an id that is somebody else's row already is told as `id_taken`, all else as it came. */
export function refuseTaken(error: unknown): never {
  throw isTaken(error) ? new Refusal('id_taken') : error
}

/** For `catch`: what the row would hang from was removed meanwhile, and is told as `not_found`; all else as it came. */
export function refuseGone(error: unknown): never {
  throw error instanceof pg.DatabaseError && error.code === '23503' ? new Refusal('not_found') : error
}

/** What tells one request from another. */
const digestOf = (request: unknown): string => createHash('sha256').update(JSON.stringify(request)).digest('base64')

/**
 * Claims a client's UUID for one intended change, so that however often it arrives it happens once.
 * @returns whether this is the first time; if not, the caller answers with what the first time made
 * @throws Refusal `id_taken` when the same UUID came with another request before
 */
export async function claim(tx: Tx, id: string, request: unknown): Promise<boolean> {
  const digest = digestOf(request)
  const { personId, organisationId } = tx.actor
  const claimed = await tx.query(claimIntent, [personId, id, organisationId, digest, tx.now])
  if (claimed.length > 0) return true
  const [known] = await tx.query(knownIntent, [personId, id])
  if (known?.digest !== digest) throw new Refusal('id_taken')
  return false
}
