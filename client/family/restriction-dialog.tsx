import { createSignal, type JSX } from 'solid-js'
import { v7 } from 'uuid'
import type { Family } from '../../backend/contract/family.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Field } from '../ui/field.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'

/** Enters a court's restriction with the ruling that it rests on. */
export function RestrictionDialog(props: {
  name: string
  child: string
  guardianshipId: Id
  onDone: (changed: Family) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('office')
  const id = v7()
  const [ruling, setRuling] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const wrong = () => (ruling().trim().length < 3 ? t('families.ruling.missing') : undefined)
  function act() {
    setTried(true)
    if (wrong()) return undefined
    const params = { guardianshipId: props.guardianshipId }
    return call('restrictGuardian', { params, body: { id, ruling: ruling().trim() } })
  }
  return (
    <ConfirmDialog
      title={t('families.restrict.title', props.name)}
      text={t('families.restrict.text', props.name, props.child)}
      action={t('families.restrict')}
      act={act}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      <Field
        label={t('families.ruling')}
        help={t('families.ruling.help')}
        error={tried() ? wrong() : undefined}
        maxLength={300}
        value={ruling()}
        onInput={({ currentTarget }) => setRuling(currentTarget.value)}
      />
    </ConfirmDialog>
  )
}
