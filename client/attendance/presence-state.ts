import type { GuardianEvent } from '../../backend/contract/live.ts'
import type { Presence } from '../../backend/contract/stay.ts'

/** When a guardian's children are there after an event, equal to what a fresh fetch would give. */
export function applyToPresence(presence: readonly Presence[], event: GuardianEvent): readonly Presence[] {
  if (event.type !== 'presence.changed') return presence
  // Of whom nothing was told before, the fetch that follows a change of consent tells all.
  return presence.map((known) => (known.childId === event.presence.childId ? event.presence : known))
}
