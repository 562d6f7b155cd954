import { statement, type Tx } from '../../db/client.ts'
import type { StayRevision } from '../contract/attendance.ts'
import { dayOf } from '../contract/clock.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { works } from '../group/queries.ts'
import { type StayRow, stayColumns } from './queries.ts'

/* The stays that commands are about: found, locked, and what stands beside them. */

const stayById = statement<StayRow>('stay_by_id', `select ${stayColumns} from stay s where s.id = $1`)
const staysById = statement<StayRow>(
  'stays_by_id',
  `select ${stayColumns} from stay s where s.id = any($1::uuid[]) order by s.id`,
)

/** Some stays that the actor sees, by their ids. */
export async function staysWith(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, StayRow>> {
  return new Map((await tx.query(staysById, [ids])).map((row) => [row.id, row]))
}

/** Where what is done with a child's stays is told; to its guardians while consent is in force. */
export interface Told {
  staff: string
  attendance: string
  isOpen: boolean
}

const lock = statement<{
  child_id: string
  staff_channel_id: string
  attendance_channel_id: string
  is_open: boolean
}>('lock_stays', 'select * from lock_stays($1::uuid[])')

/** From here on nobody else changes the stays of these children before this transaction ends; nor does consent change what is told of them. */
export async function lockStays(tx: Tx, childIds: readonly string[]): Promise<ReadonlyMap<string, Told>> {
  const rows = await tx.query(lock, [childIds])
  const found = new Map(
    rows.map((row) => [
      row.child_id,
      { staff: row.staff_channel_id, attendance: row.attendance_channel_id, isOpen: row.is_open },
    ]),
  )
  if (childIds.some((id) => !found.has(id))) throw new Refusal('not_found')
  return found
}

const concernedGroup = statement<{ id: string }>(
  'group_of_stay',
  `select g.id from "group" g
    where (g.id = $1 or exists (select 1 from placement p
                                 where p.child_id = $5 and p.group_id = g.id
                                   and p.starts_on <= $4::date and (p.ends_on is null or p.ends_on >= $4::date)))
      and ${works('$2', '$3', '$4', '$4')}
    limit 1`,
)

/** A stay concerns who works today in its group, or in one where its child is placed by now; else nothing is found. */
async function refuseUnconcerned(tx: Tx, row: StayRow): Promise<void> {
  const { personId, role } = tx.actor
  const today = dayOf(tx.now, timeZone)
  const found = await tx.query(concernedGroup, [row.group_id, personId, role, today, row.child_id])
  if (found.length === 0) throw new Refusal('not_found')
}

/** A stay that concerns the actor, locked with all stays of its child; else nothing is found. */
export async function stayToChange(tx: Tx, stayId: string): Promise<{ row: StayRow; told: Told }> {
  const [found] = await tx.query(stayById, [stayId])
  if (!found) throw new Refusal('not_found')
  await refuseUnconcerned(tx, found)
  const told = await lockStays(tx, [found.child_id])
  const [row] = await tx.query(stayById, [stayId])
  return { row: row!, told: told.get(found.child_id)! }
}

/** The same to look at. */
export async function stayFor(tx: Tx, stayId: string): Promise<StayRow> {
  const [row] = await tx.query(stayById, [stayId])
  if (!row) throw new Refusal('not_found')
  await refuseUnconcerned(tx, row)
  return row
}

const staysAfter = statement<StayRow>(
  'stays_after',
  `select ${stayColumns} from stay s
    where s.removed_at is null and s.child_id = any($1::uuid[]) and (s.left_at is null or s.left_at > $2)
    order by s.arrived_at, s.id`,
)

/** The stays of some children that had not ended at a moment. */
export const staysSince = (tx: Tx, childIds: readonly string[], since: Date): Promise<StayRow[]> =>
  tx.query(staysAfter, [childIds, since])

const lastStays = statement<StayRow>(
  'last_stays',
  `select distinct on (s.child_id) ${stayColumns} from stay s
    where s.removed_at is null and s.child_id = any($1::uuid[])
    order by s.child_id, s.left_at is null desc, s.arrived_at desc, s.id`,
)

/** Of each child the stay that has not ended, or else the last one. */
export const lastStaysOf = (tx: Tx, childIds: readonly string[]): Promise<StayRow[]> => tx.query(lastStays, [childIds])

const revisionsOf = statement<{
  id: string
  at: Date
  done: StayRevision['done']
  person_name: string
  arrived_at: Date
  left_at: Date | null
  brought_name: string | null
  fetched_name: string | null
  reason: string
}>(
  'stay_revisions',
  `select id, at, done, person_name, arrived_at, left_at, brought_name, fetched_name, reason
     from stay_revision where stay_id = $1 order by at, id`,
)

/** What was done with a stay, oldest first. */
export async function historyOf(tx: Tx, stayId: string): Promise<StayRevision[]> {
  return (await tx.query(revisionsOf, [stayId])).map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    done: row.done,
    name: row.person_name,
    arrivedAt: row.arrived_at.toISOString(),
    leftAt: row.left_at?.toISOString() ?? null,
    broughtBy: row.brought_name,
    fetchedBy: row.fetched_name,
    reason: row.reason,
  }))
}
