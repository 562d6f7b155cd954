import type { AbsenceReason } from '../../backend/contract/absence.ts'
import type { Part } from '../../backend/contract/planning.ts'
import type { Day, Instant } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { hours } from '../planning/hours.ts'
import { clock, dayOf, daysAfter, longDay, shortDay } from '../time.ts'

/** The days and the hours that an absence is about. */
interface Span {
  startsOn: Day
  endsOn: Day
  part: Part | null
}

/** How absences read, wherever they stand. */
export function useAbsenceWords() {
  const t = useT()
  const day = (day: Day) =>
    day === today()
      ? t('absence.today')
      : day === daysAfter(today(), 1)
        ? t('absence.tomorrow')
        : longDay(day, language(), today())
  return {
    day,
    reason: (reason: AbsenceReason) => t(`absence.reason.${reason}`),
    /** `vandaag`, `morgen, 09:00–12:00`, `vandaag tot en met vrijdag 4 december` */
    when: ({ startsOn, endsOn, part }: Span) =>
      startsOn !== endsOn
        ? t('absence.range', day(startsOn), day(endsOn))
        : part
          ? `${day(startsOn)}, ${hours(part)}`
          : day(startsOn),
    /** `08:12`, with the day when it was not today. */
    moment: (at: Instant) =>
      dayOf(at) === today()
        ? clock(at, language())
        : `${shortDay(dayOf(at), language(), today())} ${clock(at, language())}`,
  }
}
