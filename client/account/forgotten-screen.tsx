import { createSignal, type JSX, Show } from 'solid-js'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { looksLikeEmail, setTypedEmail, typedEmail } from './email.ts'
import { OpenPage } from './open-page.tsx'

/** Asks for a mail with a link. What it says is the same whether or not there is an account. */
export function Screen(): JSX.Element {
  const t = useT('account')
  const [sentTo, setSentTo] = createSignal<string>()
  const [checked, setChecked] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  let form!: HTMLFormElement
  const email = () => typedEmail().trim()
  const problem = () => {
    if (email() === '') return t('signIn.email.missing')
    return looksLikeEmail.test(email()) ? undefined : t('signIn.email.wrong')
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (busy()) return
    setChecked(true)
    setError(undefined)
    if (problem()) return void form.querySelector<HTMLInputElement>('[aria-invalid]')?.focus()
    setBusy(true)
    try {
      await call('passwordForgotten', { body: { email: email() } })
      setSentTo(email())
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Show
      when={sentTo()}
      fallback={
        <OpenPage title={t('forgotten.title')} intro={t('forgotten.intro')}>
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
              error={checked() ? problem() : undefined}
            />
            <Show when={error()}>
              <ErrorNote error={error()} />
            </Show>
            <Button kind="primary" type="submit" wide busy={busy()}>
              {t('forgotten.action')}
            </Button>
            <ButtonLink kind="quiet" href="/sign-in" wide>
              {t('link.backToSignIn')}
            </ButtonLink>
          </form>
        </OpenPage>
      }
    >
      {(address) => (
        <OpenPage title={t('forgotten.sent.title')} intro={t('forgotten.sent.text', address())}>
          <p class="text-sm text-pretty text-muted">{t('forgotten.sent.help')}</p>
          <div class="grid gap-2">
            <ButtonLink kind="primary" href="/sign-in" wide>
              {t('link.backToSignIn')}
            </ButtonLink>
            <Button kind="quiet" wide onClick={() => setSentTo(undefined)}>
              {t('forgotten.again')}
            </Button>
          </div>
        </OpenPage>
      )}
    </Show>
  )
}
