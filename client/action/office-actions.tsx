import { createSignal, type JSX, onCleanup, Show } from 'solid-js'
import type { StaffAction } from '../../backend/contract/action.ts'
import type { OpenActions } from '../../backend/contract/action-overview.ts'
import type { Head } from '../../backend/contract/diary.ts'
import { call } from '../api.ts'
import { now } from '../clock.ts'
import { openLive } from '../live.ts'
import { useT } from '../locales/words.ts'
import { Loaded } from '../office/loaded.tsx'
import { go, where } from '../router.ts'
import { signedOut, stillKnown } from '../session.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { Switcher } from '../ui/switcher.tsx'
import { ActionBoard } from './action-board.tsx'
import { applyToOpen, withTaken } from './action-state.ts'

/** What guardians are asked in the groups of a manager, live: all of them or one group. */
export function Screen(): JSX.Element {
  const t = useT('action')
  const [overview, setOverview] = createSignal<OpenActions>()
  const [error, setError] = createSignal<unknown>()
  const change = (how: (before: OpenActions) => readonly StaffAction[]) =>
    setOverview((before) => before && { ...before, actions: [...how(before)] })
  const isShown = ({ groups }: OpenActions) => {
    const ids = new Set(groups.flatMap(({ children }) => children.map(({ id }) => id)))
    return (childId: string) => ids.has(childId)
  }
  const live = openLive({
    role: 'manager',
    apply(events) {
      for (const event of events) change((before) => applyToOpen(before.actions, event, isShown(before)))
      // Whom it waits for follows from who is guardian.
      if (events.some(({ type }) => type === 'consent.changed')) void live.refresh()
    },
    async snapshot(): Promise<readonly Head[]> {
      try {
        const fetched = await call('openActions')
        setError(undefined)
        setOverview(fetched)
        return fetched.heads
      } catch (cause) {
        setError(() => cause)
        throw cause
      }
    },
    signedOut: () => void signedOut(),
    stillKnown,
    now,
  })
  void live.refresh()
  onCleanup(() => live.close())

  const chosen = (of: OpenActions) => of.groups.find(({ id }) => id === where().query.get('group'))?.id ?? null
  const children = (of: OpenActions) => {
    const group = chosen(of)
    const shown = of.groups.filter(({ id }) => group === null || id === group).flatMap((one) => one.children)
    // A child may have a place in two of them.
    return [...new Map(shown.map((child) => [child.id, child])).values()]
  }
  return (
    <main id="main" class="px-gutter pt-5 pb-24">
      <div class="max-w-timeline">
        <ScreenTitle>{t('asking.title')}</ScreenTitle>
        <p class="mt-1 mb-4 text-sm text-pretty text-muted">{t('asking.intro')}</p>
        <Loaded value={overview()} error={error()} failed={t('asking.failed')} onRetry={() => void live.refresh()}>
          {(of) => (
            <>
              <Show when={of().groups.length > 1}>
                <div class="-mx-gutter mb-4">
                  <Switcher
                    label={t('asking.group')}
                    value={chosen(of())}
                    options={[
                      { value: null, label: t('asking.group.all') },
                      ...of().groups.map(({ id, name }) => ({ value: id, label: name })),
                    ]}
                    onChange={(group) =>
                      go(group ? `/office/actions?group=${group}` : '/office/actions', { replace: true, stay: true })
                    }
                  />
                </div>
              </Show>
              <ActionBoard
                children={children(of())}
                actions={of().actions}
                onTook={(actions) => change((before) => withTaken(before.actions, actions, isShown(before)))}
              />
            </>
          )}
        </Loaded>
      </div>
    </main>
  )
}
