import type { ErrorCode, ErrorReply } from '../backend/contract/errors.ts'
import {
  type Input,
  type Output,
  personHeader,
  type Role,
  requestHeader,
  roleHeader,
  timeHeader,
} from '../backend/contract/route.ts'
import { measure } from './clock.ts'
import { type Endpoints, endpoints } from './endpoints.ts'
import { nameIn } from './file-name.ts'
import { language } from './locales/words.ts'

/** `network`: nobody answered; `unreadable`: something answered that is not our server. */
export type ClientErrorCode = ErrorCode | 'network' | 'unreadable'

type Details = Partial<Omit<ErrorReply['error'], 'code' | 'message'>>

/** A request that did not succeed. Its `message` is in the reader's language, except for the two codes of our own. */
export class ApiError extends Error {
  readonly code: ClientErrorCode
  /** Finds the error in the log; empty when there was no reply. */
  readonly id: string
  readonly details: Details

  constructor(code: ClientErrorCode, message: string, details: Details = {}) {
    super(message)
    this.code = code
    this.id = details.id ?? ''
    this.details = details
  }
}

const outOfReachCodes: readonly string[] = ['network', 'unreadable', 'unavailable', 'internal']
/** Whether nobody answered, or somebody who could not: what this device knows is as good as it gets. */
export const outOfReach = (error: unknown): boolean => error instanceof ApiError && outOfReachCodes.includes(error.code)

type Field<Name extends string, Value> = [Value] extends [undefined]
  ? { [N in Name]?: undefined }
  : { [N in Name]: Value }
type OptionalField<Name extends string, Value> = [Value] extends [undefined]
  ? { [N in Name]?: undefined }
  : { [N in Name]?: Value }

/** What a route is asked with, exactly as the contract has it. */
export type Asked<Name extends keyof Endpoints> = Field<'params', Input<Endpoints[Name]['params']>> &
  OptionalField<'query', Input<Endpoints[Name]['query']>> &
  Field<'body', Input<Endpoints[Name]['body']>> & {
    signal?: AbortSignal
    /** Milliseconds to wait for the answer, where it takes longer than usual. */
    patience?: number
    /** Is about whoever's cookie this browser has, not about who works in this tab. */
    asWhoever?: boolean
  }

export type Reply<Name extends keyof Endpoints> = Output<Endpoints[Name]['reply']>

const usualPatience = 20_000

let role: Role | undefined
let person: string | undefined
let unauthenticated = (): void => {}
let gated = (): void => {}

/** The codes of the last few errors here, newest first: support finds them in the log. */
const recent: { id: string; at: Date }[] = []
export const recentErrors = (): readonly { id: string; at: Date }[] => recent

/** In which role the requests of this tab are made from now on, and on a tablet as whom: another tab may have another's cookie by then. */
export const speakAs = (next: Role | undefined, only?: string): void => {
  role = next
  person = only
}

/** What every request of this tab says beside what it asks. */
export function commonHeaders(): Record<string, string> {
  const headers = { [requestHeader]: 'ouderapp', 'accept-language': language() }
  return { ...headers, ...(role && { [roleHeader]: role }), ...(person && { [personHeader]: person }) }
}

/** What to do when the server no longer knows this session. */
export const whenUnauthenticated = (then: () => void): void => {
  unauthenticated = then
}

/** What to do when the server asks this session to pass something first. */
export const whenGated = (then: () => void): void => {
  gated = then
}

function address(
  path: string,
  params: Record<string, string> | undefined,
  query: Record<string, string | undefined> | undefined,
) {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''))
  const asked = Object.entries(query ?? {}).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return asked.length === 0 ? filled : `${filled}?${new URLSearchParams(asked)}`
}

async function failure(response: Response): Promise<ApiError> {
  const reply = (await response.json().catch(() => null)) as ErrorReply | null
  if (typeof reply?.error?.code !== 'string') return new ApiError('unreadable', `HTTP ${response.status}`)
  const { code, message, ...details } = reply.error
  return new ApiError(code, message, details)
}

type Given<Name extends keyof Endpoints> =
  Record<never, never> extends Asked<Name> ? [asked?: Asked<Name>] : [asked: Asked<Name>]

/** Calls a route of the contract by its name. Throws an `ApiError`. */
export async function call<Name extends keyof Endpoints>(name: Name, ...given: Given<Name>): Promise<Reply<Name>> {
  const response = await answerTo(name, given[0])
  return (await response.json().catch(() => {
    throw new ApiError('unreadable', `HTTP ${response.status}`)
  })) as Reply<Name>
}

/** Calls a route whose reply is a file. Throws an `ApiError`. */
export async function callForFile<Name extends keyof Endpoints>(name: Name, ...given: Given<Name>): Promise<Blob> {
  const response = await answerTo(name, given[0])
  return response.blob().catch(() => {
    throw new ApiError('network', 'network')
  })
}

/** A file on its way: what it is called, how many rows or bytes are coming where that is known, and its pieces. */
export interface Download {
  name: string
  rows: number
  bytes: number
  type: string
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>
}

/** Calls a route that gives a file piece by piece. Throws an `ApiError`, also in its midst when nothing comes any more. */
export async function download<Name extends keyof Endpoints>(name: Name, ...given: Given<Name>): Promise<Download> {
  const stop = new AbortController()
  let timer = setTimeout(() => stop.abort(), usualPatience)
  const response = await answerTo(name, given[0], stop.signal)
  async function* pieces() {
    const reader = response.body!.getReader()
    try {
      for (;;) {
        clearTimeout(timer)
        timer = setTimeout(() => stop.abort(), usualPatience)
        const { done, value } = await reader.read()
        if (done) return
        yield value
      }
    } catch {
      throw new ApiError('network', 'network')
    } finally {
      clearTimeout(timer)
    }
  }
  const { headers } = response
  return {
    name: nameIn(headers.get('content-disposition') ?? '') ?? 'export.csv',
    rows: Number(headers.get('x-rows')),
    bytes: Number(headers.get('content-length')),
    type: headers.get('content-type') ?? '',
    pieces: pieces(),
  }
}

async function answerTo(
  name: keyof Endpoints,
  asked: unknown,
  /** Ends the waiting; without it the asked patience does. */
  stop?: AbortSignal,
): Promise<Response> {
  const [method, path] = endpoints[name]
  const {
    params,
    query,
    body,
    signal,
    patience = usualPatience,
    asWhoever = false,
  } = (asked ?? {}) as {
    params?: Record<string, string>
    query?: Record<string, string | undefined>
    body?: unknown
    signal?: AbortSignal
    patience?: number
    asWhoever?: boolean
  }
  const meant = person
  const headers = commonHeaders()
  if (asWhoever) delete headers[personHeader]
  if (body !== undefined) headers['content-type'] = 'application/json'
  const waiting = stop ?? AbortSignal.timeout(patience)
  const request: RequestInit = {
    method,
    headers,
    cache: 'no-store',
    credentials: 'same-origin',
    // What is removed while its page goes away is removed all the same.
    keepalive: method === 'DELETE',
    signal: signal ? AbortSignal.any([signal, waiting]) : waiting,
  }
  if (body !== undefined) request.body = JSON.stringify(body)
  const begun = performance.now()
  const response = await fetch(address(path, params, query), request).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw new ApiError('network', 'network')
  })
  measure(response.headers.get(timeHeader) ?? '', performance.now() - begun)
  if (response.ok) return response
  const error = await failure(response)
  if ((error.code === 'internal' || error.code === 'unavailable') && error.id) {
    recent.unshift({ id: error.id, at: new Date() })
    recent.splice(5)
  }
  // What was asked for somebody who gave way to another is not about this one.
  if (error.code === 'unauthenticated' && person === meant && !asWhoever) unauthenticated()
  if (error.code === 'second_factor_needed' || error.code === 'policies_unseen') gated()
  throw error
}
