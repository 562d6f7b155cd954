import type { JSX } from 'solid-js'

/** A number that waits for attention, with its meaning for those who listen. */
export function Badge(props: { count: number; label: string; class?: string }): JSX.Element {
  return (
    <span
      class={`inline-grid h-5 min-w-5 place-items-center rounded-full bg-alert px-1.5 text-xs leading-none font-title text-on-alert tabular-nums ${props.class ?? ''}`}
    >
      <span aria-hidden="true">{props.count > 98 ? '99+' : props.count}</span>
      <span class="sr-only"> {props.label}</span>
    </span>
  )
}
