import { isDeepStrictEqual } from 'node:util'
import { statement, type Tx } from '../../db/client.ts'
import type { saveWeek as saveRoute, Week } from '../contract/planning.ts'
import type { Output } from '../contract/route.ts'
import { todayOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { groupFor } from '../group/queries.ts'
import { claim, refuseTaken } from '../intent.ts'
import { refuseTooFar } from './queries.ts'
import { tellPlan } from './tell.ts'

interface PlacementRow {
  id: string
  child_id: string
  group_id: string
  starts_on: string
  ends_on: string | null
}

const placementById = statement<PlacementRow>(
  'placement_by_id',
  'select id, child_id, group_id, starts_on, ends_on from placement where id = $1',
)

/** A placement in a group of the actor's; else nothing is found. */
async function placementFor(tx: Tx, placementId: string): Promise<PlacementRow> {
  const [placement] = await tx.query(placementById, [placementId])
  if (!placement) throw new Refusal('not_found')
  await groupFor(tx, placement.group_id, todayOf(tx))
  return placement
}

interface WeekRow {
  id: string
  placement_id: string
  starts_on: string
  from_minutes: (number | null)[]
  until_minutes: (number | null)[]
  version: number
  removed_at: Date | null
}

const columns = 'id, placement_id, starts_on, from_minutes, until_minutes, version, removed_at'
const weekFrom = statement<WeekRow>(
  'week_from',
  `select ${columns} from contract_week where placement_id = $1 and starts_on = $2::date and removed_at is null for update`,
)
const weekById = statement<WeekRow>('week_by_id', `select ${columns} from contract_week where id = $1 for update`)
const insertWeek = statement<{ id: string }>(
  'insert_week',
  `insert into contract_week (id, organisation_id, child_id, placement_id, starts_on, from_minutes, until_minutes)
   values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (placement_id, starts_on) where removed_at is null do nothing returning id`,
)
const updateWeek = statement<never>(
  'update_week',
  'update contract_week set from_minutes = $2, until_minutes = $3, version = version + 1 where id = $1',
)
const removeOne = statement<never>('remove_week', 'update contract_week set removed_at = $2 where id = $1')

const minutesOf = (days: Week) => ({
  from: days.map((part) => part?.from ?? null),
  until: days.map((part) => part?.until ?? null),
})

/**
 * From a day on a child comes on these days, until the next week that was planned begins. What is there already and says the
 * same stays as it is. Gives the child.
 * @throws Refusal `stale_version` when another week begins on that day than the one that was seen
 */
export async function saveWeek(
  tx: Tx,
  placementId: string,
  { id, startsOn, days, version }: Output<(typeof saveRoute)['body']>,
): Promise<string> {
  const placement = await placementFor(tx, placementId)
  const { child_id: childId } = placement
  if (startsOn < placement.starts_on || (placement.ends_on !== null && startsOn > placement.ends_on))
    throw new Refusal('invalid', { fields: [{ path: 'startsOn', reason: 'outside_placement' }] })
  refuseTooFar(tx, startsOn, 'startsOn')
  if (!(await claim(tx, id, { placementId, startsOn, days, version }))) return childId
  const { from, until } = minutesOf(days)
  const [there] = await tx.query(weekFrom, [placementId, startsOn])
  if (there && isDeepStrictEqual([there.from_minutes, there.until_minutes], [from, until])) return childId
  if ((there?.version ?? null) !== version) throw new Refusal('stale_version', { version: there?.version ?? 0 })
  if (there) await tx.query(updateWeek, [there.id, from, until])
  else {
    const row = [id, tx.actor.organisationId, childId, placementId, startsOn, from, until]
    const [inserted] = await tx.query(insertWeek, row).catch(refuseTaken)
    // Somebody else's came just then.
    if (!inserted) throw new Refusal('stale_version', { version: 1 })
  }
  const subject = { child: childId, placement: placementId, week: there?.id ?? id, startsOn, fields: ['days'] }
  await tellPlan(tx, childId, { action: 'planning.week_set', subject })
  return childId
}

/**
 * Takes a week back: the one before it holds again. Asked once more it changes nothing. Gives the child.
 * @throws Refusal `stale_version` when it was changed meanwhile
 */
export async function removeWeek(tx: Tx, weekId: string, version: number): Promise<string> {
  const [week] = await tx.query(weekById, [weekId])
  if (!week) throw new Refusal('not_found')
  const { child_id: childId } = await placementFor(tx, week.placement_id)
  if (week.removed_at !== null) return childId
  if (week.version !== version) throw new Refusal('stale_version', { version: week.version })
  await tx.query(removeOne, [weekId, tx.now])
  const subject = { child: childId, placement: week.placement_id, week: weekId, startsOn: week.starts_on }
  await tellPlan(tx, childId, { action: 'planning.week_removed', subject })
  return childId
}
