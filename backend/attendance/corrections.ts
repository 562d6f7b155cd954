import type { Tx } from '../../db/client.ts'
import { placedIn } from '../child/queries.ts'
import type { AddStay, CorrectStay, SetEscorts, UndoStay } from '../contract/attendance.ts'
import { dayOf } from '../contract/clock.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { groupFor } from '../group/queries.ts'
import { claim } from '../intent.ts'
import { chosen } from './escorts.ts'
import { keepChanged, keepNew, keepRemoved, keepRevision } from './keeping.ts'
import { escortsOf, type StayRow, staffStay, timeOf } from './queries.ts'
import { historyOf, lockStays, stayFor, staysSince, stayToChange } from './stays.ts'
import { tellStays } from './tell.ts'
import { collide, isOfToday, isRecent, refuseAhead, refuseOld } from './times.ts'

const refuse = (path: string, reason: string) => new Refusal('invalid', { fields: [{ path, reason }] })

/** @throws Refusal `stale_version` when it was changed or removed meanwhile */
function refuseStale(row: StayRow, version: number): void {
  if (row.version !== version || row.removed_at !== null) throw new Refusal('stale_version', { version: row.version })
}

/** @throws Refusal `already_present` with the stay that has not ended, or `overlaps` with those that would be over this one; of another group's see `refuseUnseen` */
async function refuseCollision(tx: Tx, childId: string, stay: Pick<StayRow, 'arrived_at' | 'left_at'>, ownId?: string) {
  const near = await staysSince(tx, [childId], new Date(stay.arrived_at))
  const there = near.filter((row) => row.id !== ownId && collide(row, stay))
  if (there.length === 0) return
  const isOpen = there.some((row) => row.left_at === null)
  throw new Refusal(isOpen ? 'already_present' : 'overlaps', { stays: there.map(staffStay) })
}

/**
 * Takes back the last step of a stay: a departure, or the arrival and with it the stay. Gives it as it is then.
 * @throws Refusal `invalid` when that is too long ago, or when it was corrected since; `stale_version` when another step was meant
 */
export async function undoStay(tx: Tx, stayId: string, { version, step }: UndoStay): Promise<StayRow> {
  const { row, told } = await stayToChange(tx, stayId)
  const steps = (await historyOf(tx, row.id)).filter(({ done }) => done !== 'escorts')
  const last = steps.at(-1)
  if (row.version === version + 1 && last?.done === 'undone') return row
  refuseStale(row, version)
  if (last?.done !== 'arrived' && last?.done !== 'left') throw refuse('stayId', 'corrected')
  if (step !== undefined && step !== last.done) throw new Refusal('stale_version', { version: row.version })
  if (!isRecent(tx, last.at)) throw refuse('stayId', 'too_late')
  if (last.done === 'arrived') await keepRemoved(tx, row.id)
  else {
    await refuseCollision(tx, row.child_id, { ...row, left_at: null }, row.id)
    await keepChanged(tx, row, { left_at: null })
  }
  await keepRevision(tx, row.id, 'undone')
  tellStays(tx, 'attendance.undone', [{ stayId, childId: row.child_id, told }])
  return stayFor(tx, stayId)
}

/** What was asked of who brought and fetched, as far as it was. */
async function escortsAsked(
  tx: Tx,
  row: StayRow,
  { broughtBy, fetchedBy }: Pick<SetEscorts, 'broughtBy' | 'fetchedBy'>,
) {
  if (broughtBy === undefined && fetchedBy === undefined) return {}
  const escorts = (await escortsOf(tx, [row.child_id])).get(row.child_id)
  return {
    ...(broughtBy !== undefined && { brought_by: chosen(broughtBy, escorts, 'broughtBy', row.brought_by) }),
    ...(fetchedBy !== undefined && { fetched_by: chosen(fetchedBy, escorts, 'fetchedBy', row.fetched_by) }),
  }
}

/**
 * Says who brought or fetched a child. Gives the stay as it is then.
 * @throws Refusal `not_present` when it was removed, `invalid` when it ended before today
 */
export async function setEscorts(tx: Tx, stayId: string, { id, ...asked }: SetEscorts): Promise<StayRow> {
  const { row, told } = await stayToChange(tx, stayId)
  if (!(await claim(tx, id, { stayId, asked }))) return row
  if (row.removed_at !== null) throw new Refusal('not_present', { stays: [staffStay(row)] })
  if (!isOfToday(tx, row)) throw refuse('stayId', 'too_late')
  if (asked.fetchedBy && row.left_at === null) throw refuse('fetchedBy', 'not_gone')
  const changed = await escortsAsked(tx, row, asked)
  if (isSame(row, changed)) return row
  await keepChanged(tx, row, changed)
  await keepRevision(tx, row.id, 'escorts')
  const fields = Object.keys(asked)
  tellStays(tx, 'attendance.escorts_set', [{ stayId, childId: row.child_id, told }], { fields })
  return stayFor(tx, stayId)
}

const isSame = (row: StayRow, changed: Partial<StayRow>): boolean => {
  const now = { ...row, ...changed }
  const momentOf = (moment: Date | string | null) => moment && timeOf(moment)
  return (
    momentOf(now.arrived_at) === momentOf(row.arrived_at) &&
    momentOf(now.left_at) === momentOf(row.left_at) &&
    now.brought_by?.id === row.brought_by?.id &&
    now.fetched_by?.id === row.fetched_by?.id
  )
}

/** Adds a stay that nobody noted. */
export async function addStay(tx: Tx, groupId: string, { id, ...asked }: AddStay): Promise<StayRow> {
  const { stayId, childId, reason } = asked
  const [arrivedAt, leftAt] = [new Date(asked.arrivedAt), asked.leftAt === null ? null : new Date(asked.leftAt)]
  await groupFor(tx, groupId, dayOf(tx.now, timeZone))
  await placedIn(tx, groupId, dayOf(arrivedAt, timeZone), [childId])
  const told = (await lockStays(tx, [childId])).get(childId)!
  if (!(await claim(tx, id, { groupId, asked }))) return stayFor(tx, stayId)
  refuseOld(tx, arrivedAt, 'arrivedAt')
  refuseAhead(tx, arrivedAt, 'arrivedAt')
  if (leftAt) refuseAhead(tx, leftAt, 'leftAt')
  if (asked.fetchedBy && leftAt === null) throw refuse('fetchedBy', 'not_gone')
  await refuseCollision(tx, childId, { arrived_at: arrivedAt, left_at: leftAt })
  const escorts = (await escortsOf(tx, [childId])).get(childId)
  await keepNew(tx, {
    id: stayId,
    childId,
    groupId,
    channel: told.attendance,
    arrivedAt,
    leftAt,
    broughtBy: chosen(asked.broughtBy, escorts, 'broughtBy'),
    fetchedBy: chosen(asked.fetchedBy, escorts, 'fetchedBy'),
    corrected: true,
  })
  await keepRevision(tx, stayId, 'added', reason)
  tellStays(tx, 'attendance.added', [{ stayId, childId, told }], { group: groupId })
  return stayFor(tx, stayId)
}

/** Puts a stay right; what says the same changes nothing. Gives it as it is then. */
export async function correctStay(tx: Tx, stayId: string, { id, ...asked }: CorrectStay): Promise<StayRow> {
  const { row, told } = await stayToChange(tx, stayId)
  if (!(await claim(tx, id, { stayId, asked }))) return row
  refuseStale(row, asked.version)
  const [arrivedAt, leftAt] = [new Date(asked.arrivedAt), asked.leftAt === null ? null : new Date(asked.leftAt)]
  refuseOld(tx, row.arrived_at, 'stayId')
  refuseOld(tx, arrivedAt, 'arrivedAt')
  refuseAhead(tx, arrivedAt, 'arrivedAt')
  if (leftAt) refuseAhead(tx, leftAt, 'leftAt')
  if (asked.fetchedBy && leftAt === null) throw refuse('fetchedBy', 'not_gone')
  const times = { arrived_at: arrivedAt, left_at: leftAt }
  const changed = { ...times, ...(await escortsAsked(tx, row, asked)) }
  if (isSame(row, changed)) return row
  await refuseCollision(tx, row.child_id, times, row.id)
  await keepChanged(tx, row, { ...changed, corrected: true })
  await keepRevision(tx, row.id, 'corrected', asked.reason)
  const fields = (['arrived_at', 'left_at', 'brought_by', 'fetched_by'] as const).filter(
    (name) => !isSame(row, { [name]: { ...row, ...changed }[name] }),
  )
  tellStays(tx, 'attendance.corrected', [{ stayId, childId: row.child_id, told }], { fields })
  return stayFor(tx, stayId)
}

/** Takes back a stay that was none; asked once more it changes nothing. Gives it as it is then. */
export async function removeStay(tx: Tx, stayId: string, version: number, reason: string): Promise<StayRow> {
  const { row, told } = await stayToChange(tx, stayId)
  if (row.removed_at !== null && row.version === version + 1) return row
  refuseStale(row, version)
  refuseOld(tx, row.arrived_at, 'stayId')
  await keepRemoved(tx, row.id)
  await keepRevision(tx, row.id, 'removed', reason)
  tellStays(tx, 'attendance.removed', [{ stayId, childId: row.child_id, told }])
  return stayFor(tx, stayId)
}
