import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import type { Inbox } from '../conversation/staff-inbox.ts'
import type { StaffWork } from './staff-work.tsx'

/** So long after the group is there its conversations are fetched, for how many were not read. */
const soonAfter = 2000

export interface GroupInbox {
  /** The conversations of the group, once they were fetched. */
  inbox: Accessor<Inbox | undefined>
  /** Fetches them, if they are not here. */
  openInbox(): Promise<void>
}

/**
 * Fetches the conversations of a group a while after the group itself, or when they are asked for.
 * @param types says that this person is typing
 * @param onUnread is told how many messages this person has not read, whenever that changes
 */
export function createGroupInbox(
  groupId: Id,
  work: StaffWork,
  types: (conversationId: Id) => void,
  onUnread: (messages: number) => void,
): GroupInbox {
  const [inbox, setInbox] = createSignal<Inbox>()
  let opening: Promise<void> | undefined
  let closed = false

  async function fetchInbox(): Promise<void> {
    const { openInbox } = await import('../conversation/staff-inbox.ts')
    const { outbox, files } = work
    const opened = openInbox({ groupId, person: work.me.person.id, outbox, files, types })
    if (closed) return
    setInbox(opened)
    await opened.refetch().catch(() => undefined)
  }
  const openOnce = () => {
    opening ??= fetchInbox().catch((failure: unknown) => {
      opening = undefined
      throw failure
    })
    return opening
  }
  const soon = setTimeout(() => void openOnce().catch(() => undefined), soonAfter)
  onCleanup(() => {
    closed = true
    clearTimeout(soon)
    inbox()?.close()
  })
  createEffect(
    on(
      () => inbox()?.unread() ?? 0,
      (unread) => queueMicrotask(() => onUnread(unread)),
    ),
  )
  return { inbox, openInbox: openOnce }
}
