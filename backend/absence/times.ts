import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { enteredBack, mostParts, reportedAhead } from '../contract/absence.ts'
import { timeZone, todayOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import type { Said } from './keeping.ts'
import { type AbsenceRow, partOf } from './queries.ts'

const refuse = (path: string, reason: string) => new Refusal('invalid', { fields: [{ path, reason }] })

const back = (day: string, days: number) => Temporal.PlainDate.from(day).subtract({ days }).toString()
export const yesterdayOf = (tx: Tx): string => back(todayOf(tx), 1)

/** The first day that the actor may still say something about: staff put right what they heard late. */
export const sinceOf = (tx: Tx): string => (tx.actor.role === 'guardian' ? todayOf(tx) : back(todayOf(tx), enteredBack))

function refuseTooFar(tx: Tx, { endsOn }: Pick<Said, 'endsOn'>): void {
  if (endsOn > back(todayOf(tx), -reportedAhead)) throw refuse('endsOn', 'too_far')
}

/** @throws Refusal `invalid` when it begins or ends at a time that the clock skips on its day */
function refuseSkipped({ startsOn, part }: Pick<Said, 'startsOn' | 'part'>): void {
  const day = Temporal.PlainDate.from(startsOn)
  for (const minute of [part?.from, part?.until])
    if (minute !== undefined && minute < 24 * 60) {
      const wall = day.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 })
      if (!wall.toZonedDateTime(timeZone).toPlainDateTime().equals(wall)) throw refuse('part', 'skipped')
    }
}

/** @throws Refusal `invalid` when it begins in the past or at no time of its day, or ends more than a year ahead */
export function refuseDays(tx: Tx, said: Pick<Said, 'startsOn' | 'endsOn' | 'part'>): void {
  if (said.startsOn < sinceOf(tx)) throw refuse('startsOn', 'past')
  refuseTooFar(tx, said)
  refuseSkipped(said)
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

/** @throws Refusal `invalid` when what stands on its day beside it is in too many parts already */
export function refuseManyParts(
  beside: readonly AbsenceRow[],
  { startsOn, endsOn }: Pick<Said, 'startsOn' | 'endsOn'>,
): void {
  if (beside.filter((row) => row.starts_on <= endsOn && row.ends_on >= startsOn).length >= mostParts)
    throw refuse('part', 'too_many_parts')
}
