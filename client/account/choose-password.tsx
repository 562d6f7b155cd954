import { createSignal, type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { PasswordField, passwordReason, refusedReason } from './password-field.tsx'

/** A new password for an account that is not signed in: after an invitation, or when the old one is forgotten. */
export function ChoosePassword(props: {
  email: string
  emailHelp?: string
  label: string
  action: string
  choose: (password: string) => Promise<void>
  /** Whether an error is said elsewhere: then the link is worth nothing any more. */
  refused: (error: unknown) => boolean
}): JSX.Element {
  const t = useT('account')
  const [password, setPassword] = createSignal('')
  const [checked, setChecked] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  let form!: HTMLFormElement
  const refusal = () => refusedReason(error(), 'password')
  const reason = () => (checked() ? passwordReason(password()) : undefined) ?? refusal()

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (busy()) return
    setChecked(true)
    setError(undefined)
    if (!reason()) {
      setBusy(true)
      await props.choose(password()).catch((cause: unknown) => {
        if (!props.refused(cause)) setError(() => cause)
      })
      setBusy(false)
    }
    if (reason()) form.querySelector<HTMLInputElement>('[aria-invalid]')?.focus()
  }

  return (
    <form ref={form} novalidate onSubmit={submit} class="grid gap-4">
      <Field
        label={t('signIn.email')}
        name="email"
        type="email"
        autocomplete="username"
        readOnly
        value={props.email}
        help={props.emailHelp}
        class="read-only:bg-inset"
      />
      <PasswordField
        label={props.label}
        kind="new"
        value={password()}
        reason={reason()}
        onInput={(next) => {
          setPassword(next)
          if (refusal()) setError(undefined)
        }}
      />
      <Show when={!reason() && error()}>
        <ErrorNote error={error()} />
      </Show>
      <Button kind="primary" type="submit" wide busy={busy()}>
        {props.action}
      </Button>
    </form>
  )
}
