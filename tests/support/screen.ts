import { absencesShown, type GuardianAbsence } from '../../backend/contract/absence.ts'
import { dayOf } from '../../backend/contract/clock.ts'
import type { Head, Timeline } from '../../backend/contract/diary.ts'
import type { GroupDay } from '../../backend/contract/group.ts'
import type { GuardianHandover } from '../../backend/contract/handover.ts'
import type { GuardianJournal, StaffJournal } from '../../backend/contract/journal.ts'
import type { GuardianEvent, LiveEvent, StaffEvent } from '../../backend/contract/live.ts'
import type { Presence } from '../../backend/contract/stay.ts'
import type { Id } from '../../backend/contract/values.ts'
import { applyToAbsences } from '../../client/absence/absence-state.ts'
import { type Asked, applyToAsked } from '../../client/action/action-state.ts'
import { applyToPresence } from '../../client/attendance/presence-state.ts'
import { afterEvents, everything, type Page, pageOf } from '../../client/diary/pages.ts'
import { type Unread, unreadIn, withPosted, withSeen } from '../../client/diary/unread.ts'
import { applyStaffEvent } from '../../client/group/day-state.ts'
import { applyToHandovers } from '../../client/handover/handover-state.ts'
import { applyToPlans } from '../../client/journal/plan-state.ts'

/** Fetches as the person of a device, and throws what was refused. */
export type Get = <Reply>(path: string) => Promise<Reply>

/** A part of what stands on somebody's screen: kept by the client's own code, from what was fetched and the events after it. */
export interface Part<State = any> {
  load(get: Get): Promise<State>
  after(state: State, event: LiveEvent): State
  /** Does an event leave what only the server knows: this part is fetched again. */
  isStale?(state: State, event: LiveEvent): boolean
  /** With what the device itself knows by now: up to where its person read. */
  own?(state: State, readTo: ReadonlyMap<Id, number>): State
  /** What can be seen of it. */
  seen(state: State): Record<string, unknown>
}

/** The part that is fetched first, with the heads of that moment. */
export interface Screen<State = any> extends Part<State> {
  heads(state: State): readonly Head[]
}

interface PhoneState {
  absences: readonly GuardianAbsence[]
  presence: readonly Presence[]
  handovers: readonly GuardianHandover[]
  plans: readonly GuardianJournal[]
  asked: Asked
  children: Timeline['children']
  page: Page
  unread: Unread
  seqs: Record<string, number>
}

export const phoneScreen: Screen<PhoneState> = {
  async load(get) {
    const fetched = await get<Timeline>('/api/timeline?limit=100')
    return {
      children: fetched.children,
      absences: fetched.absences,
      presence: fetched.presence,
      handovers: fetched.handovers,
      plans: fetched.plans,
      asked: { actions: fetched.actions, answers: fetched.answers },
      page: pageOf(fetched),
      unread: unreadIn(fetched.items, fetched.heads),
      seqs: seqsOf(fetched.heads),
    }
  },
  heads: ({ seqs }) => Object.entries(seqs).map(([channel, seq]) => ({ channel, seq }) as Head),
  after({ children, absences, presence, handovers, plans, asked, page, unread, seqs }, given) {
    const event = given as GuardianEvent
    const counted =
      (event.type === 'diary.posted' || event.type === 'photos.posted' || event.type === 'journal.posted') &&
      !unread.waiting.has(event.item.id)
        ? withPosted(unread, event.item.id, event.channel, event.seq)
        : event.type === 'diary.removed' || event.type === 'photos.removed' || event.type === 'journal.removed'
          ? withSeen(unread, [event.itemId])
          : unread
    return {
      children,
      absences: applyToAbsences(absences, event, shownSince(event.at)),
      presence: applyToPresence(presence, event),
      plans: applyToPlans(plans, event, dayOf(event.at, 'Europe/Amsterdam')),
      handovers: applyToHandovers(handovers, event, dayOf(event.at, 'Europe/Amsterdam')),
      asked: applyToAsked(asked, event),
      page: afterEvents(page, everything, [event]),
      unread: counted,
      seqs: { ...seqs, [event.channel]: event.seq },
    }
  },
  seen: ({ children, absences, presence, handovers, plans, asked, page, unread, seqs }) => ({
    children,
    absences,
    presence,
    handovers,
    plans,
    asked,
    items: page.items.slice(0, 100),
    unread: Object.fromEntries(Object.entries(unread.count).map(([channel, count]) => [channel, Math.min(99, count)])),
    seqs,
  }),
}

/** Two weeks before the day of a moment. */
const shownSince = (at: string) => dayOf(new Date(Date.parse(at) - absencesShown * 86_400_000), 'Europe/Amsterdam')

const byChannel = (a: Head, b: Head) => (a.channel < b.channel ? -1 : 1)

export const tabletScreen = (groupId: string): Screen<GroupDay> => ({
  load: (get) => get(`/api/groups/${groupId}/day`),
  heads: ({ heads }) => heads,
  after: (state, event) => applyStaffEvent(state, event as StaffEvent, 'Europe/Amsterdam'),
  seen: (state) => ({ ...state, heads: [...state.heads].sort(byChannel) }),
})

/** The journal of a group as its staff have it: of a change they are told alone that there was one. */
export const journalPart = (groupId: string): Part<StaffJournal[]> => ({
  load: async (get) => (await get<{ entries: StaffJournal[] }>(`/api/groups/${groupId}/journal`)).entries,
  after: (state) => state,
  isStale: (_, { type }) => type.startsWith('journal.'),
  seen: (journal) => ({ journal }),
})

export const seqsOf = (heads: readonly Head[]) => Object.fromEntries(heads.map((head) => [head.channel, head.seq]))
