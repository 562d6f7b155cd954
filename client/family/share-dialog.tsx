import { createSignal, type JSX } from 'solid-js'
import { v7 } from 'uuid'
import type { Family } from '../../backend/contract/family.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { daysAfter } from '../time.ts'
import { Field } from '../ui/field.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'

/** Which stream, why, and until when a guardian without authority may read. */
export function ShareDialog(props: {
  name: string
  child: string
  childId: Id
  personId: Id
  onDone: (changed: Family) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('office')
  const id = v7()
  const [purpose, setPurpose] = createSignal<'diary' | 'photos'>('diary')
  const [reason, setReason] = createSignal('')
  const [until, setUntil] = createSignal(daysAfter(today(), 90))
  const [tried, setTried] = createSignal(false)
  const last = daysAfter(today(), 365)
  const wrongReason = () => (reason().trim().length < 3 ? t('families.reason.short') : undefined)
  const wrongDay = () => (until() < today() || until() > last ? t('families.until.wrong') : undefined)
  function act() {
    setTried(true)
    if (wrongReason() || wrongDay()) return undefined
    const { childId, personId } = props
    const body = { id, childId, personId, purpose: purpose(), reason: reason().trim(), until: until() }
    return call('shareStream', { body })
  }
  return (
    <ConfirmDialog
      title={t('families.share.title', props.child, props.name)}
      text={t('families.share.text', props.name, props.child)}
      action={t('families.share.action')}
      kind="primary"
      act={act}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      <Segmented
        label={t('families.stream')}
        value={purpose()}
        options={(['diary', 'photos'] as const).map((value) => ({ value, label: t(`purpose.${value}`) }))}
        onChange={setPurpose}
      />
      <Field
        label={t('families.reason')}
        help={t('families.reason.help')}
        error={tried() ? wrongReason() : undefined}
        maxLength={300}
        value={reason()}
        onInput={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Field
        type="date"
        label={t('families.until')}
        error={tried() ? wrongDay() : undefined}
        min={today()}
        max={last}
        value={until()}
        onInput={({ currentTarget }) => setUntil(currentTarget.value)}
      />
    </ConfirmDialog>
  )
}
