import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../../db/client.ts'
import type { ChangeAbsence, StaffAbsence } from '../contract/absence.ts'
import { todayOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { claim } from '../intent.ts'
import { agreedFor, daysFrom, isLate } from './cut-off.ts'
import { historyOf, keepCancelled, keepChanged, keepRevision, keepSeen, type Said } from './keeping.ts'
import { type AbsenceRow, absencesBetween, absenceToChange, overlapOf, partOf, rowOf, staffAbsence } from './queries.ts'
import { overlaps } from './report.ts'
import { tellAll } from './tell.ts'
import { refuseChange, refuseManyParts, refusePast, yesterdayOf } from './times.ts'

const saidOf = (row: AbsenceRow): Said => ({
  reason: row.reason,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  part: partOf(row),
  note: row.note,
})

/** @throws Refusal `stale_version` when it was changed or cancelled meanwhile */
function refuseStale(row: AbsenceRow, version: number): void {
  if (row.version !== version || row.cancelled_at !== null) throw new Refusal('stale_version', { version: row.version })
}

/**
 * Changes an absence; what says the same changes nothing. Gives it as it is then.
 * @throws Refusal `absence_overlaps` with what stands there already
 */
export async function changeAbsence(
  tx: Tx,
  absenceId: string,
  { id, version, ...said }: ChangeAbsence,
): Promise<AbsenceRow> {
  const { row, child } = await absenceToChange(tx, absenceId)
  if (!(await claim(tx, id, { absenceId, version, said }))) return row
  refuseStale(row, version)
  refuseChange(tx, row, said)
  const was = saidOf(row)
  const fields = (Object.keys(was) as (keyof Said)[]).filter((name) => !isDeepStrictEqual(was[name], said[name]))
  if (fields.length === 0) return row
  const near = await absencesBetween(tx, [child.id], said.startsOn, said.endsOn)
  const beside = near.filter((one) => one.id !== row.id)
  const clashing = beside.filter((one) => overlaps(one, said))
  if (clashing.length > 0)
    throw new Refusal('absence_overlaps', { absences: clashing.map((one) => overlapOf(one, child.callName)) })
  refuseManyParts(beside, said)
  await keepChanged(tx, row.id, said, await isLateNow(tx, row, said))
  await keepRevision(tx, row.id, 'changed', id)
  tellAll(tx, { changed: [{ child, absenceId: row.id, fields }] })
  return (await rowOf(tx, row.id))!
}

/** Days, and hours of a day, that are added after their cut-off make it late; it stays late while the day that was reported late is in it. */
async function isLateNow(tx: Tx, row: AbsenceRow, said: Said): Promise<boolean> {
  if (row.late && said.startsOn <= row.starts_on) return true
  const part = partOf(row)
  const isWider = part !== null && !(said.part && said.part.from >= part.from && said.part.until <= part.until)
  const isAdded = (day: string) => isWider || day < row.starts_on || day > row.ends_on
  const added = daysFrom(said.startsOn, said.endsOn).filter(isAdded)
  const agreed = await agreedFor(tx, [row.child_id], said.startsOn, said.endsOn)
  return isLate(tx, agreed.get(row.child_id), added)
}

/** Cancels an absence; one that began before today ends as of yesterday instead. Gives it as it is then. */
export async function cancelAbsence(tx: Tx, absenceId: string, version: number): Promise<AbsenceRow> {
  const { row, child } = await absenceToChange(tx, absenceId)
  if (row.cancelled_at !== null) return row
  if (row.version === version + 1 && (await historyOf(tx, row.id)).at(-1)?.done === 'cancelled') return row
  refuseStale(row, version)
  refusePast(tx, row)
  const today = todayOf(tx)
  if (row.starts_on < today && row.ends_on >= today)
    await keepChanged(tx, row.id, { ...saidOf(row), endsOn: yesterdayOf(tx) }, row.late)
  else await keepCancelled(tx, row.id)
  await keepRevision(tx, row.id, 'cancelled')
  tellAll(tx, { cancelled: [{ child, absenceId: row.id }] })
  return (await rowOf(tx, row.id))!
}

/** The group has seen an absence as it is in this version; once more changes nothing. */
export async function seeAbsence(tx: Tx, absenceId: string, version: number): Promise<StaffAbsence> {
  const { row, child } = await absenceToChange(tx, absenceId)
  refuseStale(row, version)
  if (row.seen_at !== null) return staffAbsence(row)
  await keepSeen(tx, row.id)
  await keepRevision(tx, row.id, 'seen')
  tellAll(tx, { seen: [{ child, absenceId: row.id }] })
  return staffAbsence((await rowOf(tx, row.id))!)
}
