import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import type { Day } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { daysAfter } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { isAboutFields, useProblems } from './problems.ts'

/** Asks for a last day, or ends at once; says what it means. */
export function EndDialog(props: {
  open: boolean
  title: string
  text: string
  end: (endsOn: Day) => Promise<void>
  onClose: () => void
}): JSX.Element {
  const t = useT('office')
  const [day, setDay] = createSignal<Day>(today())
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const problem = useProblems(error)
  createEffect(
    on(
      () => props.open,
      () => {
        setDay(today())
        setError(undefined)
      },
    ),
  )
  async function end(endsOn: Day): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      await props.end(endsOn)
      props.onClose()
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={props.open}
      title={props.title}
      onClose={props.onClose}
      actions={
        <>
          <Button kind="alert" busy={busy()} disabled={day() === ''} onClick={() => void end(day())}>
            {t('administration.end.save')}
          </Button>
          <Button disabled={busy()} onClick={() => void end(daysAfter(today(), -1))}>
            {t('administration.end.now')}
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <p class="mb-4">{props.text}</p>
      <Field
        label={t('administration.end.last')}
        type="date"
        value={day()}
        onInput={(event) => setDay(event.currentTarget.value)}
        error={problem('endsOn')}
      />
      <p class="mt-2 text-muted">
        {t('administration.end.now')}: {t('administration.end.now.help')}
      </p>
      <Show when={error() && !isAboutFields(error())}>
        <div class="mt-3">
          <ErrorNote error={error()} />
        </div>
      </Show>
    </Dialog>
  )
}
