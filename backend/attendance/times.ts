import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { correctedBack, notedBack, undoneWithin } from '../contract/attendance-limits.ts'
import { dayOf } from '../contract/clock.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { type StayRow, timeOf } from './queries.ts'

const minute = 60_000
/** Clocks differ: by so much a device may be ahead, as in the diary. */
const mostAhead = 5 * minute

const told = (path: string, reason: string) => ({ fields: [{ path, reason }] })

/** @throws Refusal `time_in_future` beyond five minutes ahead */
export function refuseAhead(tx: Tx, at: Date, path: string): void {
  if (at.getTime() > tx.now.getTime() + mostAhead) throw new Refusal('time_in_future', told(path, 'in_future'))
}

/** @throws Refusal `time_in_future`, or `time_too_old` beyond 24 hours back: what is older is corrected, with a reason */
export function refuseUnnoted(tx: Tx, at: Date, path: string): void {
  refuseAhead(tx, at, path)
  if (at.getTime() < tx.now.getTime() - notedBack * 60 * minute)
    throw new Refusal('time_too_old', told(path, 'too_old'))
}

/** @throws Refusal `time_too_old` when it arrived on a day that the actor may no longer put right */
export function refuseOld(tx: Tx, arrivedAt: Date | string, path: string): void {
  const days = tx.actor.role === 'manager' ? correctedBack.manager : correctedBack.staff
  const since = Temporal.PlainDate.from(dayOf(tx.now, timeZone)).subtract({ days }).toString()
  if (dayOf(new Date(arrivedAt), timeZone) < since) throw new Refusal('time_too_old', told(path, 'too_old'))
}

/** Whether the last step is not so long ago that it takes a reason. */
export const isRecent = (tx: Tx, at: string): boolean => tx.now.getTime() - Date.parse(at) <= undoneWithin * minute

/** Whether who brought and fetched may be said without a reason: the child is there, or left today. */
export const isOfToday = (tx: Tx, { left_at: leftAt }: StayRow): boolean =>
  leftAt === null || dayOf(new Date(leftAt), timeZone) >= dayOf(tx.now, timeZone)

/** Two stays of a child that one child cannot have. */
export const collide = (
  a: Pick<StayRow, 'arrived_at' | 'left_at'>,
  b: Pick<StayRow, 'arrived_at' | 'left_at'>,
): boolean => {
  const end = (one: Pick<StayRow, 'left_at'>) => (one.left_at === null ? Number.POSITIVE_INFINITY : timeOf(one.left_at))
  return timeOf(a.arrived_at) < end(b) && end(a) > timeOf(b.arrived_at)
}
