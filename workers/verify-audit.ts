import { createHash } from 'node:crypto'
import type pg from 'pg'
import { work } from '../db/client.ts'
import { saltBytes } from '../db/events.ts'
import { beginning, chained, leafOf, leavesIn, type SealedRow, sealedColumns } from './seal.ts'

/** The first thing in the chain's order that is not as it was sealed; `row` where one row is to blame. */
export interface Broken {
  nr: number
  row?: string
  what:
    | 'missing'
    | 'changed'
    | 'content_changed'
    | 'emptied'
    | 'added'
    | 'seal_changed'
    | 'seal_missing'
    | 'head_differs'
}

const words: Record<Broken['what'], string> = {
  missing: 'is gone',
  changed: 'was changed',
  content_changed: 'has another content',
  emptied: 'was emptied, and no record says so',
  added: 'was put in afterwards',
  seal_changed: 'is not what its rows and the seal before it make',
  seal_missing: 'is gone',
  head_differs: 'is another than the one that was noted',
}

/** What is broken, for people. */
export const sentenceOf = ({ nr, row, what }: Broken): string =>
  `${row ? `row ${row} of seal ${nr}` : `seal ${nr}`} ${words[what]}`

export interface Verdict {
  seals: number
  rows: number
  /** Rows whose content was erased, with a record of it. */
  erased: number
  /** Rows that wait for their seal. */
  pending: number
  head: { nr: number; hash: string }
  broken: Broken | undefined
}

type Row = SealedRow & { seal: number; payload: string | null; salt: Buffer | null }
type Seal = { nr: number; leaves: Buffer; hash: Buffer }

/** So many seals are held in memory at a time. */
const stretch = 20

/**
 * Walks the audit's chain from the first seal to the last.
 * @param known a head that was noted earlier: a chain that was cut short or written anew does not lead through it
 */
export const verifyAudit = (worker: pg.Pool, known?: { nr: number; hash: string }): Promise<Verdict> =>
  // One state of the database throughout, while sealing and erasing go on.
  work(worker, (client) => walk(client, known), 'snapshot')

async function walk(worker: pg.PoolClient, known: { nr: number; hash: string } | undefined): Promise<Verdict> {
  const recorded = await recordedErasures(worker)
  const verdict: Verdict = {
    seals: 0,
    rows: 0,
    erased: 0,
    pending: 0,
    head: { nr: 0, hash: beginning.toString('hex') },
    broken: undefined,
  }
  const { rows: pending } = await worker.query<{ many: number }>(
    'select count(*) as many from audit where seal is null',
  )
  verdict.pending = pending[0]?.many ?? 0
  let next = readStretch(worker, 0)
  try {
    while (verdict.broken === undefined) {
      const { seals, rows, upTo } = await next
      // Read on while this is being checked.
      next = readStretch(worker, upTo ?? verdict.head.nr)
      next.catch(() => {})
      for (const seal of seals) {
        verdict.broken = checkSeal(seal, rows.get(seal.nr) ?? new Map(), recorded, verdict)
        rows.delete(seal.nr)
        if (known?.nr === seal.nr && known.hash !== verdict.head.hash)
          verdict.broken ??= { nr: seal.nr, what: 'head_differs' }
        if (verdict.broken) return verdict
      }
      // What is left claims a seal that is not there.
      for (const [nr, [row]] of rows) verdict.broken ??= { nr, row: row?.[0], what: 'added' }
      if (seals.length > 0) continue
      if (known && known.nr > verdict.head.nr) verdict.broken ??= { nr: verdict.head.nr + 1, what: 'seal_missing' }
      break
    }
    return verdict
  } finally {
    // The connection is given back when nothing is asked of it any more.
    await next.catch(() => {})
  }
}

type RowsBySeal = Map<number, Map<string, Row>>

/** The next seals after one, with all rows that claim to belong to them; at the end the rows that claim a later one. */
async function readStretch(
  worker: pg.PoolClient,
  after: number,
): Promise<{ seals: Seal[]; rows: RowsBySeal; upTo: number | null }> {
  const { rows: seals } = await worker.query<Seal>(
    'select nr, leaves, hash from audit_seal where nr > $1 order by nr limit $2',
    [after, stretch],
  )
  const upTo = seals.at(-1)?.nr ?? null
  return { seals, rows: await rowsOf(worker, after, upTo), upTo }
}

/** Checks one seal against its rows and the seal before it; moves the verdict's head on when all is well. */
function checkSeal(
  seal: Seal,
  rows: Map<string, Row>,
  recorded: ReadonlySet<string>,
  verdict: Verdict,
): Broken | undefined {
  const nr = verdict.head.nr + 1
  if (seal.nr !== nr) return { nr, what: 'seal_missing' }
  const hash = chained(Buffer.from(verdict.head.hash, 'hex'), seal.leaves)
  if (!hash.equals(seal.hash)) return { nr, what: 'seal_changed' }
  for (const { id, leaf } of leavesIn(seal.leaves)) {
    const row = rows.get(id)
    if (!row) return { nr, row: id, what: 'missing' }
    rows.delete(id)
    if (!leafOf(row).equals(leaf)) return { nr, row: id, what: 'changed' }
    if (row.payload === null || row.salt === null) {
      if (!recorded.has(id)) return { nr, row: id, what: 'emptied' }
      verdict.erased += 1
    } else if (!isDigested(row.payload, row.salt, row.digest)) return { nr, row: id, what: 'content_changed' }
    verdict.rows += 1
  }
  for (const id of rows.keys()) return { nr, row: id, what: 'added' }
  verdict.seals += 1
  verdict.head = { nr, hash: hash.toString('hex') }
  return undefined
}

/** The salt's length is fixed, or bytes of the payload could pass for it. */
const isDigested = (payload: string, salt: Buffer, digest: Buffer): boolean =>
  salt.length === saltBytes && createHash('sha256').update(salt).update(payload).digest().equals(digest)

async function rowsOf(worker: pg.PoolClient, after: number, upTo: number | null): Promise<RowsBySeal> {
  const { rows } = await worker.query<Row>(
    `select ${sealedColumns}, seal, payload, salt from audit where seal > $1 and ($2::bigint is null or seal <= $2)`,
    [after, upTo],
  )
  const bySeal: RowsBySeal = new Map()
  for (const row of rows) {
    const known = bySeal.get(row.seal)
    if (known) known.set(row.id, row)
    else bySeal.set(row.seal, new Map([[row.id, row]]))
  }
  return bySeal
}

/** The rows of which it is recorded that they were erased; a record that is not as it was written records nothing. */
async function recordedErasures(worker: pg.PoolClient): Promise<Set<string>> {
  const { rows } = await worker.query<Pick<Row, 'payload' | 'salt' | 'digest'>>(
    `select payload, salt, digest from audit where action = 'audit.erased'`,
  )
  return new Set(
    rows.flatMap(({ payload, salt, digest }) =>
      payload !== null && salt !== null && isDigested(payload, salt, digest) ? erasedBy(payload) : [],
    ),
  )
}

function erasedBy(payload: string): string[] {
  try {
    const { rows } = JSON.parse(payload) as { rows?: unknown }
    return Array.isArray(rows) ? rows.map(String) : []
  } catch {
    return []
  }
}
