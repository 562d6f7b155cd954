import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { absencesShown, type GuardianAbsence } from '../../backend/contract/absence.ts'
import { dayOf } from '../../backend/contract/clock.ts'
import type { Head, Timeline } from '../../backend/contract/diary.ts'
import type { GroupDay } from '../../backend/contract/group.ts'
import type { GuardianHandover } from '../../backend/contract/handover.ts'
import type { GuardianJournal } from '../../backend/contract/journal.ts'
import type { GuardianEvent, LiveEvent, StaffEvent } from '../../backend/contract/live.ts'
import type { Role } from '../../backend/contract/route.ts'
import type { Presence } from '../../backend/contract/stay.ts'
import { applyToAbsences } from '../../client/absence/absence-state.ts'
import { type Asked, applyToAsked } from '../../client/action/action-state.ts'
import { applyToPresence } from '../../client/attendance/presence-state.ts'
import { afterEvents, everything, type Page, pageOf } from '../../client/diary/pages.ts'
import { type Unread, unreadIn, withPosted, withSeen } from '../../client/diary/unread.ts'
import { applyStaffEvent } from '../../client/group/day-state.ts'
import { applyToHandovers } from '../../client/handover/handover-state.ts'
import { applyToPlans } from '../../client/journal/plan-state.ts'
import { openLive } from '../../client/live.ts'
import { call } from './server.ts'
import { openWire, type Wire } from './wire.ts'

/** What stands on somebody's screen: kept by the client's own code, from a snapshot and the events after it. */
interface Screen<State> {
  path: string
  begin(fetched: any): State
  after(state: State, event: LiveEvent): State
  /** What can be seen of it. */
  seen(state: State): unknown
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

const phoneScreen: Screen<PhoneState> = {
  path: '/api/timeline?limit=100',
  begin: (fetched: Timeline) => ({
    children: fetched.children,
    absences: fetched.absences,
    presence: fetched.presence,
    handovers: fetched.handovers,
    plans: fetched.plans,
    asked: { actions: fetched.actions, answers: fetched.answers },
    page: pageOf(fetched),
    unread: unreadIn(fetched.items, fetched.heads),
    seqs: seqsOf(fetched.heads),
  }),
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

const tabletScreen = (groupId: string): Screen<GroupDay> => ({
  path: `/api/groups/${groupId}/day`,
  begin: (fetched: GroupDay) => fetched,
  after: (state, event) => applyStaffEvent(state, event as StaffEvent, 'Europe/Amsterdam'),
  seen: (state) => ({ ...state, heads: [...state.heads].sort((a, b) => (a.channel < b.channel ? -1 : 1)) }),
})

const seqsOf = (heads: readonly Head[]) => Object.fromEntries(heads.map((head) => [head.channel, head.seq]))

export interface Device {
  wire: Wire
  /** Everything that was applied, in this order. */
  applied: LiveEvent[]
  /** What was applied twice, or out of turn. */
  faults: string[]
  snapshots: number
  isSignedOut: boolean
  connected(): boolean
  screen(): unknown
  /** What the screen would show after fetching everything now. */
  fresh(): Promise<unknown>
  close(): Promise<void>
}

type Who = { cookie: string; role: string }

/** A guardian's phone. */
export const openPhone = (server: { url: string }, who: Who): Promise<Device> => openDevice(server, who, phoneScreen)

/** The tablet of a group, with somebody of its staff. */
export const openTablet = (server: { url: string }, who: Who, groupId: string): Promise<Device> =>
  openDevice(server, who, tabletScreen(groupId))

async function openDevice<State>(server: { url: string }, who: Who, screen: Screen<State>): Promise<Device> {
  const wire = await openWire(server)
  let state: State | undefined
  let seqs: Record<string, number> = {}
  let closed = false
  const device: Device = {
    wire,
    applied: [],
    faults: [],
    snapshots: 0,
    isSignedOut: false,
    connected: () => live.connected(),
    screen: () => (state === undefined ? undefined : screen.seen(state)),
    async fresh() {
      const reply = await call(wire.target(), who, 'GET', screen.path)
      if (reply.status !== 200) throw new Error(`a fetch was answered with ${reply.text}`)
      return screen.seen(screen.begin(reply.body))
    },
    async close() {
      closed = true
      live.close()
      await wire.close()
    },
  }
  function apply(events: LiveEvent[]): void {
    for (const event of events) {
      const before = seqs[event.channel]
      if (before === undefined || event.seq !== before + 1) {
        device.faults.push(`${event.type} ${event.channel}: ${event.seq} after ${before}`)
      }
      seqs[event.channel] = event.seq
      device.applied.push(event)
      if (state !== undefined) state = screen.after(state, event)
    }
    if (events.some((event) => event.type === 'own.consents_changed')) void live.refresh()
  }
  async function snapshot(): Promise<readonly Head[]> {
    for (;;) {
      const reply = await call(wire, who, 'GET', screen.path).catch(() => undefined)
      if (reply?.status === 200) {
        device.snapshots += 1
        state = screen.begin(reply.body)
        seqs = seqsOf(reply.body.heads)
        return reply.body.heads
      }
      if (closed || (reply && reply.status < 500)) throw new Error('refused')
      await sleep(20)
    }
  }
  const live = openLive({
    role: who.role as Role,
    address: wire.url,
    connection: {
      extraHeaders: { cookie: who.cookie },
      forceNew: true,
      reconnectionDelay: 30,
      reconnectionDelayMax: 150,
      randomizationFactor: 0.5,
    },
    apply,
    snapshot,
    signedOut: () => {
      device.isSignedOut = true
    },
    stillKnown: () =>
      call(wire, who, 'GET', '/api/account/me').then(
        (reply) => reply.status !== 401,
        () => true,
      ),
  })
  void live.refresh()
  await eventually(() => device.connected() && state !== undefined)
  return device
}

/** Waits until something holds. */
export async function eventually(condition: () => boolean | Promise<boolean>, most = 8_000): Promise<void> {
  for (const end = Date.now() + most; !(await condition()); await sleep(10)) {
    if (Date.now() > end) throw new Error(`waited ${most} ms in vain for ${condition}`)
  }
}

/** Every screen becomes what a fresh fetch gives, with each event applied once and in its turn. */
export async function expectConverged(devices: readonly Device[], most = 8_000): Promise<void> {
  for (const device of devices) {
    const equal = async () => {
      const fresh = await device.fresh().catch(() => undefined)
      return device.connected() && isDeepStrictEqual(device.screen(), fresh)
    }
    await eventually(equal, most).catch(() => {})
    expect(device.screen()).toEqual(await device.fresh())
    expect(device.faults).toEqual([])
  }
}
