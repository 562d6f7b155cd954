import { createSignal, type JSX, onMount, Show } from 'solid-js'
import type { Allergies, KeptAllergy } from '../../backend/contract/allergies.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { createIntent } from '../planning/intent.ts'
import { dayOf, shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { pencil, plus, trash } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { UndoBar } from '../ui/undo-bar.tsx'
import { AllergyForm } from './allergy-form.tsx'

type Step = 'list' | { of: KeptAllergy | null }

/** What a child does not tolerate, and what to do then: added, changed, taken away and brought back. */
export function AllergiesDialog(props: { childId: Id; name: string; onClose: () => void }): JSX.Element {
  const t = useT('office')
  const intent = createIntent()
  const [all, setAll] = createSignal<Allergies>()
  const [error, setError] = createSignal<unknown>()
  const [step, setStep] = createSignal<Step>('list')
  const [busy, setBusy] = createSignal<Id>()
  /** As it is by now, so that it can be brought back. */
  const [removed, setRemoved] = createSignal<KeptAllergy>()
  const load = () =>
    call('allergies', { params: { childId: props.childId } }).then(
      (reply) => {
        setError(undefined)
        setAll(reply)
      },
      (cause: unknown) => setError(() => cause),
    )
  onMount(() => void load())
  const editing = () => {
    const now = step()
    return now === 'list' ? undefined : now
  }
  async function put({ id, what, advice, severe, version }: KeptAllergy, gone: boolean): Promise<boolean> {
    setBusy(id)
    setError(undefined)
    try {
      const meant = { what, advice, severe, removed: gone }
      const body = { id: intent([id, version, meant]), version, ...meant }
      setAll(await call('changeAllergy', { params: { allergyId: id }, body }))
      return true
    } catch (cause) {
      setError(() => cause)
      return false
    } finally {
      setBusy(undefined)
    }
  }
  async function remove(one: KeptAllergy): Promise<void> {
    if (await put(one, true)) setRemoved({ ...one, version: one.version + 1 })
  }
  async function restore(one: KeptAllergy): Promise<void> {
    setRemoved(undefined)
    await put(one, false)
  }
  const noted = ({ notedAt, notedBy }: KeptAllergy) =>
    t('allergies.noted', shortDay(dayOf(notedAt), language(), today()), notedBy)
  return (
    <>
      <Show when={step() === 'list'}>
        <Dialog
          open
          title={t('allergies.title', props.name)}
          // A dialog that goes says so too: then another one has taken its place.
          onClose={() => step() === 'list' && props.onClose()}
          actions={
            <>
              <Button icon={plus} disabled={!all()} onClick={() => setStep({ of: null })}>
                {t('allergies.add')}
              </Button>
              <Button kind="quiet" onClick={() => props.onClose()}>
                {t('action.close')}
              </Button>
            </>
          }
        >
          <p class="mb-3 text-muted">{t('allergies.intro')}</p>
          <Show when={error()}>
            <ErrorNote error={error()} onRetry={() => void load()} />
          </Show>
          <Show when={all()} fallback={<Show when={!error()}>{t('app.loading')}</Show>}>
            {(known) => (
              <Show when={known().allergies.length > 0} fallback={<p>{t('allergies.none')}</p>}>
                <ul>
                  <Keyed each={known().allergies} by={({ id }) => id}>
                    {(one) => (
                      <li class="border-b border-hairline py-2.5 last:border-b-0">
                        <p class="flex flex-wrap items-center gap-2 font-strong">
                          <span class="min-w-0 wrap-anywhere">{one().what}</span>
                          <Show when={one().severe}>
                            <Chip small tone="alert">
                              {t('allergies.severe')}
                            </Chip>
                          </Show>
                        </p>
                        <Show when={one().advice}>
                          <p class="whitespace-pre-line wrap-anywhere">{one().advice}</p>
                        </Show>
                        <p class="text-sm text-muted wrap-anywhere">{noted(one())}</p>
                        <div class="mt-1 flex flex-wrap gap-2">
                          <Button
                            kind="quiet"
                            icon={pencil}
                            aria-label={t('allergies.change.of', one().what)}
                            onClick={() => setStep({ of: one() })}
                          >
                            {t('allergies.change')}
                          </Button>
                          <Button
                            kind="quiet"
                            icon={trash}
                            busy={busy() === one().id}
                            disabled={busy() !== undefined}
                            aria-label={t('allergies.remove.of', one().what)}
                            onClick={() => void remove(one())}
                          >
                            {t('allergies.remove')}
                          </Button>
                        </div>
                      </li>
                    )}
                  </Keyed>
                </ul>
              </Show>
            )}
          </Show>
          <Show when={removed()} keyed>
            {(one) => (
              <div class="mt-3">
                <UndoBar onUndo={() => void restore(one)} onGone={() => removed() === one && setRemoved(undefined)}>
                  {t('allergies.removed', one.what)}
                </UndoBar>
              </div>
            )}
          </Show>
        </Dialog>
      </Show>
      <Show when={editing()} keyed>
        {(now) => (
          <AllergyForm
            childId={props.childId}
            of={now.of}
            onDone={(next) => {
              setAll(next)
              setStep('list')
            }}
            onClose={() => setStep('list')}
          />
        )}
      </Show>
    </>
  )
}
