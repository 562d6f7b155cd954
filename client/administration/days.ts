import type { Day } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { shortDay } from '../time.ts'

/** Days and periods in words. */
export function usePeriods() {
  const t = useT('office')
  const day = (given: Day) => shortDay(given, language(), today())
  return {
    day,
    /** From when, and until when if that is known; a single day before its beginning is none. */
    period: ({ startsOn, endsOn }: { startsOn: Day; endsOn: Day | null }) =>
      endsOn === null
        ? t('administration.from', day(startsOn))
        : endsOn < startsOn
          ? t('administration.ended', day(endsOn))
          : t('administration.period', day(startsOn), day(endsOn)),
  }
}
