import { createSignal, type JSX, Show } from 'solid-js'
import type { PersonRecord } from '../../backend/contract/administration.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { announce } from '../ui/live-region.tsx'

/** Clears the second step of somebody who lost it, after a question that says what follows. */
export function FactorReset(props: { person: PersonRecord }): JSX.Element {
  const t = useT('office')
  const [asking, setAsking] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()

  async function reset(): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      await call('resetFactors', { params: { personId: props.person.id } })
      setAsking(false)
      announce(t('administration.saved'))
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <section class="mt-6" aria-labelledby="factors">
      <h2 id="factors" class="mb-1 text-lg font-strong">
        {t('administration.factors')}
      </h2>
      <p class="mb-3 max-w-timeline text-sm text-pretty text-muted">{t('administration.factors.text')}</p>
      <Button onClick={() => setAsking(true)}>{t('administration.factors.reset')}</Button>
      <Dialog
        open={asking()}
        title={t('administration.factors.ask', props.person.firstName)}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="alert" busy={busy()} onClick={() => void reset()}>
              {t('administration.factors.reset')}
            </Button>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {t('action.cancel')}
            </Button>
          </>
        }
      >
        <p>{t('administration.factors.effect', props.person.firstName)}</p>
        <Show when={error()}>
          {(cause) => (
            <div class="mt-3">
              <ErrorNote error={cause()} />
            </div>
          )}
        </Show>
      </Dialog>
    </section>
  )
}
