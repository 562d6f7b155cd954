import type { Id } from '../../backend/contract/values.ts'
import type { Outbox } from '../outbox.ts'
import { isPending, type Send, type Work } from '../outbox-state.ts'
import type { Thread } from './conversation-state.ts'

export type MessageWork = Extract<Work, { kind: 'message' }>
export type MessageSend = Send & { work: MessageWork }

const isMessage = (send: Send): send is MessageSend => send.work.kind === 'message'

/** What was sent here in a conversation and does not stand in it yet, or only as it was before it was changed here. */
export function sendsIn(sends: readonly Send[], id: Id, thread: Thread | undefined): readonly MessageSend[] {
  const there = new Set(thread?.messages.map(({ message }) => message.id))
  return sends
    .filter(isMessage)
    .filter((send) => send.work.conversationId === id && (!there.has(send.id) || needsPerson(send)))
}

/** Begun here: the conversation that a first message about a child opens, where it did not arrive yet. */
export const begunHere = (sends: readonly Send[], childId: Id, guardianId: Id | undefined): Id | undefined =>
  sends.filter(isMessage).find(({ work }) => work.begin?.childId === childId && work.begin.guardianId === guardianId)
    ?.work.conversationId

/** May it be changed or dropped: it is not on its way at this moment. */
export const isAtHand = (send: Send): boolean => send.held || send.state === 'failed'

/** Did it fail for good, so that it needs a person. */
export const needsPerson = (send: Send): boolean => send.state === 'failed' && !isPending(send)

/** Tells the outbox what arrived, so that what was sent stands on screen once. */
export const sawIn = (outbox: Outbox | undefined) => (messages: readonly { id: Id }[]) =>
  outbox?.saw(messages.map(({ id }) => ({ id, version: 1 })))
