import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import type { Locations } from '../../backend/contract/location.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Calm } from '../ui/calm.tsx'
import { ErrorScreen } from '../ui/error-note.tsx'
import { Later } from '../ui/later.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { LocationCard } from './location-card.tsx'

/** Where one's children are, or where one works. */
export function LocationsScreen(): JSX.Element {
  const t = useT('location')
  const [found, setFound] = createSignal<Locations>()
  const [error, setError] = createSignal<unknown>()
  const load = () =>
    call('locations').then(
      (reply) => {
        setError(undefined)
        setFound(reply)
      },
      (cause: unknown) => setError(() => cause),
    )
  onMount(() => void load())
  return (
    <main id="main" class="px-gutter pt-5 pb-10">
      <div class="grid max-w-timeline grid-cols-[minmax(0,1fr)] gap-4">
        <ScreenTitle>{t((found()?.locations.length ?? 1) > 1 ? 'location.titles' : 'location.title')}</ScreenTitle>
        <Show
          when={found()}
          fallback={
            <Show
              when={error()}
              fallback={
                <Later>
                  <SkeletonCards count={1} label={t('app.loading')} />
                </Later>
              }
            >
              <ErrorScreen title={t('location.failed')} error={error()} onRetry={() => void load()} />
            </Show>
          }
        >
          {(reply) => (
            <For
              each={reply().locations}
              fallback={
                <Calm drawing="book" title={t('location.none')}>
                  <p>{t('location.none.text')}</p>
                </Calm>
              }
            >
              {(location) => <LocationCard location={location} children={reply().children} />}
            </For>
          )}
        </Show>
      </div>
    </main>
  )
}
