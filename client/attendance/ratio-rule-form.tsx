import { createSignal, type JSX, Show } from 'solid-js'
import type { RatioRule, RatioRules } from '../../backend/contract/ratio-rules.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { createIntent } from '../planning/intent.ts'
import { isAbout, useProblems } from '../planning/problems.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field, Select } from '../ui/field.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { plus, trash } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { emptyBand, readBands, type TypedBand, typedBands } from './ratio-bands.ts'

export type MeantRatio = Omit<RatioRule, 'id' | 'removable'>

export const addRatioRule = (intent: (meant: unknown) => Id, meant: MeantRatio): Promise<RatioRules> =>
  call('addRatioRule', { body: { id: intent(meant), ...meant } })

/** Sets from a day on how many children one member of staff cares for by age; it begins with what holds now. */
export function RatioRuleForm(props: {
  rules: readonly RatioRule[]
  onAdded: (next: RatioRules, id: Id, meant: MeantRatio) => void
}): JSX.Element {
  const t = useT('office')
  const intent = createIntent()
  const lastOf = (care: MeantRatio['careType']) => {
    const bands = typedBands(props.rules.findLast(({ careType }) => careType === care)?.bands ?? [])
    return bands.length > 0 ? bands : [emptyBand]
  }
  const [care, setCare] = createSignal<MeantRatio['careType']>('KDV')
  const [startsOn, setStartsOn] = createSignal('')
  const [bands, setBands] = createSignal<readonly TypedBand[]>(lastOf('KDV'))
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const problem = useProblems(error)
  let form!: HTMLFormElement
  const problemOf = (n: number) => {
    const read = readBands(bands())
    return tried() && 'problems' in read ? read.problems[n] : null
  }
  const change = (n: number, part: Partial<TypedBand>) =>
    setBands((all) => all.map((line, m) => (m === n ? { ...line, ...part } : line)))
  const more = () => setBands((all) => [...all, { ...emptyBand, fromAge: all.at(-1)?.untilAge ?? '' }])

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    const read = readBands(bands())
    if (startsOn() === '' || 'problems' in read) {
      focusInvalid(form)
      return
    }
    const meant: MeantRatio = { careType: care(), startsOn: startsOn(), bands: read.bands }
    setBusy(true)
    setError(undefined)
    try {
      const next = await addRatioRule(intent, meant)
      setStartsOn('')
      setTried(false)
      props.onAdded(next, intent(meant), meant)
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card as="section" class="p-4">
      <h2 class="mb-3 font-strong">{t('ratioRules.add.title')}</h2>
      <form
        ref={form}
        novalidate
        class="grid grid-cols-[minmax(0,1fr)] items-start gap-3 rail:grid-cols-2"
        onSubmit={(event) => void submit(event)}
      >
        <Select
          label={t('ratioRules.care')}
          value={care()}
          options={(['KDV', 'BSO'] as const).map((value) => ({ value, label: t(`ratioRules.care.${value}`) }))}
          onChange={(input) => {
            const next = input.currentTarget.value as MeantRatio['careType']
            setCare(next)
            setBands(lastOf(next))
          }}
        />
        <Field
          label={t('ratioRules.starts')}
          type="date"
          min={today()}
          value={startsOn()}
          error={problem('startsOn') ?? (tried() && startsOn() === '' ? t('planning.problem.day') : undefined)}
          onInput={(input) => setStartsOn(input.currentTarget.value)}
        />
        <div class="grid gap-3 rail:col-span-full">
          <Keyed each={bands().map((line, n) => ({ line, n }))} by={({ n }) => n}>
            {(at) => (
              <fieldset class="min-w-0 border-b border-hairline pb-3">
                <legend class="sr-only">{t('ratioRules.line', at().n + 1)}</legend>
                <div class="grid grid-cols-[repeat(auto-fit,minmax(6rem,1fr))] items-end gap-2">
                  <Field
                    label={t('ratioRules.fromAge')}
                    inputmode="numeric"
                    autocomplete="off"
                    maxLength={2}
                    value={at().line.fromAge}
                    aria-invalid={problemOf(at().n) ? 'true' : undefined}
                    onInput={(input) => change(at().n, { fromAge: input.currentTarget.value })}
                  />
                  <Field
                    label={t('ratioRules.untilAge')}
                    inputmode="numeric"
                    autocomplete="off"
                    maxLength={2}
                    value={at().line.untilAge}
                    onInput={(input) => change(at().n, { untilAge: input.currentTarget.value })}
                  />
                  <Field
                    label={t('ratioRules.perStaff')}
                    inputmode="numeric"
                    autocomplete="off"
                    maxLength={2}
                    value={at().line.childrenPerStaff}
                    onInput={(input) => change(at().n, { childrenPerStaff: input.currentTarget.value })}
                  />
                  <Show when={bands().length > 1}>
                    <IconButton
                      icon={trash}
                      label={t('ratioRules.line.remove', at().n + 1)}
                      onClick={() => setBands((all) => all.filter((_, n) => n !== at().n))}
                    />
                  </Show>
                </div>
                <Show when={problemOf(at().n)}>
                  {(wrong) => (
                    <p role="alert" class="mt-1 text-sm text-alert">
                      {t(`ratioRules.problem.${wrong()}`)}
                    </p>
                  )}
                </Show>
              </fieldset>
            )}
          </Keyed>
          <div class="flex flex-wrap gap-2">
            <Button icon={plus} onClick={more}>
              {t('ratioRules.line.add')}
            </Button>
            <Button kind="primary" type="submit" busy={busy()} disabled={busy()}>
              {t('ratioRules.add')}
            </Button>
          </div>
        </div>
        <Show when={error() && !isAbout(error(), ['startsOn'])}>
          <div class="rail:col-span-full">
            <ErrorNote error={error()} />
          </div>
        </Show>
      </form>
    </Card>
  )
}
