import { type JSX, Match, Switch } from 'solid-js'
import { breachTerm } from '../../backend/contract/breach.ts'
import type { Day, Instant } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { minute, today } from '../minute.ts'
import { moment, shortDay } from '../time.ts'
import { Chip } from '../ui/chip.tsx'
import { check, clock, minus, triangleAlert } from '../ui/icons.ts'

const hour = 3_600_000

/** How much of the 72 hours is left, or what became of them. */
export function BreachClock(props: {
  /** When the organisation learned of it. */
  awareAt: Instant
  state: 'draft' | 'closed'
  toldOn: Day | null
}): JSX.Element {
  const t = useT('office')
  const until = () => Date.parse(props.awareAt) + breachTerm
  const left = () => until() - minute()
  const words = () =>
    left() >= 2 * hour
      ? t('breach.left.hours', Math.floor(left() / hour))
      : t('breach.left.minutes', Math.max(1, Math.floor(left() / 60_000)))
  const end = () => moment(new Date(until()).toISOString(), language())
  return (
    <Switch>
      <Match when={props.toldOn}>
        {(day) => <Chip icon={check}>{t('breach.told', shortDay(day(), language(), today()))}</Chip>}
      </Match>
      <Match when={props.state === 'closed'}>
        <Chip icon={minus}>{t('breach.notTold')}</Chip>
      </Match>
      <Match when={left() > 0}>
        <Chip icon={clock}>
          {words()}, {t('breach.until', end())}
        </Chip>
      </Match>
      <Match when={true}>
        <Chip tone="alert" icon={triangleAlert}>
          {t('breach.overdue', end())}
        </Chip>
      </Match>
    </Switch>
  )
}
