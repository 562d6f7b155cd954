import type { StaffEntry } from '../../backend/contract/diary.ts'
import type { GroupDay } from '../../backend/contract/group.ts'
import type { StaffEvent } from '../../backend/contract/live.ts'
import { dayOf } from '../../backend/contract/values.ts'
import { newestFirst } from '../diary/timeline.ts'

/**
 * A group's day after an event: what a fresh fetch would give. An event that the day already holds, or of a channel
 * that it does not show, changes nothing.
 */
export function applyStaffEvent(state: GroupDay, event: StaffEvent, timeZone: string): GroupDay {
  const head = state.heads.find(({ channel }) => channel === event.channel)
  if (!head || event.seq <= head.seq) return state
  const heads = state.heads.map((known) => (known === head ? { ...known, seq: event.seq } : known))
  return { ...withEvent(state, event, timeZone), heads }
}

function withEvent(state: GroupDay, event: StaffEvent, timeZone: string): GroupDay {
  switch (event.type) {
    case 'diary.posted':
    case 'diary.edited': {
      const others = state.entries.filter(({ id }) => id !== event.item.id)
      const belongs = event.item.groupId === state.group.id && dayOf(event.item.aboutAt, timeZone) === state.day
      return withEntries(state, belongs ? [...others, event.item].sort(newestFirst) : others)
    }
    case 'diary.removed':
      return withEntries(
        state,
        state.entries.filter(({ id }) => id !== event.itemId),
      )
    case 'consent.changed':
      return {
        ...state,
        children: state.children.map((child) =>
          child.id === event.childId ? { ...child, consents: event.consents } : child,
        ),
      }
  }
}

function withEntries(state: GroupDay, entries: StaffEntry[]): GroupDay {
  const written = new Set(entries.map(({ childId }) => childId))
  return { ...state, entries, children: state.children.map((child) => ({ ...child, hasEntry: written.has(child.id) })) }
}
