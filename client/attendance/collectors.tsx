import { createSignal, type JSX, Show } from 'solid-js'
import type { Collector, Collectors } from '../../backend/contract/collectors.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { createPerChild, PerChildDialog } from '../office/per-child-dialog.tsx'
import { PerChildForm } from '../office/per-child-form.tsx'
import { createIntent } from '../planning/intent.ts'
import { shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { pencil } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'

/** Who may bring and fetch a child besides its guardians, from when until when. */
export function CollectorsDialog(props: { childId: Id; name: string; onClose: () => void }): JSX.Element {
  const t = useT('office')
  const kept = createPerChild<Collectors, Collector>(() => call('collectors', { params: { childId: props.childId } }))
  const day = (given: string) => shortDay(given, language(), today())
  const period = ({ startsOn, endsOn }: Collector) =>
    endsOn ? t('collectors.period', day(startsOn), day(endsOn)) : t('collectors.from', day(startsOn))
  return (
    <PerChildDialog
      kept={kept}
      title={t('collectors.title', props.name)}
      intro={t('collectors.intro')}
      none={t('collectors.none')}
      add={t('collectors.add')}
      of={({ collectors }) => collectors}
      line={(one) => (
        <div class="flex items-center justify-between gap-3 huge:flex-wrap">
          <div class="min-w-0">
            <p class="font-strong wrap-anywhere">
              {one().name} · {one().relation}
            </p>
            <p class="text-muted tabular-nums wrap-anywhere">
              {period(one())}
              <Show when={one().phone}> · {one().phone}</Show>
            </p>
          </div>
          <Button
            kind="quiet"
            icon={pencil}
            aria-label={t('collectors.change.of', one().name)}
            onClick={() => kept.open(one())}
          >
            {t('collectors.change')}
          </Button>
        </div>
      )}
      form={(of) => <CollectorForm childId={props.childId} of={of} onDone={kept.took} onClose={kept.close} />}
      onClose={props.onClose}
    />
  )
}

function CollectorForm(props: {
  childId: Id
  of: Collector | null
  onDone: (next: Collectors) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('office')
  const intent = createIntent()
  const { of } = props
  const [said, setSaid] = createSignal({
    name: of?.name ?? '',
    relation: of?.relation ?? '',
    phone: of?.phone ?? '',
    startsOn: of?.startsOn ?? today(),
    endsOn: of?.endsOn ?? '',
  })
  const set = (part: Partial<ReturnType<typeof said>>) => setSaid((was) => ({ ...was, ...part }))
  const needed = ['name', 'relation', 'startsOn'] as const
  const isMissing = (field: (typeof needed)[number]) => said()[field].trim() === ''
  const isBackwards = () => said().endsOn !== '' && said().endsOn < said().startsOn

  async function save(): Promise<void> {
    const { name, relation, phone, startsOn, endsOn } = said()
    const meant = {
      ...{ name: name.trim(), relation: relation.trim(), phone: phone.trim() },
      ...{ startsOn, endsOn: endsOn || null },
    }
    const next = of
      ? await call('changeCollector', {
          params: { collectorId: of.id },
          body: { id: intent([of.version, meant]), version: of.version, ...meant },
        })
      : await call('addCollector', { params: { childId: props.childId }, body: { id: intent(meant), ...meant } })
    announce(t('collectors.saved', meant.name))
    props.onDone(next)
  }
  return (
    <PerChildForm
      title={of ? t('collectors.change.of', of.name) : t('collectors.add')}
      save={t('collectors.save')}
      isComplete={!needed.some(isMissing) && !isBackwards()}
      onSave={save}
      onClose={props.onClose}
    >
      {({ tried, problem }) => {
        const missing = (field: (typeof needed)[number]) =>
          tried() && isMissing(field) ? t(`collectors.problem.${field}`) : undefined
        return (
          <>
            <Field
              label={t('collectors.name')}
              autocomplete="off"
              maxLength={120}
              value={said().name}
              error={problem('name') ?? missing('name')}
              onInput={(input) => set({ name: input.currentTarget.value })}
            />
            <Field
              label={t('collectors.relation')}
              help={t('collectors.relation.help')}
              autocomplete="off"
              maxLength={60}
              value={said().relation}
              error={problem('relation') ?? missing('relation')}
              onInput={(input) => set({ relation: input.currentTarget.value })}
            />
            <Field
              label={t('collectors.phone')}
              type="tel"
              autocomplete="off"
              maxLength={40}
              value={said().phone}
              error={problem('phone')}
              onInput={(input) => set({ phone: input.currentTarget.value })}
            />
            <Field
              label={t('collectors.startsOn')}
              type="date"
              value={said().startsOn}
              error={problem('startsOn') ?? missing('startsOn')}
              onInput={(input) => set({ startsOn: input.currentTarget.value })}
            />
            <Field
              label={t('collectors.endsOn')}
              help={t('collectors.endsOn.help')}
              type="date"
              value={said().endsOn}
              error={problem('endsOn') ?? (tried() && isBackwards() ? t('collectors.problem.endsOn') : undefined)}
              onInput={(input) => set({ endsOn: input.currentTarget.value })}
            />
          </>
        )
      }}
    </PerChildForm>
  )
}
