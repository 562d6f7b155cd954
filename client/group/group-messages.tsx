import { createSignal, type JSX, lazy, onMount } from 'solid-js'
import type { Role } from '../../backend/contract/route.ts'
import { learn } from '../locales/words.ts'
import { useGroup } from './group-day.tsx'

const StaffMessages = lazy(async () => {
  const [{ StaffMessages }] = await Promise.all([import('../conversation/staff-messages.tsx'), learn('conversation')])
  return { default: StaffMessages }
})

/** The conversations of the group, fetched once somebody comes for them. */
export function GroupMessages(props: { role: Role }): JSX.Element {
  const group = useGroup()
  const [error, setError] = createSignal<unknown>()
  const open = () =>
    group.openInbox().then(
      () => setError(undefined),
      (cause: unknown) => setError(() => cause),
    )
  onMount(() => void open())
  return (
    <StaffMessages
      inbox={group.inbox()}
      error={error()}
      offline={group.offlineSince() !== null}
      role={props.role}
      onRetry={() => void open()}
    />
  )
}
