import { createSignal, type JSX, Show } from 'solid-js'
import { OpenPage } from '../account/open-page.tsx'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { keepPaired } from '../paired.ts'
import { go, where } from '../router.ts'
import { session, signOut } from '../session.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'

/** Makes this browser a tablet of a group, by the code that a manager shows. */
export function PairScreen(): JSX.Element {
  const t = useT('tablet')
  const [code, setCode] = createSignal('')
  const [missing, setMissing] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const plain = () => code().replace(/[\s-]/g, '')

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (busy()) return
    setError(undefined)
    setMissing(plain().length !== 8)
    if (plain().length !== 8) return
    setBusy(true)
    try {
      const tablet = await call('pairTablet', { body: { code: plain() } })
      // Whoever pairs it does not stay signed in on it.
      if (session().state === 'person') await signOut()
      keepPaired({ ...tablet, last: null })
      go('/', { replace: true })
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <OpenPage title={t('pair.title')} intro={t(where().query.has('revoked') ? 'pair.revoked' : 'pair.intro')}>
      <form novalidate onSubmit={submit} class="grid gap-4">
        <Field
          label={t('pair.code')}
          help={t('pair.code.help')}
          error={missing() ? t('pair.code.wrong') : undefined}
          name="code"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxlength={20}
          class="text-xl tracking-[0.12em] uppercase"
          value={code()}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
        <Show when={error()}>{(cause) => <ErrorNote error={cause()} />}</Show>
        <Button kind="primary" type="submit" wide busy={busy()}>
          {t('pair.action')}
        </Button>
        <ButtonLink kind="quiet" href="/sign-in?password" wide>
          {t('pair.signIn')}
        </ButtonLink>
      </form>
    </OpenPage>
  )
}
