import { v7 } from 'uuid'
import { cupSoda, diaper, moon, palette, smile, thermometer, utensils } from '../../ui/icons.ts'
import type { DraftFact, FactKind } from './draft.ts'
import { timeAfter, type WallTime } from './local-time.ts'

/** How a kind of fact looks: colours of the rhythm, and neutral ones for what stands outside it. */
interface Look {
  icon: string
  tile: string
  mark: string
  edge: string
  line: string
}

const food = {
  tile: 'bg-food-tint text-food',
  mark: 'group-aria-pressed/kind:bg-food-mark',
  edge: 'aria-pressed:border-food',
  line: 'border-l-food',
}
const neutral = {
  tile: 'bg-inset text-ink',
  mark: 'group-aria-pressed/kind:bg-ink',
  edge: 'aria-pressed:border-ink',
  line: 'border-l-control',
}

export const looks: Record<FactKind, Look> = {
  sleep: {
    icon: moon,
    tile: 'bg-sleep-tint text-sleep',
    mark: 'group-aria-pressed/kind:bg-sleep',
    edge: 'aria-pressed:border-sleep',
    line: 'border-l-sleep',
  },
  meal: { icon: utensils, ...food },
  drink: { icon: cupSoda, ...food },
  diaper: {
    icon: diaper,
    tile: 'bg-diaper-tint text-diaper',
    mark: 'group-aria-pressed/kind:bg-diaper',
    edge: 'aria-pressed:border-diaper',
    line: 'border-l-diaper',
  },
  mood: {
    icon: smile,
    tile: 'bg-mood-tint text-mood',
    mark: 'group-aria-pressed/kind:bg-mood',
    edge: 'aria-pressed:border-mood',
    line: 'border-l-mood',
  },
  temperature: { icon: thermometer, ...neutral },
  activity: { icon: palette, ...neutral },
}

export const kinds: readonly FactKind[] = ['sleep', 'meal', 'drink', 'diaper', 'mood', 'temperature', 'activity']

const usualNap = 90

/** A fact as it is most often: about now; a nap that has just ended. */
export function usualFact(kind: FactKind, at: WallTime): DraftFact {
  const key = v7()
  switch (kind) {
    case 'sleep':
      return { key, kind, from: timeAfter(at, -usualNap), to: at }
    case 'meal':
      return { key, kind, at, what: '', amount: 'all' }
    case 'drink':
      return { key, kind, at, what: '', millilitres: null }
    case 'diaper':
      return { key, kind, at, what: 'wet', place: 'diaper' }
    case 'mood':
      return { key, kind, at, mood: null }
    case 'temperature':
      return { key, kind, at, celsius: null }
    case 'activity':
      return { key, kind, at, what: '' }
  }
}
