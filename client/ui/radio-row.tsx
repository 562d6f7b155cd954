import type { JSX } from 'solid-js'

/** One of a few that exclude each other, as a row: all of it can be pressed. */
export function RadioRow(
  props: { children: JSX.Element } & Pick<
    JSX.InputHTMLAttributes<HTMLInputElement>,
    'name' | 'value' | 'checked' | 'disabled'
  > & { onChoose: () => void },
): JSX.Element {
  return (
    <label class="relative flex min-h-target items-center gap-3 has-disabled:cursor-not-allowed has-disabled:text-muted">
      <input
        type="radio"
        name={props.name}
        value={props.value}
        checked={props.checked}
        disabled={props.disabled}
        onChange={() => props.onChoose()}
        class="peer absolute inset-0 size-full opacity-0"
      />
      <span
        aria-hidden="true"
        class="size-5 shrink-0 rounded-full border-2 border-control bg-surface peer-checked:border-6 peer-checked:border-accent peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus"
      />
      {props.children}
    </label>
  )
}
