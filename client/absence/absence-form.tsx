import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { type Absence, longestNote } from '../../backend/contract/absence.ts'
import type { Overlap } from '../../backend/contract/overlap.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { ApiError } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { whenWiped } from '../session.ts'
import { listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { Segmented } from '../ui/segmented.tsx'
import { useAbsenceWords } from './absence-words.ts'
import { ChildChoice } from './child-choice.tsx'
import { DayFields } from './day-fields.tsx'
import { Effect } from './effect.tsx'
import {
  type Draft,
  draftOf,
  emptyDraft,
  partIn,
  problemsIn,
  problemsOf,
  problemsOfDays,
  spanOf,
} from './form-draft.ts'
import { createSending, type Outcome } from './form-sending.ts'
import { OverlapNote } from './overlap-note.tsx'

/** What somebody was filling in when the form closed by itself. */
let left: { children: string; draft: Draft } | undefined
whenWiped(() => {
  left = undefined
})

/** Reports children absent, or changes what was reported of one. */
export function AbsenceForm(props: {
  children: readonly { id: Id; callName: string }[]
  /** Who is chosen to begin with. */
  chosen: readonly Id[]
  /** What is to be changed, as it is by now. */
  existing?: Absence | undefined
  /** What is to be changed stands there no more. */
  gone?: boolean
  /** On behalf of the guardians. */
  staff?: boolean
  /** The first day that may still be reported. */
  since: Day
  onDone: (outcome: Outcome) => void
  onOpen?: ((absence: Overlap) => void) | undefined
  /** Somebody else changed it meanwhile. */
  onStale?: () => void
  onClose: () => void
}): JSX.Element {
  const t = useT('absence')
  const words = useAbsenceWords()
  const formId = createUniqueId()
  const existing = props.existing
  const shelf = existing ? '' : props.children.map(({ id }) => id).join(' ') + props.chosen.join(' ')
  const first = () =>
    existing ? draftOf(existing) : left?.children === shelf && shelf !== '' ? left.draft : emptyDraft(props.chosen)
  const [draft, setDraft] = createSignal<Draft>(first())
  const [version, setVersion] = createSignal(existing?.version ?? 0)
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const isBegun = () => existing !== undefined && existing.startsOn < props.since
  /** Of what has begun the first day stays, and it may end on the day before. */
  const since = () => (isBegun() && existing ? existing.startsOn : props.since)
  const problems = () => ({ ...(tried() ? problemsOf(draft(), today(), since()) : {}), ...problemsIn(error()) })
  const change = (part: Partial<Draft>) => {
    // A time that is left says once more what it was.
    if (Object.entries(part).every(([name, value]) => draft()[name as keyof Draft] === value)) return
    setDraft((was) => ({ ...was, ...part }))
    // What the server said was of what is no longer there.
    setError(undefined)
    if (!existing) left = { children: shelf, draft: draft() }
  }
  const asked = () => {
    if (draft().childIds.length === 0 || Object.keys(problemsOfDays(draft(), today(), since())).length > 0)
      return undefined
    return { childIds: draft().childIds, ...spanOf(draft(), today()) }
  }
  const namesOf = (ids: readonly Id[]) =>
    listed(
      props.children.filter(({ id }) => ids.includes(id)).map(({ callName }) => callName),
      language(),
    )
  const sending = createSending(namesOf)
  const overlaps = () => {
    const cause = error()
    return cause instanceof ApiError && cause.code === 'absence_overlaps' ? (cause.details.absences ?? []) : undefined
  }
  const isStale = () => {
    const cause = error()
    return existing !== undefined && cause instanceof ApiError && cause.code === 'stale_version'
  }
  const isCancelled = () => isStale() && props.gone
  const isSaidElsewhere = () => overlaps() !== undefined || isStale() || Object.keys(problemsIn(error())).length > 0

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (busy()) return
    setTried(true)
    setError(undefined)
    const part = partIn(draft(), today())
    if (Object.keys(problemsOf(draft(), today(), since())).length > 0 || typeof part === 'string') {
      focusInvalid(`[id="${formId}"]`)
      return
    }
    const said = { reason: draft().reason, ...spanOf(draft(), today()), part, note: draft().note.trim() }
    setBusy(true)
    try {
      const outcome = existing
        ? await sending.changed(existing, version(), said)
        : await sending.reported(draft().childIds, said)
      left = undefined
      props.onDone(outcome)
    } catch (cause) {
      if (cause instanceof ApiError && cause.details.version !== undefined) setVersion(cause.details.version)
      setError(() => cause)
      setBusy(false)
      if (isStale()) props.onStale?.()
      focusInvalid(`[id="${formId}"]`)
    }
  }

  const openOther = () => {
    const open = props.onOpen
    if (!open) return undefined
    return (absence: Overlap) => {
      left = undefined
      open(absence)
    }
  }
  const cancel = () => {
    left = undefined
    props.onClose()
  }
  return (
    <Dialog
      open
      title={existing ? t('absence.form.change', namesOf([existing.childId])) : t('absence.report')}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="primary" type="submit" form={formId} busy={busy()} disabled={busy()}>
            {t(existing ? 'absence.form.save' : 'absence.form.send')}
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
        <Show when={!existing && props.children.length > 1}>
          <ChildChoice
            children={props.children}
            chosen={draft().childIds}
            problem={problems().children}
            onChange={(childIds) => change({ childIds })}
          />
        </Show>
        <Show when={!isBegun()} fallback={<p class="text-muted">{t('absence.form.begun')}</p>}>
          <div>
            <p class="mb-1 font-strong">{t('absence.form.why')}</p>
            <Segmented
              label={t('absence.form.why')}
              value={draft().reason}
              options={[
                { value: 'sick', label: t('absence.form.sick') },
                { value: 'holiday', label: t('absence.form.holiday') },
                { value: 'other', label: t('absence.form.other') },
              ]}
              onChange={(reason) => change({ reason })}
            />
          </div>
        </Show>
        <DayFields
          draft={draft()}
          problems={problems()}
          since={since()}
          begun={isBegun()}
          presets={!existing}
          onChange={change}
        />
        <CountedArea
          label={t('absence.form.note')}
          help={t(props.staff ? 'absence.form.note.helpStaff' : 'absence.form.note.help')}
          most={longestNote}
          rows={1}
          value={draft().note}
          error={problems().note ? t(`absence.problem.${problems().note ?? 'wrong'}`) : undefined}
          onInput={(input) => change({ note: input.currentTarget.value })}
        />
        <Effect asked={asked()} except={existing?.id} refused={overlaps() !== undefined} onOpen={openOther()} />
        <Show when={overlaps()}>{(there) => <OverlapNote overlaps={there()} onOpen={openOther()} />}</Show>
        <Show when={isStale()}>
          <p role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3">
            {t(isCancelled() ? 'absence.stale.cancelled' : 'absence.stale')}
            <Show when={!isCancelled() && props.existing}>
              {(now) => (
                <b class="block">
                  {words.reason(now().reason)}, {words.when(now())}
                </b>
              )}
            </Show>
          </p>
        </Show>
        <Show when={error() && !isSaidElsewhere()}>
          <ErrorNote error={error()} />
        </Show>
      </form>
    </Dialog>
  )
}
