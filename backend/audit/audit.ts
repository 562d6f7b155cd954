import type { Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import type { exportAudit as exportRoute, searchAudit as searchRoute } from '../contract/audit.ts'
import { mostExported } from '../contract/audit-actions.ts'
import type { Output } from '../contract/route.ts'
import { cursorOf, firstId } from '../cursor.ts'
import { Refusal } from '../errors.ts'
import type { Download } from '../http.ts'
import { piecesOf } from './csv.ts'
import { auditRowOf, namesIn } from './queries.ts'
import { countOf, countsOf, type Filter, pageOf } from './search.ts'

const pageRows = 50

/** A page of the audit; that it was looked at, and how, is recorded first. */
export async function searchAudit(
  tx: Tx,
  { before, ...filter }: Output<(typeof searchRoute)['query']>,
): Promise<Output<(typeof searchRoute)['reply']>> {
  const subject = { ...filter, before: before?.slice(25) }
  const [found, days] = await Promise.all([
    pageOf(tx, inOrder(filter), before, pageRows + 1),
    before ? [] : countsOf(tx, filter),
  ])
  const rows = found.slice(0, pageRows)
  const names = await namesIn(tx, rows, [filter.person, filter.child])
  await writeAudit(tx, { action: 'audit.searched', subject })
  return {
    rows: rows.map(auditRowOf),
    names,
    days,
    older: found.length > pageRows ? cursorOf(rows.at(-1)!) : null,
  }
}

/**
 * The rows that a filter finds, as a file; that it was taken, with how many rows, is recorded.
 * @throws Refusal `invalid` when there are more rows than one file holds
 */
export async function exportAudit(tx: Tx, filter: Output<(typeof exportRoute)['body']>): Promise<Download> {
  // What came before this moment: neither the record of this very export nor what happens meanwhile.
  const before = cursorOf({ at: tx.now, id: firstId })
  const rows = await countOf(tx, inOrder(filter), before, mostExported + 1)
  if (rows > mostExported) throw new Refusal('invalid', { fields: [{ path: 'from', reason: 'too_many' }] })
  await writeAudit(tx, { action: 'audit.exported', subject: { ...filter, rows } })
  return {
    name: `audit-${filter.from}-${filter.to}.csv`,
    rows,
    pieces: (reading) => piecesOf(reading, filter, before),
  }
}

/** @throws Refusal `invalid` when the last day comes before the first */
function inOrder(filter: Filter): Filter {
  if (filter.from && filter.to && filter.to < filter.from)
    throw new Refusal('invalid', { fields: [{ path: 'to', reason: 'before_from' }] })
  return filter
}
