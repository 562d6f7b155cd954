import { ErrorBoundary, type JSX } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { dayKey } from '../day-ahead.ts'
import { useT } from '../locales/words.ts'
import type { Store } from '../store.ts'
import { ErrorScreen } from '../ui/error-note.tsx'

/**
 * The screens of a group. Where they cannot be drawn, what this device kept of it goes first, for it may be of another version, and they
 * are drawn from what the server says.
 */
export function DrawnGroup(props: { groupId: Id; store: Store; children: JSX.Element }): JSX.Element {
  const t = useT('staff')
  let isAnew = false
  return (
    <ErrorBoundary
      fallback={(error, again) => {
        console.error('A screen of the group cannot be drawn.', error)
        if (isAnew)
          return (
            <main id="main" class="px-gutter">
              <ErrorScreen title={t('error.screen')} error={error} onRetry={again} safe={t('outbox.safe')} />
            </main>
          )
        isAnew = true
        void props.store.remove((name) => name === dayKey(props.groupId)).then(again)
        return null
      }}
    >
      {props.children}
    </ErrorBoundary>
  )
}
