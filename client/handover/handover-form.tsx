import { createEffect, createMemo, createSignal, createUniqueId, type JSX, on, Show } from 'solid-js'
import { v7 } from 'uuid'
import { moods } from '../../backend/contract/diary-text.ts'
import type { GuardianHandover } from '../../backend/contract/handover.ts'
import { eveningFrom, longestHandoverNote, longestTold, nights } from '../../backend/contract/handover-text.ts'
import type { Day, Id, Instant } from '../../backend/contract/values.ts'
import { ApiError } from '../api.ts'
import { Choices } from '../diary/composer/choices.tsx'
import { keepDraft, readDraft, removeDraft } from '../draft-shelf.ts'
import { language, useT } from '../locales/words.ts'
import { minute, today } from '../minute.ts'
import type { Send } from '../outbox-state.ts'
import { HourInput } from '../planning/hour-input.tsx'
import { createIntent } from '../planning/intent.ts'
import { clock, daysAfter, hourOf, listed } from '../time.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { CheckRow } from '../ui/check-row.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field as FieldBox } from '../ui/field.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { messages } from '../ui/icons.ts'
import { Segmented } from '../ui/segmented.tsx'
import {
  draftName,
  draftOf,
  emptyDraft,
  type Field,
  givenOf,
  type HandoverDraft,
  isEmpty,
  type KeptDraft,
  problemsOf,
} from './handover-draft.ts'
import { HandoverFacts } from './handover-facts.tsx'
import type { HandoverWork } from './handover-sending.ts'
import { useHandoverWords } from './handover-words.ts'

/** What was told, or waits to be; the words that say so. */
export interface Outcome {
  handover: GuardianHandover | null
  words: string
}

/** A guardian tells the group something of a child, today's or tomorrow's; what was told already is changed. */
export function HandoverForm(props: {
  person: Id
  /** Of whom something may be told. */
  children: readonly { id: Id; callName: string }[]
  /** Of whom nothing may be told, since the diary has no consent in force. */
  closed: readonly { id: Id; callName: string }[]
  child: Id | null
  day?: Day | undefined
  /** What stands of a child and a day. */
  standing: (childId: Id, day: Day) => GuardianHandover | undefined
  /** What waits, or could not go, of a child and a day. */
  waiting: (childId: Id, day: Day) => (Send & { work: HandoverWork }) | undefined
  /** When a child went home today, if it did. */
  gone: (childId: Id) => Instant | undefined
  /** Whether a child was reported absent for the whole of a day. */
  isAway: (childId: Id, day: Day) => boolean
  /** Sends it, or hands it to the outbox where there is no connection. */
  send: (work: HandoverWork) => Promise<GuardianHandover | null>
  onDone: (outcome: Outcome) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('handover')
  const words = useHandoverWords()
  const formId = createUniqueId()
  const intent = createIntent()
  const [childId, setChildId] = createSignal(
    props.children.find(({ id }) => id === props.child)?.id ?? props.children[0]?.id ?? '',
  )
  const [day, setDay] = createSignal<Day>(
    props.day ??
      (hourOf(minute()) >= eveningFrom || props.gone(childId()) || props.isAway(childId(), today())
        ? daysAfter(today(), 1)
        : today()),
  )
  /** What is known before anything is filled in: that nobody may read it any more, or that the child does not come. */
  const beforehand = () => {
    const gone = day() === today() ? props.gone(childId()) : undefined
    if (gone) return t('handover.form.goneHome', name(), clock(gone, language()))
    return props.isAway(childId(), day()) ? t('handover.form.away', name(), words.day(day())) : undefined
  }
  const name = () => props.children.find(({ id }) => id === childId())?.callName ?? ''
  const standing = () => props.standing(childId(), day())
  /** What is begun or waits, else what stands; and which version it changes, none where it is told for the first time. */
  const first = (): { draft: HandoverDraft; base: number | null } => {
    const kept = readDraft<KeptDraft>(props.person, draftName(childId(), day()))
    if (kept) {
      const { base, ...begun } = kept
      return { draft: begun, base: base ?? null }
    }
    const waits = props.waiting(childId(), day())
    if (waits) return { draft: draftOf(waits.work.body), base: waits.work.version }
    const there = standing()
    return there ? { draft: draftOf(there), base: there.version } : { draft: emptyDraft, base: null }
  }
  const begun = first()
  const [draft, setDraft] = createSignal(begun.draft)
  const [base, setBase] = createSignal(begun.base)
  const version = () => standing()?.version ?? null
  /** Another told, changed or took it back since this was begun. */
  const isAnother = () => version() !== base()
  /** Which version that stands was shown beside what is filled in here. */
  const [shown, setShown] = createSignal(version())
  const [tried, setTried] = createSignal(false)
  const [empty, setEmpty] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const about = createMemo(() => `${childId()} ${day()}`)
  createEffect(
    on(
      about,
      () => {
        const next = first()
        setDraft(next.draft)
        setBase(next.base)
        setShown(version())
        setTried(false)
        setError(undefined)
      },
      { defer: true },
    ),
  )
  const change = (part: Partial<HandoverDraft>) => {
    setDraft((was) => ({ ...was, ...part }))
    setError(undefined)
    keepDraft(props.person, draftName(childId(), day()), { ...draft(), base: base() } satisfies KeptDraft)
  }
  const problems = () => (tried() ? problemsOf(draft()) : {})
  const problem = (field: Field) => {
    const what = problems()[field]
    return what && t(`handover.form.problem.${what}`)
  }
  const nothing = () => isEmpty(givenOf(draft()))
  const code = () => {
    const cause = error()
    return cause instanceof ApiError ? cause.code : undefined
  }
  const isNotPlaced = () => {
    const cause = error()
    return cause instanceof ApiError && cause.details.fields?.some(({ reason }) => reason === 'not_placed')
  }
  const isWordedHere = () =>
    isNotPlaced() || ['consent_missing', 'too_late', 'stale_version'].some((one) => one === code())
  const newId = v7()

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (busy()) return
    setError(undefined)
    // Who filled in nothing is told that alone: nothing is wrong with what is filled in after it.
    setEmpty(nothing())
    setTried(!nothing())
    if (Object.keys(problemsOf(draft())).length > 0 || nothing()) {
      focusInvalid(`[id="${formId}"]`)
      return
    }
    // What another wrote meanwhile is seen before it is written over.
    if (isAnother() && shown() !== version()) {
      setShown(version())
      return
    }
    const there = standing()
    const waits = props.waiting(childId(), day())
    const given = givenOf(draft())
    const handoverId = there?.id ?? (waits?.work.version === null ? waits.work.handoverId : newId)
    const meant = { handoverId, version: version(), day: day(), ...given }
    const work: HandoverWork = {
      kind: 'handover',
      groupId: '',
      callNames: { [childId()]: name() },
      childId: childId(),
      day: day(),
      handoverId,
      version: version(),
      body: { id: intent(meant), ...given },
    }
    setBusy(true)
    try {
      const handover = await props.send(work)
      removeDraft(props.person, draftName(childId(), day()))
      const said = handover
        ? t('handover.form.told', name(), words.day(day()))
        : t('handover.form.keptForLater', name())
      props.onDone({ handover, words: said })
    } catch (cause) {
      setError(() => cause)
      setBusy(false)
    }
  }
  const kept = () => {
    const fetcher = standing()?.fetcher
    return fetcher?.kind === 'guardian' ? fetcher.name : undefined
  }
  const Time = (at: {
    label: string
    value: string
    field: Field
    shown?: boolean
    onChange: (typed: string) => void
  }) => (
    <div>
      <Show when={at.shown}>
        <span aria-hidden="true" class="mb-1 block text-sm font-strong">
          {t('handover.form.time')}
        </span>
      </Show>
      <HourInput
        label={at.label}
        value={at.value}
        invalid={problem(at.field) !== undefined}
        onChange={(typed) => typed !== at.value && at.onChange(typed)}
      />
    </div>
  )
  const Wrong = (at: { field: Field }) => (
    <Show when={problem(at.field)}>{(what) => <p class="mt-1 text-sm text-alert">{what()}</p>}</Show>
  )
  return (
    <Dialog
      open
      title={t('handover.form.title')}
      onClose={() => props.onClose()}
      actions={
        <>
          <Show when={props.children.length > 0}>
            <Button kind="primary" type="submit" form={formId} busy={busy()} disabled={busy()}>
              {t(version() === null ? 'handover.form.send' : 'handover.form.save')}
            </Button>
          </Show>
          <Button
            kind="quiet"
            onClick={() => {
              if (standing()) removeDraft(props.person, draftName(childId(), day()))
              props.onClose()
            }}
          >
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <Show when={props.closed.length > 0}>
        <div class="mb-4 rounded-control bg-inset p-3">
          <p>
            {t(
              'handover.form.closed',
              listed(
                props.closed.map(({ callName }) => callName),
                language(),
              ),
            )}
          </p>
          <ButtonLink href="/messages" icon={messages} class="mt-2">
            {t('handover.form.messages')}
          </ButtonLink>
        </div>
      </Show>
      <Show when={props.children.length > 0}>
        <form
          id={formId}
          novalidate
          class="grid grid-cols-[minmax(0,1fr)] gap-4"
          onSubmit={(event) => void submit(event)}
        >
          <p class="text-muted">{t('handover.form.intro')}</p>
          <Show when={props.children.length > 1}>
            <Segmented
              label={t('handover.form.who')}
              value={childId()}
              options={props.children.map(({ id, callName }) => ({ value: id, label: callName }))}
              onChange={setChildId}
            />
          </Show>
          <Segmented
            label={t('handover.form.when')}
            value={day()}
            options={[today(), daysAfter(today(), 1)].map((value) => ({ value, label: words.day(value) }))}
            onChange={setDay}
          />
          <div role="status" class="empty:hidden">
            <Show when={beforehand()}>
              {(known) => <p class="rounded-control border border-alert-edge bg-alert-tint p-3">{known()}</p>}
            </Show>
          </div>
          <Show when={isAnother() || code() === 'stale_version'}>
            <div role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3">
              <p class="mb-2">{t(standing() || !isAnother() ? 'handover.form.stale' : 'handover.form.gone')}</p>
              <Show when={isAnother() && standing()}>{(stands) => <HandoverFacts told={stands()} />}</Show>
            </div>
          </Show>
          <div>
            <p class="mb-1 font-strong">{t('handover.night')}</p>
            <Choices
              label={t('handover.night')}
              value={draft().night}
              optional
              columns={3}
              options={nights.map((night) => ({ value: night, label: t(`handover.night.${night}`) }))}
              onChange={(night) => change({ night })}
            />
            <fieldset class="mt-2 flex min-w-0 flex-wrap items-center gap-2">
              <legend class="mb-1 text-muted">{t('handover.form.slept')}</legend>
              <Time
                label={t('handover.form.from')}
                value={draft().from}
                field="slept"
                onChange={(from) => change({ from })}
              />
              –
              <Time
                label={t('handover.form.until')}
                value={draft().until}
                field="slept"
                onChange={(until) => change({ until })}
              />
            </fieldset>
            <Wrong field="slept" />
          </div>
          <div>
            <p class="mb-1 font-strong">{t('handover.meal')}</p>
            <div class="flex flex-wrap items-end gap-2">
              <div class="min-w-0 grow basis-40">
                <FieldBox
                  label={t('handover.form.meal.what')}
                  value={draft().meal}
                  maxLength={longestTold}
                  error={problem('meal')}
                  onInput={(input) => change({ meal: input.currentTarget.value })}
                />
              </div>
              <Time
                shown
                label={t('handover.form.meal.at')}
                value={draft().mealAt}
                field="mealAt"
                onChange={(mealAt) => change({ mealAt })}
              />
            </div>
            <Wrong field="mealAt" />
          </div>
          <div>
            <p class="mb-1 font-strong">{t('handover.mood')}</p>
            <Choices
              label={t('handover.mood')}
              value={draft().mood}
              optional
              columns={3}
              options={moods.map((mood) => ({ value: mood, label: t(`mood.${mood}`) }))}
              onChange={(mood) => change({ mood })}
            />
          </div>
          <div>
            <CheckRow checked={draft().hasMedicine} onChange={(hasMedicine) => change({ hasMedicine })}>
              <span class="font-strong">{t('handover.form.medicine.add')}</span>
            </CheckRow>
            <Show when={draft().hasMedicine}>
              <div class="grid grid-cols-[minmax(0,1fr)] gap-2">
                <FieldBox
                  label={t('handover.form.medicine.what')}
                  value={draft().medicine}
                  maxLength={longestTold}
                  error={problem('medicine')}
                  onInput={(input) => change({ medicine: input.currentTarget.value })}
                />
                <div class="flex flex-wrap items-end gap-2">
                  <div class="min-w-0 grow basis-40">
                    <FieldBox
                      label={t('handover.form.medicine.dose')}
                      value={draft().dose}
                      maxLength={longestTold}
                      error={problem('dose')}
                      onInput={(input) => change({ dose: input.currentTarget.value })}
                    />
                  </div>
                  <Time
                    shown
                    label={t('handover.form.medicine.at')}
                    value={draft().medicineAt}
                    field="medicineAt"
                    onChange={(medicineAt) => change({ medicineAt })}
                  />
                </div>
                <Wrong field="medicineAt" />
                <p class="rounded-control bg-inset p-3">{t('handover.form.medicine.help')}</p>
              </div>
            </Show>
          </div>
          <div>
            <p class="mb-1 font-strong">{t('handover.form.fetcher')}</p>
            <Choices
              label={t('handover.form.fetcher')}
              value={draft().fetcher}
              optional
              options={[
                ...(kept() === undefined ? [] : [{ value: 'kept' as const, label: kept() ?? '' }]),
                { value: 'self' as const, label: t('handover.form.fetcher.self') },
                { value: 'other' as const, label: t('handover.form.fetcher.other') },
              ]}
              onChange={(fetcher) => change({ fetcher })}
            />
            <Show when={draft().fetcher === 'other'}>
              <div class="mt-2">
                <FieldBox
                  label={t('handover.form.fetcher.name')}
                  help={t('handover.form.fetcher.help')}
                  value={draft().fetcherName}
                  maxLength={longestTold}
                  error={problem('fetcher')}
                  onInput={(input) => change({ fetcherName: input.currentTarget.value })}
                />
              </div>
            </Show>
          </div>
          <CountedArea
            label={t('handover.form.note')}
            rows={2}
            most={longestHandoverNote}
            value={draft().note}
            error={problem('note')}
            onInput={(input) => change({ note: input.currentTarget.value })}
          />
          <Show when={empty() && nothing()}>
            <p role="alert" class="text-alert">
              {t('handover.form.empty')}
            </p>
          </Show>
          <Show when={code() === 'too_late'}>
            <p role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3">
              {t('handover.form.late')}
            </p>
          </Show>
          <Show when={isNotPlaced()}>
            <p role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3">
              {t('handover.form.notPlaced', name())}
            </p>
          </Show>
          <Show when={code() === 'consent_missing'}>
            <div role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3">
              <p>{t('handover.form.closed', name())}</p>
              <ButtonLink href="/messages" icon={messages} class="mt-2">
                {t('handover.form.messages')}
              </ButtonLink>
            </div>
          </Show>
          <Show when={error() && !isWordedHere()}>
            <ErrorNote error={error()} />
          </Show>
        </form>
      </Show>
    </Dialog>
  )
}
