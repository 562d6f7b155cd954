import { statement, type Tx } from '../../db/client.ts'
import { record } from '../../db/events.ts'
import { childToKeepFor } from '../child/queries.ts'
import { dayOf } from '../contract/clock.ts'
import {
  type addCollector as addRoute,
  type Collector,
  type Collectors,
  type changeCollector as changeRoute,
  mostCollectors,
} from '../contract/collectors.ts'
import type { Output } from '../contract/route.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { claim, refuseTaken } from '../intent.ts'
import { collectorsChanged } from './queries.ts'

interface CollectorRow {
  id: string
  child_id: string
  name: string
  relation: string
  phone: string
  starts_on: string
  ends_on: string | null
  version: number
}
const columns = 'id, child_id, name, relation, phone, starts_on, ends_on, version'
const collectorsOfChild = statement<CollectorRow>(
  'collectors_of_child',
  `select ${columns} from collector where child_id = $1 order by name, id`,
)
const collectorById = statement<CollectorRow>(
  'collector_by_id',
  `select ${columns} from collector where id = $1 for no key update`,
)

const collectorOf = (row: CollectorRow): Collector => ({
  id: row.id,
  name: row.name,
  relation: row.relation,
  phone: row.phone,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  version: row.version,
})

/** Who may bring and fetch a child besides its guardians. */
export async function collectorsOf(tx: Tx, childId: string): Promise<Collectors> {
  const child = await childToKeepFor(tx, childId)
  const rows = await tx.query(collectorsOfChild, [child.id])
  return { child, today: dayOf(tx.now, timeZone), collectors: rows.map(collectorOf) }
}

const insertCollector = statement<never>(
  'insert_collector',
  `insert into collector (id, organisation_id, child_id, name, relation, phone, starts_on, ends_on)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

/**
 * From a day on somebody may bring and fetch a child.
 * @throws Refusal `invalid` when there are too many already
 */
export async function addCollector(
  tx: Tx,
  childId: string,
  { id, ...said }: Output<(typeof addRoute)['body']>,
): Promise<void> {
  const child = await childToKeepFor(tx, childId)
  if (!(await claim(tx, id, { childId, said }))) return
  const today = dayOf(tx.now, timeZone)
  const there = (await tx.query(collectorsOfChild, [child.id])).filter(
    (row) => row.ends_on === null || row.ends_on >= today,
  )
  if (there.length >= mostCollectors) throw new Refusal('invalid', { fields: [{ path: 'name', reason: 'too_many' }] })
  const { name, relation, phone, startsOn, endsOn } = said
  await tx
    .query(insertCollector, [id, tx.actor.organisationId, child.id, name, relation, phone, startsOn, endsOn])
    .catch(refuseTaken)
  record(tx, await collectorsChanged(tx, child.id), {
    action: 'collector.added',
    subject: { child: child.id, collector: id },
  })
}

const updateCollector = statement<never>(
  'update_collector',
  `update collector set name = $2, relation = $3, phone = $4, starts_on = $5, ends_on = $6, version = version + 1 where id = $1`,
)

/** Changes who may bring and fetch a child, or until when; what says the same changes nothing. Gives the child. */
export async function changeCollector(
  tx: Tx,
  collectorId: string,
  { id, version, ...said }: Output<(typeof changeRoute)['body']>,
): Promise<string> {
  const [row] = await tx.query(collectorById, [collectorId])
  if (!row) throw new Refusal('not_found')
  await childToKeepFor(tx, row.child_id)
  if (!(await claim(tx, id, { collectorId, version, said }))) return row.child_id
  if (row.version !== version) throw new Refusal('stale_version', { version: row.version })
  const was: typeof said = collectorOf(row)
  const fields = (Object.keys(said) as (keyof typeof said)[]).filter((name) => said[name] !== was[name])
  if (fields.length === 0) return row.child_id
  const { name, relation, phone, startsOn, endsOn } = said
  await tx.query(updateCollector, [row.id, name, relation, phone, startsOn, endsOn])
  const subject = { child: row.child_id, collector: row.id, fields }
  record(tx, await collectorsChanged(tx, row.child_id), { action: 'collector.changed', subject })
  return row.child_id
}
