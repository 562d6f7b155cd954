import { createMemo, createSignal, For, type JSX, onMount, Show } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import type { Purpose } from '../../backend/contract/consent.ts'
import type { PolicyKind, PolicyText } from '../../backend/contract/policy.ts'
import { ApiError, call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { go, goBack } from '../router.ts'
import { daysAfter, longDay } from '../time.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { arrowLeft, check } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { Markdown } from '../ui/markdown.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { createDraft, type Draft } from './draft.ts'

const ahead = 14
const mostBytes = 60_000
const longestSummary = 1000
const bytesOf = (text: string) => new TextEncoder().encode(text).length

/** A new version: its texts in both languages side by side, from when it holds, and what is asked again. */
export function PublishScreen(props: { me: Me }): JSX.Element {
  const t = useT('office')
  const { draft, change, clear } = createDraft(props.me.person.id)
  const [checked, setChecked] = createSignal(false)
  const [asking, setAsking] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const [wrongDay, setWrongDay] = createSignal<{ day: string; reason: string }>()
  const [people, setPeople] = createSignal<number>()
  const [current, setCurrent] = createSignal<readonly PolicyText[]>([])
  const earliest = () => daysAfter(today(), ahead)
  let form!: HTMLFormElement

  onMount(() => {
    call('policyVersions').then(
      (reply) => setPeople(reply.people),
      () => undefined,
    )
    call('policies').then(
      (reply) => setCurrent(reply.inForce),
      () => undefined,
    )
  })

  const inForce = () => current().find(({ kind }) => kind === draft().kind)
  const isWritten = () =>
    (['textNl', 'textEn', 'summaryNl', 'summaryEn'] as const).some((field) => draft()[field] !== '')
  const isBlank = () => draft().textNl === '' && draft().textEn === ''
  const problems = createMemo(() => {
    const found: Partial<Record<keyof Draft, string>> = {}
    for (const field of ['textNl', 'textEn', 'summaryNl', 'summaryEn'] as const) {
      if (draft()[field].trim() === '') found[field] = t('officePolicies.missing')
      else if (field.startsWith('text') && bytesOf(draft()[field]) > mostBytes)
        found[field] = t('officePolicies.tooLong')
      else if (field.startsWith('summary') && draft()[field].length > longestSummary)
        found[field] = t('text.over', draft()[field].length - longestSummary, longestSummary)
    }
    const day = draft().effectiveOn
    const wrong = wrongDay()
    if (day === '') found.effectiveOn = t('officePolicies.day.missing')
    else if (day < earliest() || (wrong?.day === day && wrong.reason === 'too_soon'))
      found.effectiveOn = t('officePolicies.day.tooSoon', longDay(earliest(), language(), today()))
    else if (wrong?.day === day) found.effectiveOn = t('officePolicies.day.before')
    return found
  })
  const problem = (field: keyof Draft) => (checked() ? problems()[field] : undefined)

  function ask(event: SubmitEvent): void {
    event.preventDefault()
    setChecked(true)
    setError(undefined)
    if (Object.keys(problems()).length > 0) form.querySelector<HTMLElement>('[aria-invalid]')?.focus()
    else setAsking(true)
  }

  async function publish(): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      const reworded = draft().kind === 'privacy' ? draft().reworded : []
      const published = await call('publishPolicy', { body: { ...draft(), reworded } })
      clear()
      announce(t('officePolicies.published'))
      go(`/office/policies/${published.id}`, { replace: true })
    } catch (cause) {
      const field =
        cause instanceof ApiError ? cause.details.fields?.find(({ path }) => path === 'effectiveOn') : undefined
      if (field) setWrongDay({ day: draft().effectiveOn, reason: field.reason })
      setError(() => cause)
      setAsking(false)
    } finally {
      setBusy(false)
    }
  }

  const begin = () => {
    const text = inForce()
    if (text) change({ textNl: text.text.nl, textEn: text.text.en })
  }
  const writing = (field: 'textNl' | 'textEn', label: string) => (
    <TextArea
      label={label}
      help={t('officePolicies.markdown')}
      value={draft()[field]}
      lang={field.endsWith('Nl') ? 'nl' : 'en'}
      error={problem(field)}
      class="min-h-60! max-h-[60vh] overflow-y-auto"
      onInput={(event) => change({ [field]: event.currentTarget.value })}
    />
  )
  const summing = (field: 'summaryNl' | 'summaryEn', label: string) => (
    <CountedArea
      label={label}
      most={longestSummary}
      value={draft()[field]}
      lang={field.endsWith('Nl') ? 'nl' : 'en'}
      error={problem(field)}
      class="min-h-20!"
      onInput={(event) => change({ [field]: event.currentTarget.value })}
    />
  )
  const day = () => longDay(draft().effectiveOn || earliest(), language(), today())

  return (
    <main id="main" class="px-gutter pt-5 pb-10">
      <div class="max-w-5xl">
        <div class="-ml-3 flex items-center">
          <IconButton icon={arrowLeft} label={t('action.back')} onClick={() => goBack('/office/policies')} />
        </div>
        <ScreenTitle>{t('officePolicies.new')}</ScreenTitle>
        <p class="mt-1 text-sm text-pretty text-muted">{t('officePolicies.new.text')}</p>
        <form ref={form} novalidate onSubmit={ask} class="mt-5 grid grid-cols-[minmax(0,1fr)] gap-6">
          <Segmented<PolicyKind>
            label={t('officePolicies.kind')}
            value={draft().kind}
            options={[
              { value: 'privacy', label: t('policy.privacy') },
              { value: 'terms', label: t('policy.terms') },
            ]}
            onChange={(kind) => change({ kind })}
          />
          <Show when={isBlank() && inForce()}>
            <div>
              <Button onClick={begin}>{t('officePolicies.begin')}</Button>
            </div>
          </Show>
          <div class="grid grid-cols-[minmax(0,1fr)] gap-4 detail:grid-cols-2">
            {writing('textNl', t('officePolicies.textNl'))}
            {writing('textEn', t('officePolicies.textEn'))}
            {summing('summaryNl', t('officePolicies.summaryNl'))}
            {summing('summaryEn', t('officePolicies.summaryEn'))}
          </div>
          <Show when={draft().kind === 'privacy'}>
            <Reworded chosen={draft().reworded} onChange={(reworded) => change({ reworded })} />
          </Show>
          <div class="max-w-80">
            <Field
              type="date"
              label={t('officePolicies.day')}
              help={t('officePolicies.day.help', longDay(earliest(), language(), today()))}
              min={earliest()}
              value={draft().effectiveOn}
              error={problem('effectiveOn')}
              onInput={(event) => change({ effectiveOn: event.currentTarget.value })}
              class="tabular-nums"
            />
          </div>
          <Show when={!isBlank()}>
            <section aria-labelledby="policy-preview" class="border-t border-hairline pt-5">
              <h2 id="policy-preview" class="text-lg font-strong">
                {t('officePolicies.preview')}
              </h2>
              <div class="mt-3 grid grid-cols-[minmax(0,1fr)] gap-6 detail:grid-cols-2">
                <For each={['textNl', 'textEn'] as const}>
                  {(field) => (
                    <div
                      lang={field === 'textNl' ? 'nl' : 'en'}
                      class="min-w-0 rounded-card border border-hairline bg-surface p-4"
                    >
                      <Markdown text={draft()[field]} loading={t('app.loading')} />
                    </div>
                  )}
                </For>
              </div>
            </section>
          </Show>
          <Show when={error()}>
            <ErrorNote error={error()} />
          </Show>
          <div class="flex flex-wrap items-center gap-3">
            <Button kind="primary" type="submit">
              {t('officePolicies.publish')}
            </Button>
            <Show when={isWritten()}>
              <p class="min-w-0 text-sm text-muted">{t('officePolicies.kept')}</p>
            </Show>
          </div>
        </form>
      </div>
      <Dialog
        open={asking()}
        title={t('officePolicies.confirm', t(`policy.${draft().kind}`))}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="primary" busy={busy()} onClick={() => void publish()}>
              {t('officePolicies.publish')}
            </Button>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {t('action.cancel')}
            </Button>
          </>
        }
      >
        <p>
          {people() === undefined
            ? t('officePolicies.confirm.all', day())
            : t('officePolicies.confirm.people', people() ?? 0, day())}
        </p>
        <p class="mt-2">{t('officePolicies.confirm.consents')}</p>
        <p class="mt-2">{t('officePolicies.confirm.final')}</p>
      </Dialog>
    </main>
  )
}

/** The purposes whose wording changed, so that guardians are asked again. */
function Reworded(props: { chosen: readonly Purpose[]; onChange: (chosen: Purpose[]) => void }): JSX.Element {
  const t = useT('office')
  return (
    <fieldset class="min-w-0">
      <legend class="text-sm font-strong">{t('officePolicies.reworded')}</legend>
      <p class="text-sm text-pretty text-muted">{t('officePolicies.reworded.text')}</p>
      <div class="mt-2 flex flex-wrap gap-2">
        <For each={['photos', 'diary'] as const}>
          {(purpose) => (
            <label class="group/purpose relative inline-flex min-h-target items-center gap-3 rounded-control border border-control bg-surface py-2 pr-4 pl-3 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus">
              <input
                type="checkbox"
                checked={props.chosen.includes(purpose)}
                onChange={(event) =>
                  props.onChange([
                    ...props.chosen.filter((one) => one !== purpose),
                    ...(event.currentTarget.checked ? [purpose] : []),
                  ])
                }
                class="absolute inset-0 size-full cursor-pointer opacity-0"
              />
              <span
                aria-hidden="true"
                class="grid size-6 shrink-0 place-items-center rounded-inner border-2 border-control bg-surface text-transparent group-has-checked/purpose:border-select group-has-checked/purpose:bg-select group-has-checked/purpose:text-on-accent"
              >
                <Icon of={check} size="s" />
              </span>
              {t(`purpose.${purpose}`)}
            </label>
          )}
        </For>
      </div>
    </fieldset>
  )
}
