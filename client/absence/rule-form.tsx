import { createSignal, type JSX, Show } from 'solid-js'
import { type AbsenceRule, type AbsenceRules, mostDaysBefore } from '../../backend/contract/absence-rules.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { minutesOf } from '../planning/hours.ts'
import { createIntent } from '../planning/intent.ts'
import { isAbout, useProblems } from '../planning/problems.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field, Select } from '../ui/field.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { plus } from '../ui/icons.ts'
import { readTime } from '../ui/read-time.ts'

export type Meant = Omit<AbsenceRule, 'id' | 'removable'>

export const addRule = (intent: (meant: unknown) => Id, meant: Meant): Promise<AbsenceRules> =>
  call('addAbsenceRule', { body: { id: intent(meant), ...meant } })

/** Sets until when absences are to be reported from a day on. */
export function RuleForm(props: {
  locations: AbsenceRules['locations']
  onAdded: (next: AbsenceRules, id: Id, meant: Meant) => void
}): JSX.Element {
  const t = useT('office')
  let intent = createIntent()
  const [care, setCare] = createSignal<Meant['careType']>('KDV')
  const [location, setLocation] = createSignal<Id | null>(null)
  const [startsOn, setStartsOn] = createSignal('')
  const [time, setTime] = createSignal('')
  const [days, setDays] = createSignal('0')
  const [credit, setCredit] = createSignal<Meant['credit']>('none')
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const problem = useProblems(error)
  let form!: HTMLFormElement
  const read = () => readTime(time())
  const areDays = () => /^\d{1,2}$/.test(days()) && Number(days()) <= mostDaysBefore

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    const at = read()
    if (startsOn() === '' || at === null || !areDays()) {
      focusInvalid(form)
      return
    }
    const meant: Meant = {
      careType: care(),
      locationId: location() ?? props.locations[0]?.id ?? null,
      startsOn: startsOn(),
      credit: credit(),
      cutOffMinute: minutesOf(at),
      daysBefore: Number(days()),
    }
    setBusy(true)
    setError(undefined)
    try {
      const next = await addRule(intent, meant)
      setTime('')
      setStartsOn('')
      setTried(false)
      props.onAdded(next, intent(meant), meant)
      // The same once more, after it was taken back, is meant anew.
      intent = createIntent()
    } catch (cause) {
      setError(() => cause)
      focusInvalid(form)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Card as="section" class="p-4">
      <h2 class="mb-3 font-strong">{t('absenceRules.add.title')}</h2>
      <form
        ref={form}
        novalidate
        class="grid grid-cols-[minmax(0,1fr)] items-start gap-3 rail:grid-cols-2"
        onSubmit={(event) => void submit(event)}
      >
        <Select
          label={t('absenceRules.care')}
          value={care()}
          options={(['KDV', 'BSO'] as const).map((value) => ({ value, label: t(`absenceRules.care.${value}`) }))}
          onChange={(input) => setCare(input.currentTarget.value as Meant['careType'])}
        />
        <Field
          label={t('absenceRules.starts')}
          type="date"
          min={today()}
          value={startsOn()}
          error={problem('startsOn') ?? (tried() && startsOn() === '' ? t('planning.problem.day') : undefined)}
          onInput={(input) => setStartsOn(input.currentTarget.value)}
        />
        <Field
          label={t('absenceRules.time')}
          help={t('absenceRules.time.help')}
          inputmode="numeric"
          autocomplete="off"
          maxLength={5}
          value={time()}
          error={problem('cutOffMinute') ?? (tried() && read() === null ? t('planning.problem.time') : undefined)}
          onInput={(input) => setTime(input.currentTarget.value)}
          onBlur={() => setTime(read() ?? time())}
        />
        <Field
          label={t('absenceRules.days')}
          help={t('absenceRules.days.help')}
          inputmode="numeric"
          autocomplete="off"
          maxLength={2}
          value={days()}
          error={problem('daysBefore') ?? (tried() && !areDays() ? t('absenceRules.days.wrong') : undefined)}
          onInput={(input) => setDays(input.currentTarget.value)}
        />
        <Select
          label={t('absenceRules.credit')}
          value={credit()}
          options={(['none', 'kept_before_cut_off'] as const).map((value) => ({
            value,
            label: t(`absenceRules.credit.${value}`),
          }))}
          onChange={(input) => setCredit(input.currentTarget.value as Meant['credit'])}
        />
        <Show when={props.locations.length > 1}>
          <Select
            label={t('absenceRules.location')}
            value={location() ?? props.locations[0]?.id}
            options={props.locations.map(({ id, name: label }) => ({ value: id, label }))}
            onChange={(input) => setLocation(input.currentTarget.value)}
          />
        </Show>
        <div class="rail:col-span-full">
          <Button kind="primary" type="submit" icon={plus} busy={busy()} disabled={busy()}>
            {t('absenceRules.add')}
          </Button>
        </div>
        <Show when={error() && !isAbout(error(), ['startsOn', 'cutOffMinute', 'daysBefore'])}>
          <div class="rail:col-span-full">
            <ErrorNote error={error()} />
          </div>
        </Show>
      </form>
    </Card>
  )
}
