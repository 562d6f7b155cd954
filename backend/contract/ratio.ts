import { type MixedTable, mixedNeed, mixedTableOn } from './ratio-law.ts'
import type { Day } from './values.ts'

/* How many staff a group needs, for the server and the client alike; without the validator, which a page does not need for it. */

export type CareType = 'KDV' | 'BSO'

/** Children from an age, in whole years, until another; so many of them to one member of staff. */
export interface RatioBand {
  fromAge: number
  untilAge: number
  childrenPerStaff: number
}

/** What holds for a care type on a day. */
export interface Ratio {
  careType: CareType
  bands: readonly RatioBand[]
}

/** A child that counts: null when no contract says which care it has. */
export interface Counted {
  careType: CareType | null
  birthDate: Day
}

export interface Need {
  needed: number
  /** Null when nobody said how many staff there are. */
  there: number | null
  /** Children for whom no rule holds, who count for nothing. */
  uncounted: number
  /** They are of several ages, and counted together as the law does. */
  mixed: boolean
  /** So many children of these ages may not be in one group: what is needed is then each age's share alone. */
  tooMany: boolean
  /** `short`: fewer than needed; `tight`: one more child of some age would make it short; `unknown`: nobody said how many there are. */
  state: 'unknown' | 'enough' | 'tight' | 'short'
  /** Of each age for which there is a rule, how many more children of that age make it short; nothing while it is short, or unknown. */
  next: { careType: CareType; fromAge: number; untilAge: number; more: number }[]
}

/** In whole years; who was born on the last of February of a leap year is older on the first of March of others. */
export function ageOn(birthDate: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

export const bandOf = (ratios: readonly Ratio[], { careType, birthDate }: Counted, day: Day): RatioBand | undefined => {
  const age = ageOn(birthDate, day)
  return ratios
    .find((ratio) => ratio.careType === careType)
    ?.bands.find(({ fromAge, untilAge }) => age >= fromAge && age < untilAge)
}

/** Children of a care type and an age. */
interface Aged {
  careType: CareType
  age: number
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

/** What each child is of one member of staff, added up and rounded up once. */
function sharesOf(children: readonly { childrenPerStaff: number }[]): number {
  // In whole parts of one member of staff, for a sum of fractions is seldom exact.
  const whole = children.reduce((least, { childrenPerStaff: one }) => (least * one) / greatestDivisor(least, one), 1)
  return Math.ceil(children.reduce((sum, { childrenPerStaff }) => sum + whole / childrenPerStaff, 0) / whole)
}

type Banded = Aged & { childrenPerStaff: number }

/** The law's table, where the organisation has the law's own numbers for each age in day care. */
function lawOf(ratios: readonly Ratio[], day: Day): MixedTable | undefined {
  const table = mixedTableOn(day)
  const bands = ratios.find(({ careType }) => careType === 'KDV')?.bands ?? []
  const isLawful = table?.perStaff.every(
    (perStaff, age) =>
      bands.find(({ fromAge, untilAge }) => age >= fromAge && age < untilAge)?.childrenPerStaff === perStaff,
  )
  return isLawful ? table : undefined
}

/** What some children need together: in day care a group of several ages is counted as the law does. */
function together(
  children: readonly Banded[],
  table: MixedTable | undefined,
): Pick<Need, 'needed' | 'mixed' | 'tooMany'> {
  const isMixed = new Set(children.map(({ age }) => age)).size > 1
  if (!table || !isMixed || children.some(({ careType }) => careType !== 'KDV'))
    return { needed: sharesOf(children), mixed: false, tooMany: false }
  const counts = table.perStaff.map((_, age) => children.filter((child) => child.age === age).length)
  const needed = mixedNeed(counts, table)
  return { needed: needed ?? sharesOf(children), mixed: true, tooMany: needed === null }
}

/** No group is larger: beyond so many children nobody counts how many more tip it. */
const largest = 200

/**
 * How many staff the children who are there need, by their ages on that day. It warns and never blocks. The figures for one age are an
 * organisation's own dated data, after the Besluit kwaliteit kinderopvang, bijlage 1; those for mixed ages
 * the law's (`ratio-law.ts`), unless the organisation's are other ones. The greatest
 * groups of one age and the three hours a day on which half of the staff is enough are not counted.
 */
export function needOf(children: readonly Counted[], ratios: readonly Ratio[], day: Day, there: number | null): Need {
  const table = lawOf(ratios, day)
  const found = children.flatMap((child): Banded[] => {
    const band = bandOf(ratios, child, day)
    return band && child.careType
      ? [{ careType: child.careType, age: ageOn(child.birthDate, day), childrenPerStaff: band.childrenPerStaff }]
      : []
  })
  const now = { ...together(found, table), there, uncounted: children.length - found.length }
  if (there === null) return { ...now, state: 'unknown', next: [] }
  if (now.needed > there || now.tooMany) return { ...now, state: 'short', next: [] }
  const next = ratios.flatMap(({ careType, bands }) =>
    bands.flatMap(({ fromAge, untilAge, childrenPerStaff }) => {
      const more = tipping(found, { careType, age: fromAge, childrenPerStaff }, table, there)
      return more === null ? [] : [{ careType, fromAge, untilAge, more }]
    }),
  )
  return { ...now, state: next.some(({ more }) => more === 1) ? 'tight' : 'enough', next }
}

/** How many more of such a child need more staff than are there; null where they are too many to be together before that. */
function tipping(
  children: readonly Banded[],
  one: Banded,
  table: MixedTable | undefined,
  there: number,
): number | null {
  const all = [...children]
  for (let more = 1; more <= largest; more++) {
    all.push(one)
    const { needed, tooMany } = together(all, table)
    if (tooMany) return null
    if (needed > there) return more
  }
  return null
}
