import { statement, type Tx } from '../../db/client.ts'
import { contractOn, isPlacedOn } from '../contract/expected.ts'
import type { addExtraDay as addRoute } from '../contract/planning.ts'
import type { Output } from '../contract/route.ts'
import { todayOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { groupFor } from '../group/queries.ts'
import { claim, refuseTaken } from '../intent.ts'
import { closingsIn, planFor, refuseTooFar } from './queries.ts'
import { tellPlan } from './tell.ts'

const insertExtra = statement<{ id: string }>(
  'insert_extra_day',
  `insert into extra_day (id, organisation_id, child_id, group_id, comes_on, from_minute, until_minute)
   values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (child_id, comes_on) where removed_at is null do nothing returning id`,
)

const refuseDay = (reason: string) => new Refusal('invalid', { fields: [{ path: 'day', reason }] })

/**
 * A child of the group comes on a day besides its week, or longer than by it. Gives the child.
 * @throws Refusal `invalid` when the child is not placed there on that day, comes then anyhow, has an extra day already, or the
 * group is closed
 */
export async function addExtraDay(
  tx: Tx,
  groupId: string,
  { id, childId, day, from, until }: Output<(typeof addRoute)['body']>,
): Promise<string> {
  const group = await groupFor(tx, groupId, todayOf(tx))
  const plan = await planFor(tx, childId)
  const here = plan.placements.filter((one) => one.groupId === groupId)
  if (here.length === 0) throw new Refusal('not_found')
  refuseTooFar(tx, day, 'day')
  if (!here.some((one) => isPlacedOn(one, day))) throw refuseDay('outside_placement')
  if (!(await claim(tx, id, { groupId, childId, day, from, until }))) return childId
  if ((await closingsIn(tx, group.locationId, day, day)).length > 0) throw refuseDay('closed')
  if (contractOn(plan, groupId, day)?.some((part) => part.from <= from && part.until >= until))
    throw refuseDay('planned')
  const row = [id, tx.actor.organisationId, childId, groupId, day, from, until]
  const [inserted] = await tx.query(insertExtra, row).catch(refuseTaken)
  if (!inserted) throw refuseDay('taken')
  await tellPlan(tx, childId, {
    action: 'planning.extra_day_added',
    subject: { child: childId, group: groupId, extraDay: id, day },
  })
  return childId
}

interface ExtraRow {
  child_id: string
  group_id: string
  comes_on: string
  removed_at: Date | null
}
const extraById = statement<ExtraRow>(
  'extra_day_by_id',
  'select child_id, group_id, comes_on, removed_at from extra_day where id = $1 for update',
)
const removeOne = statement<never>('remove_extra_day', 'update extra_day set removed_at = $2 where id = $1')

/** Takes an extra day back; asked once more it changes nothing. Gives the child. */
export async function removeExtraDay(tx: Tx, extraDayId: string): Promise<string> {
  const [extra] = await tx.query(extraById, [extraDayId])
  if (!extra) throw new Refusal('not_found')
  await groupFor(tx, extra.group_id, todayOf(tx))
  const { child_id: childId } = extra
  if (extra.removed_at !== null) return childId
  await tx.query(removeOne, [extraDayId, tx.now])
  await tellPlan(tx, childId, {
    action: 'planning.extra_day_removed',
    subject: { child: childId, group: extra.group_id, extraDay: extraDayId, day: extra.comes_on },
  })
  return childId
}
