import { createSignal, type JSX, onCleanup, Show } from 'solid-js'

/** Shows what takes its place only when something takes longer than 150 ms. */
export function Later(props: { children: JSX.Element }): JSX.Element {
  const [late, setLate] = createSignal(false)
  const timer = setTimeout(() => setLate(true), 150)
  onCleanup(() => clearTimeout(timer))
  return <Show when={late()}>{props.children}</Show>
}
