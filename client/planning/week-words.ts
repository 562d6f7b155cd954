import type { Week } from '../../backend/contract/planning.ts'
import { language, useT } from '../locales/words.ts'
import { shortWeekday, weekday } from '../time.ts'
import { hours } from './hours.ts'

/** A Monday, to name the days of the week by. */
const monday = '2024-01-0'
const dayAt = (n: number) => `${monday}${n + 1}`

export const nameOfWeekday = (n: number): string => weekday(dayAt(n), language())

/** `ma, di, do 08:30–18:00; vr 08:30–13:00` */
export function useWeekWords(): (week: Week) => string {
  const t = useT('office')
  return (week) => {
    const days = new Map<string, string[]>()
    for (const [n, part] of week.entries()) {
      if (!part) continue
      const same = hours(part)
      days.set(same, [...(days.get(same) ?? []), shortWeekday(dayAt(n), language())])
    }
    if (days.size === 0) return t('planning.week.nothing')
    return [...days].map(([same, names]) => `${names.join(', ')} ${same}`).join('; ')
  }
}
