import { Temporal } from 'temporal-polyfill'
import { statement, type Tx } from '../../db/client.ts'
import type { CreditEffect } from '../contract/absence.ts'
import { expectedOn, isPlacedOn } from '../contract/expected.ts'
import type { Expected, Plan } from '../contract/planning.ts'
import { timeZone } from '../day.ts'
import { plansFor } from '../planning/queries.ts'

export interface Rule {
  id: string
  care_type: 'KDV' | 'BSO'
  location_id: string | null
  starts_on: string
  cut_off_minute: number
  days_before: number
  credit: CreditEffect
}

interface Place {
  child_id: string
  groupId: string
  location_id: string
  care_type: 'KDV' | 'BSO'
  startsOn: string
  endsOn: string | null
}

/** What was agreed and planned for a child in a period. */
export interface Agreed {
  plan: Plan
  places: Place[]
  rules: Rule[]
  closings: { location_id: string | null; day: string; name: string }[]
}

const placesOf = statement<Place>(
  'care_places',
  `select p.child_id, p.group_id as "groupId", g.location_id, c.care_type, p.starts_on as "startsOn", p.ends_on as "endsOn"
     from placement p
     join "group" g on g.id = p.group_id
     join contract c on c.id = p.contract_id
    where p.child_id = any($1::uuid[]) and p.starts_on <= $3::date and (p.ends_on is null or p.ends_on >= $2::date)
    order by p.starts_on, p.id`,
)
const rulesUntil = statement<Rule>(
  'absence_rules_until',
  `select id, care_type, location_id, starts_on, cut_off_minute, days_before, credit from absence_rule
    where removed_at is null and starts_on <= $1::date order by starts_on`,
)
const closedBetween = statement<{ location_id: string | null; day: string; name: string }>(
  'closed_between',
  `select location_id, closed_on as day, name from closing_day
    where removed_at is null and closed_on between $1::date and $2::date order by location_id nulls first, id`,
)

/** What was agreed and planned for some children whom the actor sees, by child. */
export async function agreedFor(
  tx: Tx,
  childIds: readonly string[],
  from: string,
  to: string,
): Promise<ReadonlyMap<string, Agreed>> {
  const [places, plans, rules, closings] = await Promise.all([
    tx.query(placesOf, [childIds, from, to]),
    plansFor(tx, childIds),
    tx.query(rulesUntil, [to]),
    tx.query(closedBetween, [from, to]),
  ])
  return new Map(
    [...plans].map(([childId, plan]) => [
      childId,
      { plan, places: places.filter((place) => place.child_id === childId), rules, closings },
    ]),
  )
}

/** What a day is to a child; of several groups that in which it is expected goes before. */
export interface DayStanding {
  day: string
  place: Place | undefined
  expected: Expected | null
  closed: string | null
}

function standingOn({ plan, places, closings }: Agreed, day: string): DayStanding {
  const all = places
    .filter((place) => isPlacedOn(place, day))
    .map((place) => ({
      day,
      place,
      expected: expectedOn(plan, place.groupId, day),
      closed:
        closings.find((one) => one.day === day && (one.location_id === null || one.location_id === place.location_id))
          ?.name ?? null,
    }))
  const none = { day, place: undefined, expected: { parts: [], extra: false }, closed: null }
  return all.find((one) => one.expected?.parts.length && !one.closed) ?? all.find(mayCome) ?? all[0] ?? none
}

/** Whether the child may be expected: nothing says that it is not. */
const mayCome = ({ place, expected, closed }: DayStanding): boolean =>
  place !== undefined && closed === null && (expected === null || expected.parts.length > 0)

/** Of a location goes before that of the organisation; of each the one that began last. */
export function ruleOn(rules: readonly Rule[], careType: string, locationId: string, day: string): Rule | undefined {
  const holding = rules.filter((rule) => rule.care_type === careType && rule.starts_on <= day)
  return (
    holding.findLast((rule) => rule.location_id === locationId) ?? holding.findLast((rule) => rule.location_id === null)
  )
}

/** The moment until which a report is in time for a day. */
export function cutOffOf({ cut_off_minute: minute, days_before: days }: Rule, day: string): Date {
  const on = Temporal.PlainDate.from(day).subtract({ days })
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 })
  return new Date(on.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds)
}

export const daysFrom = (from: string, to: string): string[] => {
  const first = Temporal.PlainDate.from(from)
  return Array.from({ length: first.until(to).days + 1 }, (_, n) => first.add({ days: n }).toString())
}

/**
 * What the days are to a child, and which cut-off counts: that of the first day on which it may be expected.
 */
export function standingOf(agreed: Agreed, days: readonly string[]) {
  const standings = days.map((day) => standingOn(agreed, day))
  const first = standings.find(mayCome) ?? standings.find(({ place }) => place)
  const rule = first?.place && ruleOn(agreed.rules, first.place.care_type, first.place.location_id, first.day)
  return { standings, rule, cutOff: rule && cutOffOf(rule, first!.day) }
}

/** Whether these days are reported after the cut-off that holds for them. */
export function isLate(tx: Tx, agreed: Agreed | undefined, days: readonly string[]): boolean {
  const { cutOff } = agreed ? standingOf(agreed, days) : {}
  return cutOff !== undefined && tx.now >= cutOff
}
