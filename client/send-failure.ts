import { ApiError, type ClientErrorCode } from './api.ts'
import type { Failure } from './outbox-state.ts'

const mayPass: readonly ClientErrorCode[] = [
  'network',
  'unreadable',
  'internal',
  'unavailable',
  'too_many_requests',
  'unauthenticated',
  'second_factor_needed',
  'policies_unseen',
  'not_ready',
]

/** Why a send did not arrive, and whether it may by itself. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) throw error
  return { ...error.details, code: error.code, message: error.message, retryable: mayPass.includes(error.code) }
}
