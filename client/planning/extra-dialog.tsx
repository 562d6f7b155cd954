import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { contractOn, expectedOn } from '../../backend/contract/expected.ts'
import type { Plan, PlannedChild } from '../../backend/contract/planning.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { longDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { HourInput } from './hour-input.tsx'
import { allHours, hours, timeOf } from './hours.ts'
import { createIntent } from './intent.ts'
import { isAbout, useProblems } from './problems.ts'
import { partOf } from './week-draft.ts'

type Planned = { childId: Id; plan: Plan }

const usual = 1080
const midnight = 1440

/** Plans an extra day of a child, or takes away the one that is there. */
export function ExtraDialog(props: {
  child: PlannedChild
  groupId: Id
  day: Day
  today: Day
  onSaved: (planned: Planned, words: string, back: () => Promise<Planned>) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('office')
  const formId = createUniqueId()
  const intent = createIntent()
  const contract = () => contractOn(props.child.plan, props.groupId, props.day) ?? []
  const there = () => props.child.plan.extraDays.find(({ day }) => day === props.day)
  // Longer than by the week, where there is one.
  const [from, setFrom] = createSignal(timeOf(contract().at(-1)?.until ?? 510))
  const [until, setUntil] = createSignal(
    timeOf(Math.min(midnight, Math.max(usual, (contract().at(-1)?.until ?? 0) + 60))),
  )
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const problem = useProblems(error)
  const part = () => partOf(from(), until())
  const note = () => {
    const mine = part()
    return tried() && typeof mine === 'string'
      ? t(`planning.problem.${mine}`)
      : (problem('day') ?? problem('until') ?? problem('from'))
  }
  const name = () => props.child.callName
  const words = () => longDay(props.day, language(), props.today)
  const preview = () => {
    const mine = part()
    if (typeof mine === 'string') return undefined
    const extra = { id: '', groupId: props.groupId, day: props.day, ...mine }
    const then = expectedOn({ ...props.child.plan, extraDays: [extra] }, props.groupId, props.day)
    return t('planning.extra.preview', name(), allHours(then?.parts ?? []))
  }

  async function act(what: () => Promise<void>): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      await what()
    } catch (cause) {
      setError(() => cause)
      setBusy(false)
    }
  }
  const extraOf = (plan: Plan) => plan.extraDays.find(({ day }) => day === props.day)!
  async function add(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    const mine = part()
    if (typeof mine === 'string') {
      focusInvalid('dialog[open]')
      return
    }
    const { groupId, day } = props
    const childId = props.child.id
    await act(async () => {
      const planned = await addExtra(intent, groupId, { childId, day, ...mine })
      props.onSaved(planned, t('planning.extra.added', name(), words()), () => removeExtra(extraOf(planned.plan).id))
    })
  }
  const remove = (gone: Plan['extraDays'][number]) =>
    act(async () => {
      const { groupId, day } = props
      const planned = await removeExtra(gone.id)
      const again = { childId: planned.childId, day, from: gone.from, until: gone.until }
      props.onSaved(planned, t('planning.extra.removed', name(), words()), () =>
        addExtra(createIntent(), groupId, again),
      )
    })

  return (
    <Dialog
      open
      title={t('planning.extra.title', name())}
      onClose={() => props.onClose()}
      actions={
        <>
          <Show
            when={there()}
            fallback={
              <Button kind="primary" type="submit" form={formId} busy={busy()} disabled={busy()}>
                {t('planning.extra.add')}
              </Button>
            }
          >
            {(extra) => (
              <Button kind="alert" busy={busy()} disabled={busy()} onClick={() => void remove(extra())}>
                {t('planning.extra.remove')}
              </Button>
            )}
          </Show>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <p class="font-strong first-letter:uppercase">{words()}</p>
      <Show when={there()} keyed>
        {(extra) => <p class="mt-2 tabular-nums">{t('planning.extra.there', name(), hours(extra))}</p>}
      </Show>
      <Show when={!there()}>
        <form id={formId} novalidate class="mt-2 grid gap-3" onSubmit={(event) => void add(event)}>
          <Show when={contract().length > 0}>
            <p class="tabular-nums">{t('planning.extra.contract', allHours(contract()))}</p>
          </Show>
          <div class="flex flex-wrap items-center gap-1">
            <HourInput
              label={t('planning.extra.from')}
              value={from()}
              invalid={note() !== undefined}
              note={note() && `${formId}-note`}
              onChange={setFrom}
            />
            <span aria-hidden="true">–</span>
            <HourInput
              label={t('planning.extra.until')}
              value={until()}
              invalid={note() !== undefined}
              note={note() && `${formId}-note`}
              onChange={setUntil}
            />
          </div>
          <Show when={note()}>
            <p id={`${formId}-note`} role="alert" class="text-alert">
              {note()}
            </p>
          </Show>
          <Show when={preview()}>
            <p aria-live="polite" class="rounded-control bg-inset p-3 tabular-nums">
              {preview()}
            </p>
          </Show>
        </form>
      </Show>
      <Show when={error() && !isAbout(error(), ['day', 'from', 'until'])}>
        <div class="mt-3">
          <ErrorNote error={error()} />
        </div>
      </Show>
    </Dialog>
  )
}

const addExtra = (
  intent: (meant: unknown) => Id,
  groupId: Id,
  meant: { childId: Id; day: Day; from: number; until: number },
): Promise<Planned> => call('addExtraDay', { params: { groupId }, body: { id: intent(meant), ...meant } })

const removeExtra = (extraDayId: Id): Promise<Planned> => call('removeExtraDay', { params: { extraDayId } })
