import { For, type JSX, Match, Show, Switch } from 'solid-js'
import type { Reply } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Badge } from '../ui/badge.tsx'
import { Calm } from '../ui/calm.tsx'
import { ErrorScreen } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { chevronRight, messages } from '../ui/icons.ts'
import { Later } from '../ui/later.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { initials, Tag } from '../ui/tag.tsx'

/** Which group is this tablet with. */
export function GroupChoice(props: {
  groups: Reply<'groups'>['groups'] | undefined
  error: unknown
  onRetry: () => void
}): JSX.Element {
  const t = useT('staff')
  return (
    <main id="main" class="mx-auto max-w-text px-gutter pt-4 pb-8">
      <ScreenTitle>{t('groups.title')}</ScreenTitle>
      <Switch
        fallback={
          <div class="mt-4">
            <Later>
              <SkeletonCards count={2} label={t('app.loading')} />
            </Later>
          </div>
        }
      >
        <Match when={props.error && !props.groups}>
          <ErrorScreen title={t('groups.failed')} error={props.error} onRetry={props.onRetry} />
        </Match>
        <Match when={props.groups?.length === 0}>
          <Calm drawing="book" title={t('groups.none')}>
            <p>{t('groups.noneText')}</p>
          </Calm>
        </Match>
        <Match when={props.groups}>
          {(groups) => (
            <ul class="mt-4 grid gap-3">
              <For each={groups()}>
                {(group) => (
                  <li>
                    <a
                      href={`/group/${group.id}`}
                      class="flex min-h-20 items-center gap-4 rounded-card border border-control bg-surface p-4 hover:bg-inset"
                    >
                      <Tag id={group.id} initials={initials(group.name)} size="l" shape="square" />
                      <span class="min-w-0 grow">
                        <b class="block text-lg wrap-anywhere">{group.name}</b>
                        <span class="text-sm text-muted">
                          {group.location} · {t('groups.children', group.children)}
                        </span>
                      </span>
                      <Show when={group.reports}>
                        {(count) => <Badge count={count()} label={t('photoReports.waiting', count())} />}
                      </Show>
                      <Show when={group.conversations}>
                        {(count) => (
                          <span class="flex items-center gap-1.5 text-sm font-strong">
                            <Icon of={messages} size="s" />
                            {t('groups.conversations', count())}
                          </span>
                        )}
                      </Show>
                      <Icon of={chevronRight} class="text-muted" />
                    </a>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
      <Show when={props.error && props.groups}>
        <p class="mt-3 text-sm text-muted">{t('groups.stale')}</p>
      </Show>
    </main>
  )
}
