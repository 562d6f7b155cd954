import { For, type JSX, Show } from 'solid-js'
import { weekOn } from '../../backend/contract/expected.ts'
import type { Plan, Week } from '../../backend/contract/planning.ts'
import type { Day } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { daysAfter, longDay } from '../time.ts'
import { hours } from './hours.ts'
import { changesOf } from './week-draft.ts'
import { nameOfWeekday } from './week-words.ts'

/** What will be different from a day on, and until when. */
export function WeekPreview(props: {
  placement: Plan['placements'][number]
  startsOn: Day
  week: Week
  today: Day
}): JSX.Element {
  const t = useT('office')
  const before = () => weekOn(props.placement, props.startsOn)
  const changes = () => changesOf(before()?.days, props.week)
  const next = () => props.placement.weeks.find(({ startsOn }) => startsOn > props.startsOn)
  const words = (day: Day) => longDay(day, language(), props.today)
  return (
    <section aria-label={t('planning.week.preview')} aria-live="polite" class="rounded-control bg-inset p-3">
      <Show when={!before()}>
        <p>{t('planning.week.first')}</p>
      </Show>
      <Show when={changes().length > 0} fallback={<p>{t('planning.week.none')}</p>}>
        <p class="font-strong">{t('planning.week.begins', words(props.startsOn))}</p>
        <ul class="mt-1">
          <For each={changes()}>
            {({ weekday, before: was, after }) => (
              <li class="tabular-nums">
                {nameOfWeekday(weekday)}{' '}
                {!after
                  ? t('planning.week.stops')
                  : was
                    ? t('planning.week.other', hours(after), hours(was))
                    : t('planning.week.comes', hours(after))}
              </li>
            )}
          </For>
        </ul>
        <Show
          when={next()}
          fallback={
            <Show when={props.placement.endsOn}>
              {(last) => <p class="mt-1 text-muted">{t('planning.week.placed', words(last()))}</p>}
            </Show>
          }
        >
          {(later) => <p class="mt-1 text-muted">{t('planning.week.until', words(daysAfter(later().startsOn, -1)))}</p>}
        </Show>
      </Show>
    </section>
  )
}
