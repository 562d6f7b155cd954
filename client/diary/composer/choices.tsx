import { For, type JSX, Show } from 'solid-js'
import { Icon } from '../../ui/icon.tsx'

const columns = {
  3: 'grid grid-cols-3 huge:grid-cols-2',
  4: 'grid grid-cols-4 huge:grid-cols-2',
  5: 'grid grid-cols-5 huge:grid-cols-2',
}

/** A few answers as buttons in a row; pressing the chosen one again takes it back where that is allowed. */
export function Choices<V extends string | number>(props: {
  label: string
  value: V | null
  options: readonly { value: V; label: string; icon?: string }[]
  onChange: (value: V | null) => void
  optional?: boolean
  /** How many in a row; without it as many as fit. */
  columns?: keyof typeof columns
}): JSX.Element {
  return (
    <fieldset
      aria-label={props.label}
      class={`min-w-0 gap-2 ${props.columns ? columns[props.columns] : 'flex flex-wrap'}`}
    >
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            aria-pressed={option.value === props.value}
            onClick={() => props.onChange(props.optional && option.value === props.value ? null : option.value)}
            class={`inline-flex min-h-target min-w-0 items-center justify-center gap-1.5 rounded-control border border-control bg-surface px-1 wrap-anywhere text-center text-sm leading-5 font-[560] aria-pressed:border-inverse aria-pressed:bg-inverse aria-pressed:text-on-inverse ${props.columns ? '' : 'min-w-20 grow'}`}
          >
            <Show when={option.icon}>{(icon) => <Icon of={icon()} size="m" />}</Show>
            {option.label}
          </button>
        )}
      </For>
    </fieldset>
  )
}
