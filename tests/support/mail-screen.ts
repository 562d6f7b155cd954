import type { ConversationPage } from '../../backend/contract/conversation.ts'
import type { GroupInbox } from '../../backend/contract/inbox.ts'
import type { Id } from '../../backend/contract/values.ts'
import {
  applyToLines,
  applyToThread,
  hidesUnread,
  isOfConversation,
  isOfMail,
  type Line,
  type Lines,
  type Reader,
  type Thread,
  talkOf,
  threadOf,
  withRead,
} from '../../client/conversation/conversation-state.ts'
import { type Counts, countsAfter } from '../../client/conversation/staff-inbox-state.ts'
import type { Part } from './screen.ts'

interface MailState {
  lines: Lines
  threads: ReadonlyMap<Id, Thread>
  /** How many of the group are in which state; staff only. */
  counts: Counts | null
}

/** A message as it stands on a screen. */
export type SeenMessage = ConversationPage['messages'][number]
export interface SeenMail {
  conversations: Record<Id, { line: Line; messages: SeenMessage[] }>
  counts: Counts | null
}

/** The conversations of somebody, each of them opened: what is listed, and the end of what was written. */
export const mailPart = (path: string, reader: Reader): Part<MailState> => ({
  async load(get) {
    const list = await get<Pick<GroupInbox, 'conversations'> & Partial<GroupInbox>>(path)
    const lines = new Map<Id, Line>(list.conversations.map((line) => [line.conversation.id, line]))
    const threads = new Map<Id, Thread>()
    for (const id of lines.keys()) {
      const page = await get<ConversationPage>(`/api/conversations/${id}`).catch((refused: { status?: number }) => {
        // It went meanwhile; the heads will tell.
        if (refused.status !== 404) throw refused
      })
      if (!page) continue
      threads.set(id, threadOf(page))
    }
    return { lines, threads, counts: list.counts ?? null }
  },
  after(state, event) {
    if (!isOfMail(event)) return state
    const lines = applyToLines(state.lines, [event], reader)
    if (!isOfConversation(event)) return { ...state, lines }
    const thread = state.threads.get(event.channel)
    return {
      lines,
      threads: thread ? new Map(state.threads).set(event.channel, applyToThread(thread, event)) : state.threads,
      counts: state.counts && countsAfter(state.counts, state.lines, lines, [event.channel], Date.parse(event.at)),
    }
  },
  isStale(state, event) {
    if (!isOfMail(event)) return false
    const id = talkOf(event)
    const line = id && state.lines.get(id)
    return line ? hidesUnread(line, event) : isOfConversation(event)
  },
  own: (state, readTo) => ({
    ...state,
    lines: new Map([...state.lines].map(([id, line]) => [id, withRead(line, readTo.get(id) ?? 0)])),
  }),
  seen: ({ lines, threads, counts }): SeenMail & Record<string, unknown> => ({
    conversations: Object.fromEntries(
      [...lines].map(([id, line]) => [
        id,
        { line, messages: (threads.get(id)?.messages ?? []).map(({ message }) => message).slice(-50) },
      ]),
    ),
    counts,
  }),
})
