import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { daysBetween, longestAbsence, longestNote, type ReportAbsence, type Reported } from '../contract/absence.ts'
import { Refusal } from '../errors.ts'
import { claim } from '../intent.ts'
import { agreedFor, daysFrom, isLate } from './cut-off.ts'
import { absenceOfIntent, keepCancelled, keepChanged, keepNew, keepRevision, type Said } from './keeping.ts'
import {
  type AbsenceRow,
  absenceAround,
  absenceFor,
  absencesBetween,
  childrenToReport,
  lockAbsencesOf,
  overlapOf,
  partOf,
  rowOf,
} from './queries.ts'
import { type Told, tellAll } from './tell.ts'
import { refuseDays, refuseManyParts } from './times.ts'

export const overlaps = (row: AbsenceRow, { startsOn, endsOn, part }: Said): boolean => {
  const there = partOf(row)
  const isSameTime = there === null || part === null || (there.from < part.until && there.until > part.from)
  return row.starts_on <= endsOn && row.ends_on >= startsOn && isSameTime
}
const isWhole = (row: AbsenceRow) => row.from_minute === null
const isTheSame = (row: AbsenceRow, { reason, startsOn, endsOn, part }: Said): boolean =>
  row.reason === reason &&
  row.starts_on === startsOn &&
  row.ends_on === endsOn &&
  row.from_minute === (part?.from ?? null) &&
  row.until_minute === (part?.until ?? null)

/** What a report becomes of one child: new, or one with what is there. */
type Outcome =
  | { kind: 'new' }
  | { kind: 'clash'; rows: AbsenceRow[] }
  | { kind: 'joined'; into: AbsenceRow; gone: AbsenceRow[]; startsOn: string; endsOn: string }

function outcomeOf(near: readonly AbsenceRow[], said: Said): Outcome {
  const same = near.find((row) => isTheSame(row, said))
  if (same) return { kind: 'joined', into: same, gone: [], startsOn: same.starts_on, endsOn: same.ends_on }
  const joins = (row: AbsenceRow) => row.reason === said.reason && isWhole(row) && said.part === null
  const clashing = near.filter((row) => overlaps(row, said) && !joins(row))
  if (clashing.length > 0) return { kind: 'clash', rows: clashing }
  const whole = unionOf(near.filter(joins), said)
  if (whole && isShort(whole)) return whole
  // What would become too long only continues what is there: it stands beside it.
  return (
    unionOf(
      near.filter((row) => joins(row) && overlaps(row, said)),
      said,
    ) ?? { kind: 'new' }
  )
}

const isShort = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }) =>
  daysBetween(startsOn, endsOn) < longestAbsence

/** In the order of their first days: the first one becomes all of them. */
function unionOf(rows: readonly AbsenceRow[], said: Said): Extract<Outcome, { kind: 'joined' }> | undefined {
  const [into, ...gone] = rows
  if (!into) return undefined
  const all = rows.map((row) => ({ startsOn: row.starts_on, endsOn: row.ends_on })).concat(said)
  const startsOn = all.map((one) => one.startsOn).sort()[0]!
  const endsOn = all
    .map((one) => one.endsOn)
    .sort()
    .at(-1)!
  return { kind: 'joined', into, gone, startsOn, endsOn }
}

/**
 * Reports children absent, all or none. What continues an absence of a child with the same reason, or is within it, becomes one
 * with it.
 * @throws Refusal `absence_overlaps` with what stands there already for another reason or for a part of a day
 */
export async function reportAbsence(tx: Tx, { id, children: given, ...said }: ReportAbsence): Promise<Reported[]> {
  const ids = given.map(({ childId }) => childId)
  const children = await childrenToReport(tx, ids)
  await lockAbsencesOf(tx, ids)
  if (!(await claim(tx, id, { given, said }))) return Promise.all(given.map((one) => reportedBefore(tx, id, one, said)))
  refuseDays(tx, said)
  const near = await absencesBetween(tx, ids, dayAfter(said.startsOn, -1), dayAfter(said.endsOn, 1))
  const outcomes = children.map((child, n) => ({
    child,
    absenceId: given[n]!.absenceId,
    outcome: outcomeOf(
      near.filter((row) => row.child_id === child.id),
      said,
    ),
  }))
  const clashes = outcomes.flatMap(({ child, outcome }) =>
    outcome.kind === 'clash' ? outcome.rows.map((row) => overlapOf(row, child.callName)) : [],
  )
  if (clashes.length > 0) throw new Refusal('absence_overlaps', { absences: clashes })
  if (outcomes.some(({ outcome }) => outcome.kind === 'joined' && !isShort(outcome)))
    throw new Refusal('invalid', { fields: [{ path: 'endsOn', reason: 'too_long' }] })
  const agreed = await agreedFor(tx, ids, said.startsOn, said.endsOn)
  const told: Record<Done, Told[]> = { reported: [], extended: [], changed: [], cancelled: [] }
  const reported: Reported[] = []
  for (const { child, absenceId, outcome } of outcomes) {
    const late = (there: readonly AbsenceRow[]) => {
      const isNew = (day: string) => !there.some((row) => row.starts_on <= day && row.ends_on >= day)
      return isLate(tx, agreed.get(child.id), daysFrom(said.startsOn, said.endsOn).filter(isNew))
    }
    if (outcome.kind === 'new') {
      refuseManyParts(
        near.filter((row) => row.child_id === child.id),
        said,
      )
      await keepNew(tx, absenceId, child.id, said, late([]))
      await keepRevision(tx, absenceId, 'reported', id)
      told.reported.push({ child, absenceId })
      reported.push(await becameOf(tx, absenceId, { merged: false, changed: true }))
    } else if (outcome.kind === 'joined') {
      const done = await join(tx, id, said, outcome, late)
      for (const one of done) told[one.done].push({ child, ...one })
      reported.push(await becameOf(tx, outcome.into.id, { merged: true, changed: done.length > 0 }))
    }
  }
  tellAll(tx, told)
  return reported
}

type Done = 'reported' | 'extended' | 'changed' | 'cancelled'

/** Makes one of what was reported and what is there. Gives what was done with which; nothing where nothing was new. */
async function join(
  tx: Tx,
  intentId: string,
  said: Said,
  { into, gone, startsOn, endsOn }: Extract<Outcome, { kind: 'joined' }>,
  late: (there: readonly AbsenceRow[]) => boolean,
): Promise<{ done: Done; absenceId: string; fields?: string[] }[]> {
  const note = noteOf(said, into, gone)
  const isLonger = startsOn !== into.starts_on || endsOn !== into.ends_on
  if (!isLonger && note === into.note) return []
  // First what makes room: two that overlap are refused.
  for (const one of gone) {
    await keepCancelled(tx, one.id)
    await keepRevision(tx, one.id, 'cancelled', intentId)
  }
  const all = [into, ...gone]
  const isLateNow = all.some((one) => one.late) || (isLonger && late(all))
  await keepChanged(tx, into.id, { ...said, part: partOf(into), startsOn, endsOn, note }, isLateNow)
  const done = isLonger ? 'extended' : 'changed'
  await keepRevision(tx, into.id, done, intentId)
  const fields = [...(isLonger ? ['startsOn', 'endsOn'] : []), ...(note === into.note ? [] : ['note'])]
  return [
    ...gone.map((one) => ({ done: 'cancelled' as const, absenceId: one.id })),
    { done, absenceId: into.id, fields },
  ]
}

/** A note that comes with it takes the place of what was said; else nothing that was said is lost, as long as there is room. */
function noteOf(said: Said, into: AbsenceRow, gone: readonly AbsenceRow[]): string {
  const all = [...new Set([into, ...gone].map(({ note }) => note).filter(Boolean))].join('\n')
  return said.note || (all.length <= longestNote ? all : into.note)
}

const dayAfter = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()

async function becameOf(tx: Tx, absenceId: string, what: { merged: boolean; changed: boolean }): Promise<Reported> {
  return { absence: absenceFor(tx, (await rowOf(tx, absenceId))!), ...what }
}

/** The answer to a report that came before. */
async function reportedBefore(
  tx: Tx,
  intentId: string,
  { childId, absenceId }: ReportAbsence['children'][number],
  said: Said,
): Promise<Reported> {
  const done = await absenceOfIntent(tx, childId, intentId)
  if (done) return becameOf(tx, done, { merged: done !== absenceId, changed: true })
  // It said nothing new: what it was within may be another by now, or cancelled.
  const there = await absenceAround(tx, childId, said)
  if (!there) throw new Refusal('not_found')
  return { absence: absenceFor(tx, there), merged: true, changed: false }
}
