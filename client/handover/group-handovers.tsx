import { createSignal, type JSX, Show } from 'solid-js'
import type { GroupChild } from '../../backend/contract/group.ts'
import type { StaffHandover, TakenBack } from '../../backend/contract/handover.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { check } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { fetcherAmong } from './fetcher.ts'
import { HandoverStanding } from './handover-standing.tsx'
import { TakenBackNotes } from './taken-back.tsx'

/** On the group's tablet: what guardians told of today, and that it was seen. */
export function GroupHandovers(props: {
  handovers: readonly StaffHandover[]
  takenBack: readonly TakenBack[]
  children: readonly GroupChild[]
  onTook: (handover: StaffHandover) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('handover')
  const [busy, setBusy] = createSignal<Id>()
  const [error, setError] = createSignal<unknown>()
  const childOf = (id: Id) => props.children.find((child) => child.id === id)
  const unknown = ({ fetcher, childId }: StaffHandover) =>
    fetcher && fetcherAmong(fetcher, childOf(childId)?.escorts ?? []) === null
      ? t('handover.fetcher.unknown')
      : undefined
  /** First what nobody saw yet. */
  const all = () => [...props.handovers].sort((a, b) => Number(a.seen !== null) - Number(b.seen !== null))
  async function see({ id, version }: StaffHandover): Promise<void> {
    setBusy(id)
    setError(undefined)
    try {
      props.onTook((await call('seeHandover', { params: { handoverId: id }, body: { version } })).handover)
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <Dialog
      open
      title={t('handover.panel.title')}
      onClose={() => props.onClose()}
      actions={
        <Button kind="quiet" onClick={() => props.onClose()}>
          {t('action.close')}
        </Button>
      }
    >
      <Show when={error()}>
        <div class="mb-3">
          <ErrorNote error={error()} />
        </div>
      </Show>
      <TakenBackNotes of={props.takenBack} nameOf={(id) => childOf(id)?.callName ?? ''} />
      <Show when={all().length > 0} fallback={<p class="text-muted">{t('handover.panel.none')}</p>}>
        <ul class="grid grid-cols-[minmax(0,1fr)] gap-3">
          <Keyed each={all()} by={({ id }) => id}>
            {(told) => (
              <li class="rounded-card border border-hairline bg-surface px-4 pt-3 pb-3">
                <h3 class="mb-2 font-strong wrap-anywhere">{childOf(told().childId)?.callName}</h3>
                <HandoverStanding
                  handover={told()}
                  name={childOf(told().childId)?.callName ?? ''}
                  unknown={unknown(told())}
                >
                  <Show when={told().seen === null}>
                    <Button
                      kind="primary"
                      class="mr-1 ml-3"
                      icon={check}
                      busy={busy() === told().id}
                      disabled={busy() === told().id}
                      aria-label={t('handover.panel.see.of', childOf(told().childId)?.callName ?? '')}
                      onClick={() => void see(told())}
                    >
                      {t('handover.panel.see')}
                    </Button>
                  </Show>
                </HandoverStanding>
              </li>
            )}
          </Keyed>
        </ul>
      </Show>
    </Dialog>
  )
}
