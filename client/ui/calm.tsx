import { type JSX, Show } from 'solid-js'

/** The drawings of empty and failed screens. */
const drawings = {
  book: {
    sheet: 'M13 1h158a12 12 0 0 1 12 12v106a12 12 0 0 1-12 12H13a12 12 0 0 1-12-12V13A12 12 0 0 1 13 1z',
    well: 'M22 22h62v88H22z',
    lines: 'M92 1v130M32 40h42M32 54h42M32 68h28M108 34h54M108 50h54M108 66h54M108 82h34',
  },
  torn: {
    sheet:
      'M82 1H13A12 12 0 0 0 1 13v106a12 12 0 0 0 12 12h55l8-22-10-20 14-22-8-22zM106 1h65a12 12 0 0 1 12 12v106a12 12 0 0 1-12 12H92l8-22-10-20 14-22-8-22z',
    well: '',
    lines:
      'M1 32h75M102 32h81M20 54h16M20 74h16M20 94h16M48 54h12M48 74h10M118 54h16M118 74h16M118 94h16M148 54h16M148 74h16M148 94h16',
  },
} as const

/** A screen with nothing on it: a drawing, what is the case, why, and one thing to do. */
export function Calm(props: {
  drawing: keyof typeof drawings
  title: string
  children: JSX.Element
  actions?: JSX.Element
}): JSX.Element {
  const drawing = () => drawings[props.drawing]
  return (
    <div class="flex flex-col items-start pt-8">
      <svg
        viewBox="-1 -1 186 134"
        aria-hidden="true"
        class="w-46 max-w-full fill-none stroke-control stroke-[1.5]"
        stroke-linecap="round"
        stroke-linejoin="round"
      >
        <path class="fill-surface" d={drawing().sheet} />
        <path class="fill-inset stroke-none" d={drawing().well} />
        <path d={drawing().lines} />
      </svg>
      <h2 class="mt-6 text-xl font-title tracking-[-0.012em] text-balance">{props.title}</h2>
      <div class="mt-2 max-w-[34em] text-pretty text-muted">{props.children}</div>
      <Show when={props.actions}>
        <div class="mt-5 flex flex-wrap gap-2">{props.actions}</div>
      </Show>
    </div>
  )
}
