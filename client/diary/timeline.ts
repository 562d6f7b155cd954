import type { TimelineItem } from '../../backend/contract/diary.ts'
import type { GuardianEvent } from '../../backend/contract/live.ts'
import type { Instant } from '../../backend/contract/values.ts'

/** A point in the order of a timeline. */
export interface Position {
  aboutAt: Instant
  id: string
}

/** The stretch of a timeline that is loaded; null where it reaches the end. Both ends are part of it. */
export interface Stretch {
  floor: Position | null
  ceiling: Position | null
}

const whole: Stretch = { floor: null, ceiling: null }

/** Newest first: the order of every timeline. */
export const newestFirst = (a: Position, b: Position): number =>
  Date.parse(b.aboutAt) - Date.parse(a.aboutAt) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)

const within = (position: Position, { floor, ceiling }: Stretch): boolean =>
  (floor === null || newestFirst(position, floor) <= 0) && (ceiling === null || newestFirst(ceiling, position) <= 0)

const without = (items: readonly TimelineItem[], id: string) => items.filter((item) => item.id !== id)

/**
 * The items after an event, equal to what a fresh fetch of the same stretch would give. An event that is applied
 * again, or that is older than what is there, changes nothing.
 */
export function applyToTimeline(
  items: readonly TimelineItem[],
  event: GuardianEvent,
  stretch: Stretch = whole,
): readonly TimelineItem[] {
  switch (event.type) {
    case 'diary.posted':
    case 'diary.edited':
    case 'photos.posted':
    case 'photos.changed':
    case 'journal.posted':
    case 'journal.edited':
    case 'handover.told':
    case 'handover.changed':
    case 'handover.seen': {
      const known = items.find((item) => item.id === event.item.id)
      // That the group has seen it makes no other version of it.
      const least = event.type === 'handover.seen' ? event.item.version + 1 : event.item.version
      if (known && known.version >= least) return items
      const others = without(items, event.item.id)
      return within(event.item, stretch) ? [...others, event.item].sort(newestFirst) : others
    }
    case 'diary.removed':
    case 'photos.removed':
    case 'handover.withdrawn':
    case 'journal.removed':
      return items.some((item) => item.id === event.itemId) ? without(items, event.itemId) : items
    case 'absence.reported':
    case 'absence.changed':
    case 'absence.seen':
    case 'conversation.opened':
    case 'message.sent':
    case 'message.edited':
    case 'message.retracted':
    case 'conversation.read':
    case 'conversation.shared':
    case 'conversation.handled':
    case 'presence.changed':
    case 'action.asked':
    case 'action.changed':
    case 'own.action_answered':
    case 'own.conversation_read':
    case 'own.consents_changed':
      return items
  }
}

/** Two pages of one timeline as one, each item once. */
export function merge(items: readonly TimelineItem[], page: readonly TimelineItem[]): readonly TimelineItem[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  for (const item of page) {
    const known = byId.get(item.id)
    if (!known || known.version < item.version) byId.set(item.id, item)
  }
  return [...byId.values()].sort(newestFirst)
}
