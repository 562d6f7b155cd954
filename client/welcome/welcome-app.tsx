import { createSignal, type JSX, Match, onMount, Show, Switch } from 'solid-js'
import { v7 } from 'uuid'
import type { Me } from '../../backend/contract/account.ts'
import type { ChildConsents, Purpose } from '../../backend/contract/consent.ts'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError, call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { refresh, session } from '../session.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote, ErrorScreen } from '../ui/error-note.tsx'
import { Flow } from '../ui/flow.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { Later } from '../ui/later.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { ChoiceCard } from './choice-card.tsx'
import { LanguageStep } from './language-step.tsx'
import { languageChosen, stepOf } from './steps.ts'

/** A guardian's first steps once the policies are read: per child what may be recorded, or nothing yet. */
export function WelcomeApp(props: { me: Me }): JSX.Element {
  // Where the policies were read first, the language was chosen then.
  const askLanguage = () => !languageChosen()
  return (
    <Show when={!askLanguage()} fallback={<LanguageStep me={props.me} step={stepOf(2)} />}>
      <Choices />
    </Show>
  )
}

interface Ticked {
  childId: Id
  purpose: Purpose
  /** Stays the same when it is sent again. */
  id: Id
}

function Choices(): JSX.Element {
  const t = useT('account')
  const [children, setChildren] = createSignal<readonly ChildConsents[]>()
  const [failure, setFailure] = createSignal<unknown>()
  const [ticked, setTicked] = createSignal<readonly Ticked[]>([])
  const [busy, setBusy] = createSignal<'saving' | 'skipping'>()
  const [error, setError] = createSignal<unknown>()
  const [saved, setSaved] = createSignal(0)

  async function load(): Promise<void> {
    setFailure(undefined)
    try {
      setChildren((await call('consents')).children)
    } catch (cause) {
      setFailure(() => cause)
    }
  }
  onMount(() => void load())

  const deciding = () => children()?.filter(({ mayDecide }) => mayDecide) ?? []
  const title = () => {
    const [only, another] = deciding()
    if (children() && !only) return t('welcome.nothing')
    return only && !another ? t('welcome.choices.of', only.child.callName) : t('welcome.choices')
  }
  const has = (childId: Id, purpose: Purpose) =>
    ticked().some((one) => one.childId === childId && one.purpose === purpose)
  const tick = (childId: Id, purpose: Purpose, on: boolean) =>
    setTicked((before) => [
      ...before.filter((one) => one.childId !== childId || one.purpose !== purpose),
      ...(on ? [{ childId, purpose, id: v7() }] : []),
    ])

  /** Each choice by itself: what is saved stays saved, whatever becomes of the others. */
  async function save(): Promise<boolean> {
    let complete = true
    for (const one of ticked()) {
      try {
        const { childId, purpose, id } = one
        const decided = await call('decideConsent', {
          body: { id, childId, purpose, decision: 'granted', language: language() },
        })
        setChildren((before) => before?.map((child) => (child.child.id === childId ? decided : child)))
        setTicked((before) => before.filter((other) => other !== one))
        setSaved((count) => count + 1)
      } catch (cause) {
        complete = false
        setError(() => cause)
      }
    }
    return complete
  }

  async function finish(how: 'saving' | 'skipping'): Promise<void> {
    if (busy()) return
    setBusy(how)
    setError(undefined)
    try {
      if (how === 'saving' && !(await save())) return
      await call('welcomed')
      await refresh()
      const current = session()
      if (current.state === 'person' && !current.me.welcomed) throw new ApiError('network', 'network')
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(undefined)
    }
  }

  return (
    <Flow
      step={stepOf(1)}
      foot={
        <>
          <Show when={error()}>
            <div class="w-full">
              <ErrorNote error={error()} />
              <Show when={saved() > 0 && ticked().length > 0}>
                <p class="mt-2 text-sm">{t('welcome.partly', saved(), ticked().length)}</p>
              </Show>
            </div>
          </Show>
          <Show when={deciding().length > 0 || !children()}>
            <Button kind="quiet" busy={busy() === 'skipping'} onClick={() => void finish('skipping')}>
              {t('welcome.skip')}
            </Button>
          </Show>
          <Show when={children()}>
            <Button kind="primary" class="grow" busy={busy() === 'saving'} onClick={() => void finish('saving')}>
              {t(deciding().length > 0 ? 'welcome.save' : 'welcome.next')}
            </Button>
          </Show>
        </>
      }
    >
      <ScreenTitle>{title()}</ScreenTitle>
      <Switch
        fallback={
          <Later>
            <SkeletonCards count={2} label={t('app.loading')} />
          </Later>
        }
      >
        <Match when={failure()}>
          <ErrorScreen title={t('welcome.failed')} error={failure()} onRetry={() => void load()} />
        </Match>
        <Match when={children()}>
          {(list) => (
            <>
              <Show when={deciding().length > 0}>
                <p class="mt-1 text-sm text-pretty text-muted">{t('welcome.choices.text')}</p>
              </Show>
              <Show when={list().length === 0}>
                <p class="mt-2 text-pretty">{t('welcome.noChild')}</p>
              </Show>
              <div class="mt-4">
                <Keyed
                  each={list().toSorted((a, b) => Number(b.mayDecide) - Number(a.mayDecide))}
                  by={({ child }) => child.id}
                >
                  {(one) => (
                    <ChoiceCard
                      of={one()}
                      isTicked={(purpose) => has(one().child.id, purpose)}
                      onTick={(purpose, on) => tick(one().child.id, purpose, on)}
                    />
                  )}
                </Keyed>
              </div>
              <Show when={deciding().length > 0}>
                <p class="mt-4 text-sm text-pretty text-muted">{t('welcome.open')}</p>
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </Flow>
  )
}
