import { For, type JSX } from 'solid-js'
import { language, useT } from '../locales/words.ts'
import { listed } from '../time.ts'
import { Icon } from '../ui/icon.tsx'
import { clock } from '../ui/icons.ts'
import { useGroup } from './group-day.tsx'
import { useSendWords } from './outbox-words.ts'

/** What colleagues noted of this group on this tablet and nobody else knows yet. */
export function LeftHereNote(): JSX.Element {
  const t = useT('staff')
  const group = useGroup()
  const words = useSendWords()
  return (
    <For each={group.leftHere()}>
      {({ person, sends }) => (
        <p class="mb-3 flex gap-2 rounded-control border border-hairline bg-notice p-3 text-sm text-pretty">
          <Icon of={clock} size="m" />
          <span class="min-w-0 wrap-anywhere">
            {t('group.leftHere', person.firstName, listed(sends.map(words.title), language()))}
          </span>
        </p>
      )}
    </For>
  )
}
