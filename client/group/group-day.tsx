import {
  type Accessor,
  batch,
  createContext,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  on,
  onCleanup,
  useContext,
} from 'solid-js'
import type { Head } from '../../backend/contract/diary.ts'
import type { GroupDay } from '../../backend/contract/group.ts'
import type { StaffEvent } from '../../backend/contract/live.ts'
import type { Role } from '../../backend/contract/route.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { ApiError } from '../api.ts'
import { notBefore, now } from '../clock.ts'
import { dayKey, takeAhead } from '../day-ahead.ts'
import { openLive } from '../live.ts'
import { minute, today } from '../minute.ts'
import { signedOut, stillKnown } from '../session.ts'
import type { Store } from '../store.ts'
import { type LeftHere, leftHere } from '../tablet/left-here.ts'
import { online } from '../ui/online.ts'
import { createGroupBoard, type GroupBoard } from './group-board.ts'
import { createGroupDays, type GroupDays } from './group-days.ts'
import { createGroupInbox, type GroupInbox } from './group-inbox.ts'
import { useStaffWork } from './staff-work.tsx'

type Took = GroupDays['took']

/** A group on this tablet: today, and one other day when somebody looks at it. */
export interface GroupWork extends GroupBoard, GroupInbox, Took {
  groupId: Id
  today: Accessor<GroupDay | undefined>
  /** The day that is asked for, today's included. */
  on: (day: Day) => GroupDay | undefined
  /** Fetches another day. */
  look(day: Day): Promise<void>
  refresh(): Promise<void>
  /** Counts what changed in the journals of the groups. */
  journalChanged: Accessor<number>
  error: Accessor<unknown>
  connected: Accessor<boolean>
  /** Without a connection for a while: since when the page is as it was. */
  offlineSince: Accessor<number | null>
  /** Of which moment the page is: of now, unless there is no connection or something is asked for that is not here yet. */
  asOf: Accessor<number>
  /** What colleagues noted of this group on this tablet, which waits until they are back. */
  leftHere: Accessor<readonly LeftHere[]>
  /** How many reports of photos of this group, about whatever day, nobody settled yet. */
  reports: Accessor<number>
}

const Context = createContext<GroupWork>()
const patience = 3000

/** Keeps one group's day equal to the server while its screens are open. */
export function GroupProvider(props: {
  groupId: Id
  role: Exclude<Role, 'guardian'>
  /** Where this device keeps what whoever works here knew of it. */
  store: Store
  /** Whether it begins with what this device kept; turned on later it does so where nothing is here. */
  usesKept: boolean
  /** Is told how many reports wait, whenever that changes. */
  onReports: (waiting: number) => void
  /** Is told how many messages this person has not read, whenever that changes. */
  onUnread: (messages: number) => void
  children: JSX.Element
}): JSX.Element {
  const work = useStaffWork()
  const { groupId, role } = props
  const { store } = props
  const key = dayKey(groupId)
  const ahead = takeAhead(store, groupId)
  const days = createGroupDays(groupId, work, ahead?.fetched)
  const board = createGroupBoard(groupId, work, days.today)
  const [error, setError] = createSignal<unknown>()
  /** When today came from the server: by what this device kept, and by what was fetched. */
  const [fetchedAt, setFetchedAt] = createSignal<number>()
  const [journalChanged, setJournalChanged] = createSignal(0)
  let lost = false

  async function snapshot(): Promise<readonly Head[]> {
    try {
      const fetched = await days.refresh(setError, () => setFetchedAt(now()))
      // An event that lies before this fetch comes no more.
      void work.uploads.refresh()
      setError(undefined)
      // After the heads: what it brings is as new as they are, or newer.
      await mail.inbox()?.refetch()
      return fetched.heads
    } catch (failure) {
      // Who works here no longer keeps nothing of it.
      if (failure instanceof ApiError && failure.code === 'not_found') {
        lost = true
        days.forget()
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

  function apply(mine: StaffEvent[]): void {
    for (const { at } of mine) notBefore(at)
    mail.inbox()?.apply(mine)
    if (mine.some(({ type }) => type.startsWith('journal.'))) setJournalChanged((count) => count + 1)
    if (mine.some(isOfUploads)) void work.uploads.refresh()
    if (days.asksFor(mine)) void live.refresh()
    days.apply(mine)
  }

  const live = openLive({
    role,
    apply,
    snapshot,
    typing: (typing) => mail.inbox()?.heardTyping(typing),
    signedOut: () => void signedOut(),
    stillKnown,
    now,
  })
  const mail = createGroupInbox(groupId, work, live.types, (unread) => props.onUnread(unread))
  void live.refresh()
  onCleanup(() => live.close())
  // Without a connection the tablet opens with what it knew of today: who is there must be known then too.
  const restore = (kept: { value: GroupDay; at: number } | undefined) => {
    if (!kept || lost || !props.usesKept || days.today() !== undefined) return
    try {
      // Together: the day is written again as it is shown, and has to keep its time.
      batch(() => {
        days.restore(kept.value, today())
        setFetchedAt(kept.at)
      })
    } catch (error) {
      // Kept by a version that nobody thought of: the server has it, and what it tells is kept in its place.
      console.error('The kept day cannot be read.', error)
    }
  }
  if (ahead?.found) restore(ahead.found)
  else void (ahead?.kept ?? store.read<GroupDay>(key)).then(restore)
  createEffect(
    on(
      () => props.usesKept,
      (uses) => uses && void store.read<GroupDay>(key).then(restore),
      { defer: true },
    ),
  )
  const heardAt = () => Math.max(live.heardAt() ?? 0, fetchedAt() ?? 0) || undefined
  // At once: a tablet may be switched off right after.
  createEffect(on(days.today, (day) => day && void store.write(key, day, heardAt() ?? now()), { defer: true }))
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
  createEffect(
    on(
      today,
      (day) =>
        queueMicrotask(() => {
          days.begin(day)
          void live.refresh()
        }),
      { defer: true },
    ),
  )
  const reports = createMemo(() =>
    (days.today()?.reported ?? [])
      .flatMap(({ photos }) => photos)
      .reduce((sum, photo) => sum + photo.reports.length, 0),
  )
  const shownDay = createMemo(() => days.today()?.day)
  createEffect(on([reports, shownDay], ([waiting, day]) => day && queueMicrotask(() => props.onReports(waiting))))
  const offline = createOffline(live.connected)
  const [left, setLeft] = createSignal<readonly LeftHere[]>([])
  if (work.me.tablet)
    void leftHere(work.me.person.id)
      .then(setLeft)
      .catch((failure: unknown) => console.error('What others left here cannot be read.', failure))
  const ofGroup = createMemo(() =>
    left().flatMap(({ person, sends }) => {
      const here = sends.filter((send) => send.work.groupId === groupId)
      return here.length > 0 ? [{ person, sends: here }] : []
    }),
  )
  const group: GroupWork = {
    groupId,
    ...board,
    ...mail,
    ...days.took,
    today: days.today,
    on: days.on,
    async look(day) {
      await days.fetch(day)
    },
    refresh: live.refresh,
    journalChanged,
    error,
    connected: live.connected,
    offlineSince: () => (offline() ? (heardAt() ?? null) : null),
    asOf: () => (live.current() && !offline() ? undefined : heardAt()) ?? minute(),
    leftHere: ofGroup,
    reports,
  }
  return <Context.Provider value={group}>{props.children}</Context.Provider>
}

/** Whether the device says that there is no connection, or the server has not been heard for a while. */
function createOffline(connected: Accessor<boolean>): Accessor<boolean> {
  const [unheard, setUnheard] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(
    on(connected, (isConnected) => {
      clearTimeout(timer)
      timer = setTimeout(() => setUnheard(!isConnected), isConnected ? 0 : patience)
    }),
  )
  onCleanup(() => clearTimeout(timer))
  // The device knows before the socket does.
  return () => !online() || unheard()
}

/** The group of this screen. */
export function useGroup(): GroupWork {
  const group = useContext(Context)
  if (!group) throw new Error('A group screen stands outside its provider.')
  return group
}
