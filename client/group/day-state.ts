import type { StaffAbsence } from '../../backend/contract/absence.ts'
import { dayOf, isOnDay } from '../../backend/contract/clock.ts'
import type { StaffEntry } from '../../backend/contract/diary.ts'
import { expectedOn } from '../../backend/contract/expected.ts'
import type { GroupDay } from '../../backend/contract/group.ts'
import type { StaffEvent } from '../../backend/contract/live.ts'
import type { StaffPhotos } from '../../backend/contract/photo.ts'
import type { Staffing, StaffStay } from '../../backend/contract/stay.ts'
import type { Id, Instant } from '../../backend/contract/values.ts'
import { applyToOpen } from '../action/action-state.ts'
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
    case 'diary.edited':
      return withEntries(state, withItem(state, state.entries, event.item, timeZone))
    case 'diary.removed':
      return withEntries(state, without(state.entries, event.itemId))
    case 'photos.posted':
    case 'photos.changed':
    case 'photos.answered':
      return {
        ...state,
        photos: withItem(state, state.photos, event.item, timeZone),
        reported: withReported(state, event.item),
      }
    case 'photos.removed':
      return {
        ...state,
        photos: without(state.photos, event.itemId),
        reported: without(state.reported, event.itemId),
      }
    case 'consent.changed':
      return {
        ...state,
        children: state.children.map((child) =>
          child.id === event.childId ? { ...child, consents: event.consents, escorts: event.escorts } : child,
        ),
      }
    case 'collectors.changed':
      return {
        ...state,
        children: state.children.map((child) =>
          child.id === event.childId ? { ...child, escorts: event.escorts } : child,
        ),
      }
    case 'attendance.changed':
      return { ...state, stays: withStay(state, event.item, timeZone) }
    case 'staffing.changed':
      return { ...state, staffing: withStaffing(state, event.item, timeZone) }
    case 'planning.changed':
      return {
        ...state,
        children: state.children.map((child) =>
          child.id === event.childId
            ? { ...child, expected: expectedOn(event.plan, state.group.id, state.day) }
            : child,
        ),
      }
    case 'planning.closed':
      return { ...state, closings: withClosing(state, event) }
    case 'absence.reported':
    case 'absence.changed':
    case 'absence.seen':
      return { ...state, absences: withAbsence(state, event.item) }
    case 'action.asked':
    case 'action.changed':
    case 'action.answered':
      return {
        ...state,
        actions: applyToOpen(state.actions, event, (childId) => state.children.some(({ id }) => id === childId)),
      }
    case 'conversation.opened':
    case 'message.sent':
    case 'message.edited':
    case 'message.retracted':
    case 'conversation.read':
    case 'conversation.shared':
    case 'conversation.handled':
    case 'work.media_changed':
      return state
  }
}

/** The closing days of this group and day with this one as it is. */
function withClosing(
  { group, day, closings }: GroupDay,
  { closing, isClosed }: Extract<StaffEvent, { type: 'planning.closed' }>,
): GroupDay['closings'] {
  const others = without(closings, closing.id)
  const isHere = closing.locationId === null || closing.locationId === group.locationId
  if (!isHere || closing.day !== day || !isClosed) return others
  return [...others, closing].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The absences of this day and of its children with this one as it is. */
function withAbsence({ day, children, absences }: GroupDay, absence: StaffAbsence): StaffAbsence[] {
  const others = without(absences, absence.id)
  const isHere = absence.startsOn <= day && absence.endsOn >= day && children.some(({ id }) => id === absence.childId)
  return isHere && !absence.cancelled ? [...others, absence].sort((a, b) => (a.id < b.id ? -1 : 1)) : others
}

/** The stays of this day, of its children and its group, with this one as it is; not where a later one is there. */
export function withStay({ group, day, children, stays }: GroupDay, stay: StaffStay, timeZone: string): StaffStay[] {
  if (stays.some(({ id, version }) => id === stay.id && version > stay.version)) return stays
  const others = without(stays, stay.id)
  const isHere = stay.groupId === group.id || children.some(({ id }) => id === stay.childId)
  const stands = isHere && !stay.removed && isOnDay(stay, day, timeZone)
  return stands ? [...others, stay].sort((a, b) => (a.id < b.id ? -1 : 1)) : others
}

/** How many staff there are by what was last said of this day, in whichever order it arrives. */
function withStaffing({ group, day, staffing }: GroupDay, said: Staffing, timeZone: string): Staffing | null {
  if (said.groupId !== group.id || dayOf(said.at, timeZone) !== day) return staffing
  const isLater = staffing === null || said.at > staffing.at || (said.at === staffing.at && said.id > staffing.id)
  return isLater ? said : staffing
}

const without = <Item extends { id: Id }>(items: readonly Item[], id: Id): Item[] =>
  items.filter((item) => item.id !== id)

/** The items of the day with this one as it is now, if it is one of this group and day. */
function withItem<Item extends { id: Id; groupId: Id; aboutAt: Instant }>(
  { group, day }: GroupDay,
  items: readonly Item[],
  item: Item,
  timeZone: string,
): Item[] {
  const others = without(items, item.id)
  const belongs = item.groupId === group.id && dayOf(item.aboutAt, timeZone) === day
  return belongs ? [...others, item].sort(newestFirst) : others
}

/** The reported cards of the group, and of who is in it by now, with this one as it is, whatever day it is about. */
function withReported({ group, children, reported }: GroupDay, card: StaffPhotos): StaffPhotos[] {
  const others = without(reported, card.id)
  const isHere = card.groupId === group.id || children.some(({ id }) => id === card.childId)
  const belongs = isHere && card.photos.some(({ reports }) => reports.length > 0)
  return belongs ? [...others, card].sort(newestFirst) : others
}

function withEntries(state: GroupDay, entries: StaffEntry[]): GroupDay {
  const written = new Set(entries.map(({ childId }) => childId))
  return { ...state, entries, children: state.children.map((child) => ({ ...child, hasEntry: written.has(child.id) })) }
}
