import type { TodayChild } from '../group/choice.ts'
import { language, useT } from '../locales/words.ts'
import { allHours, timeOf } from '../planning/hours.ts'
import { clock, dayOf, daysAfter, shortDay } from '../time.ts'
import { calendarX, circleCheck, circleMinus, clockAlert, clock as clockIcon, logOut, users } from '../ui/icons.ts'
import type { Standing } from './board.ts'

export interface StateLine {
  icon: string
  word: string
  tone: 'quiet' | 'here' | 'alert'
}

/** What a child is to the group now, in lines with an icon each: never by colour alone. */
export function useStateWords(): (
  child: TodayChild,
  standing: Standing,
  today: string,
  closed: boolean,
) => StateLine[] {
  const t = useT('staff')
  const ended = (placedUntil: string | null, today: string) =>
    placedUntil === null
      ? t('tile.noPlace')
      : placedUntil === daysAfter(today, -1)
        ? t('tile.placeEnded.yesterday')
        : t('tile.placeEnded', shortDay(placedUntil, language(), today))
  return (child, { state, at, part, unexpected, elsewhere, refused, waits }, today, closed) => {
    const since =
      at === null ? '' : dayOf(at) === today ? clock(at) : `${shortDay(dayOf(at), language(), today)} ${clock(at)}`
    const planned = child.expected?.parts ?? []
    const expected: StateLine = {
      icon: clockIcon,
      word: planned.length === 0 ? t('tile.timeUnknown') : t('tile.expected', allHours(planned)),
      tone: 'quiet',
    }
    const lines: StateLine[] = []
    if (state === 'expected') lines.push(expected)
    if (state === 'late') lines.push({ icon: clockAlert, word: t('tile.late'), tone: 'alert' }, expected)
    if (state === 'present') lines.push({ icon: circleCheck, word: t('tile.present', since), tone: 'here' })
    if (state === 'still_here') {
      lines.push({ icon: clockAlert, word: t('tile.stillHere', since), tone: 'alert' })
      if (part) lines.push({ icon: clockIcon, word: t('tile.until', timeOf(part.until)), tone: 'quiet' })
    }
    if (state === 'gone') lines.push({ icon: logOut, word: t('tile.gone', since), tone: 'quiet' })
    const isReported = (child.absences?.length ?? 0) > 0
    if (child.placedUntil === undefined && (state === 'not_expected' || (state === 'absent' && !isReported)) && !closed)
      lines.push({ icon: circleMinus, word: t('tile.away'), tone: 'quiet' })
    if (unexpected && !isReported) lines.push({ icon: calendarX, word: t('tile.unexpected'), tone: 'quiet' })
    if (elsewhere) lines.push({ icon: users, word: t('tile.elsewhere'), tone: 'quiet' })
    if (child.placedUntil !== undefined)
      lines.push({ icon: calendarX, word: ended(child.placedUntil, today), tone: 'alert' })
    if (waits) lines.push({ icon: clockIcon, word: t('tile.waits'), tone: 'quiet' })
    if (refused) lines.push({ icon: clockAlert, word: t('tile.refused'), tone: 'alert' })
    return lines
  }
}
