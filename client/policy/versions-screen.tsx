import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import type { PolicyVersion } from '../../backend/contract/policy.ts'
import { call, type Reply } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { goBack } from '../router.ts'
import { session } from '../session.ts'
import { shortDay } from '../time.ts'
import { ButtonLink, IconButton } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { Card } from '../ui/card.tsx'
import { Chip } from '../ui/chip.tsx'
import { ErrorScreen } from '../ui/error-note.tsx'
import { arrowLeft, circleCheck, clock, history, plus } from '../ui/icons.ts'
import { Later } from '../ui/later.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { SeenBar } from './seen-bar.tsx'

const icons = { in_force: circleCheck, announced: clock, former: history }

/** Whether a version holds, will hold or did. */
export function StateChip(props: { state: PolicyVersion['state'] }): JSX.Element {
  const t = useT('office')
  return (
    <Chip tone={props.state === 'in_force' ? 'present' : 'quiet'} icon={icons[props.state]}>
      {t(`officePolicies.${props.state}`)}
    </Chip>
  )
}

/** Every version there is and was, and the way to a new one. */
export function VersionsScreen(): JSX.Element {
  const t = useT('office')
  const [reply, setReply] = createSignal<Reply<'policyVersions'>>()
  const [failure, setFailure] = createSignal<unknown>()
  async function load(): Promise<void> {
    setFailure(undefined)
    try {
      setReply(await call('policyVersions'))
    } catch (cause) {
      setFailure(() => cause)
    }
  }
  onMount(() => void load())
  const mayPublish = () => {
    const current = session()
    return current.state === 'person' && current.role === 'manager'
  }
  const publish = () => (
    <Show when={mayPublish()}>
      <ButtonLink kind="primary" icon={plus} href="/office/policies/new">
        {t('officePolicies.new')}
      </ButtonLink>
    </Show>
  )
  return (
    <main id="main" class="px-gutter pt-5 pb-10">
      <div class="max-w-timeline">
        <div class="-ml-3 flex items-center">
          <IconButton icon={arrowLeft} label={t('action.back')} onClick={() => goBack('/office')} />
        </div>
        <ScreenTitle>{t('officePolicies.title')}</ScreenTitle>
        <p class="mt-1 mb-4 text-sm text-pretty text-muted">{t('officePolicies.intro')}</p>
        <Show
          when={reply()}
          fallback={
            <Show
              when={failure()}
              fallback={
                <Later>
                  <SkeletonCards count={2} label={t('app.loading')} />
                </Later>
              }
            >
              <ErrorScreen title={t('officePolicies.failed')} error={failure()} onRetry={() => void load()} />
            </Show>
          }
        >
          {(all) => (
            <Show
              when={all().versions.length > 0}
              fallback={
                <Calm drawing="book" title={t('officePolicies.none')} actions={publish()}>
                  <p>{t('officePolicies.none.text')}</p>
                </Calm>
              }
            >
              {publish()}
              <ul class="mt-4 grid gap-3">
                <For each={all().versions}>
                  {(version) => (
                    <Card as="li">
                      <div class="p-4">
                        <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
                          <h2 class="min-w-0 grow text-lg font-strong wrap-anywhere">
                            {t('officePolicies.version', t(`policy.${version.kind}`), version.version)}
                          </h2>
                          <StateChip state={version.state} />
                        </div>
                        <p class="text-sm text-muted tabular-nums">
                          {t('officePolicies.from', shortDay(version.effectiveOn, language(), today()))}
                        </p>
                        <p class="mt-2 mb-3 text-sm text-pretty wrap-anywhere">{version.summary[language()]}</p>
                        <SeenBar seen={version.seen} of={all().people} />
                        <div class="mt-2 -mb-2 flex flex-wrap gap-x-4">
                          <a
                            href={`/office/policies/${version.id}`}
                            class="inline-flex min-h-target items-center text-sm font-strong text-accent underline underline-offset-[.2em]"
                          >
                            {t('officePolicies.who')}
                          </a>
                          <a
                            href={`/policies/${version.id}`}
                            class="inline-flex min-h-target items-center text-sm font-strong text-accent underline underline-offset-[.2em]"
                          >
                            {t('officePolicies.read')}
                          </a>
                        </div>
                      </div>
                    </Card>
                  )}
                </For>
              </ul>
            </Show>
          )}
        </Show>
      </div>
    </main>
  )
}
