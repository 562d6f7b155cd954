import { type Accessor, type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { ErrorNote, ErrorScreen } from '../ui/error-note.tsx'
import { Later } from '../ui/later.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'

/** What was fetched once it is there; before that that it loads, or why it did not. What is there stays when it fails later. */
export function Loaded<Value extends object>(props: {
  value: Value | undefined
  error: unknown
  /** What to say when it could not load. */
  failed: string
  onRetry: () => void
  children: (value: Accessor<Value>) => JSX.Element
}): JSX.Element {
  const t = useT('office')
  return (
    <Show
      when={props.value}
      fallback={
        <Show
          when={props.error}
          fallback={
            <Later>
              <SkeletonCards count={2} label={t('app.loading')} />
            </Later>
          }
        >
          <ErrorScreen title={props.failed} error={props.error} onRetry={props.onRetry} />
        </Show>
      }
    >
      {(value) => (
        <>
          <Show when={props.error}>
            <div class="mb-3">
              <ErrorNote error={props.error} onRetry={props.onRetry} />
            </div>
          </Show>
          {props.children(value)}
        </>
      )}
    </Show>
  )
}
