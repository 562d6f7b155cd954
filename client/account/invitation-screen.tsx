import { createEffect, createSignal, type JSX, Match, on, Show, Switch } from 'solid-js'
import type { Invited } from '../../backend/contract/invitation.ts'
import type { Language } from '../../backend/contract/values.ts'
import { call, type Reply } from '../api.ts'
import { speak, useT } from '../locales/words.ts'
import { acceptInvitation, acceptWithPasskey, arrive, session } from '../session.ts'
import { ButtonLink } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Later } from '../ui/later.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { ChoosePasskey } from './choose-passkey.tsx'
import { ChoosePassword } from './choose-password.tsx'
import { openLink } from './link.ts'
import { OpenPage } from './open-page.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { SignOut } from './sign-out.tsx'

/** Where an invitation leads: who it is for, a password or a passkey, and in. */
export function Screen(): JSX.Element {
  const t = useT('account')
  const [chosen, setChosen] = createSignal<Language>()
  const [error, setError] = createSignal<unknown>()
  const [accepted, setAccepted] = createSignal<Reply<'acceptWithPasskey'>>()
  const link = openLink<Invited>((secret) => call('lookAtInvitation', { body: { secret } }))
  // In the language of who was invited, unless another was asked for here.
  createEffect(
    on(link.found, (found) => {
      if (found && !chosen()) void speak(found.language)
    }),
  )
  const somebody = () => {
    const current = session()
    return current.state === 'person' ? current.me.person : undefined
  }
  const title = () => {
    if (accepted()) return t('recovery.title')
    const problem = link.problem()
    if (problem) return t(`invitation.${problem}.title`)
    const found = link.found()
    if (!found) return t('invitation.looking')
    return found.hasAccount ? t('invitation.hasAccount.title') : t('invitation.title', found.firstName)
  }
  const intro = () => {
    if (accepted()) return t('invitation.passkey.lost')
    const problem = link.problem()
    if (problem) return t(`invitation.${problem}.text`)
    const found = link.found()
    if (!found) return undefined
    if (found.hasAccount) return t('invitation.hasAccount.text', found.email)
    return somebody() ? undefined : t('invitation.intro', found.organisation)
  }
  const toSignIn = () => link.problem() === 'link_used' || link.found()?.hasAccount

  return (
    <OpenPage title={title()} intro={intro()} onLanguage={setChosen}>
      <Switch>
        <Match when={accepted()}>
          {(reply) => <RecoveryCodes codes={reply().recoveryCodes ?? []} onKept={() => void arrive(reply().me)} />}
        </Match>
        <Match when={toSignIn()}>
          <ButtonLink kind="primary" href={somebody() ? '/' : '/sign-in'} wide>
            {t(somebody() ? 'link.toApp' : 'link.toSignIn')}
          </ButtonLink>
        </Match>
        <Match when={link.error()}>
          <ErrorNote error={link.error()} onRetry={() => void link.look()} />
        </Match>
        <Match when={!link.problem() && !link.found()}>
          <Later>
            <SkeletonCards count={1} label={t('app.loading')} />
          </Later>
        </Match>
        <Match when={!link.problem() && link.found() && somebody()}>
          {(person) => (
            <div class="grid gap-4">
              <p>{t('invitation.somebody', person().firstName)}</p>
              <Show when={error()}>
                <ErrorNote error={error()} />
              </Show>
              <div>
                <SignOut onError={(cause) => setError(() => cause)} />
              </div>
            </div>
          )}
        </Match>
        <Match when={!link.problem() && link.found()}>
          {(invited) => (
            <>
              <ChoosePassword
                email={invited().email}
                emailHelp={t('invitation.email.help')}
                label={t('password.choose')}
                action={t('invitation.action')}
                choose={(password) => acceptInvitation(link.secret(), password)}
                refused={link.refused}
              />
              <ChoosePasskey
                accept={(passkeys, name) => acceptWithPasskey(passkeys, link.secret(), name)}
                onAccepted={setAccepted}
                refused={link.refused}
              />
            </>
          )}
        </Match>
      </Switch>
    </OpenPage>
  )
}
