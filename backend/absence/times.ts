import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { enteredBack } from '../contract/absence.ts'
import { dayOf } from '../contract/clock.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import type { Said } from './keeping.ts'
import { type AbsenceRow, partOf } from './queries.ts'

const refuse = (path: string, reason: string) => new Refusal('invalid', { fields: [{ path, reason }] })

export const todayOf = (tx: Tx): string => dayOf(tx.now, timeZone)
export const yesterdayOf = (tx: Tx): string => back(todayOf(tx), 1)
const back = (day: string, days: number) => Temporal.PlainDate.from(day).subtract({ days }).toString()

/** The first day that the actor may still say something about: staff put right what they heard late. */
export const sinceOf = (tx: Tx): string => (tx.actor.role === 'guardian' ? todayOf(tx) : back(todayOf(tx), enteredBack))

function refuseTooFar(tx: Tx, { endsOn }: Pick<Said, 'endsOn'>): void {
  const last = Temporal.PlainDate.from(todayOf(tx)).add({ years: 1 }).toString()
  if (endsOn > last) throw refuse('endsOn', 'too_far')
}

/** @throws Refusal `invalid` when it begins in the past, or ends more than a year ahead */
export function refuseDays(tx: Tx, said: Pick<Said, 'startsOn' | 'endsOn'>): void {
  if (said.startsOn < sinceOf(tx)) throw refuse('startsOn', 'past')
  refuseTooFar(tx, said)
}

/** @throws Refusal `invalid` when it is over: what is past stays as it was */
export function refusePast(tx: Tx, row: AbsenceRow): void {
  if (row.ends_on < sinceOf(tx)) throw refuse('absenceId', 'past')
}

/**
 * Of an absence that has begun only the end and the note change; it ends yesterday at the earliest, which says that the child is back.
 * @throws Refusal `invalid` when what is past would be another
 */
export function refuseChange(tx: Tx, row: AbsenceRow, said: Said): void {
  refusePast(tx, row)
  const since = sinceOf(tx)
  if (row.starts_on >= since) {
    refuseDays(tx, said)
    return
  }
  if (said.startsOn !== row.starts_on) throw refuse('startsOn', 'begun')
  if (said.reason !== row.reason) throw refuse('reason', 'begun')
  const part = partOf(row)
  if (said.part?.from !== part?.from || said.part?.until !== part?.until) throw refuse('part', 'begun')
  if (said.endsOn < back(since, 1)) throw refuse('endsOn', 'past')
  refuseTooFar(tx, said)
}
