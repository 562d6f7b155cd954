import type { Fact } from '../../backend/contract/diary.ts'
import { language, useT } from '../locales/words.ts'
import { clock, decimal } from '../time.ts'
import { cupSoda, diaper, frown, meh, moon, shapes, smile, thermometer, toilet, utensils } from '../ui/icons.ts'
import { inOrder, minutesSlept, startOf } from './rhythm.ts'

/** Facts in words: what a strip shows as marks. */
export function useFactWords() {
  const t = useT()

  const duration = (minutes: number): string => {
    const hours = Math.floor(minutes / 60)
    const rest = minutes % 60
    if (hours === 0) return t('duration.minutes', rest)
    return rest === 0 ? t('duration.hours', hours) : t('duration.both', hours, rest)
  }

  const degrees = (celsius: number) => t('temperature.degrees', decimal(celsius, language()))

  /** What kind of fact it is: "Slaap". */
  const name = (fact: Fact): string => {
    if (fact.kind !== 'diaper') return t(`fact.${fact.kind}`)
    return t(fact.place === 'diaper' ? 'fact.diaper' : `fact.${fact.place}`)
  }

  /** What it says: "tot 14:25, 1 u 25". */
  const detail = (fact: Fact): string => {
    switch (fact.kind) {
      case 'sleep':
        return fact.to === null ? t('sleep.going') : t('sleep.until', clock(fact.to), duration(minutesSlept([fact])))
      case 'meal':
        return fact.amount === null ? fact.what : t('meal.with', fact.what, t(`amount.${fact.amount}`))
      case 'drink':
        return fact.millilitres === null ? fact.what : t('drink.with', fact.what, fact.millilitres)
      case 'diaper':
        return t(`toilet.${fact.what}`)
      case 'mood':
        return t(`mood.${fact.mood}`)
      case 'temperature':
        return degrees(fact.celsius)
      case 'activity':
        return fact.what
    }
  }

  /** The day in one line: "2 u 45 geslapen, 3 keer gegeten, 3 luiers". */
  const summary = (facts: readonly Fact[]): string => {
    const of = <K extends Fact['kind']>(kind: K) =>
      inOrder(facts).filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind)
    const slept = minutesSlept(facts)
    const asleep = of('sleep').find((fact) => fact.to === null)
    const diapers = of('diaper').filter((fact) => fact.place === 'diaper').length
    const toilets = of('diaper').length - diapers
    const mood = of('mood').at(-1)
    const warm = of('temperature').at(-1)
    const parts = [
      slept > 0 && t('summary.slept', duration(slept)),
      asleep && t('summary.asleep', clock(asleep.from)),
      of('meal').length > 0 && t('summary.ate', of('meal').length),
      of('drink').length > 0 && t('summary.drank', of('drink').length),
      diapers > 0 && t('summary.diapers', diapers),
      toilets > 0 && t('summary.toilet', toilets),
      mood && detail(mood),
      warm && detail(warm),
    ].filter((part) => typeof part === 'string')
    return parts.length > 0 ? parts.join(', ') : t('summary.activities', of('activity').length)
  }

  return { name, detail, summary, duration, start: (fact: Fact) => clock(startOf(fact)) }
}

const moodIcons = { happy: smile, content: smile, calm: smile, tired: meh, sad: frown, upset: frown }

/** The icon of a fact. */
export function iconOf(fact: Fact): string {
  switch (fact.kind) {
    case 'sleep':
      return moon
    case 'meal':
      return utensils
    case 'drink':
      return cupSoda
    case 'diaper':
      return fact.place === 'diaper' ? diaper : toilet
    case 'mood':
      return moodIcons[fact.mood]
    case 'temperature':
      return thermometer
    case 'activity':
      return shapes
  }
}
