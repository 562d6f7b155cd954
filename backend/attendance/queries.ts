import { statement, type Tx } from '../../db/client.ts'
import type { NewEvent } from '../../db/events.ts'
import type { StayRevision } from '../contract/attendance.ts'
import type { Ratio, RatioBand } from '../contract/ratio.ts'
import type { Escort, Presence, Staffing, StaffStay } from '../contract/stay.ts'
import { dayOf } from '../contract/values.ts'
import { boundsOf, timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { groupFor } from '../group/queries.ts'

/** A stay as a row, or as one value for a view; moments are text in the latter. */
export interface StayRow {
  id: string
  child_id: string
  group_id: string
  arrived_at: Date | string
  left_at: Date | string | null
  brought_by: Escort | null
  fetched_by: Escort | null
  arrival_by_id: string
  arrival_by_name: string
  arrival_noted_at: Date | string
  departure_by_id: string | null
  departure_by_name: string | null
  departure_noted_at: Date | string | null
  corrected: boolean
  version: number
  removed_at: Date | string | null
}

export const stayColumns = `s.id, s.child_id, s.group_id, s.arrived_at, s.left_at, s.brought_by, s.fetched_by, s.arrival_by_id, s.arrival_by_name,
  s.arrival_noted_at, s.departure_by_id, s.departure_by_name, s.departure_noted_at, s.corrected, s.version, s.removed_at`

const instant = (moment: Date | string) => new Date(moment).toISOString()
export const timeOf = (moment: Date | string): number => new Date(moment).getTime()

/** What staff see. */
export const staffStay = (row: StayRow): StaffStay => ({
  id: row.id,
  childId: row.child_id,
  groupId: row.group_id,
  arrivedAt: instant(row.arrived_at),
  leftAt: row.left_at && instant(row.left_at),
  broughtBy: row.brought_by,
  fetchedBy: row.fetched_by,
  arrivalNoted: { personId: row.arrival_by_id, name: row.arrival_by_name, at: instant(row.arrival_noted_at) },
  departureNoted:
    row.departure_noted_at === null
      ? null
      : { personId: row.departure_by_id!, name: row.departure_by_name!, at: instant(row.departure_noted_at) },
  corrected: row.corrected,
  version: row.version,
  removed: row.removed_at !== null,
})

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

/** A stay of a group in which the actor works today, locked with all stays of its child; else nothing is found. */
export async function stayToChange(tx: Tx, stayId: string): Promise<{ row: StayRow; told: Told }> {
  const [found] = await tx.query(stayById, [stayId])
  if (!found) throw new Refusal('not_found')
  await groupFor(tx, found.group_id, dayOf(tx.now, timeZone))
  const told = await lockStays(tx, [found.child_id])
  const [row] = await tx.query(stayById, [stayId])
  return { row: row!, told: told.get(found.child_id)! }
}

/** The same to look at. */
export async function stayFor(tx: Tx, stayId: string): Promise<StayRow> {
  const [row] = await tx.query(stayById, [stayId])
  if (!row) throw new Refusal('not_found')
  await groupFor(tx, row.group_id, dayOf(tx.now, timeZone))
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

const staysOfDay = statement<StayRow>(
  'stays_of_day',
  `select ${stayColumns} from stay s
    where s.removed_at is null and s.arrived_at < $4
      -- Each by its index, or what was years ago would be read as well.
      and s.id in (select o.id from stay o where o.group_id = $1 and o.left_at is null
                   union select o.id from stay o where o.group_id = $1 and o.left_at >= $3
                   union select o.id from stay o where o.child_id = any($2::uuid[]) and o.left_at is null
                   union select o.id from stay o where o.child_id = any($2::uuid[]) and o.left_at >= $3)
    order by s.id`,
)

/** The stays of a group and of some children that were on a day, or have not ended. */
export async function staysOn(tx: Tx, groupId: string, childIds: readonly string[], day: string): Promise<StaffStay[]> {
  const { from, until } = boundsOf(day)
  return (await tx.query(staysOfDay, [groupId, childIds, from, until])).map(staffStay)
}

type PresenceStay = Presence['stays'][number]
/** What guardians read of a child on the day of a moment, each given as a placeholder or column. */
export const presenceJson = (child: string, moment: string): string => `(
  select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'arrivedAt', s.arrived_at, 'leftAt', s.left_at) order by s.arrived_at, s.id), '[]')
    from stay s
   where s.child_id = ${child} and s.removed_at is null
     and (s.left_at is null
          or s.left_at > ${moment} - interval '26 hours' and local_day(s.left_at) = local_day(${moment})))`

export const presenceOf = (childId: string, stays: readonly PresenceStay[]): Presence => ({
  childId,
  stays: stays.map(({ id, arrivedAt, leftAt }) => ({
    id,
    arrivedAt: instant(arrivedAt),
    leftAt: leftAt && instant(leftAt),
  })),
})

const presences = statement<{ child_id: string; stays: PresenceStay[] }>(
  'presence_of_children',
  `select g.child as child_id, ${presenceJson('g.child', '$2::timestamptz')} as stays
     from unnest($1::uuid[]) with ordinality as g(child, nr) order by g.nr`,
)

/** When some children were there today or are: of whom the actor reads attendance, and of no other. */
export const presencesOf = async (tx: Tx, childIds: readonly string[]): Promise<Presence[]> =>
  (await tx.query(presences, [childIds, tx.now])).map((row) => presenceOf(row.child_id, row.stays))

const escorts = statement<{ child_id: string; escorts: Escort[] }>(
  'escorts_of',
  'select child_id, escorts from escorts_of($1::uuid[])',
)

/** Who may bring and fetch some children today. */
export async function escortsOf(tx: Tx, childIds: readonly string[]): Promise<ReadonlyMap<string, Escort[]>> {
  return new Map((await tx.query(escorts, [childIds])).map((row) => [row.child_id, row.escorts]))
}

const collectorChannel = statement<{ id: string }>(
  'collector_channel',
  'select channel_id as id from collector_channel($1)',
)

/** What tells the carers of a child that others may bring and fetch it now. */
export async function collectorsChanged(tx: Tx, childId: string): Promise<NewEvent[]> {
  const channels = await tx.query(collectorChannel, [childId])
  return channels.map(({ id }) => ({ channel: id, type: 'collectors.changed', item: childId }))
}

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

const careTypes = statement<{ child_id: string; care_type: 'KDV' | 'BSO' }>(
  'care_types',
  `select distinct on (p.child_id) p.child_id, c.care_type
     from placement p join contract c on c.id = p.contract_id
    where p.group_id = $1 and p.starts_on <= $2::date and (p.ends_on is null or p.ends_on >= $2::date)
    order by p.child_id, p.starts_on, p.id`,
)

/** By which contract each child is in a group on a day. */
export async function careTypesIn(tx: Tx, groupId: string, day: string): Promise<ReadonlyMap<string, 'KDV' | 'BSO'>> {
  return new Map((await tx.query(careTypes, [groupId, day])).map((row) => [row.child_id, row.care_type]))
}

/** As one value, for a view; moments are text. */
export const staffingJson = `jsonb_build_object('id', t.id, 'groupId', t.group_id, 'staff', t.staff, 'at', t.at, 'name', t.person_name)`

export const staffingOf = (row: Staffing): Staffing => ({ ...row, at: new Date(row.at).toISOString() })

const lastSaid = statement<{ staffing: Staffing }>(
  'staffing_of_day',
  `select ${staffingJson} as staffing from group_staffing t
    where t.group_id = $1 and t.at >= $2 and t.at < $3 order by t.at desc, t.id desc limit 1`,
)

/** How many staff work in a group by what was last said of a day. */
export async function staffingOn(tx: Tx, groupId: string, day: string): Promise<Staffing | null> {
  const { from, until } = boundsOf(day)
  const [row] = await tx.query(lastSaid, [groupId, from, until])
  return row ? staffingOf(row.staffing) : null
}

const ratiosOfDay = statement<{ care_type: Ratio['careType']; bands: RatioBand[] }>(
  'ratios_of_day',
  `select distinct on (care_type) care_type, bands from ratio_rule
    where removed_at is null and starts_on <= $1::date order by care_type, starts_on desc`,
)

/** How many children there may be to one member of staff, as it holds on a day. */
export async function ratiosOn(tx: Tx, day: string): Promise<{ careType: Ratio['careType']; bands: RatioBand[] }[]> {
  return (await tx.query(ratiosOfDay, [day])).map(({ care_type, bands }) => ({ careType: care_type, bands }))
}
