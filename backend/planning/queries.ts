import { Temporal } from 'temporal-polyfill'
import { statement, type Tx } from '../../db/client.ts'
import { weekOn } from '../contract/expected.ts'
import { type ClosingDay, type Plan, type PlannedChild, type Schedule, yearsAhead } from '../contract/planning.ts'
import { todayOf } from '../day.ts'
import { Refusal } from '../errors.ts'

/** A plan as the database puts it together; a week's days are two lists of seven. */
export interface PlanJson {
  placements: (Omit<Plan['placements'][number], 'weeks'> & {
    weeks: { id: string; startsOn: string; version: number; from: (number | null)[]; until: (number | null)[] }[]
  })[]
  extraDays: Plan['extraDays']
}

/** What is planned for a child that is given as a placeholder or column; of the extra days `x` those that are wanted. */
export const planJson = (child: string, wanted = 'true'): string => `jsonb_build_object(
    'placements', (
      select coalesce(jsonb_agg(jsonb_build_object('id', pl.id, 'groupId', pl.group_id, 'startsOn', pl.starts_on, 'endsOn', pl.ends_on,
               'weeks', (select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'startsOn', w.starts_on, 'version', w.version,
                                                     'from', w.from_minutes, 'until', w.until_minutes) order by w.starts_on), '[]')
                           from contract_week w
                          where w.child_id = pl.child_id and w.placement_id = pl.id and w.removed_at is null)
             ) order by pl.starts_on, pl.id), '[]')
        from placement pl where pl.child_id = ${child}),
    'extraDays', (
      select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'groupId', x.group_id, 'day', x.comes_on,
                                                   'from', x.from_minute, 'until', x.until_minute) order by x.comes_on), '[]')
        from extra_day x where x.child_id = ${child} and x.removed_at is null and ${wanted}))`

export const planOf = ({ placements, extraDays }: PlanJson): Plan => ({
  placements: placements.map(({ weeks, ...placement }) => ({
    ...placement,
    weeks: weeks.map(({ id, startsOn, version, from, until }) => ({
      id,
      startsOn,
      version,
      days: from.map((start, n) => (start === null ? null : { from: start, until: until[n]! })),
    })),
  })),
  extraDays,
})

const planOfChild = statement<{ plan: PlanJson }>('plan_of_child', `select ${planJson('$1')} as plan`)

/** What is planned for a child whom the actor sees. */
export async function planFor(tx: Tx, childId: string): Promise<Plan> {
  const [row] = await tx.query(planOfChild, [childId])
  return planOf(row!.plan)
}

const plansOfGroup = statement<{ id: string; call_name: string; surname: string; plan: PlanJson }>(
  'plans_of_group',
  `select c.id, c.call_name, c.surname, ${planJson('c.id', 'x.comes_on between $2::date and $3::date')} as plan
     from child c
    where exists (select 1 from placement p
                   where p.child_id = c.id and p.group_id = $1 and p.starts_on <= $3::date and (p.ends_on is null or p.ends_on >= $2::date))
    order by c.call_name, c.surname, c.id`,
)

/** The children who are placed in a group on some day of a period, with their weeks and the extra days of that period. */
export async function plansIn(tx: Tx, groupId: string, from: string, until: string): Promise<PlannedChild[]> {
  const rows = await tx.query(plansOfGroup, [groupId, from, until])
  return rows.map((row) => ({ id: row.id, callName: row.call_name, surname: row.surname, plan: planOf(row.plan) }))
}

const ownPlaces = statement<{ id: string; child_id: string; call_name: string; group_name: string }>(
  'own_places',
  `select p.id, p.child_id, c.call_name, g.name as group_name
     from placement p
     join child c on c.id = p.child_id
     join "group" g on g.id = p.group_id
    where p.ends_on is null or p.ends_on >= $1::date
    order by c.call_name, c.id, p.starts_on, p.id`,
)
const plansOf = statement<{ child_id: string; plan: PlanJson }>('plans_of', 'select * from plans_of($1::uuid[])')
/** What is planned for some children whom the actor sees, by child; guardians as well. */
export const plansFor = async (tx: Tx, childIds: readonly string[]): Promise<ReadonlyMap<string, Plan>> =>
  new Map((await tx.query(plansOf, [childIds])).map(({ child_id: id, plan }) => [id, planOf(plan)]))

/** On which days the children whom the actor sees come by their contracts, from today on. */
export async function schedulesOf(tx: Tx): Promise<Schedule[]> {
  const today = todayOf(tx)
  const rows = await tx.query(ownPlaces, [today])
  const byChild = Map.groupBy(rows, (row) => row.child_id)
  const plans = await plansFor(tx, [...byChild.keys()])
  return [...byChild].map(([childId, places]) => ({
    childId,
    callName: places[0]!.call_name,
    places: places.flatMap((place) => {
      const placement = plans.get(childId)?.placements.find(({ id }) => id === place.id)
      if (!placement) return []
      const { startsOn, endsOn, weeks } = placement
      const from = startsOn > today ? startsOn : today
      const now = weekOn(placement, from)
      const next = weeks.filter((week) => week.startsOn > from && (endsOn === null || week.startsOn <= endsOn))
      const said = [...(now ? [now] : []), ...next]
      return [
        { group: place.group_name, startsOn, endsOn, weeks: said.map(({ startsOn, days }) => ({ startsOn, days })) },
      ]
    }),
  }))
}

const closingColumns = 'd.id, d.location_id as "locationId", d.closed_on as day, d.name'
/** The same as one value, for a view. */
export const closingJson = `jsonb_build_object('id', d.id, 'locationId', d.location_id, 'day', d.closed_on, 'name', d.name, 'isClosed', d.removed_at is null)`

const closingsOfLocation = statement<ClosingDay>(
  'closings_of_location',
  `select ${closingColumns} from closing_day d
    where (d.location_id is null or d.location_id = $1) and d.closed_on between $2::date and $3::date and d.removed_at is null
    order by d.id`,
)

/** When a location is closed in a period, by its own closing days and those of the organisation. */
export const closingsIn = (tx: Tx, locationId: string, from: string, until: string): Promise<ClosingDay[]> =>
  tx.query(closingsOfLocation, [locationId, from, until])

const closingsAhead = statement<ClosingDay>(
  'closings_ahead',
  `select ${closingColumns} from closing_day d
    where (d.location_id is null or d.location_id = any($1::uuid[])) and d.closed_on >= $2::date and d.removed_at is null
    order by d.closed_on, d.location_id nulls first, d.id`,
)

/** The closing days from today on, of some locations and of the organisation. */
export const closingsFrom = (tx: Tx, locationIds: readonly string[]): Promise<ClosingDay[]> =>
  tx.query(closingsAhead, [locationIds, todayOf(tx)])

const ownLocations = statement<{ id: string; name: string }>(
  'own_locations',
  `select l.id, l.name from location l
    where exists (select 1 from person_role r
                   where $2 = 'manager' and r.role = 'manager' and r.location_id = l.id and r.person_id = $1
                     and r.starts_on <= $3::date and (r.ends_on is null or r.ends_on >= $3::date))
    order by l.name, l.id`,
)

/** The locations that the actor manages today. */
export const locationsOf = (tx: Tx): Promise<{ id: string; name: string }[]> =>
  tx.query(ownLocations, [tx.actor.personId, tx.actor.role, todayOf(tx)])

/** Whoever decides about a place: a manager about the own locations, administration about the whole organisation; else nothing is found. */
export async function refuseOtherPlace(tx: Tx, locationId: string | null): Promise<void> {
  const may =
    locationId === null
      ? tx.actor.role === 'administration'
      : (await locationsOf(tx)).some(({ id }) => id === locationId)
  if (!may) throw new Refusal('not_found')
}

/** @throws Refusal `invalid` when a day is further ahead than anything is planned */
export function refuseTooFar(tx: Tx, day: string, path: string): void {
  const last = Temporal.PlainDate.from(todayOf(tx)).add({ years: yearsAhead }).toString()
  if (day > last) throw new Refusal('invalid', { fields: [{ path, reason: 'too_far' }] })
}
