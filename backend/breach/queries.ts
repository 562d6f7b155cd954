import { statement, type Tx } from '../../db/client.ts'
import type { Breach, BreachAccount, BreachLine } from '../contract/breach.ts'
import { guardiansAmong, type PhotoReader, type RecalledReport, type RecalledTag } from '../contract/photo.ts'
import { Refusal } from '../errors.ts'

/** A breach record as it lies in the database. */
export interface BreachRow {
  id: string
  kind: 'photo' | 'message'
  group_name: string
  child_ids: string[]
  posted_at: Date
  recalled_at: Date
  aware_at: Date
  recalled_by_name: string
  reason: string
  readers: PhotoReader[]
  tags: RecalledTag[]
  reports: RecalledReport[]
  state: 'draft' | 'closed'
  version: number
  happened: string
  consequences: string
  measures: string
  authority_told_on: string | null
  guardians_told_on: string | null
}

const columns = `id, kind, group_name, child_ids, posted_at, recalled_at, aware_at, recalled_by_name, reason, readers, tags, reports, state, version, happened,
    consequences, measures, authority_told_on, guardians_told_on`
const all = statement<BreachRow>('breaches', `select ${columns} from breach_record order by recalled_at desc, id desc`)
const byId = statement<BreachRow>('breach', `select ${columns} from breach_record where id = $1`)
const locked = statement<BreachRow>('breach_for_update', `${byId.text} for update`)

/** The records of the actor's organisation, newest first. */
export const breachesOf = (tx: Tx): Promise<BreachRow[]> => tx.query(all, [])

const openOnes = statement<{ open: number; oldest: Date | null }>(
  'open_breaches',
  `select count(*)::integer as open, min(aware_at) filter (where authority_told_on is null) as oldest
     from breach_record where state = 'draft'`,
)

/** How many are drafts, and since when the first is known of which the authority was told nothing. */
export async function openBreachesOf(tx: Tx): Promise<{ open: number; oldest: Date | null }> {
  const [found] = await tx.query(openOnes, [])
  return found ?? { open: 0, oldest: null }
}

/** One of them, kept from others' changes with `lock`; else nothing is found. */
export async function breachFor(tx: Tx, breachId: string, lock = false): Promise<BreachRow> {
  const [found] = await tx.query(lock ? locked : byId, [breachId])
  if (!found) throw new Refusal('not_found')
  return found
}

const readersAsRecalled = statement<{ readers: PhotoReader[] | null }>(
  'recalled_readers',
  'select recalled_readers($1) as readers',
)

/** Whom a photo had reached that the actor recalled; for the same recall asked again. */
export async function recalledReaders(tx: Tx, breachId: string): Promise<PhotoReader[]> {
  const [found] = await tx.query(readersAsRecalled, [breachId])
  if (!found?.readers) throw new Refusal('not_found')
  return found.readers
}

/** What is written about a breach. */
export const accountOf = (row: BreachRow): BreachAccount => ({
  happened: row.happened,
  consequences: row.consequences,
  measures: row.measures,
  authorityToldOn: row.authority_told_on,
  guardiansToldOn: row.guardians_told_on,
})

const known = (row: BreachRow) => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  version: row.version,
  recalledAt: row.recalled_at.toISOString(),
  awareAt: row.aware_at.toISOString(),
  recalledBy: row.recalled_by_name,
  group: row.group_name,
  children: row.child_ids.length,
  readers: guardiansAmong(row.readers),
})

/** A record as a list shows it. */
export const breachLine = (row: BreachRow): BreachLine => ({ ...known(row), authorityToldOn: row.authority_told_on })

/** A record whole. */
export const wholeBreach = (row: BreachRow): Breach => ({
  ...known(row),
  postedAt: row.posted_at.toISOString(),
  reason: row.reason,
  tags: row.tags,
  reports: row.reports,
  who: row.readers,
  account: accountOf(row),
})
