import { type Accessor, createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { ErrorScreen } from '../ui/error-note.tsx'
import { Later } from '../ui/later.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'

/** Something that is fetched for a key, and fetched anew when that changes. */
export function createLoaded<K, V>(key: Accessor<K>, fetch: (key: K) => Promise<V>) {
  const [value, setValue] = createSignal<V>()
  const [error, setError] = createSignal<unknown>()
  async function load(): Promise<void> {
    const asked = key()
    setError(undefined)
    try {
      const found = await fetch(asked)
      if (key() === asked) setValue(() => found)
    } catch (cause) {
      if (key() === asked) setError(() => cause)
    }
  }
  createEffect(
    on(key, () => {
      setValue(undefined)
      void load()
    }),
  )
  return { value, error, load, put: (next: V) => void setValue(() => next) }
}

/** What was fetched; before that its bones, or why it is not there. */
export function Loaded<V>(props: {
  of: { value: Accessor<V | undefined>; error: Accessor<unknown>; load: () => Promise<void> }
  children: (value: Accessor<NonNullable<V>>) => JSX.Element
}): JSX.Element {
  const t = useT('office')
  return (
    <Show
      when={props.of.value()}
      fallback={
        <Show
          when={props.of.error()}
          fallback={
            <Later>
              <SkeletonCards count={2} label={t('administration.loading')} />
            </Later>
          }
        >
          <ErrorScreen
            title={t('administration.failed')}
            error={props.of.error()}
            onRetry={() => void props.of.load()}
          />
        </Show>
      }
    >
      {(value) => props.children(value as Accessor<NonNullable<V>>)}
    </Show>
  )
}
