import { type Statement, statement, type Tx } from '../db/client.ts'
import { writeAudit } from '../db/events.ts'
import type { PhotoReader, RecalledReport, RecalledTag } from './contract/photo.ts'
import { refuseTaken } from './intent.ts'
import { breachDraft } from './locales/breach-draft.ts'

/** What was recalled because it reached who should not have had it. */
export interface Recalled {
  /** Of the record. */
  id: string
  kind: 'photo' | 'message'
  group: { id: string; name: string }
  childIds: readonly string[]
  reason: string
  /** When it was first placed, or sent. */
  postedAt: Date
  /** In whose timelines it stood, in that order. */
  tags: readonly RecalledTag[]
  /** What guardians had reported about it, earliest first. */
  reports: readonly RecalledReport[]
  /** Whom it had reached. */
  readers: readonly PhotoReader[]
  /** What went with a message. */
  went?: { photos: number; documents: number }
}

const insertBreach: Statement<never> = statement(
  'insert_breach',
  `insert into breach_record (id, organisation_id, kind, group_id, group_name, child_ids, posted_at, recalled_at, recalled_by_id,
                              recalled_by_name, reason, readers, happened, measures, tags, reports, aware_at)
   select $1, $2, $3, $4, $5, $6::uuid[], $7, $8, p.id, concat_ws(' ', p.first_name, p.last_name), $10, $11::jsonb, $12, $13,
          $14::jsonb, $15::jsonb, $16
     from person p where p.id = $9`,
)

const tellOfficers = statement<never>('tell_officers', 'select tell_officers($1)')

/**
 * Begins the record of a breach as a draft, with the facts filled in; the privacy officer completes it. Whoever begins it can
 * read nothing of it, nor change it. The privacy officers hear of it by mail, for 72 hours run: since the first
 * report of a guardian, where there was one.
 */
export async function beginBreach(tx: Tx, recalled: Recalled): Promise<void> {
  const { id, kind, group, childIds, reason, postedAt, tags, reports, readers, went } = recalled
  // Whoever hears of it for the organisation knows it for the organisation.
  const awareAt = reports[0] ? new Date(reports[0].at) : tx.now
  const { happened, measures } = breachDraft({
    ...{ kind, group: group.name, postedAt, tags, reports, readers, went },
    recalledAt: tx.now,
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
      JSON.stringify(tags),
      JSON.stringify(reports),
      awareAt,
    ])
    .catch(refuseTaken)
  await tx.query(tellOfficers, [id])
  await writeAudit(tx, { action: 'breach.begun', subject: { breach: id, group: group.id, children: childIds } })
}
