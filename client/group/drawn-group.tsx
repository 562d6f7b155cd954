import { type Accessor, createEffect, createSignal, ErrorBoundary, type JSX, on, untrack } from 'solid-js'
import { useT } from '../locales/words.ts'
import { where } from '../router.ts'
import { ErrorScreen } from '../ui/error-note.tsx'

/**
 * The screens of a group. Where one cannot be drawn it is drawn anew without what this device kept of the day, for that may be of another
 * version; what is kept stays, since it may have been something else, and another screen begins with it again.
 */
export function DrawnGroup(props: { children: (usesKept: Accessor<boolean>) => JSX.Element }): JSX.Element {
  const t = useT('staff')
  const path = () => where().path
  /** The screen that is drawn without what was kept. */
  const [without, setWithout] = createSignal<string>()
  createEffect(on(path, () => queueMicrotask(() => setWithout(undefined)), { defer: true }))
  return (
    <ErrorBoundary
      fallback={(error, again) => {
        console.error('A screen of the group cannot be drawn.', error)
        createEffect(on(path, () => queueMicrotask(again), { defer: true }))
        const here = untrack(path)
        if (untrack(without) === here)
          return (
            <main id="main" class="px-gutter">
              <ErrorScreen title={t('error.screen')} error={error} onRetry={again} safe={t('outbox.safe')} />
            </main>
          )
        queueMicrotask(() => {
          setWithout(here)
          again()
        })
        return null
      }}
    >
      {props.children(() => without() === undefined)}
    </ErrorBoundary>
  )
}
