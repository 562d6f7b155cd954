import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import { tellReads } from '../child-reads.ts'
import { weekdayOf } from '../contract/expected.ts'
import * as contract from '../contract/planning.ts'
import { todayOf } from '../day.ts'
import { groupFor } from '../group/queries.ts'
import { route, type Surroundings } from '../http.ts'
import { addClosingDay, closingsOf, removeClosingDay } from './closing-days.ts'
import { addExtraDay, removeExtraDay } from './extra-days.ts'
import { closingsIn, planFor, plansIn, refuseTooFar, schedulesOf } from './queries.ts'
import { removeWeek, saveWeek } from './weeks.ts'

const planned = async (tx: Tx, childId: string) => ({ childId, plan: await planFor(tx, childId) })

/** Mounts what a manager plans: the children's weeks, extra days and closing days. */
export function planningRoutes(to: Surroundings): void {
  route(to, contract.planning, async (tx, { params, query }) => {
    const today = todayOf(tx)
    const group = await groupFor(tx, params.groupId, today)
    const asked = query.day ?? today
    refuseTooFar(tx, asked, 'day')
    const monday = Temporal.PlainDate.from(asked).subtract({ days: weekdayOf(asked) })
    const week = [monday.toString(), monday.add({ days: 6 }).toString()] as const
    const [children, closings] = await Promise.all([
      plansIn(tx, group.id, ...week),
      closingsIn(tx, group.locationId, ...week),
    ])
    const ids = children.map(({ id }) => id)
    await tellReads(tx, ids, 'planning')
    await writeAudit(tx, { action: 'planning.read', subject: { group: group.id, children: ids } })
    return { group, today, monday: week[0], closings, children }
  })
  route(to, contract.saveWeek, async (tx, { params, body }) =>
    planned(tx, await saveWeek(tx, params.placementId, body)),
  )
  route(to, contract.removeWeek, async (tx, { params, query }) =>
    planned(tx, await removeWeek(tx, params.weekId, query.version)),
  )
  route(to, contract.addExtraDay, async (tx, { params, body }) =>
    planned(tx, await addExtraDay(tx, params.groupId, body)),
  )
  route(to, contract.removeExtraDay, async (tx, { params }) => planned(tx, await removeExtraDay(tx, params.extraDayId)))
  route(to, contract.schedules, async (tx) => ({ today: todayOf(tx), children: await schedulesOf(tx) }))
  route(to, contract.closingDays, closingsOf)
  route(to, contract.addClosingDay, async (tx, { body }) => {
    await addClosingDay(tx, body)
    return closingsOf(tx)
  })
  route(to, contract.removeClosingDay, async (tx, { params }) => {
    await removeClosingDay(tx, params.closingDayId)
    return closingsOf(tx)
  })
}
