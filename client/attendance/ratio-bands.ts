import type { RatioBand } from '../../backend/contract/ratio.ts'

/** A line of the table as somebody types it. */
export interface TypedBand {
  fromAge: string
  untilAge: string
  childrenPerStaff: string
}

export const emptyBand: TypedBand = { fromAge: '', untilAge: '', childrenPerStaff: '' }

export const typedBands = (bands: readonly RatioBand[]): TypedBand[] =>
  bands.map(({ fromAge, untilAge, childrenPerStaff }) => ({
    fromAge: String(fromAge),
    untilAge: String(untilAge),
    childrenPerStaff: String(childrenPerStaff),
  }))

const oldest = 18
const mostPerStaff = 30
const numberIn = (typed: string, least: number, most: number): number | null => {
  if (!/^\d{1,2}$/.test(typed.trim())) return null
  const value = Number(typed)
  return value >= least && value <= most ? value : null
}

export type BandProblem = 'number' | 'order'

/** What the lines mean, by age; or of each line what is wrong with it. An age belongs to one line at most. */
export function readBands(typed: readonly TypedBand[]): { bands: RatioBand[] } | { problems: (BandProblem | null)[] } {
  const read = typed.map((line) => ({
    fromAge: numberIn(line.fromAge, 0, oldest),
    untilAge: numberIn(line.untilAge, 0, oldest),
    childrenPerStaff: numberIn(line.childrenPerStaff, 1, mostPerStaff),
  }))
  const problems = read.map((line, n): BandProblem | null => {
    const { fromAge, untilAge, childrenPerStaff } = line
    if (fromAge === null || untilAge === null || childrenPerStaff === null) return 'number'
    const isOver = read.some(
      (other, m) =>
        m !== n &&
        other.fromAge !== null &&
        other.untilAge !== null &&
        other.fromAge < untilAge &&
        fromAge < other.untilAge,
    )
    return fromAge >= untilAge || isOver ? 'order' : null
  })
  if (problems.some((one) => one !== null)) return { problems }
  return { bands: (read as RatioBand[]).sort((a, b) => a.fromAge - b.fromAge) }
}
