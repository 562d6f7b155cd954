import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import type { Locations, TeamMember } from '../../backend/contract/location.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { createUndo, UndoOffer } from '../office/undo-offer.tsx'
import { session } from '../session.ts'
import { Calm } from '../ui/calm.tsx'
import { ErrorNote, ErrorScreen } from '../ui/error-note.tsx'
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
  const isManager = () => {
    const now = session()
    return now.state === 'person' && now.role === 'manager'
  }
  const [refused, setRefused] = createSignal<unknown>()
  const undo = createUndo((cause) => setRefused(() => cause))
  async function removePortrait({ firstName, portraitId }: TeamMember): Promise<void> {
    if (portraitId === null) return
    setRefused(undefined)
    try {
      await call('removePortrait', { params: { portraitId } })
      await load()
      undo.offered(t('location.portrait.removed', firstName), async () => {
        await call('restorePortrait', { params: { portraitId } })
        await load()
      })
    } catch (cause) {
      setRefused(() => cause)
    }
  }
  return (
    <main id="main" class="px-gutter pt-5 pb-10">
      <div class="grid max-w-timeline grid-cols-[minmax(0,1fr)] gap-4">
        <ScreenTitle>{t((found()?.locations.length ?? 1) > 1 ? 'location.titles' : 'location.title')}</ScreenTitle>
        <Show when={refused()}>
          <ErrorNote error={refused()} />
        </Show>
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
              {(location) => (
                <LocationCard
                  location={location}
                  children={reply().children}
                  {...(isManager() && { onRemovePortrait: (member: TeamMember) => void removePortrait(member) })}
                />
              )}
            </For>
          )}
        </Show>
      </div>
      <UndoOffer of={undo} />
    </main>
  )
}
