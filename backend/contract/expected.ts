import type { ContractWeek, Expected, Part, Plan } from './planning.ts'
import type { Day, Id } from './values.ts'

/* What follows from a plan, for the server and the client alike; without the validator, which a page does not need for it. */

/** Monday is 0. */
export const weekdayOf = (day: Day): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

type Placement = Plan['placements'][number]

/** The week that holds on a day, whether or not the placement does. */
export const weekOn = ({ weeks }: Placement, day: Day): ContractWeek | undefined =>
  weeks.findLast(({ startsOn }) => startsOn <= day)

export const isPlacedOn = ({ startsOn, endsOn }: Pick<Placement, 'startsOn' | 'endsOn'>, day: Day): boolean =>
  startsOn <= day && (endsOn === null || endsOn >= day)

/** The parts of a day by the weeks alone; null when no week says anything of that day. */
export function contractOn({ placements }: Plan, groupId: Id, day: Day): Part[] | null {
  const weeks = placements
    .filter((one) => one.groupId === groupId && isPlacedOn(one, day))
    .flatMap((one) => weekOn(one, day) ?? [])
  if (weeks.length === 0) return null
  return joined(weeks.flatMap(({ days }) => days[weekdayOf(day)] ?? []))
}

/** When a child is expected in a group on a day that is no closing day; null when nothing was planned that says so. */
export function expectedOn(plan: Plan, groupId: Id, day: Day): Expected | null {
  const parts = contractOn(plan, groupId, day)
  const extra = plan.extraDays.filter((one) => one.groupId === groupId && one.day === day)
  if (parts === null && extra.length === 0) return null
  return {
    parts: joined([...(parts ?? []), ...extra.map(({ from, until }) => ({ from, until }))]),
    extra: extra.length > 0,
  }
}

/** The same in whichever groups the child has a place. */
export function expectedAnywhere(plan: Plan, day: Day): Expected | null {
  const groups = new Set([...plan.placements, ...plan.extraDays].map(({ groupId }) => groupId))
  const known = [...groups].flatMap((groupId) => expectedOn(plan, groupId, day) ?? [])
  if (known.length === 0) return null
  return { parts: joined(known.flatMap(({ parts }) => parts)), extra: known.some(({ extra }) => extra) }
}

/** In their order; those that meet or overlap are one. */
function joined(parts: readonly Part[]): Part[] {
  const result: Part[] = []
  for (const part of [...parts].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && part.from <= last.until)
      result[result.length - 1] = { from: last.from, until: Math.max(last.until, part.until) }
    else result.push(part)
  }
  return result
}
