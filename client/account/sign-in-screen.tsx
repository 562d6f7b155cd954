import { createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { ApiError } from '../api.ts'
import { useT } from '../locales/words.ts'
import { paired } from '../paired.ts'
import { session, signIn, signInWithPasskey } from '../session.ts'
import { Button, ButtonLink, IconButton } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { eye, eyeOff, keyRound } from '../ui/icons.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { askLanguage } from './asked-language.ts'
import { looksLikeEmail, setTypedEmail, typedEmail } from './email.ts'
import { LanguageChoice } from './language-choice.tsx'

/** E-mail, password, and in. */
export function SignInScreen(): JSX.Element {
  const t = useT()
  const [shown, setShown] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [asking, setAsking] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const [wait, setWait] = createSignal<number>()
  const [checked, setChecked] = createSignal(false)
  const [password, setPassword] = createSignal('')
  let form!: HTMLFormElement
  let timer: ReturnType<typeof setInterval> | undefined

  const ended = () => {
    const current = session()
    return current.state === 'nobody' && current.ended
  }
  const emailProblem = () => {
    if (typedEmail().trim() === '') return t('signIn.email.missing')
    return looksLikeEmail.test(typedEmail().trim()) ? undefined : t('signIn.email.wrong')
  }
  const passwordProblem = () => (password() === '' ? t('signIn.password.missing') : undefined)

  function countDown(seconds: number): void {
    clearInterval(timer)
    setWait(seconds)
    timer = setInterval(() => {
      setWait((left) => Math.max(0, (left ?? 0) - 1))
      if (wait() === 0) clearInterval(timer)
    }, 1000)
  }
  onCleanup(() => clearInterval(timer))

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setChecked(true)
    setError(undefined)
    if (emailProblem() || passwordProblem()) {
      form.querySelector<HTMLInputElement>('[aria-invalid]')?.focus()
      return
    }
    if (busy() || wait()) return
    setBusy(true)
    try {
      await signIn(typedEmail().trim(), password())
    } catch (cause) {
      setError(() => cause)
      if (cause instanceof ApiError && cause.details.retryAfter) countDown(Math.ceil(cause.details.retryAfter))
    } finally {
      setBusy(false)
    }
  }

  async function withPasskey(): Promise<void> {
    setAsking(true)
    setError(undefined)
    try {
      await signInWithPasskey()
    } catch (cause) {
      // Closed, or none on this device: the browser has said so itself.
      if (!(cause instanceof Error && cause.name === 'NotAllowedError')) setError(() => cause)
    } finally {
      setAsking(false)
    }
  }

  return (
    <main id="main" class="mx-auto grid min-h-dvh w-full max-w-[26rem] content-center gap-6 px-gutter py-8">
      <div>
        <p class="mb-6 flex items-center gap-3 font-strong">
          <img src="/icon.svg" alt="" class="size-12" width="48" height="48" />
          {t('app.name')}
        </p>
        <ScreenTitle>{t('signIn.title')}</ScreenTitle>
        <p class="mt-1 text-muted">{t(ended() ? 'signIn.ended' : 'signIn.intro')}</p>
      </div>
      <form ref={form} novalidate onSubmit={submit} class="grid gap-4">
        <Field
          label={t('signIn.email')}
          name="email"
          type="email"
          inputmode="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          value={typedEmail()}
          onInput={(event) => setTypedEmail(event.currentTarget.value)}
          error={checked() ? emailProblem() : undefined}
        />
        <Field
          label={t('signIn.password')}
          name="password"
          type={shown() ? 'text' : 'password'}
          autocomplete="current-password"
          autocapitalize="none"
          spellcheck={false}
          value={password()}
          onInput={(event) => setPassword(event.currentTarget.value)}
          error={checked() ? passwordProblem() : undefined}
          after={
            <IconButton
              icon={shown() ? eyeOff : eye}
              label={t(shown() ? 'signIn.password.hide' : 'signIn.password.show')}
              onClick={() => setShown(!shown())}
            />
          }
        />
        <Show when={wait() === undefined ? error() : undefined}>{(cause) => <ErrorNote error={cause()} />}</Show>
        <Show when={wait() !== undefined}>
          <p role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3 text-sm tabular-nums">
            {wait() ? t('signIn.wait', wait() ?? 0) : t('signIn.waitDone')}
          </p>
        </Show>
        <Button kind="primary" type="submit" wide busy={busy()} disabled={!!wait()}>
          {t(busy() ? 'signIn.busy' : 'signIn.action')}
        </Button>
        <ButtonLink kind="quiet" href="/forgotten" wide>
          {t('signIn.forgotten')}
        </ButtonLink>
      </form>
      <Show when={'PublicKeyCredential' in window}>
        <Button icon={keyRound} wide busy={asking()} onClick={() => void withPasskey()}>
          {t('signIn.passkey')}
        </Button>
      </Show>
      <ButtonLink kind="quiet" href={paired() ? '/' : '/tablet'} wide>
        {t(paired() ? 'tablet.back' : 'tablet.pair')}
      </ButtonLink>
      <LanguageChoice onChange={askLanguage} />
    </main>
  )
}
