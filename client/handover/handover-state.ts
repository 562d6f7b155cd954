import type { GuardianHandover } from '../../backend/contract/handover.ts'
import type { GuardianEvent } from '../../backend/contract/live.ts'
import type { Day } from '../../backend/contract/values.ts'

const byDay = (a: GuardianHandover, b: GuardianHandover): number =>
  a.day < b.day ? -1 : a.day > b.day ? 1 : a.id < b.id ? -1 : 1

/** What was told of today and later after an event, equal to what a fresh fetch would give. */
export function applyToHandovers(
  handovers: readonly GuardianHandover[],
  event: GuardianEvent,
  today: Day,
): readonly GuardianHandover[] {
  if (event.type === 'handover.withdrawn') return handovers.filter(({ id }) => id !== event.itemId)
  if (event.type !== 'handover.told' && event.type !== 'handover.changed' && event.type !== 'handover.seen')
    return handovers
  const { item } = event
  const known = handovers.find(({ id }) => id === item.id)
  if (known && known.version > item.version) return handovers
  const others = handovers.filter(({ id }) => id !== item.id)
  return item.day < today ? others : [...others, item].sort(byDay)
}
