import { createSignal, type JSX, Match, onMount, Show, Switch } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import { deviceName } from '../../backend/contract/device-name.ts'
import { call, type Reply } from '../api.ts'
import { useT } from '../locales/words.ts'
import { passed, renewing, signInWithPasskey } from '../session.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { keyRound } from '../ui/icons.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { AppSetup } from './app-setup.tsx'
import { CodeForm } from './code-form.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

type Passkeys = typeof import('./passkey.ts')

/** Proves the second factor, or sets one up where there is none yet. */
export function SecondFactorGate(props: { me: Me }): JSX.Element {
  const t = useT('account')
  const hasFactor = () => props.me.factors.app || props.me.factors.passkeys > 0
  const [way, setWay] = createSignal<'app' | 'recovery'>('app')
  const [done, setDone] = createSignal<Reply<'confirmApp'>>()
  const [error, setError] = createSignal<unknown>()
  const [busy, setBusy] = createSignal(false)
  // Fetched before it is needed: a browser lets a page ask for a passkey only in the press of a button.
  const [passkeys, setPasskeys] = createSignal<Passkeys>()
  onMount(() => void import('./passkey.ts').then((loaded) => loaded.passkeysWork() && setPasskeys(loaded)))

  function settle(reply: Reply<'confirmApp'>): void {
    if (reply.recoveryCodes) setDone(reply)
    else passed(reply.me)
  }
  async function attempt(what: () => Promise<void>): Promise<void> {
    setError(undefined)
    setBusy(true)
    try {
      await what()
    } catch (cause) {
      if (!passkeys()?.wasLeft(cause)) setError(() => cause)
    } finally {
      setBusy(false)
    }
  }
  const title = () => (done() ? t('recovery.title') : t(hasFactor() ? 'second.prove.title' : 'second.setUp.title'))

  return (
    <>
      <ScreenTitle>{title()}</ScreenTitle>
      <Show when={error()}>{(cause) => <ErrorNote error={cause()} />}</Show>
      <Switch>
        <Match when={done()}>
          {(reply) => <RecoveryCodes codes={reply().recoveryCodes ?? []} onKept={() => passed(reply().me)} />}
        </Match>
        <Match when={hasFactor()}>
          <p class="text-muted">{t('second.prove.text', props.me.person.firstName)}</p>
          <Show when={props.me.factors.passkeys > 0 && passkeys()}>
            <Button kind="primary" wide icon={keyRound} busy={busy()} onClick={() => void attempt(signInWithPasskey)}>
              {t('second.passkey.use')}
            </Button>
          </Show>
          <Show when={way() === 'recovery' || props.me.factors.app}>
            <CodeForm
              kind={way()}
              label={t(`code.${way()}`)}
              help={t(`code.${way()}.help`)}
              action={t('second.prove.action')}
              onCode={async (code) => settle(await renewing(call('verifyCode', { body: { code } })))}
            />
          </Show>
          <Button kind="quiet" onClick={() => setWay(way() === 'app' ? 'recovery' : 'app')}>
            {t(way() === 'app' ? 'second.recovery' : 'second.app')}
          </Button>
          <p class="text-sm text-muted">{t('second.lost')}</p>
        </Match>
        <Match when={!hasFactor()}>
          <p class="text-muted">{t('second.setUp.text')}</p>
          <Show when={passkeys()}>
            {(loaded) => (
              <section class="grid gap-2 rounded-card border border-hairline bg-surface p-4">
                <h2 class="font-strong">{t('second.passkey.title')}</h2>
                <p class="text-sm text-muted">{t('second.passkey.text')}</p>
                <Button
                  kind="primary"
                  icon={keyRound}
                  busy={busy()}
                  onClick={() =>
                    void attempt(async () =>
                      settle(
                        await renewing(
                          loaded().makePasskey(deviceName(navigator.userAgent) || t('second.passkey.name'), undefined),
                        ),
                      ),
                    )
                  }
                >
                  {t('second.passkey.make')}
                </Button>
              </section>
            )}
          </Show>
          <section class="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-card border border-hairline bg-surface p-4">
            <h2 class="font-strong">{t('app.title')}</h2>
            <AppSetup begin={() => call('beginApp', { body: {} })} onDone={settle} />
          </section>
        </Match>
      </Switch>
    </>
  )
}
