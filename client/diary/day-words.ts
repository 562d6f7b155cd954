import type { Day } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { daysAfter, longDay, shortDay, weekday } from '../time.ts'

const capital = (word: string) => word.charAt(0).toLocaleUpperCase('nl') + word.slice(1)

/** Days in words: a short name and the date that goes with it. */
export function useDayWords() {
  const t = useT()
  const near = (day: Day) =>
    day === today() ? t('day.today') : day === daysAfter(today(), -1) ? t('day.yesterday') : null
  return {
    /** "Vandaag", "Gisteren" or "Dinsdag". */
    name: (day: Day) => near(day) ?? capital(weekday(day, language())),
    /** "woensdag 19 november" beside "Gisteren", "18 november" beside "Dinsdag". */
    date: (day: Day) => (near(day) ? longDay : shortDay)(day, language(), today()),
    long: (day: Day) => longDay(day, language(), today()),
  }
}
