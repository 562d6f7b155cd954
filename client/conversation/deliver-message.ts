import { call } from '../api.ts'
import type { Failure, Work } from '../outbox-state.ts'
import type { Uploads } from '../photo/upload-queue.ts'
import { isUsable } from '../photo/upload-state.ts'
import { failureOf } from '../send-failure.ts'
import type { DraftFile } from './draft-file.ts'
import type { MessageFiles } from './message-files.ts'

/** What keeps the files of a message from going yet, or without somebody; null when the server has them all. */
function unready(attachments: readonly DraftFile[], uploads: Uploads): Failure | null {
  const keys = new Set(attachments.map(({ key }) => key))
  // What is gone may have gone with an attempt whose answer was lost: the server says so.
  const open = uploads.items().filter(({ key, state }) => keys.has(key) && state !== 'ready' && state !== 'gone')
  const failure = (retryable: boolean): Failure => ({ code: 'not_ready', retryable })
  if (open.some((item) => !isUsable(item))) return failure(false)
  return open.length > 0 ? failure(true) : null
}

/** Asks the server once to take a message in, the first of a conversation or a later one. Gives why it did not. */
export async function deliverMessage(work: Work, files: MessageFiles): Promise<Failure | null> {
  if (work.kind !== 'message') throw new Error(`No message: ${work.kind}`)
  const { conversationId, begin, body } = work
  const { id, text, attachments = [] } = body
  // Where they do not open now, they may later; whatever else waits on this device goes on.
  const uploads = attachments.length > 0 ? await files.open().catch(() => null) : undefined
  if (uploads === null) return { code: 'not_ready', retryable: true }
  try {
    const waits = uploads && unready(attachments, uploads)
    if (waits) return waits
    const named = attachments.map(({ key, childIds, showsNobody }) => ({
      id: uploads?.idOf(key) ?? key,
      ...(work.side === 'staff' ? { childIds, showsNobody } : {}),
    }))
    const message = { id, text, ...(named.length > 0 ? { attachments: named } : {}) }
    if (begin) await call('openConversation', { body: { id: conversationId, ...begin, message } })
    else await call('sendMessage', { params: { conversationId }, body: message })
    uploads?.placed(named.map((one) => one.id))
    return null
  } catch (error) {
    return failureOf(error)
  }
}
