import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { type Absence, enteredBack, type StaffAbsence } from '../../backend/contract/absence.ts'
import type { GroupChild } from '../../backend/contract/group.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { daysAfter } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { check, plus } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { announce } from '../ui/live-region.tsx'
import { AbsenceCard } from './absence-card.tsx'
import { AbsenceForm } from './absence-form.tsx'
import { CancelDialog } from './cancel-dialog.tsx'

type Step = { kind: 'list' } | { kind: 'report' } | { kind: 'change' | 'cancel'; id: Id }

/** On the group's tablet: who is absent today and that it was seen, and reporting, changing and taking back on behalf of guardians. */
export function GroupAbsences(props: {
  first: 'list' | 'report'
  day: Day
  children: readonly GroupChild[]
  absences: readonly StaffAbsence[]
  /** Who is chosen in the group. */
  chosen: readonly Id[]
  onTook: (absence: Absence) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('absence')
  const [step, setStep] = createSignal<Step>({ kind: props.first })
  const [busy, setBusy] = createSignal<Id>()
  const [error, setError] = createSignal<unknown>()
  const nameOf = (child: Id) => props.children.find(({ id }) => id === child)?.callName ?? ''
  const since = () => daysAfter(props.day, -enteredBack)
  /** Back to the list where somebody came from it. */
  const back = () => (props.first === 'list' ? setStep({ kind: 'list' }) : props.onClose())
  /** What a report ran into may be of another day than this list. */
  const [elsewhere, setElsewhere] = createSignal<StaffAbsence>()
  const find = (which: Id) =>
    props.absences.find(({ id }) => id === which) ?? (elsewhere()?.id === which ? elsewhere() : undefined)
  // It stays open on what somebody began with, also when it is gone meanwhile.
  const begun = createMemo<StaffAbsence | undefined>((before) => {
    const now = step()
    return 'id' in now ? (find(now.id) ?? before) : undefined
  })
  const isGone = () => {
    const now = step()
    return 'id' in now && (find(now.id)?.cancelled ?? true)
  }
  async function fetchElsewhere(id: Id): Promise<void> {
    const { absence } = await call('absenceHistory', { params: { absenceId: id } })
    setElsewhere(() => absence as StaffAbsence)
  }
  async function open(id: Id): Promise<void> {
    try {
      if (!find(id)) await fetchElsewhere(id)
      setStep({ kind: 'change', id })
    } catch (cause) {
      setStep({ kind: 'list' })
      setError(() => cause)
    }
  }
  /** What is in the list comes live. */
  const onStale = () => {
    const there = elsewhere()
    if (there) void fetchElsewhere(there.id).catch((cause: unknown) => setError(() => cause))
  }
  const took = (absences: readonly Absence[], words: string) => {
    for (const absence of absences) props.onTook(absence)
    announce(words)
    back()
  }
  async function see({ id, version }: StaffAbsence): Promise<void> {
    setBusy(id)
    setError(undefined)
    try {
      props.onTook((await call('seeAbsence', { params: { absenceId: id }, body: { version } })).absence)
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <>
      <Show when={step().kind === 'list'}>
        <Dialog
          open
          title={t('absence.panel.title')}
          onClose={() => props.onClose()}
          actions={
            <>
              <Button icon={plus} onClick={() => setStep({ kind: 'report' })}>
                {t('absence.panel.report')}
              </Button>
              <Button kind="quiet" onClick={() => props.onClose()}>
                {t('action.close')}
              </Button>
            </>
          }
        >
          <Show when={error()}>
            <div class="mb-3">
              <ErrorNote error={error()} />
            </div>
          </Show>
          <Show when={props.absences.length > 0} fallback={<p class="text-muted">{t('absence.panel.none')}</p>}>
            <ul class="grid grid-cols-[minmax(0,1fr)] gap-3">
              <Keyed each={props.absences} by={({ id }) => id}>
                {(absence) => (
                  <AbsenceCard
                    absence={absence()}
                    name={nameOf(absence().childId)}
                    onChange={() => setStep({ kind: 'change', id: absence().id })}
                    onCancel={() => setStep({ kind: 'cancel', id: absence().id })}
                  >
                    <Show when={absence().seen === null}>
                      <Button
                        kind="primary"
                        class="mr-1 ml-3"
                        icon={check}
                        busy={busy() === absence().id}
                        disabled={busy() === absence().id}
                        aria-label={t('absence.panel.see.of', nameOf(absence().childId))}
                        onClick={() => void see(absence())}
                      >
                        {t('absence.panel.see')}
                      </Button>
                    </Show>
                  </AbsenceCard>
                )}
              </Keyed>
            </ul>
          </Show>
        </Dialog>
      </Show>
      <Show when={step().kind === 'report'}>
        <AbsenceForm
          staff
          children={props.children}
          chosen={props.chosen}
          since={since()}
          onDone={({ absences, words }) => took(absences, words)}
          onOpen={({ id }) => void open(id)}
          onClose={back}
        />
      </Show>
      <Show when={step().kind === 'change' && begun()?.id} keyed>
        <AbsenceForm
          staff
          children={props.children}
          chosen={[]}
          existing={begun()}
          gone={isGone()}
          onStale={onStale}
          since={since()}
          onDone={({ absences, words }) => took(absences, words)}
          onClose={back}
        />
      </Show>
      <Show when={step().kind === 'cancel' && begun()}>
        {(absence) => (
          <CancelDialog
            absence={absence()}
            name={nameOf(absence().childId)}
            onDone={(gone, words) => took([gone], words)}
            onClose={back}
          />
        )}
      </Show>
    </>
  )
}
