import { createUniqueId, type JSX, Show } from 'solid-js'
import { reportedAhead } from '../../backend/contract/absence.ts'
import type { Day } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { HourInput } from '../planning/hour-input.tsx'
import { daysAfter } from '../time.ts'
import { CheckRow } from '../ui/check-row.tsx'
import { Field } from '../ui/field.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { type Draft, type Problems, spanOf } from './form-draft.ts'

/** On which days, and of one day which part. */
export function DayFields(props: {
  draft: Draft
  problems: Problems
  /** The first day that can be chosen. */
  since: Day
  /** The first day and the part stay as they are. */
  begun: boolean
  /** Whether today and tomorrow can be chosen at once. */
  presets: boolean
  onChange: (part: Partial<Draft>) => void
}): JSX.Element {
  const t = useT('absence')
  const id = createUniqueId()
  const span = () => spanOf(props.draft, today())
  const isOneDay = () => span().startsOn === span().endsOn
  const words = (field: 'startsOn' | 'endsOn' | 'part') => {
    const problem = props.problems[field]
    return problem && t(`absence.problem.${problem}`)
  }
  const last = () => daysAfter(today(), reportedAhead)
  const choose = (when: Draft['when']) => {
    // What was chosen at once is where the other days begin.
    const { startsOn, endsOn } = span()
    props.onChange(when === 'days' ? { when, first: startsOn, last: endsOn } : { when })
  }
  return (
    <fieldset class="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3">
      <legend class="mb-1 font-strong">{t('absence.form.when')}</legend>
      <Show when={props.presets}>
        <Segmented
          label={t('absence.form.when')}
          value={props.draft.when}
          options={[
            { value: 'today', label: t('absence.form.today') },
            { value: 'tomorrow', label: t('absence.form.tomorrow') },
            { value: 'days', label: t('absence.form.days') },
          ]}
          onChange={choose}
        />
      </Show>
      <Show when={props.draft.when === 'days'}>
        <div class="grid grid-cols-[repeat(auto-fit,minmax(min(9rem,100%),1fr))] items-start gap-3">
          <Show when={!props.begun}>
            <Field
              label={t('absence.form.first')}
              type="date"
              min={props.since}
              max={last()}
              value={props.draft.first}
              error={words('startsOn')}
              onInput={(input) => {
                const first = input.currentTarget.value
                // A last day that lies before it moves along.
                props.onChange({ first, ...(first > props.draft.last && { last: first }) })
              }}
            />
          </Show>
          <Field
            label={t('absence.form.last')}
            type="date"
            min={props.draft.first || props.since}
            max={last()}
            value={props.draft.last}
            error={words('endsOn')}
            onInput={(input) => props.onChange({ last: input.currentTarget.value })}
          />
        </div>
      </Show>
      <Show when={isOneDay() && !props.begun}>
        <div>
          <CheckRow checked={props.draft.isPart} onChange={(isPart) => props.onChange({ isPart })}>
            {t('absence.form.part')}
          </CheckRow>
          <Show when={props.draft.isPart}>
            <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
              <span class="flex flex-wrap items-center gap-2">
                <span aria-hidden="true">{t('absence.form.from')}</span>
                <HourInput
                  label={t('absence.form.from')}
                  value={props.draft.from}
                  invalid={props.problems.part !== undefined}
                  note={props.problems.part ? `${id}-part` : undefined}
                  onChange={(from) => props.onChange({ from })}
                />
              </span>
              <span class="flex flex-wrap items-center gap-2">
                <span aria-hidden="true">{t('absence.form.until')}</span>
                <HourInput
                  label={t('absence.form.until')}
                  value={props.draft.until}
                  invalid={props.problems.part !== undefined}
                  note={props.problems.part ? `${id}-part` : undefined}
                  onChange={(until) => props.onChange({ until })}
                />
              </span>
            </div>
            <Show when={words('part')}>
              <p id={`${id}-part`} class="mt-1 text-alert">
                {words('part')}
              </p>
            </Show>
          </Show>
        </div>
      </Show>
    </fieldset>
  )
}
