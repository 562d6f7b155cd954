import type { Placed } from '../../backend/contract/placed.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { clock, dayOf, listed, longDay } from '../time.ts'

/** When some files were placed, as words: with the day where that is not today. */
export function useTimesPlaced(): (placed: readonly Placed[]) => string {
  const t = useT('staff')
  const said = ({ postedAt }: Placed) => {
    const time = clock(postedAt, language())
    const day = dayOf(postedAt)
    return day === today() ? t('placed.at', time) : t('placed.on', longDay(day, language(), today()), time)
  }
  return (placed) => listed([...new Set(placed.map(said))], language())
}

/** Says of a post that some of its files were placed before it, when, and how many of the others can still be placed. */
export function usePlacedWords(): (placed: readonly Placed[], all: number, left: number) => string {
  const t = useT('staff')
  const times = useTimesPlaced()
  return (placed, all, left) => t('send.placed', placed.length, all, times(placed), left)
}
