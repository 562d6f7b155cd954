import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { deviceName } from '../../backend/contract/device-name.ts'
import { ApiError, type Reply } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { keyRound, triangleAlert } from '../ui/icons.ts'

type Passkeys = typeof import('./passkey.ts')

/** The other way to begin: a passkey in place of a password, where this browser can make one. */
export function ChoosePasskey(props: {
  /** Makes the account with it. */
  accept: (passkeys: Passkeys, name: string) => Promise<Reply<'acceptWithPasskey'>>
  onAccepted: (reply: Reply<'acceptWithPasskey'>) => void
  /** Whether an error is said elsewhere: then the link is worth nothing any more. */
  refused: (error: unknown) => boolean
}): JSX.Element {
  const t = useT('account')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  // Fetched before it is needed: a browser lets a page ask for a passkey only in the press of a button.
  const [passkeys, setPasskeys] = createSignal<Passkeys>()
  onMount(
    () =>
      void import('./passkey.ts').then(
        (loaded) => loaded.passkeysWork() && setPasskeys(loaded),
        () => {},
      ),
  )
  /** What the browser itself says is for developers. */
  const problem = (loaded: Passkeys) => {
    const cause = error()
    if (!cause || cause instanceof ApiError) return undefined
    return t(loaded.wasLeft(cause) ? 'invitation.passkey.left' : 'invitation.passkey.unable')
  }

  async function make(loaded: Passkeys): Promise<void> {
    if (busy()) return
    setBusy(true)
    setError(undefined)
    try {
      props.onAccepted(await props.accept(loaded, deviceName(navigator.userAgent) || t('second.passkey.name')))
    } catch (cause) {
      if (!props.refused(cause)) setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Show when={passkeys()}>
      {(loaded) => (
        <section class="grid gap-3 border-t border-hairline pt-5" aria-labelledby="passkey">
          <h2 id="passkey" class="font-strong">
            {t('invitation.passkey.title')}
          </h2>
          <p class="text-sm text-pretty text-muted">{t('invitation.passkey.text')}</p>
          <Show when={problem(loaded())}>
            {(words) => (
              <p
                role="alert"
                class="flex gap-2 rounded-control border border-alert-edge bg-alert-tint p-3 text-sm text-pretty"
              >
                <Icon of={triangleAlert} size="m" class="mt-px text-alert" />
                <span class="min-w-0 grow">{words()}</span>
              </p>
            )}
          </Show>
          <Show when={error() instanceof ApiError}>
            <ErrorNote error={error()} />
          </Show>
          <Button icon={keyRound} wide busy={busy()} onClick={() => void make(loaded())}>
            {t('invitation.passkey.action')}
          </Button>
        </section>
      )}
    </Show>
  )
}
