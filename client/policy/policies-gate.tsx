import { createSignal, type JSX, Match, onMount, Show, Switch } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import type { PolicyText } from '../../backend/contract/policy.ts'
import { SignOut } from '../account/sign-out.tsx'
import { ApiError, call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { refresh, session } from '../session.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote, ErrorScreen } from '../ui/error-note.tsx'
import { Flow } from '../ui/flow.tsx'
import { Later } from '../ui/later.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { LanguageStep } from '../welcome/language-step.tsx'
import { beginSteps, languageChosen, stepDone, stepOf } from '../welcome/steps.ts'
import { PolicyBody } from './policy-body.tsx'
import { seePolicy } from './seeing.ts'

const stillAtTheGate = () => {
  const current = session()
  return current.state === 'person' && current.me.gate === 'policies'
}

/** The privacy statement and the terms in force, one after the other, before anything else; at the first login the language comes first. */
export function PoliciesGate(props: { me: Me }): JSX.Element {
  const t = useT('account')
  const [left, setLeft] = createSignal<readonly PolicyText[]>()
  const [failure, setFailure] = createSignal<unknown>()
  const [error, setError] = createSignal<unknown>()
  const [busy, setBusy] = createSignal(false)

  const isNew = () => !props.me.welcomed
  const isGuardian = () => props.me.roles.includes('guardian')
  const askLanguage = () => isNew() && !languageChosen()
  const toCome = () => (askLanguage() ? 1 : 0) + (left()?.length ?? 1) + (isNew() && isGuardian() ? 1 : 0)

  async function load(): Promise<void> {
    setFailure(undefined)
    try {
      const unseen = (await call('policies')).inForce.filter(({ seen }) => !seen)
      if (unseen.length > 0) setLeft(unseen)
      else await pass()
    } catch (cause) {
      setFailure(() => cause)
    }
  }
  onMount(() => {
    if (props.me.welcomed) beginSteps()
    void load()
  })

  async function pass(): Promise<void> {
    await refresh()
    if (stillAtTheGate()) throw new ApiError('network', 'network')
  }

  async function read(policy: PolicyText): Promise<void> {
    if (busy()) return
    setBusy(true)
    setError(undefined)
    try {
      await seePolicy(policy.id)
      const others = (left() ?? []).filter(({ id }) => id !== policy.id)
      if (others.length === 0) {
        stepDone()
        if (isNew() && !isGuardian()) await call('welcomed')
        return await pass()
      }
      stepDone()
      setLeft(others)
      scrollTo({ top: 0, behavior: 'instant' })
      document.querySelector('h1')?.focus({ preventScroll: true })
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Switch
      fallback={
        <main id="main" class="mx-auto max-w-timeline px-gutter pt-6">
          <h1 class="sr-only">{t('gate.title')}</h1>
          <Later>
            <SkeletonCards count={2} label={t('policies.loading')} />
          </Later>
        </main>
      }
    >
      <Match when={askLanguage()}>
        <LanguageStep me={props.me} step={stepOf(toCome())} />
      </Match>
      <Match when={failure()}>
        <main id="main" class="mx-auto max-w-timeline px-gutter pt-6">
          <h1 class="sr-only">{t('gate.title')}</h1>
          <ErrorScreen title={t('policies.failed')} error={failure()} onRetry={() => void load()} />
          <div class="mt-5">
            <SignOut onError={(cause) => setFailure(() => cause)} />
          </div>
        </main>
      </Match>
      <Match when={left()?.[0]} keyed>
        {(policy) => (
          <Flow
            step={stepOf(toCome())}
            foot={
              <>
                <div class="w-full text-sm text-muted">
                  <Show when={error()} fallback={t('policies.read.text')}>
                    <ErrorNote error={error()} />
                  </Show>
                </div>
                <Button kind="primary" class="grow" busy={busy()} onClick={() => void read(policy)}>
                  {t('policies.read')}
                </Button>
              </>
            }
          >
            <PolicyBody
              policy={policy}
              title={isNew() || policy.version === 1 ? t(`policy.${policy.kind}`) : t(`policies.new.${policy.kind}`)}
            />
            <Show when={!isNew()}>
              <div class="mt-8 border-t border-hairline pt-5">
                <SignOut onError={(cause) => setError(() => cause)} />
              </div>
            </Show>
          </Flow>
        )}
      </Match>
    </Switch>
  )
}
