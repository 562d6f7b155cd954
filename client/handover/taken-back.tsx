import { For, type JSX } from 'solid-js'
import type { TakenBack } from '../../backend/contract/handover.ts'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { Icon } from '../ui/icon.tsx'
import { undo } from '../ui/icons.ts'
import { useHandoverWords } from './handover-words.ts'

/** That something which the group may have read holds no more, and since when. */
export function TakenBackNotes(props: { of: readonly TakenBack[]; nameOf: (id: Id) => string }): JSX.Element {
  const t = useT('handover')
  const words = useHandoverWords()
  return (
    <For each={props.of}>
      {(one) => (
        <p class="flex items-start gap-2 py-1 text-sm text-pretty tabular-nums">
          <Icon of={undo} size="s" class="mt-0.5 text-alert" />
          <span class="min-w-0 wrap-anywhere">
            {t('handover.takenBack', props.nameOf(one.childId), words.moment(one.at))}
          </span>
        </p>
      )}
    </For>
  )
}
