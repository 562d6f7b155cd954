import { type Component, createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { ApiError } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { ErrorNote } from './error-note.tsx'

/** A part of the app that is fetched after the screen over which it opens. */
export interface LaterPart<Props extends object> {
  /** What has been fetched. */
  here: () => Component<Props> | undefined
  /** Fetches it, if it is not here; throws `ApiError`. */
  fetch: () => Promise<Component<Props>>
}

export function laterPart<Props extends object>(load: () => Promise<Component<Props>>): LaterPart<Props> {
  let part: Component<Props> | undefined
  return {
    here: () => part,
    async fetch() {
      // Also where the fetch failed and nothing else came of it: see `vite:preloadError`.
      part ??= await load().catch(() => undefined)
      if (!part) throw new ApiError('network', '')
      return part
    },
  }
}

/** Fetches it once the screen is there, so that it opens without a connection as well. */
export const fetchAhead = (part: LaterPart<never>): void => onMount(() => void part.fetch().catch(() => undefined))

/** Opens such a part; what could not be fetched is said, and fetched once more when somebody asks. */
export function Opening<Props extends object>(props: {
  of: LaterPart<Props>
  title: string
  onClose: () => void
  children: (Part: Component<Props>) => JSX.Element
}): JSX.Element {
  const t = useT()
  const [part, setPart] = createSignal(props.of.here())
  const [error, setError] = createSignal<unknown>()
  let closed = false
  onCleanup(() => {
    closed = true
  })
  async function fetch(): Promise<void> {
    try {
      const fetched = await props.of.fetch()
      if (closed) return
      setError(undefined)
      setPart(() => fetched)
    } catch (cause) {
      setError(() => cause)
    }
  }
  if (!part()) void fetch()
  return (
    <>
      <Show when={part()} keyed>
        {(Part) => props.children(Part)}
      </Show>
      <Show when={error()}>
        <Dialog
          open
          title={props.title}
          onClose={props.onClose}
          actions={<Button onClick={() => props.onClose()}>{t('action.close')}</Button>}
        >
          <ErrorNote error={error()} onRetry={() => void fetch()} />
        </Dialog>
      </Show>
    </>
  )
}
