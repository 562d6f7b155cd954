import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { ApiError, call, type Reply } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Loaded } from '../office/loaded.tsx'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { announce } from '../ui/live-region.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'

/** Where administration says whom people turn to for help. */
export function Screen(): JSX.Element {
  const t = useT('office')
  const [failure, setFailure] = createSignal<unknown>()
  const [known, setKnown] = createSignal<Reply<'support'>>()
  const [email, setEmail] = createSignal('')
  const [phone, setPhone] = createSignal('')
  const [error, setError] = createSignal<unknown>()
  const [busy, setBusy] = createSignal(false)
  const [saved, setSaved] = createSignal(false)
  const load = () =>
    call('support').then(
      (known) => {
        setEmail(known.email ?? '')
        setPhone(known.phone ?? '')
        setKnown(known)
        setFailure(undefined)
      },
      (cause: unknown) => setFailure(() => cause),
    )
  onMount(() => void load())
  const wrong = (field: string) => {
    const cause = error()
    return cause instanceof ApiError && cause.details.fields?.some(({ path }) => path === field)
      ? t(`support.${field === 'email' ? 'email' : 'phone'}.wrong`)
      : undefined
  }

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setBusy(true)
    setSaved(false)
    setError(undefined)
    try {
      await call('setSupport', { body: { email: email().trim() || null, phone: phone().trim() || null } })
      setSaved(true)
      announce(t('support.saved'))
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <main id="main" class="px-gutter pt-6 pb-10">
      <ScreenTitle>{t('support.title')}</ScreenTitle>
      <p class="mt-1 max-w-timeline text-pretty text-muted">{t('support.text')}</p>
      <Loaded value={known()} error={failure()} failed={t('error.screen')} onRetry={() => void load()}>
        {() => (
          <form novalidate onSubmit={(event) => void save(event)} class="mt-5 grid max-w-[30rem] gap-4">
            <Field
              label={t('support.email')}
              name="email"
              type="email"
              autocomplete="off"
              value={email()}
              onInput={(event) => setEmail(event.currentTarget.value)}
              error={wrong('email')}
            />
            <Field
              label={t('support.phone')}
              name="phone"
              type="tel"
              autocomplete="off"
              value={phone()}
              onInput={(event) => setPhone(event.currentTarget.value)}
              error={wrong('phone')}
            />
            <Show when={error() && !wrong('email') && !wrong('phone')}>
              <ErrorNote error={error()} />
            </Show>
            <div class="flex flex-wrap items-center gap-3">
              <Button kind="primary" type="submit" busy={busy()}>
                {t('action.save')}
              </Button>
              <Show when={saved()}>
                <span class="text-sm text-muted">{t('support.saved')}</span>
              </Show>
            </div>
          </form>
        )}
      </Loaded>
    </main>
  )
}
