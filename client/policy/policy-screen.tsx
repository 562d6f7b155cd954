import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import type { PolicyText } from '../../backend/contract/policy.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { goBack } from '../router.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { ErrorNote, ErrorScreen } from '../ui/error-note.tsx'
import { arrowLeft, circleCheck } from '../ui/icons.ts'
import { Later } from '../ui/later.tsx'
import { announce } from '../ui/live-region.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { PolicyBody } from './policy-body.tsx'
import { seePolicy } from './seeing.ts'

/** One version in full; who reads it ahead of its day need not read it again then. */
export function PolicyScreen(props: { policyId: string }): JSX.Element {
  const t = useT('account')
  const [policy, setPolicy] = createSignal<PolicyText>()
  const [failure, setFailure] = createSignal<unknown>()
  const [error, setError] = createSignal<unknown>()
  const [busy, setBusy] = createSignal(false)

  async function load(): Promise<void> {
    setFailure(undefined)
    try {
      setPolicy(await call('policy', { params: { policyId: props.policyId } }))
    } catch (cause) {
      setFailure(() => cause)
    }
  }
  createEffect(
    on(
      () => props.policyId,
      () => {
        setPolicy(undefined)
        void load()
      },
    ),
  )

  async function see(): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      await seePolicy(props.policyId)
      setPolicy((before) => before && { ...before, seen: true })
      announce(t('policies.seen'))
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <main id="main" class="px-gutter pt-5 pb-8">
      <div class="max-w-timeline">
        <div class="-ml-3 flex items-center">
          <IconButton icon={arrowLeft} label={t('action.back')} onClick={() => goBack('/policies')} />
        </div>
        <Show
          when={policy()}
          fallback={
            <Show
              when={failure()}
              fallback={
                <Later>
                  <SkeletonCards count={2} label={t('policies.loading')} />
                </Later>
              }
            >
              <ErrorScreen title={t('policies.failed')} error={failure()} onRetry={() => void load()} />
            </Show>
          }
        >
          {(text) => (
            <>
              <PolicyBody policy={text()} title={t(`policy.${text().kind}`)} />
              <div class="mt-8 border-t border-hairline pt-5">
                <Show
                  when={!text().seen}
                  fallback={
                    <Chip tone="present" icon={circleCheck}>
                      {t('policies.seen')}
                    </Chip>
                  }
                >
                  <Show when={error()}>
                    <div class="mb-3">
                      <ErrorNote error={error()} />
                    </div>
                  </Show>
                  <Button kind="primary" busy={busy()} onClick={() => void see()}>
                    {t('policies.read')}
                  </Button>
                  <p class="mt-2 text-sm text-muted">{t('policies.read.text')}</p>
                </Show>
              </div>
            </>
          )}
        </Show>
      </div>
    </main>
  )
}
