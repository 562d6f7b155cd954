import { type Accessor, createEffect, createSignal, type JSX, on } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Loaded as Shown } from '../office/loaded.tsx'

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
export function Loaded<V extends object>(props: {
  of: { value: Accessor<V | undefined>; error: Accessor<unknown>; load: () => Promise<void> }
  children: (value: Accessor<V>) => JSX.Element
}): JSX.Element {
  const t = useT('office')
  return (
    <Shown
      value={props.of.value()}
      error={props.of.error()}
      failed={t('administration.failed')}
      onRetry={() => void props.of.load()}
    >
      {props.children}
    </Shown>
  )
}
