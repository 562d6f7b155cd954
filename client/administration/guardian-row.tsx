import { createSignal, type JSX, Show } from 'solid-js'
import type { ChildRecord, Guardian } from '../../backend/contract/administration.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { circleAlert } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { initials, Tag } from '../ui/tag.tsx'
import { usePeriods } from './days.ts'
import { EndDialog } from './end-dialog.tsx'
import { InvitationNote } from './invitation-note.tsx'
import { AuthorityChip, StateChip } from './state-chip.tsx'

/** A guardian of a child: authority, invitation, and the end. */
export function GuardianRow(props: {
  guardian: Guardian
  former: boolean
  put: (child: ChildRecord) => void
  reload: () => Promise<void>
}): JSX.Element {
  const t = useT('office')
  const { period } = usePeriods()
  const [asked, setAsked] = createSignal<'authority' | 'end'>()
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const params = () => ({ guardianshipId: props.guardian.guardianshipId })
  const name = () => props.guardian.firstName
  const change = () => (props.guardian.parentalAuthority ? 'take' : 'give')

  async function setAuthority(): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      const body = { parentalAuthority: !props.guardian.parentalAuthority }
      const child = await call('setAuthority', { params: params(), body })
      setAsked(undefined)
      props.put(child)
      announce(t('administration.saved'))
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <div class="flex items-start gap-3">
      <Tag id={props.guardian.personId} initials={initials(props.guardian.firstName)} grey={props.former} />
      <div class="min-w-0 grow">
        <a
          href={`/office/people/${props.guardian.personId}`}
          class="inline-flex min-h-target max-w-full items-center font-strong wrap-anywhere text-accent"
        >
          {props.guardian.firstName} {props.guardian.lastName}
        </a>
        <p class="text-sm wrap-anywhere text-muted">
          {props.guardian.email}, {period(props.guardian)}
        </p>
        <p class="mt-2 flex flex-wrap gap-2">
          <StateChip state={props.guardian.state} />
          <AuthorityChip parentalAuthority={props.guardian.parentalAuthority} />
          <Show when={props.guardian.restricted}>
            <Chip tone="alert" icon={circleAlert} small>
              {t('administration.restricted')}
            </Chip>
          </Show>
        </p>
        <Show when={!props.former}>
          <InvitationNote
            person={{ id: props.guardian.personId, firstName: name() }}
            state={props.guardian.state}
            invitation={props.guardian.invitation}
            changed={props.reload}
          />
          <div class="mt-2 flex flex-wrap gap-2">
            <Button onClick={() => setAsked('authority')}>
              {t(`administration.guardian.authority.${change()}`)}
              <span class="sr-only"> {name()}</span>
            </Button>
            <Button onClick={() => setAsked('end')}>
              {t('administration.guardian.end')}
              <span class="sr-only"> {name()}</span>
            </Button>
          </div>
        </Show>
      </div>
      <Dialog
        open={asked() === 'authority'}
        title={t(`administration.guardian.authority.${change()}.title`, name())}
        onClose={() => setAsked(undefined)}
        actions={
          <>
            <Button kind={change() === 'take' ? 'alert' : 'primary'} busy={busy()} onClick={() => void setAuthority()}>
              {t(`administration.guardian.authority.${change()}`)}
            </Button>
            <Button kind="quiet" onClick={() => setAsked(undefined)}>
              {t('action.cancel')}
            </Button>
          </>
        }
      >
        <p>{t(`administration.guardian.authority.${change()}.text`, name())}</p>
        <Show when={error()}>
          <div class="mt-3">
            <ErrorNote error={error()} />
          </div>
        </Show>
      </Dialog>
      <EndDialog
        open={asked() === 'end'}
        title={t('administration.guardian.end.title', name())}
        text={t('administration.guardian.end.text', name())}
        end={async (endsOn) => {
          props.put(await call('endGuardianship', { params: params(), body: { endsOn } }))
          announce(t('administration.saved'))
        }}
        onClose={() => setAsked(undefined)}
      />
    </div>
  )
}
