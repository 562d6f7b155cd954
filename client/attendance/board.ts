import { dayOf } from '../../backend/contract/clock.ts'
import type { GroupDay } from '../../backend/contract/group.ts'
import { type StateOnDay, stateOnDay } from '../../backend/contract/presence.ts'
import type { Staffing, StaffStay } from '../../backend/contract/stay.ts'
import type { Id, Instant } from '../../backend/contract/values.ts'
import { comers } from '../group/choice.ts'
import { inOrder, isPending, isStuck, type Send, stayOf } from '../outbox-state.ts'

/** A stay as this tablet has it: with what was noted here and is on its way. */
export interface BoardStay extends StaffStay {
  /** Something of it has not reached the server yet. */
  waits: boolean
  /** Of which steps something has not, who brought or fetched it included. */
  waiting: Readonly<Record<'arrived' | 'left', boolean>>
}

const nothingWaits = { arrived: false, left: false }

/** A stay as the server told of it. */
export const asKnown = (stay: StaffStay): BoardStay => ({ ...stay, waits: false, waiting: nothingWaits })

/** What a child is to the group now, as this tablet has it. */
export interface Standing extends StateOnDay {
  /** The one that is going on, or the last one that ended. */
  stay: BoardStay | null
  waits: boolean
  /** What was noted here was refused, and somebody decides. */
  refused: boolean
  /** It is there though nothing was planned for it today. */
  unexpected: boolean
  /** It is there, in another of its groups. */
  elsewhere: boolean
}

interface Author {
  id: Id
  name: string
}

/** The stays of a day with what was noted on this tablet and the server has not told of yet, in the order in which it was noted. */
export function boardStays(
  stays: readonly StaffStay[],
  sends: readonly Send[],
  groupId: Id,
  author: Author,
): BoardStay[] {
  const mine = sends.filter((send) => send.work.groupId === groupId && stayOf(send) !== null && !isStuck(send))
  return [...mine].sort(inOrder).reduce<BoardStay[]>((all, send) => withSend(all, send, author), stays.map(asKnown))
}

function withSend(all: BoardStay[], send: Send, author: Author): BoardStay[] {
  const { work } = send
  const waits = isPending(send)
  const noted = (at: Instant) => ({ personId: author.id, name: author.name, at })
  if (work.kind === 'checkIn') {
    const [arrival] = work.body.children
    // Who is there already by somebody else's word is not there twice: the server will say so.
    const isThere = all.some(
      ({ id, childId, leftAt }) => id === arrival?.stayId || (childId === arrival?.childId && leftAt === null),
    )
    if (!arrival || isThere) return all
    const { stayId, childId, at } = arrival
    const added: BoardStay = {
      ...{ id: stayId, childId, groupId: work.groupId, arrivedAt: at, leftAt: null },
      ...{ broughtBy: null, fetchedBy: null, arrivalNoted: noted(at), departureNoted: null },
      ...{ version: 1, corrected: false, removed: false, waits },
      waiting: { ...nothingWaits, arrived: waits },
    }
    return [...all, added]
  }
  if (!('stayId' in work)) return all
  const known = all.find(({ id }) => id === work.stayId)
  // What was sent, and is further than it was made from, has taken it in or has been changed since.
  if (!known || (!waits && known.version > work.version)) return all
  const others = all.filter((stay) => stay !== known)
  const withStep = (step: 'arrived' | 'left') => ({
    waits: waits || known.waits,
    waiting: { ...known.waiting, [step]: waits || known.waiting[step] },
  })
  if (work.kind === 'checkOut') {
    const at = work.body.children[0]?.at
    if (!at || known.leftAt !== null) return all
    return [...others, { ...known, leftAt: at, departureNoted: noted(at), ...withStep('left') }]
  }
  if (work.kind === 'escorts') {
    const { broughtBy = known.broughtBy, fetchedBy = known.fetchedBy } = work
    return [...others, { ...known, broughtBy, fetchedBy, ...withStep('broughtBy' in work ? 'arrived' : 'left') }]
  }
  if (work.step === 'arrived') return others
  // Another departure than the one that was taken back, which may never have reached the server.
  if (!waits && work.leftAt && known.leftAt && Date.parse(known.leftAt) !== Date.parse(work.leftAt)) return all
  return [...others, { ...known, leftAt: null, fetchedBy: null, departureNoted: null, ...withStep('left') }]
}

/** How many staff there are by what was last said, here or elsewhere. */
export function boardStaffing(
  staffing: Staffing | null,
  sends: readonly Send[],
  { groupId, day, timeZone, author }: { groupId: Id; day: string; timeZone: string; author: Author },
): (Staffing & { waits: boolean }) | null {
  const said = sends.flatMap((send) => {
    const { work } = send
    if (work.kind !== 'staffing' || work.groupId !== groupId || isStuck(send)) return []
    const { id, staff, at } = work.body
    return dayOf(at, timeZone) === day ? [{ id, groupId, staff, at, name: author.name, waits: isPending(send) }] : []
  })
  return [...(staffing ? [{ ...staffing, waits: false }] : []), ...said].reduce<(Staffing & { waits: boolean }) | null>(
    (last, one) =>
      last === null || Date.parse(one.at) > Date.parse(last.at) || (one.at === last.at && one.id > last.id)
        ? one
        : last,
    null,
  )
}

type Planned = Pick<GroupDay, 'day' | 'children' | 'staying' | 'closings' | 'absences'> & { group: { id: Id } }

/** What each child is to the group at a moment. */
export function standings(
  known: Planned,
  stays: readonly BoardStay[],
  refused: ReadonlySet<Id>,
  now: number,
  timeZone: string,
): ReadonlyMap<Id, Standing> {
  const { day, group, closings, absences } = known
  return new Map(
    comers(known).map((child) => {
      const own = stays.filter(({ childId }) => childId === child.id)
      const ofChild = {
        day,
        expected: child.expected,
        isClosed: closings.length > 0,
        absences: absences.filter(({ childId }) => childId === child.id),
        stays: own,
      }
      const state = stateOnDay(ofChild, now, timeZone)
      const open = own.find(({ leftAt }) => leftAt === null)
      const last = own
        .filter(({ leftAt }) => leftAt !== null)
        .sort((a, b) => Date.parse(a.leftAt ?? '') - Date.parse(b.leftAt ?? ''))
        .at(-1)
      const stay = open ?? last ?? null
      const isPlanned = child.expected === null ? !ofChild.isClosed : state.part !== null
      const standing: Standing = {
        ...state,
        stay,
        waits: stay?.waits ?? false,
        refused: refused.has(child.id),
        unexpected: open !== undefined && !isPlanned && child.placedUntil === undefined,
        elsewhere: open !== undefined && open.groupId !== group.id,
      }
      return [child.id, standing]
    }),
  )
}

export const isHere = (standing: Standing | undefined): boolean =>
  standing?.state === 'present' || standing?.state === 'still_here'

/** Is it there, and in this group: a child that has two of them counts where it is. */
export const isInGroup = (standing: Standing | undefined): boolean => isHere(standing) && !standing?.elsewhere

export const whereabouts = ['all', 'coming', 'here', 'gone', 'away'] as const
export type Whereabouts = (typeof whereabouts)[number]

/** Under which of the filters a child stands. */
export function whereaboutsOf({ state, elsewhere }: Standing): Exclude<Whereabouts, 'all'> {
  if (elsewhere) return 'coming'
  if (state === 'present' || state === 'still_here') return 'here'
  if (state === 'gone') return 'gone'
  return state === 'absent' || state === 'not_expected' ? 'away' : 'coming'
}
