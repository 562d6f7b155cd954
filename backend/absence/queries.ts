import { Temporal } from 'temporal-polyfill'
import { statement, type Tx } from '../../db/client.ts'
import { inOrder } from '../child/queries.ts'
import {
  type Absence,
  type AbsenceReason,
  absencesShown,
  type GuardianAbsence,
  type StaffAbsence,
} from '../contract/absence.ts'
import { comingDays } from '../contract/coming.ts'
import type { Overlap } from '../contract/overlap.ts'
import type { Part } from '../contract/planning.ts'
import { todayOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { works } from '../group/queries.ts'

/** An absence as a row, or as one value for a view; moments are text in the latter. */
export interface AbsenceRow {
  id: string
  child_id: string
  reason: AbsenceReason
  starts_on: string
  ends_on: string
  from_minute: number | null
  until_minute: number | null
  note: string
  late: boolean
  version: number
  reporter_id: string
  reporter_name: string
  reporter_role: string
  reported_at: Date | string
  changed_at: Date | string | null
  seen_at: Date | string | null
  seen_by_id: string | null
  seen_by_name: string | null
  cancelled_at: Date | string | null
}

export const absenceColumns = `a.id, a.child_id, a.reason, a.starts_on, a.ends_on, a.from_minute, a.until_minute, a.note, a.late, a.version,
  a.reporter_id, a.reporter_name, a.reporter_role, a.reported_at, a.changed_at, a.seen_at, a.seen_by_id, a.seen_by_name, a.cancelled_at`

const instant = (moment: Date | string) => new Date(moment).toISOString()
export const partOf = (row: Pick<AbsenceRow, 'from_minute' | 'until_minute'>): Part | null =>
  row.from_minute === null ? null : { from: row.from_minute, until: row.until_minute! }
export const relationOf = (role: string): 'guardian' | 'staff' => (role === 'guardian' ? 'guardian' : 'staff')

const common = (row: AbsenceRow) => ({
  id: row.id,
  childId: row.child_id,
  reason: row.reason,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  part: partOf(row),
  note: row.note,
  version: row.version,
  late: row.late,
  reportedAt: instant(row.reported_at),
  changedAt: row.changed_at && instant(row.changed_at),
  cancelled: row.cancelled_at !== null,
})

export const guardianAbsence = (row: AbsenceRow): GuardianAbsence => ({
  ...common(row),
  reporter: { name: row.reporter_name, relation: relationOf(row.reporter_role) },
  seen: row.seen_at === null ? null : { at: instant(row.seen_at), name: row.seen_by_name! },
})

export const staffAbsence = (row: AbsenceRow): StaffAbsence => ({
  ...common(row),
  reporter: { name: row.reporter_name, relation: relationOf(row.reporter_role), personId: row.reporter_id },
  seen: row.seen_at === null ? null : { at: instant(row.seen_at), name: row.seen_by_name!, personId: row.seen_by_id! },
})

/** As the actor may have it. */
export const absenceFor = (tx: Tx, row: AbsenceRow): Absence =>
  tx.actor.role === 'guardian' ? guardianAbsence(row) : staffAbsence(row)

const absencesOfGuardian = statement<AbsenceRow>(
  'absences_of_guardian',
  `select ${absenceColumns} from absence a
    where a.cancelled_at is null and a.child_id = any($1::uuid[]) and a.ends_on >= $2::date
    order by a.starts_on, a.id`,
)

/** The absences of some children that were not over two weeks before today. */
export async function absencesSince(tx: Tx, childIds: readonly string[], today: string): Promise<GuardianAbsence[]> {
  const since = Temporal.PlainDate.from(today).subtract({ days: absencesShown }).toString()
  return (await tx.query(absencesOfGuardian, [childIds, since])).map(guardianAbsence)
}

const absencesOfDay = statement<AbsenceRow>(
  'absences_of_day',
  `select ${absenceColumns} from absence a
    where a.cancelled_at is null and a.child_id = any($1::uuid[]) and a.ends_on >= $2::date and a.starts_on <= $2::date
    order by a.id`,
)

/** The absences of some children on a day. */
export const absencesOn = async (tx: Tx, childIds: readonly string[], day: string): Promise<StaffAbsence[]> =>
  (await tx.query(absencesOfDay, [childIds, day])).map(staffAbsence)

const absencesAhead = statement<AbsenceRow>(
  'absences_ahead',
  `select ${absenceColumns} from absence a
    where a.cancelled_at is null and a.child_id = any($1::uuid[]) and a.ends_on > $2::date and a.starts_on <= $3::date
    order by a.starts_on, a.id`,
)

/** The absences of some children that are still to come after a day. */
export const absencesAfter = async (tx: Tx, childIds: readonly string[], day: string): Promise<StaffAbsence[]> =>
  (await tx.query(absencesAhead, [childIds, day, comingDays(day).at(-1)])).map(staffAbsence)

/** A child of whom the actor may report an absence, with the channel in which it is told. */
export interface ReportedChild {
  id: string
  callName: string
  channel: string
}

const reportable = statement<{ id: string; call_name: string; channel: string }>(
  'reportable_children',
  `select c.id, c.call_name, ch.id as channel
     from child c
     join channel ch on ch.child_id = c.id and ch.kind = 'absence'
    where c.id = any($1::uuid[])
      and (exists (select 1 from guardianship s
                    where $3 = 'guardian' and s.child_id = c.id and s.person_id = $2 and s.restricted_at is null
                      and s.starts_on <= $4::date and (s.ends_on is null or s.ends_on >= $4::date))
           or exists (select 1 from placement p join "group" g on g.id = p.group_id
                       where p.child_id = c.id and p.starts_on <= $4::date and (p.ends_on is null or p.ends_on >= $4::date)
                         and ${works('$2', '$3', '$4', '$4')}))`,
)

/**
 * Children of whom the actor may report an absence, in the order of their ids: a guardian the own ones, with parental authority
 * or without it; carers those who are placed today in a group in which they work today. Else nothing is found.
 */
export async function childrenToReport(tx: Tx, childIds: readonly string[]): Promise<ReportedChild[]> {
  const { personId, role } = tx.actor
  return inOrder(await tx.query(reportable, [childIds, personId, role, todayOf(tx)]), childIds)
}

const lockAbsences = statement<never>('lock_absences', 'select from lock_absences($1::uuid[])')

/** From here on nobody else changes the absences of these children before this transaction ends. */
export const lockAbsencesOf = (tx: Tx, childIds: readonly string[]): Promise<never[]> =>
  tx.query(lockAbsences, [childIds])

const absenceById = statement<AbsenceRow>('absence_by_id', `select ${absenceColumns} from absence a where a.id = $1`)

export const rowOf = async (tx: Tx, absenceId: string): Promise<AbsenceRow | undefined> =>
  (await tx.query(absenceById, [absenceId]))[0]

/** An absence that the actor may change, and its child; else nothing is found. */
export async function absenceToChange(tx: Tx, absenceId: string): Promise<{ row: AbsenceRow; child: ReportedChild }> {
  const found = await rowOf(tx, absenceId)
  if (!found) throw new Refusal('not_found')
  const [child] = await childrenToReport(tx, [found.child_id])
  await lockAbsencesOf(tx, [found.child_id])
  return { row: (await rowOf(tx, absenceId))!, child: child! }
}

const standingBetween = statement<AbsenceRow>(
  'absences_between',
  `select ${absenceColumns} from absence a
    where a.cancelled_at is null and a.child_id = any($1::uuid[]) and a.ends_on >= $2::date and a.starts_on <= $3::date
    order by a.starts_on, a.id`,
)

/** The absences of some children that have a day in a period. */
export const absencesBetween = (tx: Tx, childIds: readonly string[], from: string, to: string): Promise<AbsenceRow[]> =>
  tx.query(standingBetween, [childIds, from, to])

const nearest = statement<AbsenceRow>(
  'absence_around',
  `select ${absenceColumns} from absence a
    where a.child_id = $1 and a.reason = $2 and a.ends_on >= $3::date and a.starts_on <= $4::date
    order by a.cancelled_at is null desc, a.reported_at desc, a.id desc limit 1`,
)

/** The absence of a child with this reason in a period, or the last one that was cancelled. */
export const absenceAround = async (
  tx: Tx,
  childId: string,
  { reason, startsOn, endsOn }: { reason: AbsenceReason; startsOn: string; endsOn: string },
): Promise<AbsenceRow | undefined> => (await tx.query(nearest, [childId, reason, startsOn, endsOn]))[0]

export const overlapOf = (row: AbsenceRow, callName: string): Overlap => ({
  id: row.id,
  childId: row.child_id,
  callName,
  reason: row.reason,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  part: partOf(row),
  version: row.version,
})
