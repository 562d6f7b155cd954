import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { v7 } from 'uuid'
import { correctedBack, longestReason } from '../../backend/contract/attendance-limits.ts'
import type { Escort, StaffStay } from '../../backend/contract/stay.ts'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError, call } from '../api.ts'
import { now } from '../clock.ts'
import { TimeInput } from '../diary/composer/time-input.tsx'
import { keepDraft, readDraft, removeDraft } from '../draft-shelf.ts'
import { useGroup } from '../group/group-day.tsx'
import { useStaffWork } from '../group/staff-work.tsx'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { createIntent } from '../planning/intent.ts'
import { session } from '../session.ts'
import { daysAfter } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { CheckRow } from '../ui/check-row.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field, Select } from '../ui/field.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { announce } from '../ui/live-region.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { type Filled, filled, momentOf, problemsOfStay, type StayDraft } from './stay-draft.ts'

/** So many days back this person may put stays right. */
export const daysBack = (): number => {
  const who = session()
  return who.state === 'person' && who.role === 'manager' ? correctedBack.manager : correctedBack.staff
}

const keyOf = (escort: Escort | null) => (escort ? `${escort.kind} ${escort.id}` : '')

/** What was being filled in, as this device keeps it when it locks; of the version that it puts right. */
interface KeptStay {
  arrived: Filled
  left: Filled
  hasLeft: boolean
  brought: Escort | null
  fetched: Escort | null
  reason: string
  version: number
}

/** Puts a stay right, or adds one that nobody noted; with a reason. */
export function StayForm(props: {
  childId: Id
  name: string
  escorts: readonly Escort[]
  /** What is put right; without it one is added. */
  stay?: StaffStay | undefined
  draft: StayDraft
  onDone: () => void
  onClose: () => void
}): JSX.Element {
  const t = useT('attendance')
  const group = useGroup()
  const { me, timeZone } = useStaffWork()
  const formId = createUniqueId()
  const intent = createIntent()
  const stayId = v7()
  const { draft, stay } = props
  const shelf = `stay ${stay?.id ?? `${props.childId} ${today()}`}`
  // What is put right after a conflict begins with what was noted.
  const begun = draft.done ? undefined : readDraft<KeptStay>(me.person.id, shelf)
  const [said, setSaid] = createSignal<KeptStay>(
    begun ?? {
      arrived: filled(draft.arrivedAt, now(), timeZone),
      left: filled(draft.leftAt, now(), timeZone),
      ...{ hasLeft: draft.leftAt !== null, brought: draft.broughtBy, fetched: draft.fetchedBy, reason: draft.reason },
      version: stay?.version ?? 0,
    },
  )
  const arrived = () => said().arrived
  const left = () => said().left
  const hasLeft = () => said().hasLeft
  const brought = () => said().brought
  const fetched = () => said().fetched
  const reason = () => said().reason
  const version = () => said().version
  const change = (part: Partial<KeptStay>) => {
    setSaid((was) => ({ ...was, ...part }))
    if (!draft.done) keepDraft(me.person.id, shelf, said())
  }
  const cancel = () => {
    removeDraft(me.person.id, shelf)
    props.onClose()
  }
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const since = () => daysAfter(today(), -daysBack())
  const meant = () => ({
    arrived: momentOf(arrived(), timeZone)?.at ?? null,
    left: hasLeft() ? (momentOf(left(), timeZone)?.at ?? null) : undefined,
    reason: reason(),
  })
  const problems = () =>
    tried() ? problemsOfStay(meant(), now(), Date.parse(`${since()}T00:00:00Z`) - 86_400_000) : {}
  const offered = () => {
    const gone = [draft.broughtBy, draft.fetchedBy, begun?.brought ?? null, begun?.fetched ?? null].filter(
      (one) => one !== null,
    )
    const all = [...props.escorts, ...gone]
    return all.filter((one, n) => all.findIndex((other) => keyOf(other) === keyOf(one)) === n)
  }
  const options = () => [
    { value: '', label: t('stay.nobody') },
    ...offered().map((one) => ({
      value: keyOf(one),
      label: one.relation ? `${one.name} · ${one.relation}` : one.name,
    })),
  ]
  const chosen = (key: string) => offered().find((one) => keyOf(one) === key) ?? null
  const choice = (escort: Escort | null) => escort && { kind: escort.kind, id: escort.id }
  const clash = () => {
    const cause = error()
    return cause instanceof ApiError && cause.code === 'stale_version'
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (busy()) return
    setTried(true)
    setError(undefined)
    const now = meant()
    if (now.arrived === null || Object.keys(problems()).length > 0) {
      focusInvalid(`[id="${formId}"]`)
      return
    }
    setBusy(true)
    const body = {
      ...{ arrivedAt: now.arrived, leftAt: now.left ?? null },
      ...{ broughtBy: choice(brought()), fetchedBy: hasLeft() ? choice(fetched()) : null },
      reason: reason().trim(),
    }
    try {
      const reply = stay
        ? await call('correctStay', {
            params: { stayId: stay.id },
            body: { id: intent([body, version()]), version: version(), ...body },
          })
        : await call('addStay', {
            params: { groupId: group.groupId },
            body: { id: intent(body), stayId, childId: props.childId, ...body },
          })
      group.tookStay(reply.stay)
      removeDraft(me.person.id, shelf)
      announce(t('stay.saved', props.name))
      draft.done?.()
      props.onDone()
    } catch (cause) {
      if (cause instanceof ApiError && cause.code === 'stale_version' && cause.details.version)
        change({ version: cause.details.version })
      setError(() => cause)
      setBusy(false)
    }
  }
  const Moment = (of: {
    legend: string
    value: Filled
    problem: ReturnType<typeof problems>['arrived']
    onChange: (next: Filled) => void
  }) => {
    const note = () => momentOf(of.value, timeZone)?.note
    return (
      <fieldset class="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
        <legend class="mb-1 font-strong">{of.legend}</legend>
        <Field
          type="date"
          label={t('stay.day')}
          value={of.value.day}
          min={since()}
          max={today()}
          required
          onInput={(typed) => typed.currentTarget.value && of.onChange({ ...of.value, day: typed.currentTarget.value })}
          class="tabular-nums"
        />
        <TimeInput
          label={t('stay.time')}
          value={of.value.time}
          error={of.problem && t(`stay.problem.${of.problem}`)}
          onChange={(time) => of.onChange({ ...of.value, time, second: false })}
        />
        <Show when={note() === 'twice' || of.value.second}>
          <Segmented
            label={t('stay.which')}
            value={of.value.second ? 'second' : 'first'}
            options={[
              { value: 'first', label: t('stay.first') },
              { value: 'second', label: t('stay.second') },
            ]}
            onChange={(which) => of.onChange({ ...of.value, second: which === 'second' })}
          />
        </Show>
      </fieldset>
    )
  }
  return (
    <Dialog
      open
      title={t(stay ? 'stay.correct.title' : 'stay.add.title', props.name)}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="primary" type="submit" form={formId} busy={busy()} disabled={busy()}>
            {t('stay.save')}
          </Button>
          <Button kind="quiet" onClick={cancel}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        novalidate
        class="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => void submit(event)}
      >
        <Moment
          legend={t('stay.arrived')}
          value={arrived()}
          problem={problems().arrived}
          onChange={(next) => change({ arrived: next })}
        />
        <CheckRow checked={hasLeft()} onChange={(next) => change({ hasLeft: next })}>
          {t('stay.hasLeft')}
        </CheckRow>
        <Show when={hasLeft()}>
          <Moment
            legend={t('stay.left')}
            value={left()}
            problem={problems().left}
            onChange={(next) => change({ left: next })}
          />
        </Show>
        <Show when={offered().length > 0}>
          <Select
            label={t('stay.broughtBy')}
            options={options()}
            value={keyOf(brought())}
            onChange={(picked) => change({ brought: chosen(picked.currentTarget.value) })}
          />
          <Show when={hasLeft()}>
            <Select
              label={t('stay.fetchedBy')}
              options={options()}
              value={keyOf(fetched())}
              onChange={(picked) => change({ fetched: chosen(picked.currentTarget.value) })}
            />
          </Show>
        </Show>
        <CountedArea
          label={t('stay.reason')}
          help={t('stay.reason.help')}
          rows={2}
          most={longestReason}
          value={reason()}
          error={problems().reason && t(`stay.problem.${problems().reason ?? 'reason'}`)}
          onInput={(input) => change({ reason: input.currentTarget.value })}
        />
        <Show when={error()}>
          <Show when={clash()} fallback={<ErrorNote error={error()} />}>
            <p role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3">
              {t('stay.stale')}
            </p>
          </Show>
        </Show>
      </form>
    </Dialog>
  )
}
