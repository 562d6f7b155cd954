import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js'
import { ErrorNote } from './error-note.tsx'

/** What was done with something, oldest first; fetched again when something is `changed`. */
export function HistoryList<Revision>(props: {
  fetch: () => Promise<readonly Revision[]>
  changed: string
  /** What is said until it is there. */
  loading: string
  class: string
  children: (one: Revision) => JSX.Element
}): JSX.Element {
  const [revisions, setRevisions] = createSignal<readonly Revision[]>()
  const [error, setError] = createSignal<unknown>()
  const load = () =>
    props.fetch().then(
      (all) => {
        setError(undefined)
        setRevisions(() => all)
      },
      (cause: unknown) => setError(() => cause),
    )
  createEffect(
    on(
      createMemo(() => props.changed),
      () => void load(),
    ),
  )
  return (
    <div class={`border-t border-hairline ${props.class}`}>
      <Show when={error()}>
        <ErrorNote error={error()} onRetry={() => void load()} />
      </Show>
      <Show
        when={revisions()}
        fallback={
          <Show when={!error()}>
            <p class="text-muted">{props.loading}</p>
          </Show>
        }
      >
        {(list) => (
          <ol class="grid gap-2">
            <For each={list()}>{(one) => <li class="wrap-anywhere">{props.children(one)}</li>}</For>
          </ol>
        )}
      </Show>
    </div>
  )
}
