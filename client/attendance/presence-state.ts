import type { GuardianEvent } from '../../backend/contract/live.ts'
import type { Presence } from '../../backend/contract/stay.ts'
import type { Day, Instant } from '../../backend/contract/values.ts'

/** When a guardian's children are there after an event, equal to what a fresh fetch would give. */
export function applyToPresence(presence: readonly Presence[], event: GuardianEvent): readonly Presence[] {
  if (event.type !== 'presence.changed') return presence
  // Of whom nothing was told before, the fetch that follows a change of consent tells all.
  return presence.map((known) => (known.childId === event.presence.childId ? event.presence : known))
}

export type Whereabouts = { state: 'here' | 'gone'; at: Instant }

/** Where a child is today: there since when, or gone since when; null when nothing is known of today. */
export function whereIs(presence: Presence | undefined, today: Day, dayOf: (at: Instant) => Day): Whereabouts | null {
  const stays = presence?.stays ?? []
  const open = stays.findLast(({ leftAt }) => leftAt === null)
  if (open) return { state: 'here', at: open.arrivedAt }
  // What is kept on a device may be of the day before.
  const left = stays.flatMap(({ leftAt }) => (leftAt !== null && dayOf(leftAt) === today ? [leftAt] : []))
  const last = left.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1)
  return last === undefined ? null : { state: 'gone', at: last }
}
