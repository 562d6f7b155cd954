import { ApiError, type ClientErrorCode, call } from './api.ts'
import type { Failure, Work } from './outbox-state.ts'

const mayPass: readonly ClientErrorCode[] = [
  'network',
  'unreadable',
  'internal',
  'unavailable',
  'too_many_requests',
  'unauthenticated',
  'second_factor_needed',
  'policies_unseen',
]

function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) throw error
  return { ...error.details, code: error.code, message: error.message, retryable: mayPass.includes(error.code) }
}

/** Asks the server once to take a send in. Gives why it did not. */
export async function deliver(work: Work): Promise<Failure | null> {
  try {
    if (work.kind === 'post') await call('postEntries', { body: work.body })
    else if (work.kind === 'edit') await call('editEntry', { params: { entryId: work.before.id }, body: work.body })
    else await call('removeEntry', { params: { entryId: work.before.id } })
    return null
  } catch (error) {
    const failure = failureOf(error)
    return work.kind === 'remove' && failure.code === 'not_found' ? null : failure
  }
}
