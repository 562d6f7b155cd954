import type { Tx } from '../../db/client.ts'
import type { AbsencePreview } from '../contract/absence.ts'
import { agreedFor, daysFrom, standingOf } from './cut-off.ts'
import { absencesBetween, childrenToReport, overlapOf } from './queries.ts'

/** What a report about these children and days would come to, by the server's clock. */
export async function previewAbsence(
  tx: Tx,
  { childIds, startsOn, endsOn }: { childIds: readonly string[]; startsOn: string; endsOn: string },
): Promise<AbsencePreview[]> {
  const children = await childrenToReport(tx, childIds)
  const [agreed, near] = await Promise.all([
    agreedFor(tx, childIds, startsOn, endsOn),
    absencesBetween(tx, childIds, startsOn, endsOn),
  ])
  return children.map(({ id, callName }) => {
    const { standings, rule, cutOff } = standingOf(agreed.get(id)!, daysFrom(startsOn, endsOn))
    const isBefore = cutOff !== undefined && tx.now < cutOff
    return {
      childId: id,
      callName,
      rule: rule
        ? {
            id: rule.id,
            careType: rule.care_type,
            ofLocation: rule.location_id !== null,
            cutOffMinute: rule.cut_off_minute,
            daysBefore: rule.days_before,
            credit: rule.credit,
          }
        : null,
      cutOff: cutOff ? { at: cutOff.toISOString(), isBefore } : null,
      credit: rule?.credit === 'kept_before_cut_off' && isBefore ? ('kept' as const) : ('none' as const),
      days: standings.map(({ day, expected, closed }) => ({ day, expected, closed })),
      overlaps: near.filter((row) => row.child_id === id).map((row) => overlapOf(row, callName)),
    }
  })
}
