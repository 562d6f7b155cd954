import { call } from '../api.ts'
import type { Failure, Work } from '../outbox-state.ts'
import { unready } from '../photo/unready.ts'
import { failureOf } from '../send-failure.ts'
import type { MessageFiles } from './message-files.ts'

/** Asks the server once to take a message in, the first of a conversation or a later one. Gives why it did not. */
export async function deliverMessage(work: Work, files: MessageFiles): Promise<Failure | null> {
  if (work.kind !== 'message') throw new Error(`No message: ${work.kind}`)
  const { conversationId, begin, body } = work
  const { id, text, attachments = [], doneUpTo } = body
  // Where they do not open now, they may later; whatever else waits on this device goes on.
  const uploads = attachments.length > 0 ? await files.open().catch(() => null) : undefined
  if (uploads === null) return { code: 'not_ready', retryable: true }
  try {
    const waits =
      uploads &&
      unready(
        attachments.map(({ key }) => key),
        uploads,
      )
    if (waits) return waits
    const named = attachments.map(({ key, childIds, showsNobody }) => ({
      id: uploads?.idOf(key) ?? key,
      ...(work.side === 'staff' ? { childIds, showsNobody } : {}),
    }))
    const message = {
      ...{ id, text },
      ...(named.length > 0 && { attachments: named }),
      ...(doneUpTo !== undefined && { doneUpTo }),
    }
    if (begin) await call('openConversation', { body: { id: conversationId, ...begin, message } })
    else await call('sendMessage', { params: { conversationId }, body: message })
    uploads?.placed(named.map((one) => one.id))
    return null
  } catch (error) {
    return failureOf(error)
  }
}
