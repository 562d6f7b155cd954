import { createSignal, type JSX, Show } from 'solid-js'
import { ApiError } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'

/** Does something that may want the password once more, and asks for it only then. */
export function createPasswordQuestion(): {
  /** Resolves with nothing when the question was left. */
  guarded<T>(what: (password?: string) => Promise<T>): Promise<T | undefined>
  Question: () => JSX.Element
} {
  const [open, setOpen] = createSignal(false)
  const [password, setPassword] = createSignal('')
  const [error, setError] = createSignal<unknown>()
  const [busy, setBusy] = createSignal(false)
  let attempt: (password: string) => Promise<void> = async () => {}
  let leave = () => {}

  async function guarded<T>(what: (password?: string) => Promise<T>): Promise<T | undefined> {
    try {
      return await what()
    } catch (cause) {
      if (!(cause instanceof ApiError && cause.code === 'password_needed')) throw cause
    }
    setPassword('')
    setError(undefined)
    setOpen(true)
    return new Promise((done) => {
      leave = () => {
        setOpen(false)
        done(undefined)
      }
      attempt = async (given) => {
        const result = await what(given)
        setOpen(false)
        done(result)
      }
    })
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (busy() || password() === '') return
    setBusy(true)
    setError(undefined)
    try {
      await attempt(password())
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  function Question(): JSX.Element {
    const t = useT('account')
    return (
      <Dialog
        open={open()}
        title={t('password.again.title')}
        onClose={() => leave()}
        actions={
          <>
            <Button kind="primary" busy={busy()} onClick={(event) => void submit(event)}>
              {t('password.again.action')}
            </Button>
            <Button onClick={() => leave()}>{t('security.cancel')}</Button>
          </>
        }
      >
        <form onSubmit={(event) => void submit(event)} class="grid gap-3">
          <p>{t('password.again.text')}</p>
          <Field
            label={t('signIn.password')}
            name="password"
            type="password"
            autocomplete="current-password"
            value={password()}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
          <Show when={error()}>{(cause) => <ErrorNote error={cause()} />}</Show>
        </form>
      </Dialog>
    )
  }
  return { guarded, Question }
}
