import { type Statement, statement, type Tx } from '../db/client.ts'
import { writeAudit } from '../db/events.ts'
import type { PhotoReader } from './contract/photo.ts'
import { refuseTaken } from './intent.ts'
import { breachDraft } from './locales/breach-draft.ts'

/** What was recalled because it reached who should not have had it. */
export interface Recalled {
  /** Of the record. */
  id: string
  kind: 'photo'
  group: { id: string; name: string }
  childIds: readonly string[]
  reason: string
  postedAt: Date
  /** Whom it had reached. */
  readers: readonly PhotoReader[]
}

const insertBreach: Statement<never> = statement(
  'insert_breach',
  `insert into breach_record (id, organisation_id, kind, group_id, group_name, child_ids, posted_at, recalled_at, recalled_by_id,
                              recalled_by_name, reason, readers, happened, measures)
   select $1, $2, $3, $4, $5, $6::uuid[], $7, $8, p.id, concat_ws(' ', p.first_name, p.last_name), $10, $11::jsonb, $12, $13
     from person p where p.id = $9`,
)

/**
 * Begins the record of a breach as a draft, with the facts filled in; the privacy officer completes it. Whoever begins it can
 * read nothing of it, nor change it.
 */
export async function beginBreach(tx: Tx, recalled: Recalled): Promise<void> {
  const { id, kind, group, childIds, reason, postedAt, readers } = recalled
  const { happened, measures } = breachDraft({
    group: group.name,
    children: childIds.length,
    postedAt,
    recalledAt: tx.now,
    readers,
  })
  await tx
    .query(insertBreach, [
      id,
      tx.actor.organisationId,
      kind,
      group.id,
      group.name,
      childIds,
      postedAt,
      tx.now,
      tx.actor.personId,
      reason,
      JSON.stringify(readers),
      happened,
      measures,
    ])
    .catch(refuseTaken)
  await writeAudit(tx, { action: 'breach.begun', subject: { breach: id, group: group.id, children: childIds } })
}
