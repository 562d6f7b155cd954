import type { JSX } from 'solid-js'
import { readTime } from '../ui/read-time.ts'

/** A time of day as it is typed: 830, 8.30 and 8:30 become 08:30 when it is left; what is no time stays as it was typed. */
export function HourInput(props: {
  label: string
  value: string
  invalid: boolean
  note?: string | undefined
  onChange: (typed: string) => void
}): JSX.Element {
  return (
    <input
      type="text"
      inputmode="numeric"
      autocomplete="off"
      maxLength={5}
      aria-label={props.label}
      aria-invalid={props.invalid ? 'true' : undefined}
      aria-describedby={props.note}
      value={props.value}
      onFocus={(focus) => focus.currentTarget.select()}
      onInput={(input) => props.onChange(input.currentTarget.value)}
      onBlur={() => props.onChange(readTime(props.value) ?? props.value)}
      class={`min-h-target w-18 min-w-0 rounded-control bg-surface px-1 text-center tabular-nums huge:w-24 ${props.invalid ? 'border-2 border-alert' : 'border border-control'}`}
    />
  )
}
