import { type JSX, Show } from 'solid-js'
import type { StaffHandover, TakenBack } from '../../backend/contract/handover.ts'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { Card } from '../ui/card.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { HandoverStanding } from './handover-standing.tsx'
import { TakenBackNotes } from './taken-back.tsx'

/** What was told of a day, a card per child, in the order in which it was told. */
export function HandoverList(props: {
  handovers: readonly StaffHandover[]
  takenBack: readonly TakenBack[]
  nameOf: (id: Id) => string
}): JSX.Element {
  const t = useT('handover')
  const all = () => [...props.handovers].sort((a, b) => Date.parse(a.aboutAt) - Date.parse(b.aboutAt))
  return (
    <div class="mb-3 grid grid-cols-[minmax(0,1fr)] gap-3">
      <Show when={props.takenBack.length > 0}>
        <div>
          <TakenBackNotes of={props.takenBack} nameOf={props.nameOf} />
        </div>
      </Show>
      <Keyed each={all()} by={({ id }) => id}>
        {(told) => (
          <Card as="article" class="px-4 pt-3">
            <h2 class="mb-2 leading-5.5 wrap-anywhere">
              {props.nameOf(told().childId)} · {t('handover.open')}
            </h2>
            <HandoverStanding handover={told()} name={props.nameOf(told().childId)} />
          </Card>
        )}
      </Keyed>
    </div>
  )
}
