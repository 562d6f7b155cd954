import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js'
import { v7 } from 'uuid'
import type { ChildConsents, Decision, Purpose } from '../../backend/contract/consent.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote, ErrorScreen } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { chevronRight, eye } from '../ui/icons.ts'
import { Later } from '../ui/later.tsx'
import { announce } from '../ui/live-region.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { initials, Tag } from '../ui/tag.tsx'
import { ChoiceRow } from './choice-row.tsx'
import { OpenChoices } from './open-choices.tsx'

/** A choice that waits for a confirmation. Its id stays the same when it is tried again. */
interface Asked {
  id: string
  child: ChildConsents['child']
  purpose: Purpose
  decision: Decision
}

/** Per child two separate choices, what results from them, and their history. */
export function ConsentsScreen(props: { changed: number }): JSX.Element {
  const t = useT('guardian')
  const [children, setChildren] = createSignal<readonly ChildConsents[]>()
  const [failure, setFailure] = createSignal<unknown>()
  const [asked, setAsked] = createSignal<Asked>()
  const [open, setOpen] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()

  async function load(): Promise<void> {
    setFailure(undefined)
    try {
      setChildren((await call('consents')).children)
    } catch (cause) {
      setFailure(() => cause)
    }
  }
  createEffect(
    on(
      () => props.changed,
      () => void load(),
    ),
  )

  function ask(child: ChildConsents['child'], purpose: Purpose, decision: Decision): void {
    setError(undefined)
    setAsked({ id: v7(), child, purpose, decision })
    setOpen(true)
  }

  async function decide({ id, child, purpose, decision }: Asked): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      const decided = await call('decideConsent', {
        body: { id, childId: child.id, purpose, decision, language: language() },
      })
      setChildren((before) => before?.map((one) => (one.child.id === child.id ? decided : one)))
      setOpen(false)
      announce(t('consents.saved', t(`purpose.${purpose}`), child.callName))
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  /** The same decision once more, now under the new words. */
  async function keep(child: ChildConsents['child'], purpose: Purpose, decision: Decision): Promise<void> {
    setFailure(undefined)
    try {
      const decided = await call('decideConsent', {
        body: { id: v7(), childId: child.id, purpose, decision, language: language() },
      })
      setChildren((before) => before?.map((one) => (one.child.id === child.id ? decided : one)))
      announce(t('consents.saved', t(`purpose.${purpose}`), child.callName))
    } catch (cause) {
      setFailure(() => cause)
    }
  }

  return (
    <main id="main" class="px-gutter pt-5 pb-8">
      <div class="max-w-timeline">
        <ScreenTitle>{t('consents.title')}</ScreenTitle>
        <p class="mt-1 mb-4 text-sm text-pretty text-muted">
          {t('consents.intro')} {t('consents.until')}
        </p>
        <Show when={failure() && children()}>
          <div class="mb-3">
            <ErrorNote error={failure()} onRetry={load} />
          </div>
        </Show>
        <Show
          when={children()}
          fallback={
            <Show
              when={failure()}
              fallback={
                <Later>
                  <SkeletonCards count={2} label={t('consents.loading')} />
                </Later>
              }
            >
              <ErrorScreen title={t('consents.failed')} error={failure()} onRetry={load} />
            </Show>
          }
        >
          {(list) => (
            <>
              <OpenChoices children={list()} />
              <For each={list().map(({ child }) => child.id)}>
                {(id) => {
                  const of = () => list().find(({ child }) => child.id === id) as ChildConsents
                  return (
                    <Card as="section" class="mt-3 first:mt-0" aria-labelledby={`child-${id}`}>
                      <div class="flex items-center gap-3 p-4">
                        <Tag id={id} initials={initials(of().child.callName)} />
                        <h2 id={`child-${id}`} class="leading-5.5 wrap-anywhere">
                          {of().child.callName}
                        </h2>
                      </div>
                      <Show when={!of().mayDecide}>
                        <p class="border-t border-hairline p-4 text-sm text-pretty">
                          {t('consents.noAuthority', of().child.callName)}
                        </p>
                      </Show>
                      <For each={of().purposes.map(({ purpose }) => purpose)}>
                        {(purpose) => (
                          <Show when={of().purposes.find((state) => state.purpose === purpose)}>
                            {(state) => (
                              <ChoiceRow
                                name={of().child.callName}
                                state={state()}
                                mayDecide={of().mayDecide}
                                onChoose={(decision) => ask(of().child, purpose, decision)}
                                onKeep={(decision) => keep(of().child, purpose, decision)}
                              />
                            )}
                          </Show>
                        )}
                      </For>
                      <Show when={of().mayDecide}>
                        <a
                          href={`/reads/${id}`}
                          class="flex min-h-target items-center gap-3 border-t border-hairline px-4 py-3 font-strong text-accent focus-visible:-outline-offset-3"
                        >
                          <Icon of={eye} size="m" />
                          <span class="grow">{t('reads.link', of().child.callName)}</span>
                          <Icon of={chevronRight} size="m" class="text-muted" />
                        </a>
                      </Show>
                    </Card>
                  )
                }}
              </For>
            </>
          )}
        </Show>
      </div>
      <Show when={asked()}>
        {(choice) => (
          <Dialog
            open={open()}
            title={t(`confirm.${choice().purpose}.${choice().decision}.title`, choice().child.callName)}
            onClose={() => setOpen(false)}
            actions={
              <>
                <Button
                  kind={choice().decision === 'granted' ? 'primary' : 'alert'}
                  busy={busy()}
                  onClick={() => void decide(choice())}
                >
                  {t(`confirm.${choice().decision}.action`)}
                </Button>
                <Button kind="quiet" onClick={() => setOpen(false)}>
                  {t('action.cancel')}
                </Button>
              </>
            }
          >
            <p>{t(`confirm.${choice().purpose}.${choice().decision}.text`, choice().child.callName)}</p>
            <Show when={error()}>
              <div class="mt-3">
                <ErrorNote error={error()} />
              </div>
            </Show>
          </Dialog>
        )}
      </Show>
    </main>
  )
}
