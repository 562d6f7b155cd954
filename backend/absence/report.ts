import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { type NewEvent, record } from '../../db/events.ts'
import { daysBetween, longestAbsence, type ReportAbsence, type Reported } from '../contract/absence.ts'
import { Refusal } from '../errors.ts'
import { claim } from '../intent.ts'
import { agreedFor, daysFrom, isLate } from './cut-off.ts'
import { absenceOfIntent, keepCancelled, keepChanged, keepNew, keepRevision, type Said } from './keeping.ts'
import {
  type AbsenceRow,
  absenceFor,
  absencesBetween,
  childrenToReport,
  lockAbsencesOf,
  overlapOf,
  partOf,
  type ReportedChild,
  rowOf,
} from './queries.ts'
import { refuseDays } from './times.ts'

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
  const late = (childId: string, there: readonly AbsenceRow[] = []) => {
    const isNew = (day: string) => !there.some((row) => row.starts_on <= day && row.ends_on >= day)
    return isLate(tx, agreed.get(childId), daysFrom(said.startsOn, said.endsOn).filter(isNew))
  }
  const events: Record<'reported' | 'extended' | 'changed' | 'cancelled', Told[]> = {
    reported: [],
    extended: [],
    changed: [],
    cancelled: [],
  }
  const reported: Reported[] = []
  for (const { child, absenceId, outcome } of outcomes) {
    if (outcome.kind === 'new') {
      await keepNew(tx, absenceId, child.id, said, late(child.id))
      await keepRevision(tx, absenceId, 'reported', id)
      events.reported.push({ child, absenceId })
      reported.push(await becameOf(tx, absenceId, { merged: false, changed: true }))
    } else if (outcome.kind === 'joined') {
      const { into, gone } = outcome
      const note = said.note || into.note
      const isLonger = outcome.startsOn !== into.starts_on || outcome.endsOn !== into.ends_on
      const changed = isLonger || gone.length > 0 || note !== into.note
      for (const one of gone) {
        await keepCancelled(tx, one.id)
        await keepRevision(tx, one.id, 'cancelled', id)
        events.cancelled.push({ child, absenceId: one.id })
      }
      if (changed) {
        const done = isLonger ? 'extended' : 'changed'
        const wasLate = into.late || gone.some((one) => one.late) || (isLonger && late(child.id, [into, ...gone]))
        const { startsOn, endsOn } = outcome
        await keepChanged(tx, into.id, { ...said, part: partOf(into), startsOn, endsOn, note }, wasLate)
        await keepRevision(tx, into.id, done, id)
        const fields = [...(isLonger ? ['startsOn', 'endsOn'] : []), ...(note === into.note ? [] : ['note'])]
        events[done].push({ child, absenceId: into.id, fields })
      }
      reported.push(await becameOf(tx, into.id, { merged: true, changed }))
    }
  }
  tellAll(tx, events)
  return reported
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
  // It said nothing new: what it was within may be another by now, or gone.
  const [there] = await absencesBetween(tx, [childId], said.startsOn, said.endsOn)
  if (!there) throw new Refusal('not_found')
  return { absence: absenceFor(tx, there), merged: true, changed: false }
}

export interface Told {
  child: ReportedChild
  absenceId: string
  /** What is another of it. */
  fields?: readonly string[]
}

const types = {
  reported: 'absence.reported',
  extended: 'absence.changed',
  changed: 'absence.changed',
  cancelled: 'absence.changed',
  seen: 'absence.seen',
} as const

/** Tells each kind of what was done in the channels of its children. A child's own are one after the other. */
export function tellAll(tx: Tx, events: Partial<Record<keyof typeof types, readonly Told[]>>): void {
  for (const [done, told] of Object.entries(events) as [keyof typeof types, readonly Told[]][]) {
    for (const turn of turnsOf(told)) {
      const subject = {
        children: turn.map(({ child }) => child.id),
        absences: turn.map(({ absenceId }) => absenceId),
      }
      const fields = [...new Set(turn.flatMap((one) => one.fields ?? []))]
      const items: NewEvent[] = turn.map(({ child, absenceId }) => ({
        channel: child.channel,
        type: types[done],
        item: absenceId,
      }))
      record(tx, items, { action: `absence.${done}`, subject: fields.length > 0 ? { ...subject, fields } : subject })
    }
  }
}

/** A channel occurs once per call of `record`. */
function turnsOf(told: readonly Told[]): Told[][] {
  const turns: Told[][] = []
  for (const one of told) {
    const turn = turns.find((others) => others.every(({ child }) => child.id !== one.child.id))
    if (turn) turn.push(one)
    else turns.push([one])
  }
  return turns
}
