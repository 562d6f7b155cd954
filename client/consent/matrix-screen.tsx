import { createEffect, createSignal, type JSX, on, onCleanup, Show } from 'solid-js'
import type { ConsentMatrix, MatrixChild } from '../../backend/contract/consent.ts'
import type { Head } from '../../backend/contract/diary.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { now } from '../clock.ts'
import { openLive } from '../live.ts'
import { useT } from '../locales/words.ts'
import { ChosenGroup } from '../office/chosen-group.tsx'
import { Loaded } from '../office/loaded.tsx'
import { signedOut, stillKnown } from '../session.ts'
import { Calm } from '../ui/calm.tsx'
import { announce } from '../ui/live-region.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { MatrixTable } from './matrix-table.tsx'

type Filter = 'all' | 'conflict' | 'undecided'

const has = (child: MatrixChild, filter: Filter): boolean =>
  filter === 'all' || [child.diary, child.photos, ...child.permissions].includes(filter)

/** How each consent of a group's children stands, live. */
export function Screen(): JSX.Element {
  const t = useT('office')
  return (
    <main id="main" class="pt-5 pb-10">
      <div class="px-gutter">
        <ScreenTitle>{t('matrix.title')}</ScreenTitle>
        <p class="mt-1 max-w-text text-sm text-pretty text-muted">{t('matrix.intro')}</p>
      </div>
      <div class="px-gutter">
        <ChosenGroup
          label={t('matrix.group')}
          failed={t('matrix.failed')}
          address={(group) => `/office/consents?group=${group}`}
        >
          {(group) => <OneGroup group={group} />}
        </ChosenGroup>
      </div>
    </main>
  )
}

function OneGroup(props: { group: Id }): JSX.Element {
  const t = useT('office')
  const [matrix, setMatrix] = createSignal<ConsentMatrix>()
  const [error, setError] = createSignal<unknown>()
  const [filter, setFilter] = createSignal<Filter>('all')

  async function snapshot(): Promise<readonly Head[]> {
    try {
      const fetched = await call('consentMatrix', { query: { group: props.group } })
      setError(undefined)
      setMatrix(fetched)
      return fetched.heads
    } catch (cause) {
      setError(() => cause)
      throw cause
    }
  }
  const live = openLive({
    role: 'manager',
    // A decision may change what no event says, a conflict for one: the matrix is asked for again.
    apply(events) {
      const changed = events.flatMap((event) => (event.type === 'consent.changed' ? [event.childId] : []))
      const names = matrix()?.children.filter(({ id }) => changed.includes(id)) ?? []
      for (const { callName } of names) announce(t('matrix.changed', callName))
      if (changed.length > 0) void live.refresh()
    },
    snapshot,
    signedOut: () => void signedOut(),
    stillKnown,
    now,
  })
  void live.refresh()
  onCleanup(() => live.close())

  const count = (of: Filter) => matrix()?.children.filter((child) => has(child, of)).length ?? 0
  createEffect(
    on([filter, matrix], () => {
      if (filter() !== 'all' && count(filter()) === 0) queueMicrotask(() => setFilter('all'))
    }),
  )
  return (
    <Loaded value={matrix()} error={error()} failed={t('matrix.failed')} onRetry={() => void live.refresh()}>
      {(of) => (
        <Show
          when={of().children.length > 0}
          fallback={
            <Calm drawing="book" title={t('matrix.empty')}>
              <p>{t('matrix.empty.text')}</p>
            </Calm>
          }
        >
          <div class="mt-3 mb-4">
            <Segmented
              label={t('matrix.filter')}
              value={filter()}
              options={(['all', 'conflict', 'undecided'] as const).map((value) => ({
                value,
                label: t(`matrix.filter.${value}`),
                count: count(value),
              }))}
              onChange={setFilter}
            />
          </div>
          <MatrixTable of={of()} shown={of().children.filter((child) => has(child, filter()))} />
        </Show>
      )}
    </Loaded>
  )
}
