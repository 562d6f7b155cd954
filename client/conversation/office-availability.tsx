import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import type { Hours } from '../../backend/contract/availability.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call, type Reply } from '../api.ts'
import { cleanText } from '../diary/composer/clean-text.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { HourInput } from '../planning/hour-input.tsx'
import { minutesOf, timeOf } from '../planning/hours.ts'
import { daysAfter, weekday } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { RadioRow } from '../ui/radio-row.tsx'
import { readTime } from '../ui/read-time.ts'

interface Typed {
  from: string
  until: string
}
/** Some Monday, to name the days of a week from. */
const monday = '2024-01-01'
const longestAway = 500

const typedOf = (hours: Hours): Typed[] =>
  Array.from({ length: 7 }, (_, day) => {
    const part = hours?.[day]
    return part ? { from: timeOf(part.from), until: timeOf(part.until) } : { from: '', until: '' }
  })

/** The hours of a day: none, or from one time until a later one; undefined when what was typed is neither. */
function hoursIn({ from, until }: Typed): { from: number; until: number } | null | undefined {
  if (from.trim() === '' && until.trim() === '') return null
  const [first, last] = [readTime(from), readTime(until)]
  if (first === null || last === null || minutesOf(first) >= minutesOf(last)) return undefined
  return { from: minutesOf(first), until: minutesOf(last) }
}

/** When a group reads messages, and what guardians are told while it does not. */
export function AvailabilityForm(props: { groupId: Id; stored: Reply<'availability'> }): JSX.Element {
  const t = useT('office')
  const name = createUniqueId()
  const note = createUniqueId()
  const { stored } = props
  const [isSet, setIsSet] = createSignal(stored.hours !== null)
  const [days, setDays] = createSignal(typedOf(stored.hours))
  const [awayText, setAwayText] = createSignal(stored.awayText)
  const [awayUntil, setAwayUntil] = createSignal(stored.awayUntil ?? '')
  const [state, setState] = createSignal<'stored' | 'changed' | 'busy' | 'saved'>('stored')
  const [tried, setTried] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  let form!: HTMLFormElement
  const dayName = (day: number) => weekday(daysAfter(monday, day), language())
  const isWrong = (day: number) => tried() && isSet() && hoursIn(days()[day]!) === undefined
  const firstWrong = () => days().findIndex((_, day) => isWrong(day))
  const changed = <V,>(set: (value: V) => void, value: V) => {
    set(value)
    setState('changed')
  }
  const type = (day: number, part: Partial<Typed>) =>
    changed<Typed[]>(
      setDays,
      days().map((one, n) => (n === day ? { ...one, ...part } : one)),
    )

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    const hours = days().map(hoursIn)
    if ((isSet() && hours.includes(undefined)) || awayText().length > longestAway) {
      focusInvalid(form)
      return
    }
    setState('busy')
    setError(undefined)
    try {
      const body = {
        hours: isSet() ? hours.map((one) => one ?? null) : null,
        awayText: cleanText(awayText()).trim(),
        awayUntil: awayUntil() === '' ? null : awayUntil(),
      }
      await call('setAvailability', { params: { groupId: props.groupId }, body })
      setState('saved')
    } catch (cause) {
      setError(() => cause)
      setState('changed')
    }
  }

  return (
    <Card as="section" class="mt-4 p-4">
      <h2 class="font-strong">{t('officeMessages.hours')}</h2>
      <p class="mb-2 text-sm text-pretty text-muted">{t('officeMessages.hours.text')}</p>
      <form ref={form} novalidate onSubmit={(event) => void save(event)}>
        <fieldset aria-label={t('officeMessages.hours')}>
          <RadioRow name={name} value="always" checked={!isSet()} onChoose={() => changed(setIsSet, false)}>
            {t('officeMessages.hours.always')}
          </RadioRow>
          <RadioRow name={name} value="set" checked={isSet()} onChoose={() => changed(setIsSet, true)}>
            {t('officeMessages.hours.set')}
          </RadioRow>
        </fieldset>
        <Show when={isSet()}>
          <ul class="mt-1 grid gap-1.5">
            <For each={Array.from({ length: 7 }, (_, day) => day)}>
              {(day) => (
                <li class="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <span class="w-28 first-letter:uppercase">{dayName(day)}</span>
                  <HourInput
                    label={t('officeMessages.hours.from', dayName(day))}
                    value={days()[day]!.from}
                    invalid={isWrong(day)}
                    note={isWrong(day) ? note : undefined}
                    onChange={(from) => from !== days()[day]!.from && type(day, { from })}
                  />
                  <span class="text-sm text-muted">{t('officeMessages.hours.to')}</span>
                  <HourInput
                    label={t('officeMessages.hours.until', dayName(day))}
                    value={days()[day]!.until}
                    invalid={isWrong(day)}
                    note={isWrong(day) ? note : undefined}
                    onChange={(until) => until !== days()[day]!.until && type(day, { until })}
                  />
                </li>
              )}
            </For>
          </ul>
          <p id={note} class={`mt-1.5 text-sm ${firstWrong() >= 0 ? 'text-alert' : 'text-muted'}`} role="status">
            {firstWrong() >= 0
              ? t('officeMessages.hours.wrong', dayName(firstWrong()))
              : t('officeMessages.hours.empty')}
          </p>
        </Show>
        <div class="mt-4 grid grid-cols-[minmax(0,1fr)] gap-3">
          <CountedArea
            label={t('officeMessages.away')}
            help={t('officeMessages.away.help')}
            rows={2}
            most={longestAway}
            value={awayText()}
            onInput={(input) => changed(setAwayText, input.currentTarget.value)}
          />
          <Show when={awayText().trim() !== '' || awayUntil() !== ''}>
            <Field
              label={t('officeMessages.away.until')}
              type="date"
              min={today()}
              value={awayUntil()}
              onInput={(input) => changed(setAwayUntil, input.currentTarget.value)}
            />
          </Show>
        </div>
        <Show when={error()}>
          <div class="mt-3">
            <ErrorNote error={error()} />
          </div>
        </Show>
        <div class="mt-4 flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button kind="primary" type="submit" busy={state() === 'busy'} disabled={state() === 'busy'}>
            {t('officeMessages.save')}
          </Button>
          <span class="text-sm text-muted" role="status">
            <Show when={state() === 'saved'}>{t('officeMessages.saved')}</Show>
            <Show when={state() === 'changed'}>{t('officeMessages.unsaved')}</Show>
          </span>
        </div>
      </form>
    </Card>
  )
}
