import { createSignal } from 'solid-js'
import type { StaffAbsence } from '../../backend/contract/absence.ts'
import type { StaffAction } from '../../backend/contract/action.ts'
import type { GroupDay } from '../../backend/contract/group.ts'
import type { StaffHandover } from '../../backend/contract/handover.ts'
import type { StaffEvent } from '../../backend/contract/live.ts'
import type { StaffPhotos } from '../../backend/contract/photo.ts'
import type { StaffStay } from '../../backend/contract/stay.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { withTaken } from '../action/action-state.ts'
import { call } from '../api.ts'
import { today as dayItIs } from '../minute.ts'
import { createKeptPhotos } from '../photo/kept-photos.ts'
import { applyStaffEvent, carriedTo, isOfStranger, withHandover, withStay, withTakenAbsence } from './day-state.ts'
import type { StaffWork } from './staff-work.tsx'

const remembered = 500
const isDay = /^\d{4}-\d{2}-\d{2}$/

/** A card shows itself, and that its post is there. */
const seenOf = (card: StaffPhotos) => [card, { id: card.postId, version: 1 }]

/** What an event shows to have arrived of what was sent. */
const arrivedBy = (event: StaffEvent): { id: Id; version: number }[] => {
  if ('itemId' in event) return [{ id: event.itemId, version: Number.POSITIVE_INFINITY }]
  if (!('item' in event)) return []
  if ('photos' in event.item) return seenOf(event.item)
  if (event.type === 'attendance.changed' || 'postId' in event.item) return [event.item as { id: Id; version: number }]
  return event.type === 'staffing.changed' ? [{ id: event.item.id, version: 1 }] : []
}

/** Does it bring a report that is not known here. */
const isReported = (event: StaffEvent, known: ReadonlySet<Id>) =>
  event.type === 'photos.answered' && event.item.photos.some(({ reports }) => reports.some(({ id }) => !known.has(id)))

/**
 * The days of a group that are here, each equal to what a fresh fetch would give: today, and another that somebody looks at.
 * `first` is today as it was asked for already.
 */
export function createGroupDays(groupId: Id, work: StaffWork, first?: Promise<GroupDay>) {
  let asked = first
  const [days, setDays] = createSignal<ReadonlyMap<Day, GroupDay>>(new Map())
  const [current, setCurrent] = createSignal<Day>()
  const keptPhotos = createKeptPhotos()
  let recent: StaffEvent[] = []
  const today = () => days().get(current() ?? '')
  const cards = () => [...days().values()].flatMap(({ photos }) => photos)
  const each = (change: (state: GroupDay) => GroupDay) =>
    setDays((all) => new Map([...all].map(([day, state]) => [day, change(state)])))
  const reportsKnown = () =>
    new Set(
      [...days().values()].flatMap(({ photos, reported }) =>
        [...photos, ...reported].flatMap((card) => card.photos.flatMap(({ reports }) => reports.map(({ id }) => id))),
      ),
    )

  async function fetch(day?: Day, before?: () => void): Promise<GroupDay> {
    const asking = asked ?? call('groupDay', { params: { groupId }, query: day ? { day } : {} })
    asked = undefined
    const fetched = await asking
    before?.()
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

  return {
    /** Today; undefined until it was fetched or read. */
    today,
    on: (day: Day) => days().get(day),
    fetch,
    /**
     * Fetches today, and afterwards every other day that is here.
     * @param onError hears of those
     * @param before is called when today came, before it is shown
     */
    async refresh(onError: (failure: unknown) => void, before: () => void): Promise<GroupDay> {
      const fetched = await fetch(undefined, before)
      // A day that began meanwhile stays; it is fetched with the others.
      setCurrent((shown) =>
        shown && shown > fetched.day && shown <= dayItIs() && days().has(shown) ? shown : fetched.day,
      )
      keptPhotos.refreshed(cards(), fetched.heads)
      for (const other of days().keys()) if (other !== fetched.day) void fetch(other).catch(onError)
      return fetched
    },
    /** Nothing of the group is this person's any more. */
    forget(): void {
      setDays(new Map())
      setCurrent(undefined)
      void keptPhotos.refreshed([], [])
    },
    /** What this device kept, where nothing came from the server before. */
    restore(kept: GroupDay, day: Day): void {
      if (!isDay.test(kept.day)) throw new Error(`There is no day ${kept.day}.`)
      // An earlier version kept less.
      const { staying = [], coming = [], actions = [] } = kept
      const known = carriedTo(
        {
          ...kept,
          children: kept.children.map((child) => ({ ...child, allergies: child.allergies ?? [] })),
          staying: staying.map((child) => ({ ...child, allergies: child.allergies ?? [] })),
          ...{ coming, actions },
        },
        day,
      )
      setDays(new Map([[known.day, known]]))
      setCurrent(known.day)
    },
    /** Another day has begun. */
    begin(day: Day): void {
      const last = today()
      if (last && !days().has(day)) setDays((all) => new Map(all).set(day, carriedTo(last, day)))
      if (days().has(day)) setCurrent(day)
    },
    /** Whether of these events something is to be known that only the server can say. */
    asksFor(events: readonly StaffEvent[]): boolean {
      const known = reportsKnown()
      const day = today()
      // Who may settle what was reported just now; how a child is called that is of another group.
      return events.some(
        (event) =>
          isReported(event, known) ||
          (day !== undefined && event.type === 'attendance.changed' && isOfStranger(day, event.item, work.timeZone)),
      )
    },
    apply(events: readonly StaffEvent[]): void {
      recent = [...recent, ...events].slice(-remembered)
      const before = cards()
      for (const event of events) keptPhotos.happened(event, before)
      each((state) => events.reduce((next, event) => applyStaffEvent(next, event, work.timeZone), state))
      work.outbox.saw(events.flatMap(arrivedBy))
    },
    /** What the server just answered: it may be here before it comes live. */
    took: {
      tookAbsence: (item: StaffAbsence): void => void each((state) => withTakenAbsence(state, item)),
      tookHandover: (item: StaffHandover): void =>
        void each((state) => ({ ...state, handovers: withHandover(state, item) })),
      tookActions: (items: readonly StaffAction[]): void =>
        void each((state) => {
          const isShown = (childId: Id) => state.children.some(({ id }) => id === childId)
          return { ...state, actions: [...withTaken(state.actions, items, isShown)] }
        }),
      tookStay(stay: StaffStay): void {
        each((state) => withStay(state, stay, work.timeZone))
        work.outbox.saw([stay])
      },
    },
  }
}

export type GroupDays = ReturnType<typeof createGroupDays>
