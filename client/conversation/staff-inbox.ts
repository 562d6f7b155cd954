import { createSignal } from 'solid-js'
import type { StaffConversation } from '../../backend/contract/conversation.ts'
import type { GroupInbox, InboxState } from '../../backend/contract/inbox.ts'
import type { LiveEvent } from '../../backend/contract/live.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { now } from '../clock.ts'
import type { Outbox } from '../outbox.ts'
import {
  applyToLines,
  isOfConversation,
  type Line,
  type Lines,
  type MailEvent,
  unreadIn,
} from './conversation-state.ts'
import { createConversations } from './conversations.ts'
import type { MessageFiles } from './message-files.ts'
import { sawIn } from './message-sends.ts'
import { type Counts, countsAfter, shownIn, type View, viewOf } from './staff-inbox-state.ts'

const none: Counts = { open: 0, claimed: 0, done: 0, urgent: 0 }
const tryAgainAfter = 5000

/** The conversations of a group as its staff have them, and how many are in which state. */
export function openInbox(options: {
  groupId: Id
  person: Id
  outbox: Outbox
  files: MessageFiles
  types: (conversationId: Id) => void
}) {
  const { groupId, outbox, files } = options
  const [group, setGroup] = createSignal<GroupInbox['group']>()
  const [views, setViews] = createSignal<ReadonlyMap<InboxState, View>>(new Map())
  const [failure, setFailure] = createSignal<unknown>()
  let again: ReturnType<typeof setTimeout> | undefined
  let closed = false
  const core = createConversations({
    reader: { side: 'staff', personId: options.person },
    tellTyping: options.types,
    saw: sawIn(outbox),
    stale: () => refetchSoon(300),
  })

  /** The counts, and the conversations as they were by then. */
  let counted: { counts: Counts; lines: Lines } = { counts: none, lines: core.lines() }

  /** Follows from whatever became of the conversations since, in whichever order replies and events came. */
  function counts(): Counts {
    const lines = core.lines()
    if (lines !== counted.lines)
      counted = { lines, counts: countsAfter(counted.counts, counted.lines, lines, counted.lines.keys(), now()) }
    return counted.counts
  }

  /** What came with a page, and what happened since it was asked. */
  function take(reply: GroupInbox, missed: readonly MailEvent[]): void {
    const before = new Map(reply.conversations.map((line): [Id, Line] => [line.conversation.id, line]))
    const after = applyToLines(before, missed, core.reader)
    const changed = missed.filter(isOfConversation).map(({ channel }) => channel)
    setGroup(reply.group)
    counted = { lines: core.lines(), counts: countsAfter(reply.counts, before, after, changed, now()) }
    if (changed.some((id) => !before.has(id))) refetchSoon(300)
  }

  /** Fetches the inbox and what is on screen afresh. */
  async function refetch(): Promise<void> {
    clearTimeout(again)
    try {
      await core.asked(
        () => call('groupInbox', { params: { groupId }, query: {} }),
        (reply, missed) => {
          core.takeLines(reply.conversations, missed, reply.older === null || 'part')
          setViews(new Map([['all', viewOf(reply)]]))
          take(reply, missed)
          setFailure(undefined)
        },
      )
      await core.refetch()
    } catch (error) {
      setFailure(() => error)
      refetchSoon(tryAgainAfter)
      throw error
    }
  }

  function refetchSoon(pause: number): void {
    clearTimeout(again)
    if (!closed) again = setTimeout(() => void refetch().catch(() => undefined), pause)
  }

  async function page(state: InboxState, before?: string): Promise<void> {
    await core.asked(
      () => call('groupInbox', { params: { groupId }, query: { state, ...(before !== undefined && { before }) } }),
      (reply, missed) => {
        core.takeLines(reply.conversations, missed, false)
        setViews((all) => new Map(all).set(state, viewOf(reply)))
        take(reply, missed)
      },
    )
  }

  return {
    ...core,
    groupId,
    outbox,
    files,
    group,
    counts,
    failure,
    refetch,
    unread: () => unreadIn(core.lines().values()),
    /** What stands in the inbox in one state, the newest message first. */
    shown: (state: InboxState, at: number) =>
      shownIn(core.lines(), state, views().get(state) ?? views().get('all'), at),
    /** Is there more in this state than what is loaded. */
    hasOlder: (state: InboxState) => (views().get(state) ?? views().get('all'))?.older != null,
    /** Loads the first page of a state, unless all of them are here. */
    async show(state: InboxState): Promise<void> {
      if (!views().has(state) && views().get('all')?.older != null) await page(state)
    },
    async olderIn(state: InboxState): Promise<void> {
      const from = (views().get(state) ?? views().get('all'))?.older
      if (from != null) await page(state, from)
    },
    apply(events: readonly LiveEvent[]): void {
      core.apply(events)
    },
    /** What the server just answered about what the group does with it; null for who reads it no more. */
    tookHandling(id: Id, conversation: StaffConversation | null, asked: number | undefined): void {
      if (conversation) core.tookConversation(conversation, asked)
      else core.gone(id)
    },
    close(): void {
      closed = true
      clearTimeout(again)
      core.close()
    },
  }
}

export type Inbox = ReturnType<typeof openInbox>
