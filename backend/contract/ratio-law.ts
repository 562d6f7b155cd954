import type { Day } from './values.ts'

/* What the law says of groups of mixed ages in day care; for the server and the client alike, without the validator. */

/** So many children from an age until another, of whom so many younger than one, may be with so many staff. */
type Row = readonly [fromAge: number, untilAge: number, staff: number, most: number, mostBabies?: number]

export interface MixedTable {
  startsOn: Day
  /** Of one age, by years: how many children there are to one member of staff. */
  perStaff: readonly number[]
  /** Of each pair of ages in the order of their staff. */
  rows: readonly Row[]
  /** What a child of each age takes of one member of staff where somebody is younger than one, and how many such parts make one. */
  parts: readonly number[]
  whole: number
}

/**
 * Besluit kwaliteit kinderopvang, bijlage 1, onderdeel a (wetten.overheid.nl BWBR0039936, table 1 as read in its edition of 1 October 2020), by the
 * day from which it holds. Its first rule is A + (B + C + D) / 1.2, where a child of 0, 1, 2 and 3 years is a third, a fifth, a sixth and an
 * eighth: in parts of 144. What the rules say beside the table was read in two calculators after 1ratio.nl that agree, the later of June 2026.
 */
export const mixedTables: readonly MixedTable[] = [
  {
    startsOn: '2019-01-01',
    perStaff: [3, 5, 8, 8],
    rows: [
      [0, 2, 1, 4],
      [0, 2, 2, 8],
      [0, 2, 3, 14, 8],
      [0, 2, 4, 16, 8],
      [0, 3, 1, 5],
      [0, 3, 2, 10],
      [0, 3, 3, 13, 8],
      [0, 3, 3, 14, 4],
      [0, 3, 3, 15, 3],
      [0, 3, 4, 16, 8],
      [0, 4, 1, 5],
      [0, 4, 2, 12],
      [0, 4, 3, 14, 8],
      [0, 4, 3, 15, 5],
      [0, 4, 3, 16, 3],
      [0, 4, 4, 16, 8],
      [1, 3, 1, 6],
      [1, 3, 2, 11],
      [1, 3, 3, 16],
      [1, 4, 1, 7],
      [1, 4, 2, 13],
      [1, 4, 3, 16],
      [2, 4, 1, 8],
      [2, 4, 2, 16],
    ],
    parts: [48, 24, 20, 15],
    whole: 144,
  },
]

export const mixedTableOn = (day: Day): MixedTable | undefined =>
  mixedTables.findLast(({ startsOn }) => startsOn <= day)

/** By the table, and where somebody is younger than one by the formula as well; null of more children than may be together. */
function tableNeed(counts: readonly number[], { perStaff, rows, parts, whole }: MixedTable): number | null {
  const ages = counts.flatMap((count, age) => (count > 0 ? [age] : []))
  const [youngest, oldest] = [ages[0], ages.at(-1)]
  if (youngest === undefined || oldest === undefined) return 0
  if (youngest === oldest) return Math.ceil(counts[youngest]! / perStaff[youngest]!)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const babies = counts[0] ?? 0
  const row = rows.find(
    ([fromAge, untilAge, , most, mostBabies]) =>
      fromAge === youngest && untilAge === oldest + 1 && total <= most && babies <= (mostBabies ?? most),
  )
  if (!row) return null
  const byParts = counts.reduce((sum, count, age) => sum + count * parts[age]!, 0)
  return babies > 0 ? Math.max(row[2], Math.ceil(byParts / whole)) : row[2]
}

/**
 * How many staff a group of some ages needs; null of more children than may be together. The second rule: where one child fewer would need
 * more, it is one more.
 * @param counts children by their age in whole years
 */
export function mixedNeed(counts: readonly number[], table: MixedTable): number | null {
  const own = tableNeed(counts, table)
  if (own === null) return null
  const fewer = counts.flatMap((count, age) => (count > 0 ? [tableNeed(counts.with(age, count - 1), table) ?? 0] : []))
  return fewer.some((needed) => needed > own) ? own + 1 : own
}
