import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import type { Week } from '../../backend/contract/planning.ts'
import type { Day } from '../../backend/contract/values.ts'
import { call, type Reply } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { hours } from '../planning/hours.ts'
import { longDay, weekday } from '../time.ts'
import { Card } from '../ui/card.tsx'
import { ErrorNote } from '../ui/error-note.tsx'

/** A Monday, to name the days of the week by. */
const dayAt = (n: number): Day => `2024-01-0${n + 1}`

/** On which days a guardian's children come by their contract, and how that goes on; to read. */
export function ContractDays(): JSX.Element {
  const t = useT('absence')
  const [of, setOf] = createSignal<Reply<'schedules'>>()
  const [error, setError] = createSignal<unknown>()
  async function load(): Promise<void> {
    setError(undefined)
    try {
      setOf(await call('schedules'))
    } catch (cause) {
      setError(() => cause)
    }
  }
  onMount(() => void load())
  return (
    <section class="mt-8" aria-labelledby="contract-days">
      <h2 id="contract-days" class="text-lg font-strong tracking-[-0.012em]">
        {t('contractDays.title')}
      </h2>
      <Show when={error()}>
        <ErrorNote error={error()} onRetry={() => void load()} />
      </Show>
      <Show when={of()}>
        {(known) => {
          const name = (day: Day) => longDay(day, language(), known().today)
          return (
            <>
              <p class="mt-1 mb-3 text-sm text-pretty text-muted">{t('contractDays.intro')}</p>
              <Show when={known().children.length > 0} fallback={<p>{t('contractDays.none')}</p>}>
                <div class="grid grid-cols-[minmax(0,1fr)] gap-3">
                  <For each={known().children}>
                    {(child) => (
                      <Card as="section" class="p-4">
                        <h3 class="font-strong wrap-anywhere">{child.callName}</h3>
                        <For each={child.places}>
                          {(place) => (
                            <div class="mt-2 border-t border-hairline pt-2 first-of-type:border-t-0 first-of-type:pt-0">
                              <p class="text-sm text-muted wrap-anywhere">
                                {[
                                  place.group,
                                  ...(place.startsOn > known().today
                                    ? [t('contractDays.from', name(place.startsOn))]
                                    : []),
                                  ...(place.endsOn ? [t('contractDays.until', name(place.endsOn))] : []),
                                ].join(' · ')}
                              </p>
                              <For each={place.weeks} fallback={<p class="mt-1">{t('contractDays.unknown')}</p>}>
                                {(week) => (
                                  <>
                                    <Show when={week.startsOn > known().today}>
                                      <p class="mt-2 font-strong">{t('contractDays.then', name(week.startsOn))}</p>
                                    </Show>
                                    <WeekLines days={week.days} />
                                  </>
                                )}
                              </For>
                            </div>
                          )}
                        </For>
                      </Card>
                    )}
                  </For>
                </div>
              </Show>
            </>
          )
        }}
      </Show>
    </section>
  )
}

/** The days of a week on which a child comes, each with its hours. */
function WeekLines(props: { days: Week }): JSX.Element {
  const t = useT('absence')
  const lines = () => props.days.flatMap((part, n) => (part ? [{ part, n }] : []))
  return (
    <Show when={lines().length > 0} fallback={<p class="mt-1">{t('contractDays.away')}</p>}>
      <dl class="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        <For each={lines()}>
          {({ part, n }) => (
            <>
              <dt class="first-letter:uppercase">{weekday(dayAt(n), language())}</dt>
              <dd class="tabular-nums">{hours(part)}</dd>
            </>
          )}
        </For>
      </dl>
    </Show>
  )
}
