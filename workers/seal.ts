import { createHash } from 'node:crypto'
import type pg from 'pg'
import { work } from '../db/client.ts'
import { auditRow, insertAudit } from '../db/events.ts'

/** Rows per seal at most. */
const batch = 1_000
/** Keeps two workers from sealing at once. */
const lock = 0x5ea1
/** What the first seal has for a hash before it. */
export const beginning: Buffer = Buffer.alloc(32)
const idBytes = 16
const leafBytes = 32

/** What of an audit row a seal covers; payload and salt only through their digest, so that both can be erased. */
export interface SealedRow {
  id: string
  organisation_id: string | null
  /** Milliseconds since 1970. */
  at: number
  person_id: string | null
  action: string
  digest: Buffer
}

/** The columns of a `SealedRow`. */
export const sealedColumns =
  'id, organisation_id, (extract(epoch from at) * 1000)::bigint as at, person_id, action, digest'

/** SHA-256 of everything that a seal covers of a row. */
export const leafOf = (row: SealedRow): Buffer =>
  createHash('sha256')
    .update(`${row.id}\n${row.organisation_id}\n${row.at}\n${row.person_id}\n${row.action}\n`)
    .update(row.digest)
    .digest()

/** The hash of a seal: of the one before it and of its own leaves. */
export const chained = (before: Buffer, leaves: Buffer): Buffer =>
  createHash('sha256').update(before).update(leaves).digest()

const withId = (row: SealedRow): Buffer => Buffer.concat([Buffer.from(row.id.replaceAll('-', ''), 'hex'), leafOf(row)])

/** The ids and leaves in a seal, in its order. */
export function* leavesIn(leaves: Buffer): Generator<{ id: string; leaf: Buffer }> {
  for (let at = 0; at < leaves.length; at += idBytes + leafBytes) {
    const id = leaves.toString('hex', at, at + idBytes)
    yield {
      id: `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`,
      leaf: leaves.subarray(at + idBytes, at + idBytes + leafBytes),
    }
  }
}

/** The end of the chain, to be kept elsewhere: without it nobody could tell that the last seals were taken away. */
export interface Head {
  nr: number
  hash: Buffer
}

/**
 * Seals what was added to the audit since: in batches, each chained to the one before. Whenever a row was committed, and
 * however late, it is not sealed yet and so is found.
 * @returns the head, when something was sealed
 */
export async function seal(worker: pg.Pool, now: () => Date): Promise<Head | undefined> {
  let head: Head | undefined
  for (;;) {
    const sealed = await sealBatch(worker, now())
    if (!sealed) return head
    head = sealed
  }
}

const sealBatch = (worker: pg.Pool, now: Date): Promise<Head | undefined> =>
  work(worker, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [lock])
    const { rows } = await client.query<SealedRow>(
      `select ${sealedColumns} from audit where seal is null order by id limit $1`,
      [batch],
    )
    if (rows.length === 0) return undefined
    const { rows: last } = await client.query<Head>('select nr, hash from audit_seal order by nr desc limit 1')
    const nr = (last[0]?.nr ?? 0) + 1
    const leaves = Buffer.concat(rows.map(withId))
    const hash = chained(last[0]?.hash ?? beginning, leaves)
    await client.query('insert into audit_seal (nr, sealed_at, leaves, hash) values ($1, $2, $3, $4)', [
      nr,
      now,
      leaves,
      hash,
    ])
    await client.query('update audit set seal = $1 where id = any($2::uuid[])', [nr, rows.map((row) => row.id)])
    return { nr, hash }
  })

/**
 * Erases what some sealed audit rows say, when the law demands it or their time is over; that it happened is itself
 * recorded, for otherwise the verifier calls an empty row broken. Rows not sealed yet are left as they are, and such records,
 * which hold ids only.
 * @returns how many rows were erased
 */
export const eraseAudit = (worker: pg.Pool, ids: readonly string[], reason: string, now: Date): Promise<number> =>
  work(worker, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `update audit set payload = null, salt = null where id = any($1::uuid[]) and seal is not null and payload is not null
        and action <> $2
       returning id`,
      [ids, erased],
    )
    const note = { action: erased, subject: { rows: rows.map((row) => row.id), reason } }
    if (rows.length > 0) await client.query({ ...insertAudit, values: [...auditRow(now, null, null, note, {})] })
    return rows.length
  })

/** The action of the record that others were erased. */
export const erased = 'audit.erased'
