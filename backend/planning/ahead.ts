import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { dayOf } from '../contract/clock.ts'
import { yearsAhead } from '../contract/planning.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'

export const todayOf = (tx: Tx): string => dayOf(tx.now, timeZone)

/** @throws Refusal `invalid` when a day is further ahead than anything is planned */
export function refuseTooFar(tx: Tx, day: string, path: string): void {
  const last = Temporal.PlainDate.from(todayOf(tx)).add({ years: yearsAhead }).toString()
  if (day > last) throw new Refusal('invalid', { fields: [{ path, reason: 'too_far' }] })
}
