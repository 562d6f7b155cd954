import type { StaffAbsence } from '../../backend/contract/absence.ts'
import { dayOf, isOnDay } from '../../backend/contract/clock.ts'
import { isComing } from '../../backend/contract/coming.ts'
import type { StaffEntry } from '../../backend/contract/diary.ts'
import { expectedOn } from '../../backend/contract/expected.ts'
import type { GroupDay, StayingChild } from '../../backend/contract/group.ts'
import type { StaffHandover, TakenBack } from '../../backend/contract/handover.ts'
import type { StaffEvent } from '../../backend/contract/live.ts'
import type { StaffPhotos } from '../../backend/contract/photo.ts'
import type { Staffing, StaffStay } from '../../backend/contract/stay.ts'
import type { Day, Id, Instant } from '../../backend/contract/values.ts'
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
        staying: withEscorts(state, event),
      }
    case 'collectors.changed':
      return {
        ...state,
        children: state.children.map((child) =>
          child.id === event.childId ? { ...child, escorts: event.escorts } : child,
        ),
        staying: withEscorts(state, event),
      }
    case 'allergies.changed': {
      const { allergies } = event
      const told = <Child extends { id: Id }>(child: Child) =>
        child.id === event.childId ? { ...child, allergies } : child
      return { ...state, children: state.children.map(told), staying: state.staying.map(told) }
    }
    case 'mentor.changed':
      return {
        ...state,
        children: state.children.map((child) =>
          child.id === event.childId ? { ...child, mentor: event.mentor } : child,
        ),
      }
    case 'attendance.changed':
      return withStay(state, event.item, timeZone)
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
      return { ...state, absences: withAbsence(state, event.item), coming: withComing(state, event.item) }
    case 'handover.told':
    case 'handover.changed':
    case 'handover.seen':
      return { ...state, handovers: withHandover(state, event.item) }
    case 'handover.withdrawn':
      return {
        ...state,
        handovers: without(state.handovers ?? [], event.itemId),
        takenBack: withTakenBack(state, event.was),
      }
    case 'action.asked':
    case 'action.changed':
    case 'action.answered':
      return {
        ...state,
        actions: applyToOpen(state.actions, event, (childId) => state.children.some(({ id }) => id === childId)),
      }
    case 'journal.posted':
    case 'journal.edited':
    case 'journal.removed':
    case 'conversation.opened':
    case 'message.sent':
    case 'message.edited':
    case 'message.retracted':
    case 'conversation.read':
    case 'conversation.shared':
    case 'conversation.handled':
    case 'work.media_changed':
    case 'work.conversation_read':
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

/** This day with an absence as it is; not where a later one is there. */
export function withTakenAbsence(state: GroupDay, absence: StaffAbsence): GroupDay {
  const isLater = ({ id, version }: StaffAbsence) => id === absence.id && version > absence.version
  if ([...state.absences, ...state.coming].some(isLater)) return state
  return { ...state, absences: withAbsence(state, absence), coming: withComing(state, absence) }
}

/** What was told of this day and its children with this as it is. */
export function withHandover({ day, children, handovers = [] }: GroupDay, told: StaffHandover): StaffHandover[] {
  // What an older version kept has none.
  if (handovers.some(({ id, version }) => id === told.id && version > told.version)) return handovers
  const others = without(handovers, told.id)
  const isHere = told.day === day && children.some(({ id }) => id === told.childId)
  return isHere ? [...others, told].sort((a, b) => (a.id < b.id ? -1 : 1)) : others
}

/** What was taken back of this day and its children, with this among it. */
function withTakenBack({ day, children, takenBack = [] }: GroupDay, was: TakenBack): TakenBack[] {
  const others = without(takenBack, was.id)
  const isHere = was.day === day && children.some(({ id }) => id === was.childId)
  return isHere ? [...others, was].sort((a, b) => (a.id < b.id ? -1 : 1)) : others
}

/** The absences that are still to come of its children with this one as it is. */
function withComing({ day, children, coming }: GroupDay, absence: StaffAbsence): StaffAbsence[] {
  const others = without(coming, absence.id)
  const isHere = !absence.cancelled && isComing(absence, day) && children.some(({ id }) => id === absence.childId)
  if (!isHere) return others
  const place = ({ startsOn, id }: StaffAbsence) => `${startsOn} ${id}`
  return [...others, absence].sort((a, b) => (place(a) < place(b) ? -1 : 1))
}

/** This day with this stay of its children and its group as it is; not where a later one is there. */
export function withStay(state: GroupDay, stay: StaffStay, timeZone: string): GroupDay {
  const { group, day, children, stays } = state
  if (stays.some(({ id, version }) => id === stay.id && version > stay.version)) return state
  const others = without(stays, stay.id)
  const isHere = stay.groupId === group.id || children.some(({ id }) => id === stay.childId)
  const stands = isHere && !stay.removed && isOnDay(stay, day, timeZone)
  const all = stands ? [...others, stay].sort((a, b) => (a.id < b.id ? -1 : 1)) : others
  const staying = state.staying.filter(({ id }) => all.some(({ childId }) => childId === id))
  return { ...state, stays: all, staying }
}

/**
 * A day that ended while nothing could be fetched goes on as the next one: with its children and who has not left. What is planned,
 * written and said of the new day nobody knows here.
 */
export function carriedTo(known: GroupDay, today: Day): GroupDay {
  if (known.day >= today) return known
  const stays = known.stays.filter(({ leftAt }) => leftAt === null)
  return {
    ...known,
    ...{ day: today, stays, staffing: null, closings: [], entries: [], photos: [] },
    absences: [...known.absences, ...known.coming.filter(({ startsOn }) => startsOn > known.day)]
      .filter(({ startsOn, endsOn }) => startsOn <= today && endsOn >= today)
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    coming: known.coming.filter((absence) => isComing(absence, today)),
    children: known.children.map((child) => ({ ...child, expected: null, hasEntry: false })),
    staying: known.staying.filter(({ id }) => stays.some(({ childId }) => childId === id)),
  }
}

/** Is it a stay of this group and day, of a child of which only the server knows the name. */
export const isOfStranger = ({ group, day, children, staying }: GroupDay, stay: StaffStay, timeZone: string): boolean =>
  stay.groupId === group.id &&
  !stay.removed &&
  isOnDay(stay, day, timeZone) &&
  ![...children, ...staying].some(({ id }) => id === stay.childId)

/** Who has no place here any more, with who may fetch one of them now. */
const withEscorts = (
  { staying }: GroupDay,
  { childId, escorts }: Pick<StayingChild, 'escorts'> & { childId: Id },
): StayingChild[] => staying.map((child) => (child.id === childId ? { ...child, escorts } : child))

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
