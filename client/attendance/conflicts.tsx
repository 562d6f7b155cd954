import { createEffect, createMemo, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useGroup } from '../group/group-day.tsx'
import { useStaffWork } from '../group/staff-work.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { conflictsOf, isSame } from './conflict.ts'
import { ConflictCard } from './conflict-card.tsx'
import type { StayDraft } from './stay-draft.ts'

/** What was noted here and cannot stand as it is: both, side by side, until somebody says which is right. */
export function Conflicts(props: {
  onPutRight: (childId: Id, stayId: Id | null, draft: StayDraft) => void
}): JSX.Element {
  const group = useGroup()
  const { outbox } = useStaffWork()
  const found = createMemo(() => conflictsOf(outbox.sends(), group.today()?.stays ?? [], group.groupId))
  const all = () => found().filter((one) => !isSame(one))
  createEffect(() => {
    const same = found().filter(isSame)
    queueMicrotask(() => {
      for (const { sends } of same) for (const { id } of sends) outbox.discard(id)
    })
  })
  return (
    <Show when={all().length > 0}>
      <ul class="mb-4 grid grid-cols-[repeat(auto-fit,minmax(min(20rem,100%),1fr))] gap-3">
        <Keyed each={all()} by={({ stayId }) => stayId}>
          {(conflict) => <ConflictCard conflict={conflict()} onPutRight={props.onPutRight} />}
        </Keyed>
      </ul>
    </Show>
  )
}
