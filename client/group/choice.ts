import type { StaffAbsence } from '../../backend/contract/absence.ts'
import type { GroupChild, GroupDay } from '../../backend/contract/group.ts'
import type { StaffHandover } from '../../backend/contract/handover.ts'
import type { Day, Id } from '../../backend/contract/values.ts'

export type Filter = 'all' | 'lacking' | 'refused' | 'mine'

/** A child with what was reported of it for this day. */
export type TodayChild = GroupChild & {
  absences?: readonly StaffAbsence[]
  /** What a guardian told of it for this day. */
  handover?: StaffHandover | undefined
  /** It is there now, whatever was planned or reported. */
  here?: boolean
  /** It has no place here any more: since when. */
  placedUntil?: Day | null
}

/** Who comes and goes: the children of the group, and who was still there when its place ended. */
export const comers = ({ children, staying }: Pick<GroupDay, 'children' | 'staying'>): TodayChild[] => [
  ...children,
  ...staying.map((child) => ({
    ...child,
    ...{ consents: { diary: false, photos: false }, hasEntry: false, expected: { parts: [], extra: false } },
    mentor: null,
  })),
]

export const withAbsences = (children: readonly GroupChild[], absences: readonly StaffAbsence[]): TodayChild[] =>
  children.map((child) => ({ ...child, absences: absences.filter(({ childId }) => childId === child.id) }))

export const withHandovers = (children: readonly TodayChild[], handovers: readonly StaffHandover[]): TodayChild[] =>
  children.map((child) => ({ ...child, handover: handovers.find(({ childId }) => childId === child.id) }))

export const withHere = (children: readonly TodayChild[], isHere: (id: Id) => boolean): TodayChild[] =>
  children.map((child) => (isHere(child.id) ? { ...child, here: true } : child))

/** Is a child reported absent for the whole day. */
export const isAbsent = ({ absences }: TodayChild): boolean => absences?.some(({ part }) => part === null) ?? false

/** Is a child away today, by its week or because it is absent; whose week is not known may come, and who is there is not away. */
export const isAway = (child: TodayChild): boolean =>
  child.here !== true && (isAbsent(child) || child.expected?.parts.length === 0)

/**
 * Who comes last among these children: whoever is away, and stays there when it comes after all. Of who is there none: no tile moves
 * under a finger.
 * @param before who came last until now
 */
export const lastOnes = (children: readonly TodayChild[], before: ReadonlySet<Id>): ReadonlySet<Id> =>
  new Set(children.flatMap((child) => (isAway(child) || (child.here && before.has(child.id)) ? [child.id] : [])))

/** Who is expected comes first. */
export const expectedFirst = (children: readonly TodayChild[], last: ReadonlySet<Id>): readonly TodayChild[] => [
  ...children.filter(({ id }) => !last.has(id)),
  ...children.filter(({ id }) => last.has(id)),
]

/** Children about whom nothing stands in the diary yet, of those who are not away and about whom something may be written. */
export const lacking = (children: readonly TodayChild[], onItsWay: ReadonlySet<Id>): TodayChild[] =>
  children.filter((child) => !isAway(child) && !child.hasEntry && !onItsWay.has(child.id) && child.consents.diary)

/** The children of whom somebody is the mentor. */
export const mentored = <Child extends Pick<TodayChild, 'mentor'>>(children: readonly Child[], personId: Id): Child[] =>
  children.filter(({ mentor }) => mentor?.id === personId)

/** The children that a filter leaves, for who looks. */
export function filtered(
  children: readonly TodayChild[],
  filter: Filter,
  onItsWay: ReadonlySet<Id>,
  personId: Id,
): readonly TodayChild[] {
  if (filter === 'all') return children
  if (filter === 'mine') return mentored(children, personId)
  if (filter === 'lacking') return lacking(children, onItsWay)
  return children.filter(({ consents }) => !consents.diary || !consents.photos)
}

/** Chooses or drops one child, or with `range` all between it and the last one that was touched. */
export function choose(chosen: readonly Id[], shown: readonly Id[], id: Id, on: boolean, from: Id | null): Id[] {
  const [first, last] = [shown.indexOf(from ?? id), shown.indexOf(id)]
  const touched = first < 0 ? [id] : shown.slice(Math.min(first, last), Math.max(first, last) + 1)
  const others = chosen.filter((known) => !touched.includes(known))
  return on ? [...others, ...touched] : others
}

/** Where an arrow key leads in a grid of so many columns. */
export function step(key: string, index: number, columns: number, count: number): number | null {
  const moves: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const move = moves[key]
  if (move === undefined) return null
  const next = index + move
  return next >= 0 && next < count ? next : null
}
