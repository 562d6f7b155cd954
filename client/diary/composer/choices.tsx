import { For, type JSX, Show } from 'solid-js'
import { Icon } from '../../ui/icon.tsx'

/** A few answers as buttons in a row; pressing the chosen one again takes it back where that is allowed. */
export function Choices<V extends string | number>(props: {
  label: string
  value: V | null
  options: readonly { value: V; label: string; icon?: string }[]
  onChange: (value: V | null) => void
  optional?: boolean
}): JSX.Element {
  return (
    <div role="group" aria-label={props.label} class="flex flex-wrap gap-2">
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            aria-pressed={option.value === props.value}
            onClick={() => props.onChange(props.optional && option.value === props.value ? null : option.value)}
            class="inline-flex min-h-target min-w-target grow items-center justify-center gap-1.5 rounded-control border border-control bg-surface px-2.5 text-center text-sm leading-5 font-[560] aria-pressed:border-inverse aria-pressed:bg-inverse aria-pressed:text-on-inverse"
          >
            <Show when={option.icon}>{(icon) => <Icon of={icon()} size="m" />}</Show>
            {option.label}
          </button>
        )}
      </For>
    </div>
  )
}
