import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import { deviceName } from '../../backend/contract/device-name.ts'
import { call, type Reply } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { passed, renewing, session } from '../session.ts'
import { dayOf, shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { keyRound } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { AppSetup } from './app-setup.tsx'
import { makePasskey, passkeysWork, wasLeft } from './passkey.ts'
import { createProofQuestion } from './proof-question.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

function Row(props: { title: string; text: string; children: JSX.Element }): JSX.Element {
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-hairline p-4 first:border-t-0">
      <div class="min-w-0 grow basis-48">
        <p class="font-strong wrap-anywhere">{props.title}</p>
        <p class="text-sm text-pretty text-muted">{props.text}</p>
      </div>
      <div class="flex flex-wrap gap-2">{props.children}</div>
    </div>
  )
}

/** The second step of signing in: what there is, and how to change it. */
export function Security(): JSX.Element {
  const t = useT('account')
  const [state, setState] = createSignal<Reply<'secondFactor'>>()
  const [codes, setCodes] = createSignal<readonly string[]>()
  const [settingUp, setSettingUp] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const { guarded, Question } = createProofQuestion()

  const load = () =>
    call('secondFactor').then(setState, (cause: unknown) => {
      setError(() => cause)
    })
  onMount(() => void load())
  const hasPassword = () => {
    const current = session()
    return current.state !== 'person' || current.me.factors.password !== false
  }
  /** Something must be left: the second factor where one is mandatory, and a way in. */
  const mayRemove = ({ mandatory, app, passkeys }: Reply<'secondFactor'>) =>
    passkeys.length > 1 || (hasPassword() && (!mandatory || app !== null))
  const day = (moment: string) => shortDay(dayOf(moment), language(), today())

  async function change(what: (password?: string) => Promise<unknown>): Promise<void> {
    setError(undefined)
    try {
      if ((await guarded(what)) === undefined) return
      await load()
      announce(t('security.done'))
    } catch (cause) {
      if (!wasLeft(cause)) setError(() => cause)
    }
  }
  function settle(reply: Reply<'confirmApp'>): void {
    setSettingUp(false)
    passed(reply.me)
    if (reply.recoveryCodes) setCodes(reply.recoveryCodes)
    void load()
  }

  return (
    <>
      <Question />
      <Show when={error()}>
        {(cause) => (
          <div class="mb-3">
            <ErrorNote error={cause()} onRetry={state() ? undefined : () => void load()} />
          </div>
        )}
      </Show>
      <Show when={codes()}>
        {(list) => (
          <Card class="mb-3 p-4">
            <h3 class="mb-2 font-strong">{t('recovery.title')}</h3>
            <RecoveryCodes codes={list()} onKept={() => setCodes(undefined)} />
          </Card>
        )}
      </Show>
      <Show
        when={state()}
        fallback={
          <Show when={!error()}>
            <SkeletonCards count={1} label={t('security.title')} />
          </Show>
        }
      >
        {(current) => (
          <Card>
            <Row
              title={t('security.app')}
              text={current().app ? t('security.app.since', day(current().app?.since ?? '')) : t('security.app.none')}
            >
              <Button onClick={() => setSettingUp(!settingUp())}>
                {settingUp() ? t('security.cancel') : t(current().app ? 'security.app.change' : 'security.app.setUp')}
              </Button>
              <Show when={current().app && (!current().mandatory || current().passkeys.length > 0)}>
                <Button
                  kind="alert"
                  onClick={() => void change((password) => call('removeApp', { body: { password } }))}
                >
                  {t('security.app.remove')}
                </Button>
              </Show>
            </Row>
            <Show when={settingUp()}>
              <div class="border-t border-hairline p-4">
                <AppSetup
                  begin={async () => {
                    const begun = await guarded((password) => call('beginApp', { body: { password } }))
                    if (!begun) setSettingUp(false)
                    return begun as Reply<'beginApp'>
                  }}
                  onDone={settle}
                />
              </div>
            </Show>
            <Row title={t('security.passkeys')} text={t('security.passkeys.text')}>
              <Show when={passkeysWork()}>
                <Button
                  icon={keyRound}
                  onClick={() =>
                    void change(
                      async (password) =>
                        settle(
                          await renewing(
                            makePasskey(deviceName(navigator.userAgent) || t('second.passkey.name'), password),
                          ),
                        ) ?? true,
                    )
                  }
                >
                  {t('security.passkey.add')}
                </Button>
              </Show>
            </Row>
            <For each={current().passkeys}>
              {(passkey) => (
                <Row title={passkey.name} text={t('security.passkey.added', day(passkey.createdAt))}>
                  <Show when={mayRemove(current())}>
                    <Button
                      kind="alert"
                      aria-label={t('security.passkey.remove', passkey.name)}
                      onClick={() =>
                        void change((password) =>
                          call('removePasskey', { params: { passkeyId: passkey.id }, body: { password } }),
                        )
                      }
                    >
                      {t('action.remove')}
                    </Button>
                  </Show>
                </Row>
              )}
            </For>
            <Show when={current().app || current().passkeys.length > 0}>
              <Row title={t('security.recovery')} text={t('security.recovery.left', current().recoveryCodesLeft)}>
                <Button
                  onClick={() =>
                    void change(async (password) => {
                      setCodes((await call('renewRecoveryCodes', { body: { password } })).recoveryCodes)
                      return true
                    })
                  }
                >
                  {t('security.recovery.renew')}
                </Button>
              </Row>
            </Show>
          </Card>
        )}
      </Show>
      <p class="mt-2 text-sm text-muted">
        {t(state()?.mandatory ? 'security.mandatory' : hasPassword() ? 'security.optional' : 'security.passwordless')}
      </p>
    </>
  )
}
