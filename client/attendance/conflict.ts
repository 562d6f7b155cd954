import { v7 } from 'uuid'
import type { StaffStay } from '../../backend/contract/stay.ts'
import type { Id, Instant } from '../../backend/contract/values.ts'
import { type Failure, inOrder, isStuck, type Send, stayOf, type Work } from '../outbox-state.ts'

/** What was noted on this tablet of one stay and cannot stand, beside what stands. */
export interface Conflict {
  /** Of the stay as this tablet began it. */
  stayId: Id
  childId: Id
  name: string
  code: Failure['code']
  /** Everything that was noted here of this stay. */
  sends: readonly Send[]
  mine: {
    arrivedAt: Instant | null
    leftAt: Instant | null
    /** Not given: nothing was said here. */
    broughtBy?: { kind: 'guardian' | 'collector'; id: Id } | null
    fetchedBy?: { kind: 'guardian' | 'collector'; id: Id } | null
    /** An arrival or a departure that should not count. */
    undone: boolean
  }
  stands: StaffStay | null
  /** Where nothing stands: the stay that somebody took away meanwhile. */
  removedId: Id | null
}

const childOf = ({ work }: Send): Id | null =>
  work.kind === 'checkIn' ? (work.body.children[0]?.childId ?? null) : 'childId' in work ? work.childId : null

/**
 * What cannot be sent without somebody who decides, by stay; oldest first.
 * @param stays as they stand now: what the server told with its refusal may have changed since
 */
export function conflictsOf(sends: readonly Send[], stays: readonly StaffStay[], groupId: Id): Conflict[] {
  const mine = sends.filter((send) => send.work.groupId === groupId && stayOf(send) !== null).sort(inOrder)
  const stuck = new Set(mine.filter(isStuck).map((send) => stayOf(send)))
  return [...stuck].flatMap((stayId) => {
    const own = mine.filter((send) => stayOf(send) === stayId && send.state !== 'sent')
    const first = own.find(isStuck)
    const childId = first && childOf(first)
    if (!stayId || !first?.error || !childId) return []
    const told = first.error.stays?.[0]
    const stands =
      stays.find(({ id }) => id === (told?.id ?? stayId)) ??
      stays.find((stay) => stay.childId === childId && stay.leftAt === null) ??
      (told?.removed ? undefined : told) ??
      null
    // Of one that began elsewhere or earlier the server had it, and has it no more.
    const wasKnown = first.error.code === 'not_present' && !own.some(({ work }) => work.kind === 'checkIn')
    return [
      {
        ...{ stayId, childId, code: first.error.code, sends: own, stands },
        removedId: stands ? null : told?.removed ? told.id : wasKnown ? stayId : null,
        name: first.work.callNames[childId] ?? '',
        mine: saidIn(own),
      },
    ]
  })
}

/** What was noted of each stay, whatever became of it. */
export function notedOf(sends: readonly Send[]): Pick<Conflict, 'stayId' | 'childId' | 'mine'>[] {
  const ofStays = sends.filter((send) => stayOf(send) !== null).sort(inOrder)
  return [...new Set(ofStays.map(stayOf))].flatMap((stayId) => {
    const own = ofStays.filter((send) => stayOf(send) === stayId)
    const childId = own[0] && childOf(own[0])
    return stayId && childId ? [{ stayId, childId, mine: saidIn(own) }] : []
  })
}

const saidIn = (sends: readonly Send[]) =>
  sends.reduce<Conflict['mine']>(withSaid, { arrivedAt: null, leftAt: null, undone: false })

function withSaid(mine: Conflict['mine'], { work }: Send): Conflict['mine'] {
  if (work.kind === 'checkIn') return { ...mine, arrivedAt: work.body.children[0]?.at ?? null }
  if (work.kind === 'checkOut') {
    const [left] = work.body.children
    return { ...mine, leftAt: left?.at ?? null, ...(left?.fetchedBy && { fetchedBy: left.fetchedBy }) }
  }
  if (work.kind === 'undoStay') return { ...mine, undone: true }
  if (work.kind !== 'escorts') return mine
  const { broughtBy, fetchedBy } = work.body
  return { ...mine, ...(broughtBy !== undefined && { broughtBy }), ...(fetchedBy !== undefined && { fetchedBy }) }
}

const minuteOf = (at: Instant) => Math.floor(Date.parse(at) / 60_000)

/** Two tablets noted the same, to the minute: there is nothing to choose. */
export function isSame({ mine, stands }: Conflict): boolean {
  if (!stands || mine.undone || mine.broughtBy !== undefined) return false
  if (mine.fetchedBy !== undefined && mine.fetchedBy?.id !== stands.fetchedBy?.id) return false
  const agrees = (here: Instant | null, there: Instant | null) =>
    here === null || (there !== null && minuteOf(here) === minuteOf(there))
  if (mine.arrivedAt === null && mine.leftAt === null) return false
  return agrees(mine.arrivedAt, stands.arrivedAt) && agrees(mine.leftAt, stands.leftAt)
}

/** What the stay that stands becomes once what was noted here counts; null where that makes no stay. */
export function madeMine({ mine, stands }: Conflict): { arrivedAt: Instant; leftAt: Instant | null } | null {
  const saysNothing =
    mine.arrivedAt === null && mine.leftAt === null && mine.broughtBy === undefined && mine.fetchedBy === undefined
  if (!stands || mine.undone || saysNothing) return null
  const arrivedAt = mine.arrivedAt ?? stands.arrivedAt
  const leftAt = mine.leftAt ?? stands.leftAt
  const isInOrder = leftAt === null || Date.parse(leftAt) >= Date.parse(arrivedAt)
  return isInOrder ? { arrivedAt, leftAt } : null
}

/**
 * What was noted here of one stay, as it was when the device's clock is read as it goes by now: what the server took for the future was
 * noted with a clock that was ahead. Null of what was refused for another reason.
 * @param onServer the moment of what the device's clock showed
 */
export function rightTimes(
  { code, sends }: Conflict,
  onServer: (shown: number) => number,
  now: number,
): { works: Work[]; mine: Pick<Conflict['mine'], 'arrivedAt' | 'leftAt'> } | null {
  if (code !== 'time_in_future') return null
  const mine: Pick<Conflict['mine'], 'arrivedAt' | 'leftAt'> = { arrivedAt: null, leftAt: null }
  const works = sends.map(({ work, createdAt }): Work => {
    const at = new Date(Math.min(onServer(createdAt), now)).toISOString()
    const again = <Item extends object>(children: readonly Item[]) => ({
      id: v7(),
      children: children.map((child) => ({ ...child, at })),
    })
    if (work.kind === 'checkIn') {
      mine.arrivedAt = at
      return { ...work, body: again(work.body.children) }
    }
    if (work.kind !== 'checkOut') return work
    mine.leftAt = at
    return { ...work, body: again(work.body.children) }
  })
  return { works, mine }
}
