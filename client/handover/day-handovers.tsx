import { type JSX, lazy, Show, Suspense } from 'solid-js'
import type { StaffHandover, TakenBack } from '../../backend/contract/handover.ts'
import type { Id } from '../../backend/contract/values.ts'
import { learn } from '../locales/words.ts'

const List = lazy(async () => {
  const [{ HandoverList }] = await Promise.all([import('./handover-list.tsx'), learn('handover')])
  return { default: HandoverList }
})

/** In the day of the group: what was told of it, fetched only where there is any. */
export function DayHandovers(props: {
  handovers: readonly StaffHandover[]
  takenBack: readonly TakenBack[]
  nameOf: (id: Id) => string
}): JSX.Element {
  return (
    <Show when={props.handovers.length + props.takenBack.length > 0}>
      <Suspense>
        <List {...props} />
      </Suspense>
    </Show>
  )
}
