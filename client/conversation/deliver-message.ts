import { call } from '../api.ts'
import type { Failure, Work } from '../outbox-state.ts'
import { failureOf } from '../send-failure.ts'

/** Asks the server once to take a message in, the first of a conversation or a later one. Gives why it did not. */
export async function deliverMessage(work: Work): Promise<Failure | null> {
  if (work.kind !== 'message') throw new Error(`No message: ${work.kind}`)
  const { conversationId, begin, body } = work
  try {
    if (begin) await call('openConversation', { body: { id: conversationId, ...begin, message: body } })
    else await call('sendMessage', { params: { conversationId }, body })
    return null
  } catch (error) {
    return failureOf(error)
  }
}
