import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import { v7 } from 'uuid'
import type { ChildConsents, Decision } from '../../backend/contract/consent.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote, ErrorScreen } from '../ui/error-note.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { Later } from '../ui/later.tsx'
import { announce } from '../ui/live-region.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { ChildCard, type Matter } from './child-card.tsx'
import { OpenChoices } from './open-choices.tsx'

/** A choice that waits for a confirmation. Its id stays the same when it is tried again. */
interface Asked {
  id: string
  child: ChildConsents['child']
  matter: Matter
  decision: Decision
}

/** Per child separate choices, what results from them, and their history. */
export function ConsentsScreen(props: { changed: number }): JSX.Element {
  const t = useT('guardian')
  const [children, setChildren] = createSignal<readonly ChildConsents[]>()
  const [failure, setFailure] = createSignal<unknown>()
  const [asked, setAsked] = createSignal<Asked>()
  const [open, setOpen] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  let newest = 0

  async function load(): Promise<void> {
    const turn = ++newest
    setFailure(undefined)
    try {
      const reply = await call('consents')
      // What was asked for later knows better.
      if (turn === newest) setChildren(reply.children)
    } catch (cause) {
      if (turn === newest) setFailure(() => cause)
    }
  }
  createEffect(
    on(
      () => props.changed,
      () => void load(),
    ),
  )

  function ask(child: ChildConsents['child'], matter: Matter, decision: Decision): void {
    setError(undefined)
    setAsked({ id: v7(), child, matter, decision })
    setOpen(true)
  }

  async function send({ id, child, matter, decision }: Asked): Promise<void> {
    const { kind: purpose, permissionId, name } = matter
    const body = {
      id,
      childId: child.id,
      purpose,
      decision,
      language: language(),
      ...(permissionId && { permissionId }),
    }
    const decided = await call('decideConsent', { body })
    newest++
    setChildren((before) => before?.map((one) => (one.child.id === child.id ? decided : one)))
    announce(t('consents.saved', name, child.callName))
  }

  async function decide(choice: Asked): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      await send(choice)
      setOpen(false)
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  /** The same decision once more, now under the new words. */
  async function keep(child: ChildConsents['child'], matter: Matter, decision: Decision): Promise<void> {
    setFailure(undefined)
    try {
      await send({ id: v7(), child, matter, decision })
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
            <Show
              when={list().length > 0}
              fallback={
                <Calm drawing="book" title={t('empty.children.title')}>
                  <p>{t('empty.children.text')}</p>
                </Calm>
              }
            >
              <OpenChoices children={list()} />
              <Keyed each={list()} by={({ child }) => child.id}>
                {(of) => (
                  <ChildCard
                    of={of()}
                    onChoose={(matter, decision) => ask(of().child, matter, decision)}
                    onKeep={(matter, decision) => keep(of().child, matter, decision)}
                  />
                )}
              </Keyed>
            </Show>
          )}
        </Show>
      </div>
      <Show when={asked()}>
        {(choice) => {
          const words = (part: 'title' | 'text') => {
            const { matter, decision, child } = choice()
            return matter.kind === 'permission'
              ? t(`confirm.permission.${decision}.${part}`, child.callName, matter.name)
              : t(`confirm.${matter.kind}.${decision}.${part}`, child.callName)
          }
          return (
            <Dialog
              open={open()}
              title={words('title')}
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
              <p>{words('text')}</p>
              <Show when={error()}>
                <div class="mt-3">
                  <ErrorNote error={error()} />
                </div>
              </Show>
            </Dialog>
          )
        }}
      </Show>
    </main>
  )
}
