import type { Fact } from '../../backend/contract/diary.ts'
import { diaper, moon, smile, utensils } from '../ui/icons.ts'
import { type Lane, laneOf } from './rhythm.ts'

/** Icon and colours of each lane; the word stands beside them. */
export const laneLook: Record<Lane, { icon: string; text: string; mark: string }> = {
  sleep: { icon: moon, text: 'text-sleep', mark: 'bg-sleep text-on-rhythm' },
  food: { icon: utensils, text: 'text-food', mark: 'bg-food-mark text-on-rhythm' },
  diaper: { icon: diaper, text: 'text-diaper', mark: 'bg-diaper text-on-rhythm' },
  mood: { icon: smile, text: 'text-mood', mark: 'bg-mood text-on-rhythm' },
}

/** The colours of the mark of a fact; what has no lane is quiet. */
export function markLook(fact: Fact): string {
  const lane = laneOf(fact)
  return lane ? laneLook[lane].mark : 'bg-inset text-ink'
}
