import * as v from 'valibot'
import { Overlap } from './overlap.ts'
import { Placed } from './placed.ts'
import { silences } from './silence.ts'
import { StaffStay } from './stay.ts'
import { Id } from './values.ts'

/**
 * Every error that the outside can see, with its HTTP status. "Forbidden" is not among them: what somebody may not
 * see looks exactly like what does not exist.
 */
export const errorStatus = {
  malformed: 400,
  unauthenticated: 401,
  wrong_credentials: 401,
  wrong_code: 401,
  passkey_refused: 401,
  wrong_pin: 401,
  foreign_origin: 403,
  second_factor_needed: 403,
  policies_unseen: 403,
  password_needed: 403,
  not_here: 403,
  not_found: 404,
  method_not_allowed: 405,
  id_taken: 409,
  email_taken: 409,
  stale_version: 409,
  absence_overlaps: 409,
  conversation_closed: 409,
  action_closed: 409,
  claimed_meanwhile: 409,
  already_present: 409,
  not_present: 409,
  before_arrival: 409,
  overlaps: 409,
  consent_missing: 409,
  names_a_child: 409,
  photos_not_theirs: 409,
  not_ready: 409,
  already_placed: 409,
  colleague_decides: 409,
  last_factor: 409,
  last_way_in: 409,
  link_expired: 410,
  link_used: 410,
  code_refused: 410,
  has_account: 409,
  import_refused: 409,
  import_running: 409,
  too_large: 413,
  quota_exceeded: 413,
  unsupported_media_type: 415,
  invalid: 422,
  time_in_future: 422,
  time_too_old: 422,
  too_late: 422,
  too_many_requests: 429,
  too_many_reports: 429,
  internal: 500,
  unavailable: 503,
  storage_full: 507,
} as const

export type ErrorCode = keyof typeof errorStatus

/** One problem with one field of a request: where, and a stable reason the client can word. */
export const FieldProblem = v.strictObject({ path: v.string(), reason: v.string() })
export type FieldProblem = v.InferOutput<typeof FieldProblem>

/** The body of every error reply; `message` is in the reader's language, `id` finds it in the log. */
export const ErrorReply = v.strictObject({
  error: v.strictObject({
    code: v.picklist(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]),
    message: v.string(),
    id: v.string(),
    fields: v.optional(v.array(FieldProblem)),
    /** With `consent_missing`: the children whose consent is not in force, now or at the time it is about; with `names_a_child`: who is named. */
    children: v.optional(v.array(v.strictObject({ id: Id, callName: v.string() }))),
    /** With `already_placed`: which of the files, and where they stand. */
    placed: v.optional(v.array(Placed)),
    /** With `absence_overlaps`: the absences that stand there already. */
    absences: v.optional(v.array(Overlap)),
    /** With `conversation_closed`: why nobody may write. */
    silence: v.optional(v.picklist(silences)),
    /** With `claimed_meanwhile`: the first name of who deals with it now. */
    claimedBy: v.optional(v.string()),
    /** With `already_present`, `not_present`, `before_arrival` and `overlaps`: what stands, for staff. */
    stays: v.optional(v.array(StaffStay)),
    /** With `stale_version`: the version that is there now. */
    version: v.optional(v.number()),
    /** With `too_many_requests`: seconds until it makes sense to try again. */
    retryAfter: v.optional(v.number()),
  }),
})
export type ErrorReply = v.InferOutput<typeof ErrorReply>
