import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { IconButton } from './button.tsx'
import { minus, plus } from './icons.ts'
import { readTime, stepped } from './read-time.ts'

const step = 5

/** A time of day in twenty-four hours on one line, typed or stepped by five minutes. Gives '' while it is no time. */
export function TimeField(props: {
  label: string
  lessLabel: string
  moreLabel: string
  value: string
  onChange: (time: string) => void
  error?: string | undefined
}): JSX.Element {
  const id = createUniqueId()
  const [typed, setTyped] = createSignal<string | null>(null)
  const move = (minutes: number) => {
    setTyped(null)
    props.onChange(stepped(props.value || '12:00', minutes))
  }
  return (
    <div>
      <div class="grid grid-cols-[3.25rem_auto_minmax(0,1fr)_auto] items-center gap-2 huge:grid-cols-[auto_minmax(0,1fr)_auto]">
        <label for={id} class="text-sm font-strong huge:col-span-full">
          {props.label}
        </label>
        <IconButton line icon={minus} label={`${props.label}: ${props.lessLabel}`} onClick={() => move(-step)} />
        <input
          id={id}
          type="text"
          inputmode="numeric"
          autocomplete="off"
          maxLength={5}
          value={typed() ?? props.value}
          aria-invalid={props.error || props.value === '' ? 'true' : undefined}
          aria-describedby={props.error ? `${id}-note` : undefined}
          onFocus={(focus) => focus.currentTarget.select()}
          onInput={(input) => {
            setTyped(input.currentTarget.value)
            props.onChange(readTime(input.currentTarget.value) ?? '')
          }}
          onBlur={() => props.value !== '' && setTyped(null)}
          class={`min-h-target w-full rounded-control bg-surface px-2 text-center tabular-nums ${props.error || props.value === '' ? 'border-2 border-alert' : 'border border-control'}`}
        />
        <IconButton line icon={plus} label={`${props.label}: ${props.moreLabel}`} onClick={() => move(step)} />
      </div>
      <Show when={props.error}>
        <p id={`${id}-note`} class="mt-1 text-sm text-alert">
          {props.error}
        </p>
      </Show>
    </div>
  )
}
