import type * as v from 'valibot'
import type { ErrorCode } from './errors.ts'

export type Role = 'guardian' | 'staff' | 'manager' | 'administration' | 'privacy_officer'

/** In which role a request is made; one person may have several. Without it the session's person must have just one. */
export const roleHeader = 'x-role'

/** What every answer of the API says: the moment it is on the server. */
export const timeHeader = 'x-time'

/** As whom alone a request is meant, on a tablet on which one follows another; whoever else the session is gets nothing. */
export const personHeader = 'x-person'

/** A header that a foreign page cannot send without asking first; every request that changes something carries it. */
export const requestHeader = 'x-requested-with'

/** What a session must pass, in this order, before it is good for anything else. */
export const gates = ['second_factor', 'policies'] as const
export type Gate = (typeof gates)[number]

type Schema = v.GenericSchema<unknown, unknown>

/** One HTTP route of the published language. `roles: 'anyone'` needs no session, `'person'` any session. */
export interface Route<
  Params extends Schema | undefined = Schema | undefined,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Reply extends Schema = Schema,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Express form: `/api/diary/:entryId`. */
  readonly path: string
  readonly summary: string
  readonly roles: readonly Role[] | 'anyone' | 'person'
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly reply: Reply
  readonly errors: readonly ErrorCode[]
  /** A GET that leaves in the audit that it was read. */
  readonly noted: boolean
  /** The media type of a reply that is a file to keep: it is sent as it is, and not as JSON. */
  readonly file: string | undefined
  /** The role may stand in the address as well, as `role`: what a page shows by itself sends no header. */
  readonly roleInAddress: boolean
  /** Reachable by a session that has not passed this yet; what is open before the second factor is before the policies too. */
  readonly before: Gate | undefined
  /** Whether a session on a paired tablet reaches it; unsaid, what is not of the person alone. */
  readonly onTablet: boolean | undefined
}

/**
 * Declares a route; every part that is not given is absent from the wire. Nothing else happens, so that a page which needs one
 * number of the contract does not load all of it.
 */
/* @__NO_SIDE_EFFECTS__ */
export function route<
  Reply extends Schema,
  Params extends Schema | undefined = undefined,
  Query extends Schema | undefined = undefined,
  Body extends Schema | undefined = undefined,
>(given: {
  method: Route['method']
  path: string
  summary: string
  roles: Route['roles']
  params?: Params
  query?: Query
  body?: Body
  reply: Reply
  errors?: readonly ErrorCode[]
  noted?: boolean
  file?: string
  roleInAddress?: boolean
  before?: Gate
  onTablet?: boolean
}): Route<Params, Query, Body, Reply> {
  return {
    method: given.method,
    path: given.path,
    summary: given.summary,
    roles: given.roles,
    params: given.params as Params,
    query: given.query as Query,
    body: given.body as Body,
    reply: given.reply,
    errors: given.errors ?? [],
    noted: given.noted ?? false,
    file: given.file,
    roleInAddress: given.roleInAddress ?? false,
    before: given.before,
    onTablet: given.onTablet,
  }
}

/** What a schema yields, or nothing where a route has none. */
export type Output<S extends Schema | undefined> = S extends Schema ? v.InferOutput<S> : undefined
export type Input<S extends Schema | undefined> = S extends Schema ? v.InferInput<S> : undefined
