import { type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { ErrorScreen } from '../ui/error-note.tsx'
import { Later } from '../ui/later.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'

/** Stands where the timeline will be, until there is one or until it is clear why not. */
export function DiaryOpening(props: { failure: unknown; onRetry: () => void }): JSX.Element {
  const t = useT('guardian')
  return (
    <main id="main" class="max-w-[calc(var(--column-timeline)+2*var(--gutter))] px-gutter pt-5 pb-6">
      <Show
        when={props.failure !== undefined}
        fallback={
          <>
            <h1 class="sr-only">{t('day.today')}</h1>
            <Later>
              <SkeletonCards count={3} label={t('today.loading')} />
            </Later>
          </>
        }
      >
        <ScreenTitle>{t('day.today')}</ScreenTitle>
        <ErrorScreen title={t('today.failed')} error={props.failure} onRetry={() => props.onRetry()} />
      </Show>
    </main>
  )
}
