import { createEffect, type JSX, on, Show } from 'solid-js'
import { Keyed } from './keyed.tsx'
import { createFades } from './scroll-row.tsx'

/** One of a few: joined buttons, the chosen one inverse. */
export function Segmented<V extends string>(props: {
  label: string
  value: V
  options: readonly { value: V; label: string; count?: number }[]
  onChange: (value: V) => void
  /** Stays one row, which scrolls where there is no room for all of them. */
  row?: boolean
}): JSX.Element {
  let row!: HTMLFieldSetElement
  const fades = createFades()
  const keep = (field: HTMLFieldSetElement) => {
    row = field
    if (props.row) fades.ref(field)
  }
  const showPressed = () => {
    const pressed = row.querySelector<HTMLElement>('[aria-pressed=true]')
    if (pressed) row.scrollLeft = pressed.offsetLeft - row.offsetLeft - (row.clientWidth - pressed.offsetWidth) / 2
  }
  // What is chosen stands in sight, and so does a part of what lies beside it.
  createEffect(
    on(
      () => [props.value, props.options.length],
      () => {
        // With the next frame, which measures all the same.
        if (props.row) requestAnimationFrame(showPressed)
      },
    ),
  )
  return (
    <fieldset
      ref={keep}
      style={fades.style()}
      aria-label={props.label}
      class={`flex w-fit min-w-0 max-w-full rounded-control border border-control bg-surface ${props.row ? 'overflow-x-auto [scrollbar-width:none] huge:flex-wrap huge:overflow-hidden' : 'flex-wrap overflow-hidden'}`}
    >
      <Keyed each={props.options} by={(option) => option.value}>
        {(option) => (
          <button
            type="button"
            aria-pressed={option().value === props.value}
            onClick={() => props.onChange(option().value)}
            class={`min-h-target min-w-target border-l ${props.row ? 'shrink-0 huge:shrink' : 'flex-auto'} border-hairline px-3 text-sm font-[560] whitespace-nowrap huge:wrap-anywhere huge:whitespace-normal huge:hyphens-auto first:border-l-0 focus-visible:-outline-offset-3 aria-pressed:bg-inverse aria-pressed:text-on-inverse`}
          >
            {option().label}
            <Show when={option().count !== undefined}>
              <span class={`ml-1.5 font-[520] tabular-nums ${option().value === props.value ? '' : 'text-muted'}`}>
                {option().count}
              </span>
            </Show>
          </button>
        )}
      </Keyed>
    </fieldset>
  )
}
