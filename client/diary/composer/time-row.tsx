import { createSignal, type JSX, Show } from 'solid-js'
import type { Day } from '../../../backend/contract/values.ts'
import { useT } from '../../locales/words.ts'
import { today } from '../../minute.ts'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { chevronDown, clock as clockIcon } from '../../ui/icons.ts'
import { TimeInput } from './time-input.tsx'

/** A time in a line that opens to a day and a time of day. */
export function TimeRow(props: {
  label: string
  summary: string
  day: Day
  time: string
  note?: string | undefined
  error: string | undefined
  onDay: (day: Day) => void
  onTime: (time: string) => void
  /** What stands below the fields; `close` shuts the row. */
  children: (close: () => void) => JSX.Element
}): JSX.Element {
  const t = useT('staff')
  const [open, setOpen] = createSignal(false)
  return (
    <div>
      <button
        type="button"
        aria-expanded={open()}
        onClick={() => setOpen(!open())}
        class="-mx-2 flex min-h-target w-[calc(100%+1rem)] items-center gap-2 rounded-control px-2 text-left text-sm hover:bg-inset"
      >
        <Icon of={clockIcon} size="m" class="text-muted" />
        <span class="grow">
          <span class="text-muted">{props.label}</span> <b class="tabular-nums">{props.summary}</b>
        </span>
        <Icon of={chevronDown} size="m" class={`text-muted ${open() ? 'rotate-180' : ''}`} />
      </button>
      <Show when={open()}>
        <div class="mt-1 mb-2 grid gap-3">
          <Field
            type="date"
            label={t('when.day')}
            value={props.day}
            max={today()}
            required
            onInput={(typed) => typed.currentTarget.value && props.onDay(typed.currentTarget.value)}
            class="tabular-nums"
          />
          <TimeInput label={t('when.time')} value={props.time} onChange={(time) => time && props.onTime(time)} />
          {props.children(() => setOpen(false))}
        </div>
      </Show>
      <Show when={props.note}>{(words) => <p class="text-sm text-muted">{words()}</p>}</Show>
      <Show when={props.error}>
        {(words) => (
          <p role="alert" class="text-sm text-alert">
            {words()}
          </p>
        )}
      </Show>
    </div>
  )
}
