import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { type Allergies, type KeptAllergy, longestAdvice, longestAllergy } from '../../backend/contract/allergies.ts'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError, call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { createIntent } from '../planning/intent.ts'
import { useProblems } from '../planning/problems.ts'
import { Button } from '../ui/button.tsx'
import { CheckRow } from '../ui/check-row.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { announce } from '../ui/live-region.tsx'

/** One allergy of a child, new or as it stands. */
export function AllergyForm(props: {
  childId: Id
  of: KeptAllergy | null
  onDone: (next: Allergies) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('office')
  const formId = createUniqueId()
  const intent = createIntent()
  const { of } = props
  const [said, setSaid] = createSignal({
    ...{ what: of?.what ?? '', advice: of?.advice ?? '', severe: of?.severe ?? false },
  })
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const problem = useProblems(error)
  const set = (part: Partial<ReturnType<typeof said>>) => setSaid((was) => ({ ...was, ...part }))
  const missing = () => (tried() && said().what.trim() === '' ? t('allergies.problem.what') : undefined)

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    if (missing()) {
      queueMicrotask(() => document.querySelector<HTMLElement>(`[id="${formId}"] [aria-invalid=true]`)?.focus())
      return
    }
    setBusy(true)
    setError(undefined)
    const meant = { what: said().what.trim(), advice: said().advice.trim(), severe: said().severe }
    try {
      const next = of
        ? await call('changeAllergy', {
            params: { allergyId: of.id },
            body: { id: intent([of.version, meant]), version: of.version, ...meant, removed: false },
          })
        : await call('addAllergy', { params: { childId: props.childId }, body: { id: intent(meant), ...meant } })
      announce(t('allergies.saved', meant.what))
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
      title={of ? t('allergies.change.of', of.what) : t('allergies.add')}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="primary" type="submit" form={formId} busy={busy()} disabled={busy()}>
            {t('allergies.save')}
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
          label={t('allergies.what')}
          help={t('allergies.what.help')}
          autocomplete="off"
          maxLength={longestAllergy}
          value={said().what}
          error={problem('what') ?? missing()}
          onInput={(input) => set({ what: input.currentTarget.value })}
        />
        <CheckRow checked={said().severe} onChange={(severe) => set({ severe })}>
          {t('allergies.severe.ask')}
        </CheckRow>
        <TextArea
          label={t('allergies.advice')}
          help={t('allergies.advice.help')}
          maxLength={longestAdvice}
          value={said().advice}
          error={problem('advice')}
          onInput={(input) => set({ advice: input.currentTarget.value })}
        />
        <Show when={error() && !isAbout()}>
          <ErrorNote error={error()} />
        </Show>
      </form>
    </Dialog>
  )
}
