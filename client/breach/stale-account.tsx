import { For, type JSX } from 'solid-js'
import type { Breach, BreachAccount } from '../../backend/contract/breach.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { triangleAlert } from '../ui/icons.ts'
import { dayFields, textFields, useAccountWords } from './account-text.tsx'

/** Says that somebody else stored something meanwhile: what stands there now, and which of the two it is to be. */
export function StaleAccount(props: {
  breach: Breach
  mine: BreachAccount
  busy: boolean
  onMine: () => void
  onTheirs: () => void
}): JSX.Element {
  const t = useT('office')
  const said = useAccountWords()
  const different = () =>
    [...textFields, ...dayFields].filter((field) => props.breach.account[field] !== props.mine[field])
  return (
    <div role="alert" class="mt-3 rounded-control border border-alert-edge bg-alert-tint p-4 print:hidden">
      <p class="flex gap-2">
        <Icon of={triangleAlert} size="m" class="mt-0.5 text-alert" />
        <span class="min-w-0">
          <b class="block">{t('breach.stale.title')}</b>
          {t('breach.stale.text')}
        </span>
      </p>
      <dl class="mt-3 grid gap-3">
        <For each={different()}>
          {(field) => (
            <div class="rounded-control bg-surface p-3">
              <dt class="text-sm text-muted">{t('breach.stale.there', t(`breach.field.${field}`))}</dt>
              <dd class="wrap-anywhere whitespace-pre-wrap">{said(props.breach.account, field)}</dd>
            </div>
          )}
        </For>
      </dl>
      <div class="mt-3 flex flex-wrap gap-2">
        <Button kind="primary" busy={props.busy} disabled={props.busy} onClick={() => props.onMine()}>
          {t('breach.stale.mine')}
        </Button>
        <Button disabled={props.busy} onClick={() => props.onTheirs()}>
          {t('breach.stale.theirs')}
        </Button>
      </div>
    </div>
  )
}
