import type { Day } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { daysAfter, longDay } from '../time.ts'

/** How a day of the journal reads: `vandaag`, `morgen`, `woensdag 2 december`. */
export function useJournalDay(): (day: Day) => string {
  const t = useT()
  return (day) =>
    day === today()
      ? t('absence.today')
      : day === daysAfter(today(), 1)
        ? t('absence.tomorrow')
        : longDay(day, language(), today())
}
