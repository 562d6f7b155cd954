import { v7 as uuidv7 } from 'uuid'
import { statement, type Tx } from '../db/client.ts'
import { writeAudit } from '../db/events.ts'
import type { ReadKind } from './contract/child.ts'

/** Within so long the same person's looking at the same thing counts once. */
const once = 3_600_000

const insertReads = statement<never>(
  'insert_child_reads',
  `insert into child_read (id, organisation_id, child_id, person_id, role, reader_name, what, subject, at)
   select g.id, $3, g.child, $4, $5, $6, $7, $8, $9
     from unnest($1::uuid[], $2::uuid[]) as g(id, child)
    where not exists (select 1 from child_read r
                       where r.person_id = $4 and r.child_id = g.child and r.role = $5 and r.what = $7
                         and r.subject = $8 and r.at > $10)`,
)

/**
 * Records that the actor looked at something of these children, for their guardians and in the audit; what could not be
 * recorded is not shown.
 * @param subject which day or entry, where there is one
 */
export async function noteReads(tx: Tx, childIds: Iterable<string>, what: ReadKind, subject = ''): Promise<void> {
  const children = [...new Set(childIds)]
  if (children.length === 0) return
  await tellReads(tx, children, what, subject)
  await writeAudit(tx, { action: 'child.read', subject: { what, subject, children } })
}

/** The same for guardians alone, where what was looked at leaves an audit row of its own. */
export async function tellReads(tx: Tx, children: readonly string[], what: ReadKind, subject = ''): Promise<void> {
  if (children.length === 0) return
  const { organisationId, personId, role, firstName } = tx.actor
  const since = new Date(tx.now.getTime() - once)
  const ids = children.map(() => uuidv7())
  await tx.query(insertReads, [ids, children, organisationId, personId, role, firstName, what, subject, tx.now, since])
}
