import { createSignal, For, type JSX, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { PersonRecord } from '../../backend/contract/administration.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { announce } from '../ui/live-region.tsx'
import { isAboutFields, useProblems } from './problems.ts'

/** Corrects the name or the address of somebody who has no account yet. */
export function PersonCorrection(props: {
  person: PersonRecord
  onDone: (next: PersonRecord | undefined) => void
}): JSX.Element {
  const t = useT('office')
  const { firstName, lastName, email } = props.person
  const [given, setGiven] = createStore({ firstName, lastName, email })
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const problem = useProblems(error)
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const next = await call('correctPerson', { params: { personId: props.person.id }, body: { ...given } })
      announce(t('administration.saved'))
      props.onDone(next)
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form novalidate onSubmit={submit} class="mt-4 grid gap-4" aria-label={t('administration.person.correct')}>
      <div class="grid gap-4 rail:grid-cols-2">
        <For each={['firstName', 'lastName'] as const}>
          {(field) => (
            <Field
              label={t(`administration.field.${field}`)}
              value={given[field]}
              maxlength={100}
              autocomplete="off"
              onInput={(event) => setGiven(field, event.currentTarget.value)}
              error={problem(field)}
            />
          )}
        </For>
        <Field
          label={t('administration.field.email')}
          type="email"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxlength={254}
          value={given.email}
          onInput={(event) => setGiven('email', event.currentTarget.value)}
          error={problem('email')}
        />
      </div>
      <p class="text-sm text-pretty text-muted">{t('administration.person.correct.help')}</p>
      <Show when={error() && !isAboutFields(error())}>
        <ErrorNote error={error()} />
      </Show>
      <div class="flex flex-wrap gap-2">
        <Button kind="primary" type="submit" busy={busy()} disabled={busy()}>
          {t('action.save')}
        </Button>
        <Button kind="quiet" onClick={() => props.onDone(undefined)}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  )
}
