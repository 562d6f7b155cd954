import { createUniqueId, For, type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { check } from '../ui/icons.ts'
import { HourInput } from './hour-input.tsx'
import { type DayDraft, problemOf, withDay, withSameTimes } from './week-draft.ts'
import { nameOfWeekday } from './week-words.ts'

/** The seven days of a week: on which a child comes, from when until when. */
export function WeekFields(props: {
  days: readonly DayDraft[]
  /** Problems are said once somebody tried to store it. */
  tried: boolean
  onChange: (days: DayDraft[]) => void
}): JSX.Element {
  const t = useT('office')
  const id = createUniqueId()
  const change = (n: number, part: Partial<DayDraft>) => props.onChange(withDay(props.days, n, part))
  const differ = () => new Set(props.days.flatMap((day) => (day.comes ? [`${day.from} ${day.until}`] : []))).size > 1
  return (
    <fieldset class="min-w-0">
      <legend class="mb-1 text-sm font-strong">{t('planning.week.days')}</legend>
      <For each={[0, 1, 2, 3, 4, 5, 6]}>
        {(n) => {
          const day = () => props.days[n]!
          const problem = () => (props.tried ? problemOf(day()) : undefined)
          return (
            <div class="border-b border-hairline py-1">
              <div class="flex min-h-target flex-wrap items-center gap-x-2 gap-y-1">
                <label class="relative flex min-h-target min-w-0 grow items-center gap-2.5">
                  <input
                    type="checkbox"
                    checked={day().comes}
                    onInput={(input) => change(n, { comes: input.currentTarget.checked })}
                    class="peer absolute inset-0 size-full cursor-pointer opacity-0"
                  />
                  <span class="grid size-7 shrink-0 place-items-center rounded-inner border border-control bg-surface text-on-accent peer-checked:border-accent peer-checked:bg-accent peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus">
                    <Show when={day().comes}>
                      <Icon of={check} size="s" />
                    </Show>
                  </span>
                  {nameOfWeekday(n)}
                </label>
                <Show when={day().comes}>
                  <span class="flex flex-wrap items-center gap-1">
                    <HourInput
                      label={t('planning.week.begin', nameOfWeekday(n))}
                      value={day().from}
                      invalid={problem() !== undefined}
                      note={problem() && `${id}-${n}`}
                      onChange={(from) => change(n, { from })}
                    />
                    <span aria-hidden="true">–</span>
                    <HourInput
                      label={t('planning.week.end', nameOfWeekday(n))}
                      value={day().until}
                      invalid={problem() !== undefined}
                      note={problem() && `${id}-${n}`}
                      onChange={(until) => change(n, { until })}
                    />
                  </span>
                </Show>
              </div>
              <Show when={problem()}>
                {(what) => (
                  <p id={`${id}-${n}`} class="pb-1 text-sm text-alert">
                    {t(`planning.problem.${what()}`)}
                  </p>
                )}
              </Show>
            </div>
          )
        }}
      </For>
      <Show when={differ()}>
        <Button kind="quiet" class="-ml-3 mt-1" onClick={() => props.onChange(withSameTimes(props.days))}>
          {t('planning.week.same')}
        </Button>
      </Show>
    </fieldset>
  )
}
