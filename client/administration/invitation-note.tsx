import { createSignal, type JSX, Show } from 'solid-js'
import { v7 } from 'uuid'
import type { Guardian } from '../../backend/contract/administration.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { moment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { announce } from '../ui/live-region.tsx'

/** Until when somebody's invitation is good, and what can be done about it; nothing once there is an account. */
export function InvitationNote(props: {
  person: { id: string; firstName: string }
  state: Guardian['state']
  invitation: Guardian['invitation']
  changed: () => Promise<void>
}): JSX.Element {
  const t = useT('office')
  const [busy, setBusy] = createSignal<'again' | 'withdraw'>()
  const [error, setError] = createSignal<unknown>()
  let id = v7()

  async function act(what: 'again' | 'withdraw', work: () => Promise<unknown>, said: string): Promise<void> {
    setBusy(what)
    setError(undefined)
    try {
      await work()
      await props.changed()
      announce(said)
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(undefined)
    }
  }
  const again = () =>
    act(
      'again',
      async () => {
        await call('invite', { params: { personId: props.person.id }, body: { id } })
        id = v7()
      },
      t('administration.invitation.sent', props.person.firstName),
    )
  const withdraw = () =>
    act(
      'withdraw',
      () => call('withdrawInvitation', { params: { invitationId: props.invitation?.id ?? '' } }),
      t('administration.invitation.withdrawn'),
    )
  const words = () => {
    const until = props.invitation && moment(props.invitation.expiresAt, language())
    if (props.state === 'invited' && until) return t('administration.invitation.open', until)
    if (props.state === 'expired' && until) return t('administration.invitation.expired', until)
    return t('administration.invitation.none')
  }
  return (
    <Show when={props.state !== 'active'}>
      <p class="mt-2 text-sm text-pretty text-muted">{words()}</p>
      <div class="mt-2 flex flex-wrap gap-2">
        <Button busy={busy() === 'again'} disabled={busy() !== undefined} onClick={() => void again()}>
          {t('administration.invitation.again')}
          <span class="sr-only"> {props.person.firstName}</span>
        </Button>
        <Show when={props.state === 'invited'}>
          <Button busy={busy() === 'withdraw'} disabled={busy() !== undefined} onClick={() => void withdraw()}>
            {t('administration.invitation.withdraw')}
            <span class="sr-only"> {props.person.firstName}</span>
          </Button>
        </Show>
      </div>
      <Show when={error()}>
        <div class="mt-2">
          <ErrorNote error={error()} />
        </div>
      </Show>
    </Show>
  )
}
