import type { JSX } from 'solid-js'

const sizes = {
  xs: 'size-3.5 [stroke-width:2.4]',
  s: 'size-4.5 [stroke-width:2]',
  m: 'size-5 [stroke-width:1.9]',
  l: 'size-6 [stroke-width:1.75]',
}

/** An icon of `icons.ts`: 14 on marks, 18 in chips, 20 in buttons, 24 alone. Words beside it say what it means. */
export function Icon(props: { of: string; size?: keyof typeof sizes; class?: string }): JSX.Element {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      class={`${sizes[props.size ?? 'l']} shrink-0 fill-none stroke-current ${props.class ?? ''}`}
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={props.of} />
    </svg>
  )
}
