import { v7 as uuidv7 } from 'uuid'
import { type Statement, statement, type Tx } from '../../db/client.ts'
import type { AbsenceReason, AbsenceRevision, absenceDeeds } from '../contract/absence.ts'
import type { Part } from '../contract/planning.ts'
import { refuseTaken } from '../intent.ts'
import { type AbsenceRow, partOf, relationOf } from './queries.ts'

/** What is said of an absence. */
export interface Said {
  reason: AbsenceReason
  startsOn: string
  endsOn: string
  part: Part | null
  note: string
}

const insertAbsence = statement<never>(
  'insert_absence',
  `insert into absence (id, organisation_id, child_id, reason, starts_on, ends_on, from_minute, until_minute, note, late,
                        reporter_id, reporter_name, reporter_role, reported_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
)

/** Stores a new absence. */
export async function keepNew(tx: Tx, id: string, childId: string, said: Said, late: boolean): Promise<void> {
  const { organisationId, personId, firstName, role } = tx.actor
  const { reason, startsOn, endsOn, part, note } = said
  const row = [
    id,
    organisationId,
    childId,
    reason,
    startsOn,
    endsOn,
    part?.from ?? null,
    part?.until ?? null,
    note,
    late,
  ]
  await tx.query(insertAbsence, [...row, personId, firstName, role, tx.now]).catch(refuseTaken)
}

const updateAbsence = statement<never>(
  'update_absence',
  `update absence set reason = $2, starts_on = $3, ends_on = $4, from_minute = $5, until_minute = $6, note = $7, late = $8,
          version = version + 1, changed_at = $9, seen_at = null, seen_by_id = null, seen_by_name = null
    where id = $1`,
)

/** Changes one; that the group has seen it is true no more. */
export async function keepChanged(tx: Tx, id: string, said: Said, late: boolean): Promise<void> {
  const { reason, startsOn, endsOn, part, note } = said
  const row = [id, reason, startsOn, endsOn, part?.from ?? null, part?.until ?? null, note, late, tx.now]
  await tx.query(updateAbsence, row)
}

const cancelOne = statement<never>(
  'cancel_absence',
  `update absence set cancelled_at = $2, changed_at = $2, version = version + 1, seen_at = null, seen_by_id = null, seen_by_name = null
    where id = $1`,
)
export const keepCancelled = (tx: Tx, id: string): Promise<never[]> => tx.query(cancelOne, [id, tx.now])

const seeOne = statement<never>(
  'see_absence',
  'update absence set seen_at = $2, seen_by_id = $3, seen_by_name = $4 where id = $1',
)
export const keepSeen = (tx: Tx, id: string): Promise<never[]> =>
  tx.query(seeOne, [id, tx.now, tx.actor.personId, tx.actor.firstName])

export type Deed = (typeof absenceDeeds)[number]

const insertRevision: Statement<never> = statement(
  'insert_absence_revision',
  `insert into absence_revision (id, organisation_id, absence_id, child_id, intent_id, done, reason, starts_on, ends_on, from_minute,
                                 until_minute, note, late, person_id, person_name, role, at)
   select $1, a.organisation_id, a.id, a.child_id, $3, $4, a.reason, a.starts_on, a.ends_on, a.from_minute,
          a.until_minute, a.note, a.late, $5, $6, $7, $8
     from absence a where a.id = $2`,
)

/** What was done with an absence just now, and what it is after that. */
export async function keepRevision(
  tx: Tx,
  absenceId: string,
  done: Deed,
  intentId: string | null = null,
): Promise<void> {
  const { personId, firstName, role } = tx.actor
  await tx.query(insertRevision, [uuidv7(), absenceId, intentId, done, personId, firstName, role, tx.now])
}

interface RevisionRow
  extends Pick<AbsenceRow, 'reason' | 'starts_on' | 'ends_on' | 'from_minute' | 'until_minute' | 'note' | 'late'> {
  id: string
  at: Date
  done: Deed
  person_name: string
  role: string
}
const revisionsOf = statement<RevisionRow>(
  'absence_revisions',
  `select id, at, done, person_name, role, reason, starts_on, ends_on, from_minute, until_minute, note, late
     from absence_revision where absence_id = $1 order by at, id`,
)

/** What was done with an absence, oldest first. */
export async function historyOf(tx: Tx, absenceId: string): Promise<AbsenceRevision[]> {
  const rows = await tx.query(revisionsOf, [absenceId])
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    done: row.done,
    name: row.person_name,
    relation: relationOf(row.role),
    reason: row.reason,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    part: partOf(row),
    note: row.note,
    late: row.late,
  }))
}

const doneByIntent = statement<{ absence_id: string }>(
  'absences_of_intent',
  `select absence_id from absence_revision where child_id = $1 and intent_id = $2 and done <> 'cancelled'`,
)

/** Which absence of a child a request came to, when it was sent for the first time. */
export const absenceOfIntent = async (tx: Tx, childId: string, intentId: string): Promise<string | undefined> =>
  (await tx.query(doneByIntent, [childId, intentId]))[0]?.absence_id
