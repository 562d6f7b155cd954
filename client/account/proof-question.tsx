import { createSignal, type JSX, Show } from 'solid-js'
import { ApiError } from '../api.ts'
import { useT } from '../locales/words.ts'
import { passed, renewing, session } from '../session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { keyRound } from '../ui/icons.ts'
import { passkeysWork, provePasskey, wasLeft } from './passkey.ts'

/** Does something that may want proof once more that it is the same person, and asks for it only then. */
export function createProofQuestion(): {
  /** Resolves with nothing when the question was left. */
  guarded<T>(what: (password?: string) => Promise<T>): Promise<T | undefined>
  Question: () => JSX.Element
} {
  const [open, setOpen] = createSignal(false)
  const [password, setPassword] = createSignal('')
  const [error, setError] = createSignal<unknown>()
  const [busy, setBusy] = createSignal<'password' | 'passkey'>()
  let attempt: (password?: string) => Promise<void> = async () => {}
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
    return new Promise((done, failed) => {
      leave = () => {
        setOpen(false)
        done(undefined)
      }
      attempt = async (given) => {
        const doing = what(given)
        // Who proved it with a passkey is done here: what comes of it is said where it was asked for.
        if (given === undefined) {
          setOpen(false)
          return doing.then(done, failed)
        }
        const result = await doing
        setOpen(false)
        done(result)
      }
    })
  }

  async function answer(by: 'password' | 'passkey', how: () => Promise<void>): Promise<void> {
    if (busy()) return
    setBusy(by)
    setError(undefined)
    try {
      await how()
    } catch (cause) {
      if (!wasLeft(cause)) setError(() => cause)
    } finally {
      setBusy(undefined)
    }
  }
  const withPassword = (event: Event) => {
    event.preventDefault()
    if (password() !== '') void answer('password', () => attempt(password()))
  }
  const withPasskey = () =>
    answer('passkey', async () => {
      passed(await renewing(provePasskey()))
      await attempt()
    })

  function Question(): JSX.Element {
    const t = useT('account')
    const factors = () => {
      const current = session()
      return current.state === 'person' ? current.me.factors : undefined
    }
    const hasPassword = () => factors()?.password !== false
    const hasPasskey = () => (factors()?.passkeys ?? 0) > 0 && passkeysWork()
    return (
      <Dialog
        open={open()}
        title={t(hasPassword() ? 'password.again.title' : 'proof.again.title')}
        onClose={() => leave()}
        actions={
          <>
            <Show when={hasPassword()}>
              <Button kind="primary" busy={busy() === 'password'} onClick={withPassword}>
                {t('password.again.action')}
              </Button>
            </Show>
            <Show when={hasPasskey()}>
              <Button
                kind={hasPassword() ? 'plain' : 'primary'}
                icon={keyRound}
                busy={busy() === 'passkey'}
                onClick={() => void withPasskey()}
              >
                {t('second.passkey.use')}
              </Button>
            </Show>
            <Button onClick={() => leave()}>{t('security.cancel')}</Button>
          </>
        }
      >
        <form onSubmit={withPassword} class="grid gap-3">
          <p>{t('password.again.text')}</p>
          <Show when={hasPassword()}>
            <Field
              label={t('signIn.password')}
              name="password"
              type="password"
              autocomplete="current-password"
              value={password()}
              onInput={(event) => setPassword(event.currentTarget.value)}
            />
          </Show>
          <Show when={!hasPassword() && !hasPasskey()}>
            <p>{t('proof.again.elsewhere')}</p>
          </Show>
          <Show when={error()}>{(cause) => <ErrorNote error={cause()} />}</Show>
        </form>
      </Dialog>
    )
  }
  return { guarded, Question }
}
