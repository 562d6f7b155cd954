import { type JSX, Show } from 'solid-js'
import { Icon } from './icon.tsx'
import { check } from './icons.ts'

/** Something that is on or off, as a row: all of it can be pressed. */
export function CheckRow(props: {
  checked: boolean
  invalid?: boolean
  note?: string | undefined
  onChange: (checked: boolean) => void
  children: JSX.Element
}): JSX.Element {
  return (
    <label class="relative flex min-h-target min-w-0 items-center gap-2.5">
      <input
        type="checkbox"
        checked={props.checked}
        aria-invalid={props.invalid ? 'true' : undefined}
        aria-describedby={props.note}
        onInput={(input) => props.onChange(input.currentTarget.checked)}
        class="peer absolute inset-0 size-full cursor-pointer opacity-0"
      />
      <span class="grid size-7 shrink-0 place-items-center rounded-inner border border-control bg-surface text-on-accent peer-checked:border-accent peer-checked:bg-accent peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus">
        <Show when={props.checked}>
          <Icon of={check} size="s" />
        </Show>
      </span>
      <span class="min-w-0 wrap-anywhere">{props.children}</span>
    </label>
  )
}
