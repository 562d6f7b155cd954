import type { Tx } from '../../db/client.ts'
import { placedIn } from '../child/queries.ts'
import type { CheckIn, CheckOut } from '../contract/attendance.ts'
import { dayOf } from '../contract/clock.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { groupFor } from '../group/queries.ts'
import { claim } from '../intent.ts'
import { chosen } from './escorts.ts'
import { keepChanged, keepNew, keepRevision } from './keeping.ts'
import { escortsOf, type StayRow, staffStay, timeOf } from './queries.ts'
import { lastStaysOf, lockStays, staysSince, staysWith } from './stays.ts'
import { tellStays } from './tell.ts'
import { refuseUnnoted } from './times.ts'

/** A child that is not placed in the group on the day of its moment is not found. */
async function refuseElsewhere(
  tx: Tx,
  groupId: string,
  children: readonly { childId: string; at: string }[],
): Promise<void> {
  for (const [day, ids] of Map.groupBy(children, ({ at }) => dayOf(new Date(at), timeZone)))
    await placedIn(
      tx,
      groupId,
      day,
      ids.map(({ childId }) => childId),
    )
}

/** The stays as they are, in the order of what was asked. */
async function asAsked(tx: Tx, children: readonly { stayId: string }[]): Promise<StayRow[]> {
  const rows = await staysWith(
    tx,
    children.map(({ stayId }) => stayId),
  )
  return children.map(({ stayId }) => {
    const row = rows.get(stayId)
    if (!row) throw new Refusal('not_found')
    return row
  })
}

const refuseWith = (code: 'already_present' | 'not_present' | 'before_arrival' | 'overlaps', rows: StayRow[]) =>
  new Refusal(code, { stays: rows.map(staffStay) })

/**
 * Children have arrived in a group, all or none.
 * @throws Refusal `already_present` or `overlaps` with the stays that stand there already
 */
export async function checkIn(tx: Tx, groupId: string, { id, children }: CheckIn): Promise<StayRow[]> {
  await groupFor(tx, groupId, dayOf(tx.now, timeZone))
  await refuseElsewhere(tx, groupId, children)
  const ids = children.map(({ childId }) => childId)
  const told = await lockStays(tx, ids)
  if (!(await claim(tx, id, { groupId, children }))) return asAsked(tx, children)
  children.forEach(({ at }, n) => {
    refuseUnnoted(tx, new Date(at), `children.${n}.at`)
  })
  const since = Math.min(...children.map(({ at }) => Date.parse(at)))
  const standing = await staysSince(tx, ids, new Date(since))
  const open = standing.filter((row) => row.left_at === null)
  if (open.length > 0) throw refuseWith('already_present', open)
  const later = standing.filter((row) =>
    children.some(({ childId, at }) => childId === row.child_id && timeOf(row.left_at!) > Date.parse(at)),
  )
  if (later.length > 0) throw refuseWith('overlaps', later)
  const escorts = await escortsOf(tx, ids)
  for (const [n, { childId, stayId, at, broughtBy }] of children.entries()) {
    await keepNew(tx, {
      id: stayId,
      childId,
      groupId,
      channel: told.get(childId)!.attendance,
      arrivedAt: new Date(at),
      leftAt: null,
      broughtBy: chosen(broughtBy, escorts.get(childId), `children.${n}.broughtBy`),
      fetchedBy: null,
      corrected: false,
    })
    await keepRevision(tx, stayId, 'arrived')
  }
  tellStays(
    tx,
    'attendance.arrived',
    children.map(({ childId, stayId }) => ({ childId, stayId, told: told.get(childId)! })),
    { group: groupId },
  )
  return asAsked(tx, children)
}

/**
 * Children have left a group, all or none.
 * @throws Refusal `not_present` with what stands instead, `before_arrival` with the stays that begin later
 */
export async function checkOut(tx: Tx, groupId: string, { id, children }: CheckOut): Promise<StayRow[]> {
  await groupFor(tx, groupId, dayOf(tx.now, timeZone))
  const stayIds = children.map(({ stayId }) => stayId)
  const before = await staysWith(tx, stayIds)
  const isHere = (row: StayRow | undefined, childId: string) => row?.child_id === childId && row.group_id === groupId
  // Who is there may leave, whoever is placed there by now; and who is placed there leaves wherever it arrived.
  const others = children.filter(({ childId, stayId }) => !isHere(before.get(stayId), childId))
  if (others.length > 0) await refuseElsewhere(tx, groupId, others)
  const ids = children.map(({ childId }) => childId)
  const told = await lockStays(tx, ids)
  if (!(await claim(tx, id, { groupId, children }))) return asAsked(tx, children)
  children.forEach(({ at }, n) => {
    refuseUnnoted(tx, new Date(at), `children.${n}.at`)
  })
  const rows = await staysWith(tx, stayIds)
  const leaving = children.map(({ childId, stayId }) => {
    const row = rows.get(stayId)
    return row?.child_id === childId && row.left_at === null && row.removed_at === null ? row : undefined
  })
  const gone = children.filter((_, n) => leaving[n] === undefined)
  if (gone.length > 0) throw refuseWith('not_present', await instead(tx, gone, rows))
  const early = leaving.filter((row, n) => timeOf(row!.arrived_at) > Date.parse(children[n]!.at))
  if (early.length > 0) throw refuseWith('before_arrival', early as StayRow[])
  const escorts = await escortsOf(tx, ids)
  for (const [n, { childId, stayId, at, fetchedBy }] of children.entries()) {
    const fetched_by = chosen(fetchedBy, escorts.get(childId), `children.${n}.fetchedBy`)
    await keepChanged(tx, leaving[n]!, { left_at: new Date(at), fetched_by })
    await keepRevision(tx, stayId, 'left')
  }
  tellStays(
    tx,
    'attendance.left',
    children.map(({ childId, stayId }) => ({ childId, stayId, told: told.get(childId)! })),
    { group: groupId },
  )
  return asAsked(tx, children)
}

/** What stands of children who are not where they were said to be: the stay that was meant, or else the child's last one. */
async function instead(
  tx: Tx,
  gone: readonly { childId: string; stayId: string }[],
  rows: ReadonlyMap<string, StayRow>,
): Promise<StayRow[]> {
  const last = await lastStaysOf(
    tx,
    gone.map(({ childId }) => childId),
  )
  return gone.flatMap(({ childId, stayId }) => {
    const meant = rows.get(stayId)
    const isMeant = meant?.child_id === childId && meant.removed_at === null
    return (isMeant ? meant : last.find((row) => row.child_id === childId)) ?? []
  })
}
