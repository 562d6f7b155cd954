import { createSignal, createUniqueId, type JSX, onMount, Show } from 'solid-js'
import type { Collector, Collectors } from '../../backend/contract/collectors.ts'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError, call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { createIntent } from '../planning/intent.ts'
import { useProblems } from '../planning/problems.ts'
import { shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { pencil, plus } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { announce } from '../ui/live-region.tsx'

type Step = 'list' | { of: Collector | null }

/** Who may bring and fetch a child besides its guardians, from when until when. */
export function CollectorsDialog(props: { childId: Id; name: string; onClose: () => void }): JSX.Element {
  const t = useT('office')
  const [all, setAll] = createSignal<Collectors>()
  const [error, setError] = createSignal<unknown>()
  const [step, setStep] = createSignal<Step>('list')
  const load = () =>
    call('collectors', { params: { childId: props.childId } }).then(
      (reply) => {
        setError(undefined)
        setAll(reply)
      },
      (cause: unknown) => setError(() => cause),
    )
  onMount(() => void load())
  const day = (given: string) => shortDay(given, language(), today())
  const period = ({ startsOn, endsOn }: Collector) =>
    endsOn ? t('collectors.period', day(startsOn), day(endsOn)) : t('collectors.from', day(startsOn))
  const editing = () => {
    const now = step()
    return now === 'list' ? undefined : now
  }
  return (
    <>
      <Show when={step() === 'list'}>
        <Dialog
          open
          title={t('collectors.title', props.name)}
          // A dialog that goes says so too: then another one has taken its place.
          onClose={() => step() === 'list' && props.onClose()}
          actions={
            <>
              <Button icon={plus} disabled={!all()} onClick={() => setStep({ of: null })}>
                {t('collectors.add')}
              </Button>
              <Button kind="quiet" onClick={() => props.onClose()}>
                {t('action.close')}
              </Button>
            </>
          }
        >
          <p class="mb-3 text-muted">{t('collectors.intro')}</p>
          <Show when={error()}>
            <ErrorNote error={error()} onRetry={() => void load()} />
          </Show>
          <Show when={all()} fallback={<Show when={!error()}>{t('app.loading')}</Show>}>
            {(known) => (
              <Show when={known().collectors.length > 0} fallback={<p>{t('collectors.none')}</p>}>
                <ul>
                  <Keyed each={known().collectors} by={({ id }) => id}>
                    {(one) => (
                      <li class="flex items-center justify-between gap-3 border-b border-hairline py-2.5 last:border-b-0 huge:flex-wrap">
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
                          onClick={() => setStep({ of: one() })}
                        >
                          {t('collectors.change')}
                        </Button>
                      </li>
                    )}
                  </Keyed>
                </ul>
              </Show>
            )}
          </Show>
        </Dialog>
      </Show>
      <Show when={editing()} keyed>
        {(now) => (
          <CollectorForm
            childId={props.childId}
            of={now.of}
            onDone={(next) => {
              setAll(next)
              setStep('list')
            }}
            onClose={() => setStep('list')}
          />
        )}
      </Show>
    </>
  )
}

function CollectorForm(props: {
  childId: Id
  of: Collector | null
  onDone: (next: Collectors) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('office')
  const formId = createUniqueId()
  const intent = createIntent()
  const { of } = props
  const [said, setSaid] = createSignal({
    name: of?.name ?? '',
    relation: of?.relation ?? '',
    phone: of?.phone ?? '',
    startsOn: of?.startsOn ?? today(),
    endsOn: of?.endsOn ?? '',
  })
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const problem = useProblems(error)
  const set = (part: Partial<ReturnType<typeof said>>) => setSaid((was) => ({ ...was, ...part }))
  const missing = (field: 'name' | 'relation' | 'startsOn') =>
    tried() && said()[field].trim() === '' ? t(`collectors.problem.${field}`) : undefined
  const isBackwards = () => said().endsOn !== '' && said().endsOn < said().startsOn

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    if (missing('name') || missing('relation') || missing('startsOn') || isBackwards()) {
      queueMicrotask(() => document.querySelector<HTMLElement>(`[id="${formId}"] [aria-invalid=true]`)?.focus())
      return
    }
    setBusy(true)
    setError(undefined)
    const { name, relation, phone, startsOn, endsOn } = said()
    const meant = {
      ...{ name: name.trim(), relation: relation.trim(), phone: phone.trim() },
      ...{ startsOn, endsOn: endsOn || null },
    }
    try {
      const next = of
        ? await call('changeCollector', {
            params: { collectorId: of.id },
            body: { id: intent([of.version, meant]), version: of.version, ...meant },
          })
        : await call('addCollector', {
            params: { childId: props.childId },
            body: { id: intent(meant), ...meant },
          })
      announce(t('collectors.saved', meant.name))
      props.onDone(next)
    } catch (cause) {
      setError(() => cause)
      setBusy(false)
    }
  }
  const isAbout = () => {
    const cause = error()
    return cause instanceof ApiError && cause.code === 'invalid' && (cause.details.fields?.length ?? 0) > 0
  }
  return (
    <Dialog
      open
      title={of ? t('collectors.change.of', of.name) : t('collectors.add')}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="primary" type="submit" form={formId} busy={busy()} disabled={busy()}>
            {t('collectors.save')}
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        novalidate
        class="grid grid-cols-[minmax(0,1fr)] gap-3"
        onSubmit={(event) => void submit(event)}
      >
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
        <Show when={error() && !isAbout()}>
          <ErrorNote error={error()} />
        </Show>
      </form>
    </Dialog>
  )
}
