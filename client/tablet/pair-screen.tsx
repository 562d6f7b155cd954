import { createSignal, type JSX, Show } from 'solid-js'
import { codeLength, codeLetters } from '../../backend/contract/tablet-limits.ts'
import { OpenPage } from '../account/open-page.tsx'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { keepPaired } from '../paired.ts'
import { go, where } from '../router.ts'
import { session, signOut } from '../session.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { countOf, unsentOf } from '../unsent.ts'

/** Makes this browser a tablet of a group, by the code that a manager shows. */
export function PairScreen(): JSX.Element {
  const t = useT('tablet')
  const [code, setCode] = createSignal('')
  const [wrong, setWrong] = createSignal<'length' | 'letters'>()
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  /** Who would be signed out, and how much of theirs would be erased. */
  const [leaver, setLeaver] = createSignal<{ name: string; unsent: number }>()
  const plain = () => code().replace(/[\s-]/g, '').toUpperCase()
  const problem = () => {
    if (plain().length !== codeLength) return 'length'
    return [...plain()].every((letter) => codeLetters.includes(letter)) ? undefined : 'letters'
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (busy()) return
    setError(undefined)
    setWrong(problem())
    if (wrong()) return
    const now = session()
    if (now.state !== 'person') return pair()
    const unsent = countOf(await unsentOf(now.me))
    setLeaver({ name: now.me.person.firstName, unsent })
  }
  async function pair(): Promise<void> {
    setLeaver(undefined)
    setBusy(true)
    try {
      const tablet = await call('pairTablet', { body: { code: plain() } })
      // Whoever pairs it does not stay signed in on it, and was told.
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
          help={t('pair.code.help', codeLength)}
          error={
            wrong() === 'letters'
              ? t('pair.code.letters')
              : wrong() === 'length'
                ? t('pair.code.wrong', codeLength)
                : undefined
          }
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
      <Show when={leaver()}>
        {(leaves) => (
          <Dialog
            open
            title={t('pair.leaves.title', leaves().name)}
            onClose={() => setLeaver(undefined)}
            actions={
              <>
                <Button kind="alert" onClick={() => void pair()}>
                  {t('pair.leaves.action')}
                </Button>
                <Button kind="quiet" onClick={() => setLeaver(undefined)}>
                  {t('action.cancel')}
                </Button>
              </>
            }
          >
            <p class="text-pretty">{t('pair.leaves.text')}</p>
            <Show when={leaves().unsent}>
              {(unsent) => <p class="mt-3 font-strong text-pretty">{t('pair.leaves.unsent', unsent())}</p>}
            </Show>
          </Dialog>
        )}
      </Show>
    </OpenPage>
  )
}
