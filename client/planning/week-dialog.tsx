import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { isPlacedOn, weekOn } from '../../backend/contract/expected.ts'
import type { ContractWeek, Plan, PlannedChild, Week } from '../../backend/contract/planning.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { createKeptForm } from '../administration/kept-form.ts'
import { KeptNote } from '../administration/kept-note.tsx'
import { ApiError, call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { longDay, shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { createIntent } from './intent.ts'
import { isAbout, useProblems } from './problems.ts'
import { draftOf, type WeekDraft, weekOf } from './week-draft.ts'
import { WeekFields } from './week-fields.tsx'
import { WeekPreview } from './week-preview.tsx'
import { useWeekWords } from './week-words.ts'

type Placement = Plan['placements'][number]
type Planned = { childId: Id; plan: Plan }

/** The placement of a group that a change from a day on is about: that of the day, else the last one. */
const placementOn = (placements: readonly Placement[], day: Day): Placement =>
  placements.find((one) => isPlacedOn(one, day)) ?? placements.at(-1)!

/** From when a change is proposed: today, the Monday of a later week that is looked at, or the first day that is placed. */
function proposed(placements: readonly Placement[], today: Day, monday: Day): Day {
  const first = placements[0]!
  if (!placements.some(({ weeks }) => weeks.length > 0)) return first.startsOn
  const from = monday > today ? monday : today
  return first.startsOn > from ? first.startsOn : from
}

/** Changes the week of a child from a day on. What was filled in stays when it fails, and when the dialog is closed. */
export function WeekDialog(props: {
  child: PlannedChild
  groupId: Id
  today: Day
  /** Of the week that is looked at. */
  monday: Day
  /** Fetches how it stands now. */
  onStale: () => Promise<void>
  onSaved: (planned: Planned, words: string, back: () => Promise<Planned>) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('office')
  const weekWords = useWeekWords()
  const formId = createUniqueId()
  const intent = createIntent()
  const placements = () => props.child.plan.placements.filter(({ groupId }) => groupId === props.groupId)
  const first = (): WeekDraft => {
    const startsOn = proposed(placements(), props.today, props.monday)
    return draftOf(startsOn, weekOn(placementOn(placements(), startsOn), startsOn)?.days)
  }
  const { fields, setFields, isKept, clear, done } = createKeptForm<WeekDraft>(`planning.week.${props.child.id}`, first)
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [stale, setStale] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const problem = useProblems(error)
  const placement = () => placementOn(placements(), fields.startsOn)
  const week = () => weekOf(fields.days)
  const words = (day: Day) => longDay(day, language(), props.today)

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    const days = week()
    if (!days || fields.startsOn === '') {
      focusInvalid('dialog[open]')
      return
    }
    const { startsOn } = fields
    const { id: placementId, weeks } = placement()
    const before = weeks.find((one) => one.startsOn === startsOn)
    await act(async () => {
      const planned = await saveWeek(intent, placementId, startsOn, days, before?.version ?? null)
      done()
      const saved = weekFrom(planned.plan, placementId, startsOn)
      props.onSaved(planned, t('planning.week.saved', props.child.callName, words(startsOn)), () =>
        before ? saveWeek(createIntent(), placementId, startsOn, before.days, saved.version) : removeWeek(saved),
      )
    })
  }
  const remove = (gone: ContractWeek) =>
    act(async () => {
      const { id } = placementWith(placements(), gone)
      const planned = await removeWeek(gone)
      props.onSaved(planned, t('planning.week.removed', props.child.callName, words(gone.startsOn)), () =>
        saveWeek(createIntent(), id, gone.startsOn, gone.days, null),
      )
    })

  async function act(what: () => Promise<void>): Promise<void> {
    setBusy(true)
    setError(undefined)
    setStale(false)
    try {
      await what()
    } catch (cause) {
      if (cause instanceof ApiError && cause.code === 'stale_version') {
        setStale(true)
        await props.onStale()
      } else setError(() => cause)
      setBusy(false)
    }
  }

  return (
    <Dialog
      open
      title={t('planning.week.title', props.child.callName)}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="primary" type="submit" form={formId} busy={busy()} disabled={busy()}>
            {t('planning.week.save')}
          </Button>
          <Button
            kind="quiet"
            onClick={() => {
              done()
              props.onClose()
            }}
          >
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <KeptNote shown={isKept()} onClear={clear} />
      <form id={formId} novalidate class="grid grid-cols-[minmax(0,1fr)] gap-4" onSubmit={(event) => void save(event)}>
        <Field
          label={t('planning.week.from')}
          help={t('planning.week.from.help')}
          type="date"
          value={fields.startsOn}
          min={placements()[0]?.startsOn}
          max={placements().at(-1)?.endsOn ?? undefined}
          error={problem('startsOn') ?? (tried() && fields.startsOn === '' ? t('planning.problem.day') : undefined)}
          onInput={(input) => setFields('startsOn', input.currentTarget.value)}
        />
        <WeekFields days={fields.days} tried={tried()} onChange={(days) => setFields('days', days)} />
        <Show when={stale()}>
          <p role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3">
            {t('planning.stale')}
          </p>
        </Show>
        <Show when={fields.startsOn !== '' && week()}>
          {(days) => (
            <WeekPreview placement={placement()} startsOn={fields.startsOn} week={days() as Week} today={props.today} />
          )}
        </Show>
        <Show when={error() && !isAbout(error(), ['startsOn'])}>
          <ErrorNote error={error()} />
        </Show>
      </form>
      <Show when={placements().some(({ weeks }) => weeks.length > 0)}>
        <h3 class="mt-5 text-sm font-strong">{t('planning.week.all')}</h3>
        <ul>
          <For each={placements().flatMap(({ weeks }) => weeks)}>
            {(one) => {
              const day = () => shortDay(one.startsOn, language(), props.today)
              return (
                <li class="flex min-h-target flex-wrap items-center justify-between gap-x-2 border-b border-hairline py-1.5 tabular-nums">
                  <span class="min-w-0">
                    <span class="block text-muted">
                      {one.startsOn > props.today ? t('planning.week.later', day()) : t('planning.week.since', day())}
                    </span>
                    {weekWords(one.days)}
                  </span>
                  <Show when={one.startsOn > props.today}>
                    <Button
                      kind="quiet"
                      disabled={busy()}
                      aria-label={t('planning.week.remove.of', day())}
                      onClick={() => void remove(one)}
                    >
                      {t('planning.week.remove')}
                    </Button>
                  </Show>
                </li>
              )
            }}
          </For>
        </ul>
      </Show>
    </Dialog>
  )
}

const saveWeek = (
  intent: (meant: unknown) => Id,
  placementId: Id,
  startsOn: Day,
  days: Week,
  version: number | null,
): Promise<Planned> => {
  const meant = { startsOn, days, version }
  return call('saveWeek', { params: { placementId }, body: { id: intent(meant), ...meant } })
}

const removeWeek = ({ id, version }: ContractWeek): Promise<Planned> =>
  call('removeWeek', { params: { weekId: id }, query: { version: String(version) } })

const placementWith = (placements: readonly Placement[], week: ContractWeek): Placement =>
  placements.find(({ weeks }) => weeks.some(({ id }) => id === week.id))!

const weekFrom = ({ placements }: Plan, placementId: Id, startsOn: Day): ContractWeek =>
  placements.find(({ id }) => id === placementId)!.weeks.find((one) => one.startsOn === startsOn)!
