import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import type { AnnouncedPolicy } from '../../backend/contract/policy.ts'
import { call, type Reply } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { goBack } from '../router.ts'
import { shortDay } from '../time.ts'
import { IconButton } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorScreen } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { arrowLeft, chevronRight } from '../ui/icons.ts'
import { Later } from '../ui/later.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'

/** The privacy statement and the terms, to read again whenever somebody likes. */
export function PoliciesScreen(): JSX.Element {
  const t = useT('account')
  const [policies, setPolicies] = createSignal<Reply<'policies'>>()
  const [failure, setFailure] = createSignal<unknown>()
  async function load(): Promise<void> {
    setFailure(undefined)
    try {
      setPolicies(await call('policies'))
    } catch (cause) {
      setFailure(() => cause)
    }
  }
  onMount(() => void load())
  const all = () => [...(policies()?.inForce ?? []), ...(policies()?.announced ?? [])]
  const says = (policy: Omit<AnnouncedPolicy, 'seen'>) =>
    t(
      policy.effectiveOn > today() ? 'policies.ahead' : 'policies.version',
      policy.version,
      shortDay(policy.effectiveOn, language(), today()),
    )
  return (
    <main id="main" class="px-gutter pt-5 pb-8">
      <div class="max-w-timeline">
        <div class="-ml-3 flex items-center">
          <IconButton icon={arrowLeft} label={t('action.back')} onClick={() => goBack('/more')} />
        </div>
        <ScreenTitle>{t('policy.more')}</ScreenTitle>
        <Show
          when={policies()}
          fallback={
            <Show
              when={failure()}
              fallback={
                <Later>
                  <SkeletonCards count={1} label={t('policies.loading')} />
                </Later>
              }
            >
              <ErrorScreen title={t('policies.failed')} error={failure()} onRetry={() => void load()} />
            </Show>
          }
        >
          <Show
            when={all().length > 0}
            fallback={
              <Calm drawing="book" title={t('policies.none')}>
                <p>{t('policies.none.text')}</p>
              </Calm>
            }
          >
            <Card class="mt-4">
              <ul>
                <For each={all()}>
                  {(policy) => (
                    <li class="border-t border-hairline first:border-t-0">
                      <a
                        href={`/policies/${policy.id}`}
                        class="flex min-h-target items-center gap-3 p-4 hover:bg-inset focus-visible:-outline-offset-3"
                      >
                        <span class="min-w-0 grow">
                          <span class="block font-strong wrap-anywhere">{t(`policy.${policy.kind}`)}</span>
                          <span class="block text-sm text-muted tabular-nums">{says(policy)}</span>
                        </span>
                        <Icon of={chevronRight} size="m" class="text-muted" />
                      </a>
                    </li>
                  )}
                </For>
              </ul>
            </Card>
          </Show>
        </Show>
      </div>
    </main>
  )
}
