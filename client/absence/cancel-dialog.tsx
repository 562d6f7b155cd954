import { createSignal, type JSX, Show } from 'solid-js'
import type { Absence } from '../../backend/contract/absence.ts'
import { ApiError, call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { useAbsenceWords } from './absence-words.ts'

/** The last question before an absence is taken back; it says what will follow. */
export function CancelDialog(props: {
  absence: Absence
  name: string
  onDone: (absence: Absence, words: string) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('absence')
  const words = useAbsenceWords()
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const isStale = () => {
    const cause = error()
    return cause instanceof ApiError && cause.code === 'stale_version'
  }
  // What was read here is what is taken back, whatever came live meanwhile.
  const { id, version } = props.absence
  async function cancel(): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      const { absence } = await call('cancelAbsence', {
        params: { absenceId: id },
        query: { version: String(version) },
      })
      props.onDone(absence, t('absence.cancel.done', props.name))
    } catch (cause) {
      setError(() => cause)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={t('absence.cancel.title', props.name)}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="alert" busy={busy()} disabled={busy()} onClick={() => void cancel()}>
            {t('absence.cancel.action')}
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <p>
        {props.absence.startsOn < today()
          ? t('absence.cancel.begun', props.name)
          : t('absence.cancel.text', props.name, words.when(props.absence))}
      </p>
      <Show when={error()}>
        <div class="mt-3">
          <Show when={isStale()} fallback={<ErrorNote error={error()} />}>
            <p role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3">
              {t('absence.stale.cancel')}
            </p>
          </Show>
        </div>
      </Show>
    </Dialog>
  )
}
