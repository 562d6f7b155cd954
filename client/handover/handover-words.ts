import type { GuardianHandover, HandoverRevision, StaffHandover } from '../../backend/contract/handover.ts'
import type { Day, Instant } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { timeOf } from '../planning/hours.ts'
import { clock, dayOf, daysAfter, longDay, shortDay } from '../time.ts'

export type Told = Pick<
  GuardianHandover | StaffHandover | HandoverRevision,
  'night' | 'slept' | 'meal' | 'mood' | 'medicine' | 'note' | 'fetcher'
>

/** One thing that was told: what it is about, and what was said. */
export interface ToldLine {
  name: string
  said: string
  kind: keyof Told
}

/** How a hand-over reads, wherever it stands. */
export function useHandoverWords() {
  const t = useT('handover')
  const timed = (what: string, at: number | null) => (at === null ? what : t('handover.at', what, timeOf(at)))
  return {
    day: (day: Day) =>
      day === today()
        ? t('absence.today')
        : day === daysAfter(today(), 1)
          ? t('absence.tomorrow')
          : longDay(day, language(), today()),
    /** `08:12`, with the day when it was not today. */
    moment: (at: Instant) =>
      dayOf(at) === today()
        ? clock(at, language())
        : `${shortDay(dayOf(at), language(), today())} ${clock(at, language())}`,
    lines({ night, slept, meal, mood, medicine, fetcher, note }: Told): ToldLine[] {
      const nightSaid = [
        ...(night ? [t(`handover.night.${night}`)] : []),
        ...(slept ? [t('handover.slept', timeOf(slept.from), timeOf(slept.until))] : []),
      ].join(', ')
      const all: ToldLine[] = [
        { kind: 'night', name: t('handover.night'), said: nightSaid },
        { kind: 'meal', name: t('handover.meal'), said: meal ? timed(meal.what, meal.at) : '' },
        { kind: 'mood', name: t('handover.mood'), said: mood ? t(`mood.${mood}`) : '' },
        {
          kind: 'medicine',
          name: t('handover.medicine'),
          said: medicine ? timed([medicine.what, medicine.dose].filter(Boolean).join(', '), medicine.at) : '',
        },
        { kind: 'fetcher', name: t('handover.fetcher'), said: fetcher?.name ?? '' },
        { kind: 'note', name: t('handover.note'), said: note },
      ]
      return all.filter(({ said }) => said !== '')
    },
  }
}
