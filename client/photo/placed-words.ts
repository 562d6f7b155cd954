import type { Placed } from '../../backend/contract/placed.ts'
import { language, useT } from '../locales/words.ts'
import { clock, listed } from '../time.ts'

/** At which times some files were placed, as words. */
export const timesPlaced = (placed: readonly Placed[]): string =>
  listed([...new Set(placed.map(({ postedAt }) => clock(postedAt, language())))], language())

/** Says of a post that some of its files were placed before it, and when. */
export function usePlacedWords(): (placed: readonly Placed[], all: number) => string {
  const t = useT('staff')
  return (placed, all) => t('send.placed', placed.length, all, timesPlaced(placed))
}
