import { createSignal, type JSX, Match, Switch } from 'solid-js'
import { call, type Reply } from '../api.ts'
import { useT } from '../locales/words.ts'
import { ButtonLink } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Later } from '../ui/later.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { ChoosePassword } from './choose-password.tsx'
import { setTypedEmail } from './email.ts'
import { openLink } from './link.ts'
import { OpenPage } from './open-page.tsx'

/** Where the link for a forgotten password leads: another one is chosen, then used to sign in. */
export function Screen(): JSX.Element {
  const t = useT('account')
  const [done, setDone] = createSignal(false)
  const link = openLink<Reply<'lookAtReset'>>((secret) => call('lookAtReset', { body: { secret } }))
  // Nothing of a reset has another organisation’s account in its way.
  const problem = () => {
    const found = link.problem()
    return found === 'email_taken' ? 'not_found' : found
  }
  const state = () => (done() ? 'done' : problem())
  const title = () => {
    const now = state()
    return now ? t(`reset.${now}.title`) : t('reset.title')
  }
  const intro = () => {
    const now = state()
    return now ? t(`reset.${now}.text`) : t('reset.intro')
  }

  return (
    <OpenPage title={title()} intro={intro()}>
      <Switch>
        <Match when={done()}>
          <ButtonLink kind="primary" href="/sign-in" wide>
            {t('link.toSignIn')}
          </ButtonLink>
        </Match>
        <Match when={problem()}>
          <div class="grid gap-2">
            <ButtonLink kind="primary" href="/forgotten" wide>
              {t('reset.again')}
            </ButtonLink>
            <ButtonLink kind="quiet" href="/sign-in" wide>
              {t('link.backToSignIn')}
            </ButtonLink>
          </div>
        </Match>
        <Match when={link.error()}>
          <ErrorNote error={link.error()} onRetry={() => void link.look()} />
        </Match>
        <Match when={!link.found()}>
          <Later>
            <SkeletonCards count={1} label={t('app.loading')} />
          </Later>
        </Match>
        <Match when={link.found()}>
          {(found) => (
            <ChoosePassword
              email={found().email}
              label={t('password.new')}
              action={t('reset.action')}
              choose={async (password) => {
                await call('resetPassword', { body: { secret: link.secret(), password } })
                setTypedEmail(found().email)
                setDone(true)
              }}
              refused={link.refused}
            />
          )}
        </Match>
      </Switch>
    </OpenPage>
  )
}
