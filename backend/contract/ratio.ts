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

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

/**
 * What the children who are there need, each a share of one member of staff by its age that day, rounded up together. It warns and
 * never blocks. The figures are an organisation's own dated data, after the Besluit kwaliteit kinderopvang, bijlage 1 (wetten.overheid.nl
 * BWBR0039936): its shares for groups of one age. Its larger groups of mixed ages, its greatest group sizes and the three hours a day on
 * which half of the staff is enough are not counted: what this says may be more than the law asks, for a group of mixed ages seldom less.
 */
export function needOf(children: readonly Counted[], ratios: readonly Ratio[], day: Day, there: number | null): Need {
  // In whole parts of one member of staff, for a sum of fractions is seldom exact.
  const whole = ratios
    .flatMap(({ bands }) => bands.map(({ childrenPerStaff }) => childrenPerStaff))
    .reduce((least, one) => (least * one) / greatestDivisor(least, one), 1)
  const found = children.map((child) => bandOf(ratios, child, day))
  const parts = found.reduce((sum, band) => sum + (band ? whole / band.childrenPerStaff : 0), 0)
  const needed = Math.ceil(parts / whole)
  const uncounted = found.filter((band) => band === undefined).length
  if (there === null) return { needed, there, uncounted, state: 'unknown', next: [] }
  if (needed > there) return { needed, there, uncounted, state: 'short', next: [] }
  const next = ratios.flatMap(({ careType, bands }) =>
    bands.map(({ fromAge, untilAge, childrenPerStaff }) => ({
      careType,
      fromAge,
      untilAge,
      more: Math.floor((there * whole - parts) / (whole / childrenPerStaff)) + 1,
    })),
  )
  return { needed, there, uncounted, state: next.some(({ more }) => more === 1) ? 'tight' : 'enough', next }
}
