import type { GroupChild } from '../../backend/contract/group.ts'
import type { StaffStay } from '../../backend/contract/stay.ts'
import type { Day, Id, Instant } from '../../backend/contract/values.ts'
import type { Conflict } from './conflict.ts'

/** Somebody who is in the building as far as this tablet knows. */
export interface Present {
  /** Of the stay: a child who left and came back is counted anew. */
  stayId: Id
  childId: Id
  /** Null of a child that is not in the group today, and whose name is not on this tablet. */
  name: string | null
  birthDate: Day | null
  since: Instant
}

/**
 * Everybody who is there, by name; a child that this tablet knows no name of comes last, and is never left out.
 * @param undecided what was noted here and refused: until somebody says what is right, who arrived by it counts as there
 */
export function presentIn(
  children: readonly Pick<GroupChild, 'id' | 'callName' | 'surname' | 'birthDate'>[],
  stays: readonly Pick<StaffStay, 'id' | 'childId' | 'arrivedAt' | 'leftAt' | 'removed'>[],
  undecided: readonly Pick<Conflict, 'stayId' | 'childId' | 'mine'>[] = [],
): Present[] {
  const known = new Map(children.map((child) => [child.id, child]))
  const open = stays.filter(({ leftAt, removed }) => leftAt === null && !removed)
  const maybe = undecided.flatMap(({ stayId, childId, mine: { arrivedAt, leftAt, undone } }) =>
    arrivedAt !== null && leftAt === null && !undone ? [{ id: stayId, childId, arrivedAt }] : [],
  )
  const all = [...open, ...maybe].filter(
    ({ childId }, n, list) => list.findIndex((one) => one.childId === childId) === n,
  )
  return all
    .map(({ id, childId, arrivedAt }) => {
      const child = known.get(childId)
      return {
        ...{ stayId: id, childId, since: arrivedAt },
        name: child ? `${child.callName} ${child.surname}` : null,
        birthDate: child?.birthDate ?? null,
      }
    })
    .sort((a, b) => (a.name ?? '\uffff').localeCompare(b.name ?? '\uffff', 'nl') || (a.stayId < b.stayId ? -1 : 1))
}

/** Who was seen outside, kept for so long in milliseconds: the next time everybody is counted anew. */
export const countedFor = 4 * 3_600_000

/** So soon after the last tick the counting simply goes on; later somebody says whether it is the same one. */
export const sameCount = 15 * 60_000

export interface Counted {
  /** Stays. */
  ids: readonly Id[]
  /** The last tick. */
  at: number
}

export const stillCounted = (counted: Counted | undefined, now: number): readonly Id[] =>
  counted && now - counted.at < countedFor ? counted.ids : []
