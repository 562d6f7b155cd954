import { createSignal, type JSX, onMount, Show } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import type { LocationInfo } from '../../backend/contract/location.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Loaded } from '../office/loaded.tsx'
import { Select } from '../ui/field.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { ToldForm } from './told-form.tsx'

/** What a location tells of itself, for its manager to change. */
export function Screen(props: { me: Me }): JSX.Element {
  const t = useT('location')
  const o = useT('office')
  const [all, setAll] = createSignal<readonly LocationInfo[]>()
  const [chosen, setChosen] = createSignal<Id>()
  const [error, setError] = createSignal<unknown>()
  const load = async () => {
    try {
      const { locations } = await call('locations')
      setError(undefined)
      return locations
    } catch (cause) {
      setError(() => cause)
      return undefined
    }
  }
  const begin = async () => {
    const found = await load()
    if (found) setAll(found)
  }
  onMount(() => void begin())
  const current = () => all()?.find(({ id }) => id === chosen()) ?? all()?.[0]
  const replace = (changed: LocationInfo) =>
    setAll((before) => before?.map((one) => (one.id === changed.id ? changed : one)))
  return (
    <main id="main" class="px-gutter pt-5 pb-24">
      <ScreenTitle>{o('told.title')}</ScreenTitle>
      <p class="mt-1 mb-4 max-w-timeline text-sm text-pretty text-muted">{t('told.intro')}</p>
      <Loaded value={all()} error={error()} failed={t('location.failed')} onRetry={() => void begin()}>
        {(locations) => (
          <>
            <Show when={locations().length > 1}>
              <div class="mb-4 max-w-timeline">
                <Select
                  label={t('told.location')}
                  value={current()?.id}
                  options={locations().map(({ id, name: label }) => ({ value: id, label }))}
                  onChange={(input) => setChosen(input.currentTarget.value)}
                />
              </div>
            </Show>
            <Show when={current()?.id} keyed>
              {(id) => (
                <ToldForm
                  location={current()!}
                  person={props.me.person.id}
                  onSaved={replace}
                  onStale={async () => (await load())?.find((one) => one.id === id)}
                />
              )}
            </Show>
          </>
        )}
      </Loaded>
    </main>
  )
}
