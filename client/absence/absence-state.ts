import type { GuardianAbsence } from '../../backend/contract/absence.ts'
import type { GuardianEvent } from '../../backend/contract/live.ts'
import type { Day } from '../../backend/contract/values.ts'

/** By first day: the order in which a fetch gives them. */
const byDay = (a: GuardianAbsence, b: GuardianAbsence): number =>
  a.startsOn < b.startsOn ? -1 : a.startsOn > b.startsOn ? 1 : a.id < b.id ? -1 : 1

/**
 * The absences after an event, equal to what a fresh fetch would give. One that is older than what is there changes nothing.
 * @param since what was over before this day is not shown
 */
export function applyToAbsences(
  absences: readonly GuardianAbsence[],
  event: GuardianEvent,
  since: Day,
): readonly GuardianAbsence[] {
  if (event.type !== 'absence.reported' && event.type !== 'absence.changed' && event.type !== 'absence.seen')
    return absences
  const { item } = event
  const known = absences.find(({ id }) => id === item.id)
  if (known && known.version > item.version) return absences
  const others = absences.filter(({ id }) => id !== item.id)
  return item.cancelled || item.endsOn < since ? others : [...others, item].sort(byDay)
}
