import { type Accessor, createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { ApiError } from '../api.ts'
import { useT } from '../locales/words.ts'
import { useProblems } from '../planning/problems.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'

/** What the fields of a form say of themselves. */
interface Fields {
  /** Somebody wanted to save: what is missing is said from then on. */
  tried: Accessor<boolean>
  /** What the server said of a field. */
  problem: (path: string) => string | undefined
}

/** The form that adds or changes one thing kept of a child; it stays, as it was filled in, until it is saved. */
export function PerChildForm(props: {
  title: string
  save: string
  /** Nothing is missing, and nothing contradicts itself. */
  isComplete: boolean
  onSave: () => Promise<void>
  onClose: () => void
  children: (fields: Fields) => JSX.Element
}): JSX.Element {
  const t = useT('office')
  const formId = createUniqueId()
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const problem = useProblems(error)
  const isOfFields = () => {
    const cause = error()
    return cause instanceof ApiError && cause.code === 'invalid' && (cause.details.fields?.length ?? 0) > 0
  }
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    if (!props.isComplete) {
      focusInvalid(`[id="${formId}"]`)
      return
    }
    setBusy(true)
    setError(undefined)
    try {
      await props.onSave()
    } catch (cause) {
      setError(() => cause)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={props.title}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="primary" type="submit" form={formId} busy={busy()} disabled={busy()}>
            {props.save}
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        novalidate
        class="grid grid-cols-[minmax(0,1fr)] gap-3"
        onSubmit={(event) => void submit(event)}
      >
        {props.children({ tried, problem })}
        <Show when={error() && !isOfFields()}>
          <ErrorNote error={error()} />
        </Show>
      </form>
    </Dialog>
  )
}
