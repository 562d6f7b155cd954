import { createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import type { Allergy } from '../../backend/contract/allergies.ts'
import { longestReason, shortestReason } from '../../backend/contract/attendance-limits.ts'
import type { StaffStay } from '../../backend/contract/stay.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { comers } from '../group/choice.ts'
import { useGroup } from '../group/group-day.tsx'
import { ChildHandover } from '../handover/child-handover.tsx'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { clock, dayOf, daysAfter, longDay, shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { Icon } from '../ui/icon.tsx'
import { clock as clockIcon, history, pencil, plus, trash } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { announce } from '../ui/live-region.tsx'
import { asKnown, type BoardStay } from './board.ts'
import { ChildAllergies } from './child-allergies.tsx'
import { EscortChoice } from './escort-choice.tsx'
import type { StayDraft } from './stay-draft.ts'
import { daysBack, StayForm } from './stay-form.tsx'
import { StayHistory } from './stay-history.tsx'
import { useSteps } from './steps.ts'

type Step =
  | { kind: 'stays' }
  | { kind: 'form'; stay: StaffStay | undefined; draft: StayDraft }
  | { kind: 'remove'; stay: StaffStay }

const draftOf = (stay: StaffStay): StayDraft => ({
  ...{ arrivedAt: stay.arrivedAt, leftAt: stay.leftAt },
  ...{ broughtBy: stay.broughtBy, fetchedBy: stay.fetchedBy, reason: '' },
})
const emptyDraft: StayDraft = { arrivedAt: null, leftAt: null, broughtBy: null, fetchedBy: null, reason: '' }

/** What is known of one child on a day: when it was there, and putting that right. */
export function ChildDialog(props: {
  childId: Id
  /** What is to be put right at once. */
  first?: { stayId: Id | null; draft: StayDraft } | undefined
  onClose: () => void
}): JSX.Element {
  const t = useT('attendance')
  const group = useGroup()
  const steps = useSteps()
  const child = createMemo<{
    callName: string
    escorts: StaffStay['broughtBy'][]
    allergies: readonly Allergy[]
    placedUntil?: Day | null
  }>(
    (before) => {
      const day = group.today()
      return (day && comers(day).find(({ id }) => id === props.childId)) ?? before
    },
    { callName: '', escorts: [], allergies: [] },
  )
  const escorts = () => child().escorts.filter((one) => one !== null)
  const [day, setDay] = createSignal<Day>(today())
  const [error, setError] = createSignal<unknown>()
  const [opened, setOpened] = createSignal<Id>()
  const stays = createMemo<readonly BoardStay[]>(() => {
    const all = day() === today() ? group.stays() : (group.on(day())?.stays ?? []).map(asKnown)
    return all
      .filter(({ childId }) => childId === props.childId)
      .sort((a, b) => Date.parse(a.arrivedAt) - Date.parse(b.arrivedAt))
  })
  const shown = () => (day() === today() ? group.today() : group.on(day()))
  const told = () => shown()?.handovers?.find(({ childId }) => childId === props.childId)
  const takenBack = () => (shown()?.takenBack ?? []).filter(({ childId }) => childId === props.childId)
  const begun = (): Step => {
    if (!props.first) return { kind: 'stays' }
    const stay = group.today()?.stays.find(({ id }) => id === props.first?.stayId)
    return { kind: 'form', stay, draft: props.first.draft }
  }
  const [step, setStep] = createSignal<Step>(begun())
  const back = () => (props.first ? props.onClose() : setStep({ kind: 'stays' }))
  const is = <K extends Step['kind']>(kind: K) => {
    const now = step()
    return now.kind === kind ? (now as Extract<Step, { kind: K }>) : undefined
  }
  const look = (next: Day) => {
    setDay(next)
    setError(undefined)
    setOpened(undefined)
    if (next !== today()) group.look(next).catch((cause: unknown) => setError(() => cause))
  }
  const at = (moment: string) =>
    dayOf(moment) === day()
      ? clock(moment, language())
      : `${shortDay(dayOf(moment), language(), today())} ${clock(moment, language())}`
  const span = (stay: StaffStay) =>
    stay.leftAt ? t('stay.span', at(stay.arrivedAt), at(stay.leftAt)) : t('stay.since', at(stay.arrivedAt))
  return (
    <Switch>
      <Match when={is('stays')}>
        <Dialog
          open
          title={child().callName}
          // A dialog that goes says so too: then another one has taken its place.
          onClose={() => step().kind === 'stays' && props.onClose()}
          actions={
            <>
              <Show when={child().placedUntil === undefined}>
                <Button icon={plus} onClick={() => setStep({ kind: 'form', stay: undefined, draft: emptyDraft })}>
                  {t('stay.add')}
                </Button>
              </Show>
              <Button kind="quiet" onClick={() => props.onClose()}>
                {t('action.close')}
              </Button>
            </>
          }
        >
          <ChildAllergies allergies={child().allergies} name={child().callName} />
          <ChildHandover handover={told()} takenBack={takenBack()} escorts={escorts()} name={child().callName} />
          <Show when={error()}>
            <div class="mt-3">
              <ErrorNote error={error()} onRetry={() => look(day())} />
            </div>
          </Show>
          <Show
            when={stays().length > 0}
            fallback={<p class="mt-3 text-muted">{t('stay.none', longDay(day(), language(), today()))}</p>}
          >
            <ul class="mt-3 grid grid-cols-[minmax(0,1fr)] gap-3">
              <Keyed each={stays()} by={({ id }) => id}>
                {(stay) => (
                  <li class="rounded-card border border-hairline p-3">
                    <p class="text-md font-strong tabular-nums">{span(stay())}</p>
                    <p class="text-muted">
                      {t('stay.notedIn', stay().arrivalNoted.name, at(stay().arrivalNoted.at))}
                      <Show when={stay().departureNoted}>
                        {(noted) => <>. {t('stay.notedOut', noted().name, at(noted().at))}</>}
                      </Show>
                      <Show when={stay().corrected}>. {t('stay.corrected')}</Show>
                    </p>
                    <Show when={stay().waits}>
                      <p class="flex items-center gap-1.5 text-muted">
                        <Icon of={clockIcon} size="s" />
                        {t('inOut.last.waits')}
                      </p>
                    </Show>
                    <Show when={day() === today()}>
                      <EscortChoice
                        question={t('inOut.brought', child().callName)}
                        escorts={escorts()}
                        chosen={stay().broughtBy}
                        onChoose={(escort) => steps.setEscort(stay(), 'broughtBy', escort)}
                      />
                      <Show when={stay().leftAt}>
                        <EscortChoice
                          question={t('inOut.fetched', child().callName)}
                          escorts={escorts()}
                          chosen={stay().fetchedBy}
                          onChoose={(escort) => steps.setEscort(stay(), 'fetchedBy', escort)}
                        />
                      </Show>
                    </Show>
                    <Show when={!stay().waits} fallback={<p class="mt-2 text-muted">{t('stay.waits')}</p>}>
                      <div class="mt-2 flex flex-wrap gap-2">
                        <Button
                          icon={pencil}
                          onClick={() => setStep({ kind: 'form', stay: stay(), draft: draftOf(stay()) })}
                        >
                          {t('stay.correct')}
                        </Button>
                        <Button
                          icon={history}
                          aria-expanded={opened() === stay().id}
                          onClick={() => setOpened(opened() === stay().id ? undefined : stay().id)}
                        >
                          {t('stay.history')}
                        </Button>
                        <Button icon={trash} onClick={() => setStep({ kind: 'remove', stay: stay() })}>
                          {t('stay.remove')}
                        </Button>
                      </div>
                      <Show when={opened() === stay().id}>
                        <StayHistory stayId={stay().id} changed={String(stay().version)} />
                      </Show>
                    </Show>
                  </li>
                )}
              </Keyed>
            </ul>
          </Show>
          <div class="mt-4">
            <Field
              type="date"
              label={t('stay.ofDay')}
              value={day()}
              min={daysAfter(today(), -daysBack())}
              max={today()}
              onInput={(typed) => typed.currentTarget.value && look(typed.currentTarget.value)}
              class="tabular-nums"
            />
          </div>
        </Dialog>
      </Match>
      <Match when={is('form')} keyed>
        {(now) => (
          <StayForm
            childId={props.childId}
            name={child().callName}
            escorts={escorts()}
            stay={now.stay}
            draft={now.draft}
            onDone={back}
            onClose={back}
          />
        )}
      </Match>
      <Match when={is('remove')} keyed>
        {(now) => <RemoveDialog stay={now.stay} name={child().callName} span={span(now.stay)} onClose={back} />}
      </Match>
    </Switch>
  )
}

function RemoveDialog(props: { stay: StaffStay; name: string; span: string; onClose: () => void }): JSX.Element {
  const t = useT('attendance')
  const group = useGroup()
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const isShort = () => reason().trim().length < shortestReason
  // What was read here is what is taken back.
  const { id, version } = props.stay
  async function remove(): Promise<void> {
    setTried(true)
    if (isShort() || reason().length > longestReason) return focusInvalid('dialog[open]')
    setBusy(true)
    setError(undefined)
    try {
      const reply = await call('removeStay', { params: { stayId: id }, body: { version, reason: reason().trim() } })
      group.tookStay(reply.stay)
      announce(t('stay.removed', props.name))
      props.onClose()
    } catch (cause) {
      setError(() => cause)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={t('stay.remove.title', props.name)}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="alert" busy={busy()} disabled={busy()} onClick={() => void remove()}>
            {t('stay.remove')}
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <p class="mb-3">{t('stay.remove.text', props.span)}</p>
      <CountedArea
        label={t('stay.reason')}
        help={t('stay.reason.help')}
        rows={2}
        most={longestReason}
        value={reason()}
        error={tried() && isShort() ? t('stay.problem.reason') : undefined}
        onInput={(input) => setReason(input.currentTarget.value)}
      />
      <Show when={error()}>
        <div class="mt-3">
          <ErrorNote error={error()} />
        </div>
      </Show>
    </Dialog>
  )
}
