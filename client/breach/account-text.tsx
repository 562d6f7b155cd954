import { For, type JSX } from 'solid-js'
import type { BreachAccount } from '../../backend/contract/breach.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { longDay } from '../time.ts'

export const textFields = ['happened', 'consequences', 'measures'] as const
export const dayFields = ['authorityToldOn', 'guardiansToldOn'] as const

/** How each part of an account reads. */
export function useAccountWords(): (account: BreachAccount, field: keyof BreachAccount) => string {
  const t = useT('office')
  return (account, field) => {
    const value = account[field] ?? ''
    if (value.trim() === '') return t(field.endsWith('On') ? 'breach.notYet' : 'breach.nothing')
    return field.endsWith('On') ? longDay(value, language(), today()) : value
  }
}

/** What was written about a breach, to be read. */
export function AccountText(props: { account: BreachAccount }): JSX.Element {
  const t = useT('office')
  const said = useAccountWords()
  return (
    <dl class="grid gap-4">
      <For each={[...textFields, ...dayFields]}>
        {(field) => (
          <div>
            <dt class="text-sm text-muted">{t(`breach.field.${field}`)}</dt>
            <dd class="max-w-text wrap-anywhere whitespace-pre-wrap">{said(props.account, field)}</dd>
          </div>
        )}
      </For>
    </dl>
  )
}
