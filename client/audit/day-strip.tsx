import { createEffect, createMemo, type JSX, Show } from 'solid-js'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { decimal, longDay, shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Keyed } from '../ui/keyed.tsx'
import type { Audit } from './audit-state.ts'
import { look } from './filter.ts'

/** How much happened on each day of the period; a day that is pressed is shown alone. */
export function DayStrip(props: { audit: Audit }): JSX.Element {
  const t = useT('office')
  let strip!: HTMLUListElement
  const days = () => props.audit.days()
  const most = createMemo(() => Math.max(1, ...days().map(({ count }) => count)))
  const chosen = () => props.audit.filter().day
  // The last days are what one mostly looks for.
  createEffect(() => {
    if (days().length > 0 && !chosen()) strip.scrollLeft = strip.scrollWidth
  })
  /** The day of the month; of the first of a month and of the first bar also which month. */
  const label = (day: string, first: boolean) => {
    const [number = '', month = ''] = shortDay(day, language(), today()).split(' ')
    return first || number === '1' ? `${number} ${month.slice(0, 3)}` : number
  }
  return (
    <section class="mt-6" aria-labelledby="audit-days">
      <div class="flex flex-wrap items-end justify-between gap-x-4 gap-y-1">
        <div>
          <h2 id="audit-days" class="text-lg font-strong tracking-[-0.012em]">
            {t('audit.days')}
          </h2>
          <p class="text-sm text-muted">{t('audit.days.help')}</p>
        </div>
        <Show when={chosen()}>
          <Button kind="quiet" onClick={() => look({ day: undefined })}>
            {t('audit.day.all')}
          </Button>
        </Show>
      </div>
      <ul ref={strip} class="mt-2 flex overflow-x-auto rounded-card border border-hairline bg-surface px-2 pt-3 pb-2">
        <Keyed each={days()} by={({ day }) => day}>
          {(one) => (
            <li class="shrink-0">
              <button
                type="button"
                aria-pressed={chosen() === one().day}
                aria-label={t('audit.day', longDay(one().day, language(), today()), decimal(one().count, language()))}
                title={t('audit.day', longDay(one().day, language(), today()), decimal(one().count, language()))}
                onClick={() => look({ day: chosen() === one().day ? undefined : one().day })}
                class="group flex w-target flex-col items-center gap-1 rounded-inner hover:bg-inset focus-visible:-outline-offset-3 aria-pressed:bg-inset"
              >
                <span class="flex h-16 w-5 items-end" aria-hidden="true">
                  <span
                    class={`block w-full rounded-t-sm ${chosen() && chosen() !== one().day ? 'bg-control' : 'bg-accent'}`}
                    style={{ height: one().count === 0 ? '1px' : `max(3px, ${(one().count / most()) * 100}%)` }}
                  />
                </span>
                <span
                  class={`text-xs leading-4 whitespace-nowrap tabular-nums ${chosen() === one().day ? 'font-strong' : 'text-muted'}`}
                  aria-hidden="true"
                >
                  {label(one().day, one().day === days()[0]?.day)}
                </span>
              </button>
            </li>
          )}
        </Keyed>
      </ul>
    </section>
  )
}
