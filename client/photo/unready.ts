import type { Id } from '../../backend/contract/values.ts'
import type { Failure } from '../outbox-state.ts'
import type { Uploads } from './upload-queue.ts'
import { isUsable } from './upload-state.ts'

/** What keeps files from going with what they were chosen for yet, or without somebody; null when the server has them all. */
export function unready(keys: readonly Id[], uploads: Uploads): Failure | null {
  const items = uploads.items().filter(({ key }) => keys.includes(key))
  const failure = (retryable: boolean): Failure => ({ code: 'not_ready', retryable })
  // What is gone may have gone with an attempt whose answer was lost: the server says so.
  const open = items.filter(({ state }) => state !== 'ready' && state !== 'gone')
  if (open.some((item) => !isUsable(item))) return failure(false)
  return open.length > 0 ? failure(true) : null
}
