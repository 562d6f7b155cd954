import { createSignal, type JSX } from 'solid-js'
import { type Allergies, type KeptAllergy, longestAdvice, longestAllergy } from '../../backend/contract/allergies.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { PerChildForm } from '../office/per-child-form.tsx'
import { createIntent } from '../planning/intent.ts'
import { CheckRow } from '../ui/check-row.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { Field } from '../ui/field.tsx'
import { announce } from '../ui/live-region.tsx'

/** One allergy of a child, new or as it stands. */
export function AllergyForm(props: {
  childId: Id
  of: KeptAllergy | null
  onDone: (next: Allergies) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('office')
  const intent = createIntent()
  const { of } = props
  const [what, setWhat] = createSignal(of?.what ?? '')
  const [advice, setAdvice] = createSignal(of?.advice ?? '')
  const [severe, setSevere] = createSignal(of?.severe ?? false)
  const isNamed = () => what().trim() !== ''
  const fits = () => advice().trim().length <= longestAdvice

  async function save(): Promise<void> {
    const meant = { what: what().trim(), advice: advice().trim(), severe: severe() }
    const next = of
      ? await call('changeAllergy', {
          params: { allergyId: of.id },
          body: { id: intent([of.version, meant]), version: of.version, ...meant, removed: false },
        })
      : await call('addAllergy', { params: { childId: props.childId }, body: { id: intent(meant), ...meant } })
    announce(t('allergies.saved', meant.what))
    props.onDone(next)
  }
  return (
    <PerChildForm
      title={of ? t('allergies.change.of', of.what) : t('allergies.add')}
      save={t('allergies.save')}
      isComplete={isNamed() && fits()}
      onSave={save}
      onClose={props.onClose}
    >
      {({ tried, problem }) => (
        <>
          <Field
            label={t('allergies.what')}
            help={t('allergies.what.help')}
            autocomplete="off"
            maxLength={longestAllergy}
            value={what()}
            error={problem('what') ?? (tried() && !isNamed() ? t('allergies.problem.what') : undefined)}
            onInput={(input) => setWhat(input.currentTarget.value)}
          />
          <CheckRow checked={severe()} onChange={setSevere}>
            {t('allergies.severe.ask')}
          </CheckRow>
          <CountedArea
            label={t('allergies.advice')}
            help={t('allergies.advice.help')}
            most={longestAdvice}
            value={advice()}
            error={problem('advice')}
            onInput={(input) => setAdvice(input.currentTarget.value)}
          />
        </>
      )}
    </PerChildForm>
  )
}
