import { createSignal, type JSX, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { v7 } from 'uuid'
import type { ChildRecord, NewGuardian } from '../../backend/contract/administration.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { announce } from '../ui/live-region.tsx'
import { type DraftGuardian, emptyGuardian, GuardianFields, lackingOf } from './guardian-fields.tsx'
import { isAboutFields, useProblems } from './problems.ts'

/** One more guardian of a child that is there. */
export function GuardianAdd(props: {
  childId: string
  onAdded: (child: ChildRecord) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('office')
  const [guardian, setGuardian] = createStore<DraftGuardian>(emptyGuardian())
  const [checked, setChecked] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const refused = useProblems(error)
  let form!: HTMLFormElement
  let sent = { id: v7(), as: '' }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setChecked(true)
    setError(undefined)
    const focusFirst = () =>
      requestAnimationFrame(() => form.querySelector<HTMLInputElement>('[aria-invalid]')?.focus())
    if (Object.keys(lackingOf(guardian)).length > 0) return void focusFirst()
    const given = JSON.stringify(guardian)
    if (sent.as !== given) sent = { id: v7(), as: given }
    setBusy(true)
    try {
      const body = { ...(guardian as NewGuardian), id: sent.id }
      const child = await call('addGuardian', { params: { childId: props.childId }, body })
      announce(t('administration.person.added', guardian.firstName))
      props.onAdded(child)
    } catch (cause) {
      setError(() => cause)
      focusFirst()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card class="mt-3 p-4">
      <form ref={form} novalidate onSubmit={submit} class="grid gap-4" aria-label={t('administration.guardian.add')}>
        <GuardianFields
          guardian={guardian}
          set={(given) => setGuardian(given)}
          problem={(field) =>
            checked() && lackingOf(guardian)[field] ? t('administration.problem.empty') : refused(field)
          }
        />
        <p class="text-sm text-pretty text-muted">{t('administration.guardian.invites')}</p>
        <Show when={error() && !isAboutFields(error())}>
          <ErrorNote error={error()} />
        </Show>
        <div class="flex flex-wrap gap-2">
          <Button kind="primary" type="submit" busy={busy()} disabled={busy()}>
            {t('administration.guardian.add')}
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
