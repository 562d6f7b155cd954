import { type JSX, Show } from 'solid-js'
import { Badge } from './badge.tsx'
import { Keyed } from './keyed.tsx'
import { Tag } from './tag.tsx'

export interface SwitcherOption<V> {
  value: V
  label: string
  tag?: { id: string; initials: string }
  /** How many things wait there; `countLabel` says it in words. */
  count?: number
  countLabel?: string
}

/** Pills in a row to choose whom or what a screen is about; the chosen one is inverse. */
export function Switcher<V extends string | null>(props: {
  label: string
  value: V
  options: readonly SwitcherOption<V>[]
  onChange: (value: V) => void
}): JSX.Element {
  return (
    <fieldset
      aria-label={props.label}
      class="scrollbar-none flex min-w-0 gap-2 overflow-x-auto px-gutter py-2 detail:py-3 huge:flex-wrap"
    >
      <Keyed each={props.options} by={(option) => option.value}>
        {(option) => (
          <button
            type="button"
            aria-pressed={option().value === props.value}
            onClick={() => props.onChange(option().value)}
            class={`relative inline-flex min-h-target shrink-0 items-center gap-2 rounded-full border border-control bg-surface pr-4 text-sm font-[560] whitespace-nowrap aria-pressed:border-inverse aria-pressed:bg-inverse aria-pressed:font-strong aria-pressed:text-on-inverse ${option().tag ? 'pl-2' : 'pl-4'}`}
          >
            <Show when={option().tag}>{(tag) => <Tag {...tag()} size="s" />}</Show>
            {option().label}
            <Show when={option().count}>{(count) => <Badge count={count()} label={option().countLabel ?? ''} />}</Show>
          </button>
        )}
      </Keyed>
    </fieldset>
  )
}
