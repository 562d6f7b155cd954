import { createSignal, type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'

/** Asks for a code and hands it over; what was typed stays when it was not right. */
export function CodeForm(props: {
  label: string
  help: string
  action: string
  /** Six digits of an app, or a recovery code. */
  kind: 'app' | 'recovery'
  onCode: (code: string) => Promise<void>
}): JSX.Element {
  const t = useT('account')
  const [code, setCode] = createSignal('')
  const [missing, setMissing] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const plain = () => code().replace(/[\s-]/g, '')
  const whole = () => (props.kind === 'app' ? /^\d{6}$/ : /^[0-9a-z]{10}$/i).test(plain())

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (busy()) return
    setError(undefined)
    setMissing(!whole())
    if (!whole()) return
    setBusy(true)
    try {
      await props.onCode(plain())
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form novalidate onSubmit={submit} class="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Field
        label={props.label}
        help={props.help}
        error={missing() ? t(`code.${props.kind}.wrong`) : undefined}
        name="code"
        inputmode={props.kind === 'app' ? 'numeric' : 'text'}
        autocomplete={props.kind === 'app' ? 'one-time-code' : 'off'}
        autocapitalize={props.kind === 'app' ? 'none' : 'characters'}
        spellcheck={false}
        maxlength={20}
        class="text-xl tracking-[0.12em] tabular-nums"
        value={code()}
        onInput={(event) => setCode(event.currentTarget.value)}
      />
      <Show when={error()}>{(cause) => <ErrorNote error={cause()} />}</Show>
      <Button kind="primary" type="submit" wide busy={busy()}>
        {props.action}
      </Button>
    </form>
  )
}
