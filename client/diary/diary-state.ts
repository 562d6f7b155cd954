import { batch, createSignal } from 'solid-js'
import { absencesShown, type GuardianAbsence } from '../../backend/contract/absence.ts'
import type { GuardianAction, OwnAnswer } from '../../backend/contract/action.ts'
import type { Head, Timeline, TimelineItem } from '../../backend/contract/diary.ts'
import type { GuardianHandover } from '../../backend/contract/handover.ts'
import type { GuardianJournal } from '../../backend/contract/journal.ts'
import type { GuardianEvent } from '../../backend/contract/live.ts'
import type { Presence } from '../../backend/contract/stay.ts'
import type { Id } from '../../backend/contract/values.ts'
import { applyToAbsences } from '../absence/absence-state.ts'
import { type Asked, applyToAsked, nothingAsked } from '../action/action-state.ts'
import { call } from '../api.ts'
import { applyToPresence } from '../attendance/presence-state.ts'
import { applyToHandovers } from '../handover/handover-state.ts'
import { applyToPlans } from '../journal/plan-state.ts'
import { forgetAlbums } from '../photo/album-state.ts'
import { createKeptPhotos, type PhotoHeads } from '../photo/kept-photos.ts'
import { keptFor, type Store } from '../store.ts'
import { dayOf, daysAfter } from '../time.ts'
import { createMarker } from './marker.ts'
import {
  afterEvents,
  allAfterEvents,
  everything,
  keyOf,
  type Page,
  type Pages,
  pageOf,
  partFor,
  type View,
  withNewer,
  withOlder,
} from './pages.ts'

export type Child = Timeline['children'][number]

/** What a device keeps of a timeline. */
interface Kept {
  children: Child[]
  items: TimelineItem[]
  photoHeads?: PhotoHeads
  absences?: GuardianAbsence[]
  presence?: Presence[]
  handovers?: GuardianHandover[]
  plans?: GuardianJournal[]
  asked?: Asked
}

const cardsIn = (items: readonly TimelineItem[]) => items.filter((item) => item.kind === 'photos')

const pageSize = 30
const largestPage = 100
const keepAfter = 800

/** The timeline as a guardian has it on screen, diary and photos: pages per view, what is new, what is unread, what this device keeps. */
export function createDiary(store: Store, now: () => number) {
  const [children, setChildren] = createSignal<readonly Child[]>()
  const [pages, setPages] = createSignal<Pages>(new Map())
  const [absences, setAbsences] = createSignal<readonly GuardianAbsence[]>([])
  const [presence, setPresence] = createSignal<readonly Presence[]>([])
  const [handovers, setHandovers] = createSignal<readonly GuardianHandover[]>([])
  const [plans, setPlans] = createSignal<readonly GuardianJournal[]>([])
  const [asked, setAsked] = createSignal<Asked>(nothingAsked)
  const [held, setHeld] = createSignal<ReadonlyMap<Id, Id>>(new Map())
  const [fresh, setFresh] = createSignal<ReadonlySet<Id>>(new Set())
  const [dataAt, setDataAt] = createSignal<number>()
  const [failure, setFailure] = createSignal<unknown>()
  const [fromDevice, setFromDevice] = createSignal(false)
  const [consentsChanged, setConsentsChanged] = createSignal(0)
  const marker = createMarker()
  const keptPhotos = createKeptPhotos(() => void forgetAlbums(store))

  let atTop = () => true
  let looking: View = everything
  let closed = false
  let keepTimer: ReturnType<typeof setTimeout> | undefined
  /** Events since each fetch that is under way began: its reply may be older than they are. */
  const underWay = new Set<GuardianEvent[]>()

  const page = (view: View): Page | undefined => pages().get(keyOf(view))
  const loaded = () => [...pages().values()].flatMap((page) => page.items)
  const put = (view: View, next: Page) => setPages((before) => new Map(before).set(keyOf(view), next))

  async function ask(
    view: View,
    query: { before?: string; after?: string; limit?: string },
    take: (reply: Timeline, missed: readonly GuardianEvent[]) => void,
    around = (change: () => void) => change(),
  ): Promise<Timeline> {
    const missed: GuardianEvent[] = []
    underWay.add(missed)
    try {
      const day = view.day !== null && !query.before && !query.after ? { day: view.day } : {}
      const child = view.child === null ? {} : { child: view.child }
      const reply = await call('timeline', { query: { limit: String(pageSize), ...query, ...day, ...child } })
      around(() =>
        batch(() => {
          take(reply, missed)
          marker.found(reply.items)
        }),
      )
      return reply
    } finally {
      underWay.delete(missed)
    }
  }

  const absencesAfter = (before: readonly GuardianAbsence[], events: readonly GuardianEvent[]) => {
    const since = daysAfter(dayOf(now()), -absencesShown)
    return events.reduce((all, event) => applyToAbsences(all, event, since), before)
  }

  const handoversAfter = (before: readonly GuardianHandover[], events: readonly GuardianEvent[]) =>
    events.reduce((all, event) => applyToHandovers(all, event, dayOf(now())), before)

  const plansAfter = (before: readonly GuardianJournal[], events: readonly GuardianEvent[]) =>
    events.reduce((all, event) => applyToPlans(all, event, dayOf(now())), before)

  /** Fetches the newest page of everything, and as much more as is on screen; answers with the heads. */
  async function snapshot(): Promise<readonly Head[]> {
    const before = page(everything)?.items ?? []
    const limit = String(Math.min(largestPage, Math.max(pageSize, before.length)))
    try {
      let compared: Promise<void> | undefined
      const { heads } = await ask(everything, { limit }, (reply, missed) => {
        const all = pageOf(reply)
        const current = looking.day === null ? partFor(all, looking.child) : page(looking)
        setPages(new Map([[keyOf(everything), all], ...(current ? ([[keyOf(looking), current]] as const) : [])]))
        setChildren(reply.children)
        setAbsences(absencesAfter(reply.absences, missed))
        setPresence(missed.reduce(applyToPresence, reply.presence))
        setHandovers(handoversAfter(reply.handovers, missed))
        setPlans(plansAfter(reply.plans, missed))
        setAsked(missed.reduce(applyToAsked, { actions: reply.actions, answers: reply.answers }))
        marker.restart(all.items, reply.heads)
        setFresh((before) => new Set([...before, ...marker.all()]))
        compared = keptPhotos.refreshed(cardsIn(all.items), reply.heads)
        setHeld(before.length === 0 || atTop() ? new Map() : newIn(all.items, before))
        setFromDevice(false)
        setFailure(undefined)
        setDataAt(now())
      })
      if (looking.day !== null) await load(looking)
      keepSoon()
      // Whoever hears of the heads fetches the album, which is kept only if nothing is forgotten after that.
      await compared
      return heads
    } catch (error) {
      setFailure(() => error)
      throw error
    }
  }

  const load = (view: View) => ask(view, {}, (reply, missed) => put(view, afterEvents(pageOf(reply), view, missed)))

  /** Makes sure that a view is loaded. One child's page starts from what is there of all of them. */
  async function show(view: View): Promise<void> {
    looking = view
    if (page(view)) return
    const all = page(everything)
    if (view.day !== null) await load(view)
    else if (all) put(view, partFor(all, view.child))
  }

  /** Loads what lies before the end of a view. */
  async function older(view: View): Promise<void> {
    const before = page(view)?.older
    if (!before) return
    await ask(view, { before }, (reply, missed) => {
      const current = page(view)
      if (current?.older === before) put(view, afterEvents(withOlder(current, reply), view, missed))
    })
  }

  /** Loads what came after the start of a view that was jumped to. */
  async function newer(view: View, around: (change: () => void) => void): Promise<void> {
    const after = page(view)?.newer
    if (!after) return
    await ask(
      view,
      { after },
      (reply, missed) => {
        const current = page(view)
        if (current?.newer === after) put(view, afterEvents(withNewer(current, reply), view, missed))
      },
      around,
    )
  }

  /** Applies what happened; items that would push the page down are held behind the pill. */
  function apply(events: readonly GuardianEvent[]): void {
    const hold = !atTop()
    batch(() => {
      const cards = cardsIn(loaded())
      for (const event of events) keptPhotos.happened(event, cards)
      setPages((before) => allAfterEvents(before, events))
      setAbsences((before) => absencesAfter(before, events))
      setPresence((before) => events.reduce(applyToPresence, before))
      setHandovers((before) => handoversAfter(before, events))
      setPlans((before) => plansAfter(before, events))
      setAsked((before) => events.reduce(applyToAsked, before))
      for (const missed of underWay) missed.push(...events)
      for (const event of events) {
        if (event.type === 'diary.posted' || event.type === 'photos.posted' || event.type === 'journal.posted') {
          marker.posted(event.item.id, event.channel, event.seq)
          setFresh((before) => new Set(before).add(event.item.id))
          if (hold) setHeld((before) => new Map(before).set(event.item.id, event.item.childId))
        } else if (
          event.type === 'diary.removed' ||
          event.type === 'photos.removed' ||
          event.type === 'journal.removed'
        ) {
          marker.removed(event.itemId)
          setHeld((before) => new Map([...before].filter(([id]) => id !== event.itemId)))
        } else if (event.type === 'own.consents_changed') {
          setConsentsChanged((count) => count + 1)
        }
      }
      setDataAt(now())
    })
    keepSoon()
  }

  const recent = (items: readonly TimelineItem[]) => items.filter((item) => Date.parse(item.aboutAt) >= now() - keptFor)

  function keepSoon(): void {
    clearTimeout(keepTimer)
    // A fetch may end after somebody signed out; what was wiped then stays away.
    if (closed) return
    keepTimer = setTimeout(() => {
      const photoHeads = keptPhotos.heads()
      const kept: Kept = {
        children: [...(children() ?? [])],
        items: recent(page(everything)?.items ?? []),
        absences: [...absences()],
        presence: [...presence()],
        handovers: [...handovers()],
        plans: [...plans()],
        asked: asked(),
        ...(photoHeads && { photoHeads }),
      }
      void store.write('timeline', kept, dataAt() ?? now())
    }, keepAfter)
  }

  /** Opens with what this device kept, when nothing newer is there yet. */
  async function open(): Promise<void> {
    const reading = store.read<Kept>('timeline')
    keptPhotos.open(reading.then((kept) => kept?.value.photoHeads))
    const kept = await reading
    if (!kept || children()) return
    const all: Page = { items: recent(kept.value.items), older: null, newer: null, floor: null, ceiling: null }
    batch(() => {
      setPages(
        new Map([
          [keyOf(everything), all],
          [keyOf(looking), partFor(all, looking.child)],
        ]),
      )
      setChildren(kept.value.children)
      setAbsences(kept.value.absences ?? [])
      setPresence(kept.value.presence ?? [])
      setHandovers(kept.value.handovers ?? [])
      setPlans(kept.value.plans ?? [])
      setAsked(kept.value.asked ?? nothingAsked)
      setFromDevice(true)
      setDataAt(kept.at)
    })
  }

  return {
    children,
    /** What was reported of the children and is not over for long, by first day. */
    absences,
    /** When the children were there today, and are; nothing of a child of whom it may not be known. */
    presence,
    /** What the children's guardians are asked, with the own answers, as the server told it. */
    asked,
    /** What the server just answered about an answer: it may be heard before it comes live. */
    tookAnswer(item: GuardianAction, answer: OwnAnswer | null): void {
      const place = { channel: '', seq: 0, at: new Date(now()).toISOString() }
      apply([
        { ...place, type: 'action.changed', item },
        { ...place, type: 'own.action_answered', actionId: item.id, answer },
      ])
    },
    /** What the server just answered about an absence of theirs: it may be heard before it comes live. */
    tookAbsence: (item: GuardianAbsence) =>
      apply([{ type: 'absence.changed', channel: '', seq: 0, at: new Date(now()).toISOString(), item }]),
    /** What was told of the children of today and later, by day. */
    handovers,
    /** What the groups are going to do after today, by day. */
    plans,
    /** What the server just answered about a hand-over: it may be heard before it comes live. */
    tookHandover: (item: GuardianHandover) =>
      apply([{ type: 'handover.changed', channel: '', seq: 0, at: new Date(now()).toISOString(), item }]),
    withdrewHandover: (itemId: Id, childId: Id) =>
      apply([{ type: 'handover.withdrawn', channel: '', seq: 0, at: new Date(now()).toISOString(), itemId, childId }]),
    page,
    fresh,
    dataAt,
    failure,
    /** Only what the device kept is on screen; there may be more. */
    fromDevice,
    consentsChanged,
    open,
    snapshot,
    show,
    older,
    newer,
    apply,
    /** What stands with several children of a group is seen with all of them. */
    see: (ids: Id[]) => {
      const seen = new Set(ids)
      const journals = new Set(
        loaded().flatMap((item) => (item.kind === 'journal' && seen.has(item.id) ? [item.journalId] : [])),
      )
      const same = loaded().flatMap((item) =>
        item.kind === 'journal' && journals.has(item.journalId) ? [item.id] : [],
      )
      marker.see([...new Set([...ids, ...same])])
    },
    isUnread: marker.waiting,
    unreadOf: marker.unreadOf,
    /** The items of a view that stand on the page. */
    items: (view: View) => page(view)?.items.filter((item) => !held().has(item.id)) ?? [],
    find: (id: Id | null) => loaded().find((item) => item.id === id),
    /** How many wait behind the pill. */
    heldIn: (view: View) => [...held().values()].filter((child) => view.child === null || child === view.child).length,
    /** Shows them, and gives which they were. */
    reveal: (): ReadonlySet<Id> => {
      const were = new Set(held().keys())
      setHeld(new Map())
      return were
    },
    /** The "new" marks go when somebody leaves the screen. */
    settle: () => setFresh(new Set(marker.all())),
    /** Whether an item may appear at once; asked for every event. */
    appearWhen: (top: () => boolean) => {
      atTop = top
    },
    close: () => {
      closed = true
      clearTimeout(keepTimer)
      marker.close()
    },
  }
}

function newIn(items: readonly TimelineItem[], before: readonly TimelineItem[]): ReadonlyMap<Id, Id> {
  const known = new Set(before.map((item) => item.id))
  return new Map(items.filter((item) => !known.has(item.id)).map((item) => [item.id, item.childId]))
}

export type Diary = ReturnType<typeof createDiary>
