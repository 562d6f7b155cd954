import type { JSX } from 'solid-js'
import { Field } from '../../ui/field.tsx'
import type { WallTime } from './local-time.ts'

/** A time on the clock, with the platform's own picker. An emptied field keeps asking. */
export function TimeInput(props: {
  label: string
  value: WallTime
  onChange: (time: WallTime) => void
  error?: string | undefined
  help?: string | undefined
}): JSX.Element {
  return (
    <Field
      type="time"
      label={props.label}
      value={props.value}
      required
      error={props.error}
      help={props.help}
      onInput={(typed) => props.onChange(typed.currentTarget.value)}
      class="tabular-nums"
    />
  )
}
