import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  on,
  onCleanup,
  useContext,
} from 'solid-js'
import type { StaffAbsence } from '../../backend/contract/absence.ts'
import type { StaffAction } from '../../backend/contract/action.ts'
import type { Head } from '../../backend/contract/diary.ts'
import type { GroupDay } from '../../backend/contract/group.ts'
import type { StaffHandover } from '../../backend/contract/handover.ts'
import type { StaffEvent } from '../../backend/contract/live.ts'
import type { StaffPhotos } from '../../backend/contract/photo.ts'
import type { Role } from '../../backend/contract/route.ts'
import type { StaffStay } from '../../backend/contract/stay.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { withTaken } from '../action/action-state.ts'
import { ApiError, call } from '../api.ts'
import { type BoardStay, boardStays, type Standing, standings } from '../attendance/board.ts'
import { notBefore, now } from '../clock.ts'
import type { Inbox } from '../conversation/staff-inbox.ts'
import { openLive } from '../live.ts'
import { minute, today } from '../minute.ts'
import { isStuck, stayOf } from '../outbox-state.ts'
import { createKeptPhotos } from '../photo/kept-photos.ts'
import { signedOut, stillKnown } from '../session.ts'
import type { Store } from '../store.ts'
import { online } from '../ui/online.ts'
import { dayKey, takeAhead } from './day-ahead.ts'
import { applyStaffEvent, carriedTo, isOfStranger, withHandover, withStay, withTakenAbsence } from './day-state.ts'
import { useStaffWork } from './staff-work.tsx'

/** A group on this tablet: today, and one other day when somebody looks at it. */
export interface GroupWork {
  groupId: Id
  today: Accessor<GroupDay | undefined>
  /** The day that is asked for, today's included. */
  on: (day: Day) => GroupDay | undefined
  /** Fetches another day. */
  look(day: Day): Promise<void>
  refresh(): Promise<void>
  /** What the server just answered about an absence: it may be here before it comes live. */
  tookAbsence(item: StaffAbsence): void
  /** Counts what changed in the journals of the groups. */
  journalChanged: Accessor<number>
  /** The same of a hand-over. */
  tookHandover(item: StaffHandover): void
  /** The same of what guardians are asked. */
  tookActions(items: readonly StaffAction[]): void
  /** The same of a stay. */
  tookStay(stay: StaffStay): void
  /** Who is and was here today, with what is noted on this tablet and on its way. */
  stays: Accessor<readonly BoardStay[]>
  /** What each child is to the group now. */
  standings: Accessor<ReadonlyMap<Id, Standing>>
  error: Accessor<unknown>
  connected: Accessor<boolean>
  /** Without a connection for a while: since when the page is as it was. */
  offlineSince: Accessor<number | null>
  /** Children about whom something is on its way. */
  onItsWay: Accessor<ReadonlySet<Id>>
  /** How many reports of photos of this group, about whatever day, nobody settled yet. */
  reports: Accessor<number>
  /** The conversations of the group, once they were fetched. */
  inbox: Accessor<Inbox | undefined>
  /** Fetches them, if they are not here. */
  openInbox(): Promise<void>
}

const Context = createContext<GroupWork>()
const remembered = 500
const patience = 3000
/** So long after the group is there its conversations are fetched, for how many were not read. */
const soonAfter = 2000

/** A card shows itself, and that its post is there. */
const seenOf = (card: StaffPhotos) => [card, { id: card.postId, version: 1 }]

/** Does it bring a report that is not known here. */
const isReported = (event: StaffEvent, known: ReadonlySet<Id>) =>
  event.type === 'photos.answered' && event.item.photos.some(({ reports }) => reports.some(({ id }) => !known.has(id)))

/** Keeps one group's day equal to the server while its screens are open. */
export function GroupProvider(props: {
  groupId: Id
  role: Exclude<Role, 'guardian'>
  /** Where this device keeps what whoever works here knew of it. */
  store: Store
  /** Is told how many reports wait, whenever that changes. */
  onReports: (waiting: number) => void
  /** Is told how many messages this person has not read, whenever that changes. */
  onUnread: (messages: number) => void
  children: JSX.Element
}): JSX.Element {
  const work = useStaffWork()
  const { groupId, role } = props
  const [days, setDays] = createSignal<ReadonlyMap<Day, GroupDay>>(new Map())
  const [current, setCurrent] = createSignal<Day>()
  const [error, setError] = createSignal<unknown>()
  const [offline, setOffline] = createSignal(false)
  const [keptAt, setKeptAt] = createSignal<number>()
  const { store } = props
  const key = dayKey(groupId)
  const ahead = takeAhead(store, groupId)
  let first = ahead?.fetched
  let lost = false
  const [inbox, setInbox] = createSignal<Inbox>()
  let opening: Promise<void> | undefined
  let recent: StaffEvent[] = []
  const keptPhotos = createKeptPhotos()
  const photoCards = () => [...days().values()].flatMap(({ photos }) => photos)
  const reportsKnown = () =>
    new Set(
      [...days().values()].flatMap(({ photos, reported }) =>
        [...photos, ...reported].flatMap((card) => card.photos.flatMap(({ reports }) => reports.map(({ id }) => id))),
      ),
    )

  async function fetchDay(day?: Day): Promise<GroupDay> {
    const asked = first ?? call('groupDay', { params: { groupId }, query: day ? { day } : {} })
    first = undefined
    const fetched = await asked
    const known = recent.reduce((state, event) => applyStaffEvent(state, event, work.timeZone), fetched)
    keptPhotos.replaced(days().get(known.day)?.photos ?? [], known.photos)
    setDays((all) => new Map(all).set(known.day, known))
    work.outbox.saw([
      ...known.entries,
      ...known.photos.flatMap(seenOf),
      ...known.stays,
      ...(known.staffing ? [{ id: known.staffing.id, version: 1 }] : []),
    ])
    return known
  }

  async function snapshot(): Promise<readonly Head[]> {
    try {
      const fetched = await fetchDay()
      setCurrent(fetched.day)
      keptPhotos.refreshed(photoCards(), fetched.heads)
      // An event that lies before this fetch comes no more.
      void work.uploads.refresh()
      setError(undefined)
      for (const day of days().keys()) if (day !== fetched.day) void fetchDay(day).catch(setError)
      // After the heads: what it brings is as new as they are, or newer.
      await inbox()?.refetch()
      return fetched.heads
    } catch (failure) {
      // Who works here no longer keeps nothing of it.
      if (failure instanceof ApiError && failure.code === 'not_found') {
        lost = true
        setDays(new Map())
        setCurrent(undefined)
        void keptPhotos.refreshed([], [])
        await store.remove((name) => name === key || name === `evacuation ${groupId}`)
      }
      setError(failure)
      throw failure
    }
  }

  /** Is a file of this person further, or placed from another device. */
  const isOfUploads = (event: StaffEvent) =>
    event.type === 'work.media_changed' ||
    (event.type === 'photos.posted' && event.item.authorId === work.me.person.id && work.uploads.items().length > 0)

  const [journalChanged, setJournalChanged] = createSignal(0)
  function apply(mine: StaffEvent[]): void {
    for (const { at } of mine) notBefore(at)
    inbox()?.apply(mine)
    if (mine.some(({ type }) => type.startsWith('journal.'))) setJournalChanged((count) => count + 1)
    if (mine.some(isOfUploads)) void work.uploads.refresh()
    const known = reportsKnown()
    // Who may settle what was reported just now only the server knows.
    if (mine.some((event) => isReported(event, known))) void live.refresh()
    const day = shown()
    if (
      day &&
      mine.some((event) => event.type === 'attendance.changed' && isOfStranger(day, event.item, work.timeZone))
    )
      void live.refresh()
    recent = [...recent, ...mine].slice(-remembered)
    const cards = photoCards()
    for (const event of mine) keptPhotos.happened(event, cards)
    setDays(
      (all) =>
        new Map(
          [...all].map(([day, state]) => [
            day,
            mine.reduce((next, event) => applyStaffEvent(next, event, work.timeZone), state),
          ]),
        ),
    )
    work.outbox.saw(
      mine.flatMap((event) =>
        'item' in event
          ? 'photos' in event.item
            ? seenOf(event.item)
            : 'postId' in event.item || event.type === 'attendance.changed'
              ? [event.item as { id: Id; version: number }]
              : event.type === 'staffing.changed'
                ? [{ id: event.item.id, version: 1 }]
                : []
          : 'itemId' in event
            ? [{ id: event.itemId, version: Number.POSITIVE_INFINITY }]
            : [],
      ),
    )
  }

  const live = openLive({
    role,
    apply,
    snapshot,
    typing: (typing) => inbox()?.heardTyping(typing),
    signedOut: () => void signedOut(),
    stillKnown,
    now,
  })
  void live.refresh()

  async function fetchInbox(): Promise<void> {
    const { openInbox } = await import('../conversation/staff-inbox.ts')
    const opened = openInbox({
      groupId,
      person: work.me.person.id,
      outbox: work.outbox,
      files: work.files,
      types: live.types,
    })
    if (closed) return
    setInbox(opened)
    await opened.refetch().catch(() => undefined)
  }
  let closed = false
  const openOnce = () => {
    opening ??= fetchInbox().catch((failure: unknown) => {
      opening = undefined
      throw failure
    })
    return opening
  }
  const soon = setTimeout(() => void openOnce().catch(() => undefined), soonAfter)
  onCleanup(() => {
    closed = true
    clearTimeout(soon)
    inbox()?.close()
  })
  createEffect(
    on(
      () => inbox()?.unread() ?? 0,
      (unread) => queueMicrotask(() => props.onUnread(unread)),
    ),
  )
  onCleanup(() => live.close())
  // Without a connection the tablet opens with what it knew of today: who is there must be known then too.
  void (ahead?.kept ?? store.read<GroupDay>(key)).then((kept) => {
    if (!kept || lost || current() !== undefined) return
    setKeptAt(kept.at)
    // An earlier version kept less.
    const { staying = [], coming = [], actions = [] } = kept.value
    const day = carriedTo({ ...kept.value, staying, coming, actions }, today())
    setDays(new Map([[day.day, day]]))
    setCurrent(day.day)
  })
  // At once: a tablet may be switched off right after.
  createEffect(
    on(
      () => days().get(current() ?? ''),
      (day) => day && void store.write(key, day, live.heardAt() ?? keptAt() ?? now()),
      { defer: true },
    ),
  )
  createEffect(
    on(live.connected, (connected) =>
      queueMicrotask(() => {
        work.uploads.listening(connected)
        if (!connected) return
        work.outbox.nudge()
        work.uploads.nudge()
      }),
    ),
  )
  onCleanup(() => work.uploads.listening(false))
  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(
    // The device knows before the socket does.
    on([live.connected, online], ([connected, isOnline]) => {
      clearTimeout(timer)
      const there = connected && isOnline
      timer = setTimeout(() => setOffline(!there), there ? 0 : patience)
    }),
  )
  onCleanup(() => clearTimeout(timer))
  createEffect(
    on(
      today,
      (day) =>
        queueMicrotask(() => {
          const last = shown()
          if (last && !days().has(day)) setDays((all) => new Map(all).set(day, carriedTo(last, day)))
          if (days().has(day)) setCurrent(day)
          void live.refresh()
        }),
      { defer: true },
    ),
  )

  const onItsWay = createMemo<ReadonlySet<Id>>(() => {
    const day = current()
    return new Set(
      work.outbox
        .sends()
        .flatMap(({ work: sent, state, error: failure }) =>
          sent.kind === 'post' &&
          sent.groupId === groupId &&
          sent.draft.day === day &&
          (state !== 'failed' || failure?.retryable)
            ? sent.body.children.map(({ childId }) => childId)
            : [],
        ),
    )
  })

  const reports = createMemo(() =>
    (days().get(current() ?? '')?.reported ?? [])
      .flatMap(({ photos }) => photos)
      .reduce((sum, photo) => sum + photo.reports.length, 0),
  )
  createEffect(on([reports, current], ([waiting, day]) => day && queueMicrotask(() => props.onReports(waiting))))

  const shown = () => days().get(current() ?? '')
  const stays = createMemo(() => {
    const author = { id: work.me.person.id, name: work.me.person.firstName }
    return boardStays(shown()?.stays ?? [], work.outbox.sends(), groupId, author)
  })
  /** Of whom something was noted here that was refused. */
  const refused = createMemo<ReadonlySet<Id>>(
    () =>
      new Set(
        work.outbox
          .sends()
          .filter((send) => isStuck(send) && stayOf(send) !== null && send.work.groupId === groupId)
          .flatMap((send) => Object.keys(send.work.callNames)),
      ),
  )
  const group: GroupWork = {
    groupId,
    today: shown,
    stays,
    standings: createMemo(() => {
      const day = shown()
      return day ? standings(day, stays(), refused(), minute(), work.timeZone) : new Map()
    }),
    tookActions(items) {
      setDays(
        (all) =>
          new Map(
            [...all].map(([day, state]) => {
              const isShown = (childId: Id) => state.children.some(({ id }) => id === childId)
              return [day, { ...state, actions: [...withTaken(state.actions, items, isShown)] }]
            }),
          ),
      )
    },
    tookStay(stay) {
      setDays((all) => new Map([...all].map(([day, state]) => [day, withStay(state, stay, work.timeZone)])))
      work.outbox.saw([stay])
    },
    journalChanged,
    tookHandover: (item) =>
      setDays(
        (all) => new Map([...all].map(([day, state]) => [day, { ...state, handovers: withHandover(state, item) }])),
      ),
    on: (day) => days().get(day),
    async look(day) {
      await fetchDay(day)
    },
    refresh: live.refresh,
    tookAbsence: (item) =>
      setDays((all) => new Map([...all].map(([day, state]) => [day, withTakenAbsence(state, item)]))),
    error,
    connected: live.connected,
    offlineSince: () => (offline() ? (live.heardAt() ?? keptAt() ?? null) : null),
    onItsWay,
    reports,
    inbox,
    openInbox: openOnce,
  }
  return <Context.Provider value={group}>{props.children}</Context.Provider>
}

/** The group of this screen. */
export function useGroup(): GroupWork {
  const group = useContext(Context)
  if (!group) throw new Error('A group screen stands outside its provider.')
  return group
}
