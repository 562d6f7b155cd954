import { createSignal, type JSX, Show } from 'solid-js'
import type { Allergies, KeptAllergy } from '../../backend/contract/allergies.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { createPerChild, PerChildDialog } from '../office/per-child-dialog.tsx'
import { createUndo } from '../office/undo-offer.tsx'
import { createIntent } from '../planning/intent.ts'
import { dayOf, shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { pencil, trash } from '../ui/icons.ts'
import { UndoBar } from '../ui/undo-bar.tsx'
import { AllergyForm } from './allergy-form.tsx'
import { AllergyLine } from './allergy-line.tsx'

/** What a child does not tolerate, and what to do then: added, changed, taken away and brought back. */
export function AllergiesDialog(props: { childId: Id; name: string; onClose: () => void }): JSX.Element {
  const t = useT('office')
  const intent = createIntent()
  const kept = createPerChild<Allergies, KeptAllergy>(() => call('allergies', { params: { childId: props.childId } }))
  const [busy, setBusy] = createSignal<Id>()
  const undo = createUndo(kept.failed)
  const change = ({ id, what, advice, severe, version }: KeptAllergy, removed: boolean) => {
    const meant = { what, advice, severe, removed }
    const body = { id: intent([id, version, meant]), version, ...meant }
    return call('changeAllergy', { params: { allergyId: id }, body })
  }
  async function remove(one: KeptAllergy): Promise<void> {
    setBusy(one.id)
    try {
      kept.took(await change(one, true))
      const gone = { ...one, version: one.version + 1 }
      undo.offered(t('allergies.removed', one.what), async () => kept.took(await change(gone, false)))
    } catch (cause) {
      kept.failed(cause)
    } finally {
      setBusy(undefined)
    }
  }
  const noted = ({ notedAt, notedBy }: KeptAllergy) =>
    t('allergies.noted', shortDay(dayOf(notedAt), language(), today()), notedBy)
  return (
    <PerChildDialog
      kept={kept}
      title={t('allergies.title', props.name)}
      intro={t('allergies.intro')}
      none={t('allergies.none')}
      add={t('allergies.add')}
      of={({ allergies }) => allergies}
      line={(one) => (
        <>
          <AllergyLine of={one()} severe={t('allergies.severe')} />
          <p class="text-sm text-muted wrap-anywhere">{noted(one())}</p>
          <div class="mt-1 flex flex-wrap gap-2">
            <Button
              kind="quiet"
              icon={pencil}
              aria-label={t('allergies.change.of', one().what)}
              onClick={() => kept.open(one())}
            >
              {t('allergies.change')}
            </Button>
            <Button
              kind="quiet"
              icon={trash}
              busy={busy() === one().id}
              disabled={busy() !== undefined}
              aria-label={t('allergies.remove.of', one().what)}
              onClick={() => void remove(one())}
            >
              {t('allergies.remove')}
            </Button>
          </div>
        </>
      )}
      form={(of) => <AllergyForm childId={props.childId} of={of} onDone={kept.took} onClose={kept.close} />}
      onClose={props.onClose}
    >
      <Show when={undo.offer()} keyed>
        {(offer) => (
          <div class="mt-3">
            <UndoBar onUndo={() => void undo.take()} onGone={() => undo.offer() === offer && undo.gone()}>
              {offer.words}
            </UndoBar>
          </div>
        )}
      </Show>
    </PerChildDialog>
  )
}
