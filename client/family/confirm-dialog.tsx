import { createSignal, type JSX, Show } from 'solid-js'
import type { Family } from '../../backend/contract/family.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'

/** A last question before something of a family changes; it says what will follow. With `form` its button sends that. */
export function ConfirmDialog(props: {
  title: string
  text: string
  action: string
  kind?: 'primary' | 'alert'
  /** Fields between the text and the buttons. */
  children?: JSX.Element
  /** Gives nothing when something is not filled in yet. */
  act: () => Promise<{ family: Family }> | undefined
  onDone: (changed: Family) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('office')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  async function act(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const acting = props.act()
    if (!acting) {
      focusInvalid('dialog[open]')
      return
    }
    setBusy(true)
    setError(undefined)
    try {
      props.onDone((await acting).family)
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
          <Button kind={props.kind ?? 'alert'} type="submit" form="family-form" busy={busy()}>
            {props.action}
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <form
        id="family-form"
        class="grid grid-cols-[minmax(0,1fr)] gap-4"
        novalidate
        onSubmit={(event) => void act(event)}
      >
        <p>{props.text}</p>
        {props.children}
        <Show when={error()}>
          <ErrorNote error={error()} />
        </Show>
      </form>
    </Dialog>
  )
}
