import type { GuardianAction, StaffAction } from '../../backend/contract/action.ts'
import type { Instant } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { clock, dayOf, daysAfter, longDay, shortDay } from '../time.ts'

type Action = GuardianAction | StaffAction

/** Is it due before today. */
export const isLate = ({ dueOn, closed }: Action): boolean => closed === null && dueOn !== null && dueOn < today()

/** How what is asked reads, wherever it stands. */
export function useActionWords() {
  const t = useT('action')
  return {
    due(action: Action): string | undefined {
      const { dueOn } = action
      if (dueOn === null) return undefined
      if (isLate(action)) return t('asked.due.late', shortDay(dueOn, language(), today()))
      if (dueOn === today()) return t('asked.due.today')
      if (dueOn === daysAfter(today(), 1)) return t('asked.due.tomorrow')
      return t('asked.due.on', longDay(dueOn, language(), today()))
    },
    /** `08:12`, with the day when it was not today. */
    moment: (at: Instant) =>
      dayOf(at) === today()
        ? clock(at, language())
        : `${shortDay(dayOf(at), language(), today())} ${clock(at, language())}`,
  }
}
