import type { Accessor } from 'solid-js'
import type { Fact } from '../../../backend/contract/diary.ts'
import type { Day } from '../../../backend/contract/values.ts'
import { language, useT } from '../../locales/words.ts'
import { useFactWords } from '../fact-words.ts'
import type { DraftFact } from './draft.ts'
import type { WallTime } from './local-time.ts'
import { factOf } from './post.ts'

/** The words for a fact that is being written. */
export function useDraftWords(timeZone: Accessor<string>): {
  time: (fact: DraftFact) => WallTime
  whole: (fact: DraftFact, day: Day) => string
  difference: (usual: DraftFact, other: DraftFact, day: Day) => string
} {
  const t = useT('staff')
  const words = useFactWords()
  const said = (fact: Fact) =>
    fact.kind === 'diaper' && fact.place !== 'diaper'
      ? `${words.name(fact).toLocaleLowerCase(language())}: ${words.detail(fact)}`
      : words.detail(fact)
  const whole = (fact: DraftFact, day: Day) => {
    const done = factOf(fact, day, timeZone())
    return done ? said(done.fact) : t('fact.unfinished')
  }
  const time = (fact: DraftFact) => (fact.kind === 'sleep' ? fact.from : fact.at)
  return {
    time,
    whole,
    difference(usual, other, day) {
      const sameMeal = usual.kind === 'meal' && other.kind === 'meal' && usual.what === other.what && other.amount
      const what = sameMeal ? t(`amount.${sameMeal}`) : whole(other, day)
      return time(usual) === time(other) ? what : `${time(other)} ${what}`
    },
  }
}
