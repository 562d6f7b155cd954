import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { type AuditKind, auditKinds } from '../../backend/contract/audit-actions.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { IconButton } from '../ui/button.tsx'
import { Field, Select } from '../ui/field.tsx'
import { x } from '../ui/icons.ts'
import type { Audit } from './audit-state.ts'
import { look } from './filter.ts'
import { NameDialog } from './name-dialog.tsx'

/** The period, the kind of action, who did it, and the child it is about. */
export function Filters(props: { audit: Audit }): JSX.Element {
  const t = useT('office')
  const filter = () => props.audit.filter()
  const error = () => (filter().to < filter().from ? t('audit.order') : undefined)
  return (
    <fieldset class="mt-5 min-w-0" aria-label={t('audit.filters')}>
      <div class="grid grid-cols-2 gap-x-3 gap-y-4 detail:grid-cols-[10rem_10rem_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)] huge:grid-cols-1">
        <Field
          label={t('audit.from')}
          type="date"
          max={today()}
          value={filter().from}
          onChange={(input) => input.currentTarget.value && look({ from: input.currentTarget.value })}
        />
        <Field
          label={t('audit.to')}
          type="date"
          max={today()}
          value={filter().to}
          error={error()}
          onChange={(input) => input.currentTarget.value && look({ to: input.currentTarget.value })}
        />
        <div class="col-span-2 detail:col-span-1 huge:col-span-1">
          <Select
            label={t('audit.kind')}
            value={filter().kind ?? ''}
            options={[
              { value: '', label: t('audit.kind.all') },
              ...auditKinds.map((kind) => ({ value: kind, label: t(`audit.kind.${kind}`) })),
            ]}
            onChange={(choice) => look({ kind: (choice.currentTarget.value || undefined) as AuditKind | undefined })}
          />
        </div>
        <Pick audit={props.audit} of="people" />
        <Pick audit={props.audit} of="children" />
      </div>
    </fieldset>
  )
}

/** Shows who was chosen, and finds another. */
function Pick(props: { audit: Audit; of: 'people' | 'children' }): JSX.Element {
  const t = useT('office')
  const id = createUniqueId()
  const [open, setOpen] = createSignal(false)
  const part = () => (props.of === 'people' ? 'person' : 'child')
  const chosen = () => props.audit.filter()[part()]
  return (
    <div>
      <span id={id} class="mb-1 block text-sm font-strong">
        {t(`audit.${part()}`)}
      </span>
      <div class="flex gap-2">
        <button
          type="button"
          aria-labelledby={`${id} ${id}-value`}
          onClick={() => setOpen(true)}
          class="min-h-target min-w-0 grow rounded-control border border-control bg-surface px-3 py-2.5 text-left wrap-anywhere hover:bg-inset"
        >
          <span id={`${id}-value`}>
            {chosen() ? (props.audit.nameOf(chosen()!) ?? t('audit.system')) : t(`audit.${part()}.any`)}
          </span>
        </button>
        <Show when={chosen()}>
          <IconButton
            line
            icon={x}
            label={t('audit.clear', t(`audit.${part()}`))}
            onClick={() => look({ [part()]: undefined })}
          />
        </Show>
      </div>
      <Show when={open()}>
        <NameDialog
          of={props.of}
          open
          onClose={() => setOpen(false)}
          onPick={(found) => {
            props.audit.learn(found.id, found.name)
            setOpen(false)
            look({ [part()]: found.id })
          }}
        />
      </Show>
    </div>
  )
}
