import type { IncomingMessage } from 'node:http'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, RequestHandler, Response, Router } from 'express'
import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import * as v from 'valibot'
import { type Actor, type Mode, NoActor, type Recorded, type Tx, transaction } from '../db/client.ts'
import type { FieldProblem } from './contract/errors.ts'
import { type Gate, gates, type Output, personHeader, type Route, requestHeader, roleHeader } from './contract/route.ts'
import { Id } from './contract/values.ts'
import { errorReply, languageOf, Refusal } from './errors.ts'
import { type Log, rootOf } from './log.ts'
import { openTurns } from './turns.ts'

/** What every route needs of its surroundings. */
export interface Surroundings {
  router: Router
  pool: pg.Pool
  log: Log
  now: () => Date
  /** The session's token from a Cookie header. */
  token(cookie: string | undefined): string | undefined
  /** Is this Origin header one of the app's own? */
  isOwnOrigin(origin: string): boolean
  /** Called with what a committed transaction recorded. */
  committed(recorded: Recorded[]): void
  /** Notes that a session on a tablet was used: it ends when it is not. */
  used(sessionId: string): Promise<void>
  /** What is being answered, also to whom has gone meanwhile: closing waits for it. */
  answering: Set<Promise<void>>
}

export interface Received<R extends Route> {
  params: Output<R['params']>
  query: Output<R['query']>
  body: Output<R['body']>
}

/** The HTTP side of a request, for the few routes that set cookies or need the address. */
export interface Edge {
  request: Request
  response: Response
  ip: string
  device: string
}

/** Mounts a route whose handler runs in one transaction as the session's person; the reply goes after the commit. */
export function route<R extends Route>(
  to: Surroundings,
  contract: R,
  handler: (tx: Tx, received: Received<R>, edge: Edge) => Promise<Output<R['reply']>>,
): void {
  const mode = contract.noted ? 'noted' : contract.method === 'GET' ? 'snapshot' : 'write'
  mount(to, contract, (received, edge) => asSession(to, contract, edge, mode, (tx) => handler(tx, received, edge)))
}

/** A file that a route gives: what it is called, how many rows it has, and what is in it, piece by piece. */
export interface Download {
  name: string
  rows: number
  pieces(tx: Tx): AsyncIterable<string>
}

/** Downloads at once: each holds a connection to the database as long as it is read. */
const mostDownloads = 2
/** Milliseconds without a byte being taken, after which whoever reads is gone. */
const notTaken = 15_000

/**
 * Mounts a route that gives a file. What `prepare` records is committed before the first byte leaves, so that nothing is
 * taken unseen by breaking off; the pieces are then read in one snapshot, as fast as they are taken. Whoever stops taking them is
 * cut off, and further downloads are refused as `unavailable`: the others need the database as well.
 */
export function downloadRoute<R extends Route>(
  to: Surroundings,
  contract: R,
  prepare: (tx: Tx, received: Received<R>) => Promise<Download>,
): void {
  let downloads = 0
  mount(to, contract, async (received, edge) => {
    let isOne = false
    try {
      const file = await asSession(to, contract, edge, 'write', (tx) => {
        if (!isOne && downloads >= mostDownloads) throw new Refusal('unavailable')
        // A transaction may be tried again.
        if (!isOne) downloads += 1
        isOne = true
        return prepare(tx, received)
      })
      edge.response.setTimeout(notTaken, () => edge.response.destroy())
      await asSession(to, contract, edge, 'snapshot', async (tx) => {
        edge.response
          .attachment(file.name)
          .type(contract.file ?? 'text/plain')
          .set('X-Rows', String(file.rows))
        await pipeline(Readable.from(file.pieces(tx)), edge.response)
      })
    } catch (error) {
      // Whoever asked went away.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
    } finally {
      if (isOne) downloads -= 1
    }
  })
}

/** Transactions of one session at once, of the ten connections that everybody has. */
const inTurn = openTurns(6)

/** Does something in one transaction as the session's person, as far as the route is for this session and this role. */
export async function asSession<T>(
  to: Surroundings,
  contract: Route,
  { request, ip, device }: Edge,
  mode: Mode,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const token = to.token(request.headers.cookie)
  if (!token) throw new Refusal('unauthenticated')
  const role = contract.roles === 'person' ? 'any' : chosenRole(request, contract.roleInAddress)
  let recorded: Recorded[] = []
  const within = async (tx: Tx) => {
    const meant = request.get(personHeader)
    if (meant !== undefined && meant !== tx.actor.personId) throw new Refusal('unauthenticated')
    refuseGated(contract, tx.actor.gate)
    if (tx.actor.tablet && !isForTablets(contract)) throw new Refusal('not_here')
    if (Array.isArray(contract.roles) && !contract.roles.includes(tx.actor.role)) throw new Refusal('not_found')
    recorded = tx.recorded
    actor = tx.actor
    return work(tx)
  }
  let actor: Actor | undefined
  const result = await inTurn(token, () =>
    transaction(to.pool, { token, role, ip, device }, to.now(), mode, within),
  ).catch(async (error: unknown) => {
    if (error instanceof NoActor)
      throw (await hasSession(to, token)) ? new Refusal('not_found') : new Refusal('unauthenticated')
    throw error
  })
  if (recorded.length > 0) to.committed(recorded)
  const { sessionId, tablet } = (actor ?? {}) as Partial<Actor>
  if (sessionId && tablet && to.now().getTime() - tablet.usedAt.getTime() >= noteUseAfter)
    // What was asked for is done: a use that is not noted makes nobody ask for it once more.
    await to.used(sessionId).catch((error: unknown) => to.log.error({ err: error }, 'a use was not noted'))
  return result
}

/** Milliseconds after which the use of a session on a tablet is noted once more. */
const noteUseAfter = 60_000

/** Everybody at the tablet may work there; what is of the person alone is for the own device, but for a few. */
const isForTablets = ({ roles, onTablet }: Route): boolean => onTablet ?? roles !== 'person'

const notPassed = { second_factor: 'second_factor_needed', policies: 'policies_unseen' } as const

/** A session that has something left to pass reaches what helps it pass, and no more. */
function refuseGated({ before }: Route, gate: Gate | undefined): void {
  if (gate && !(before && gates.indexOf(before) <= gates.indexOf(gate))) throw new Refusal(notPassed[gate])
}

/** The role that a request names; `any` is for us to say, and nobody has it. */
function chosenRole(request: Request, inAddress: boolean): string | undefined {
  const named = request.get(roleHeader) ?? (inAddress ? String(request.query.role ?? '') || undefined : undefined)
  return named === 'any' ? 'none' : named
}

/** Mounts a route that needs no session, or deals with it itself. */
export function openRoute<R extends Route>(
  to: Surroundings,
  contract: R,
  handler: (received: Received<R>, edge: Edge) => Promise<Output<R['reply']>>,
): void {
  mount(to, contract, handler)
}

function mount<R extends Route>(
  to: Surroundings,
  contract: R,
  answer: (received: Received<R>, edge: Edge) => Promise<unknown>,
): void {
  const serve = async (request: Request, response: Response) => {
    try {
      if (contract.method !== 'GET') refuseForeign(to, request)
      const received = {
        params: parse(contract.params, request.params, 'not_found'),
        query: parse(contract.query ?? noQuery, request.query, 'invalid'),
        body: contract.body ? parse(contract.body, body(request), 'invalid') : undefined,
      } as Received<R>
      const edge = { request, response, ip: request.ip ?? '', device: deviceOf(request) }
      const reply = await answer(received, edge)
      if (!contract.file) response.json(reply)
      // What was sent piece by piece is nothing here.
      else if (reply !== undefined) response.attachment(basename(contract.path)).type(contract.file).send(reply)
    } catch (error) {
      fail(to.log, request, response, error)
    }
  }
  to.router[contract.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete'](contract.path, (request, response) =>
    wholly(to, serve(request, response)),
  )
}

/**
 * Mounts HEAD and PATCH of a path below which files are sent by a protocol of its own; `answer` asks who sends, and replies.
 */
export function protocolRoute(to: Surroundings, path: string, answer: (id: string, edge: Edge) => Promise<void>): void {
  const serve = async (request: Request<{ id: string }>, response: Response) => {
    try {
      refuseForeign(to, request)
      const { success, output } = v.safeParse(Id, request.params.id)
      // The protocol reads the id from the address by itself: there may be one in it, and no other.
      if (!success || request.originalUrl !== `${path}/${output}`) throw new Refusal('not_found')
      await answer(request.params.id, { request, response, ip: request.ip ?? '', device: deviceOf(request) } as Edge)
    } catch (error) {
      fail(to.log, request as unknown as Request, response, error)
    }
  }
  const handler: RequestHandler<{ id: string }> = (request, response) => wholly(to, serve(request, response))
  to.router.head(`${path}/:id`, handler)
  to.router.patch(`${path}/:id`, handler)
}

/** Remembers an answer, which never fails, until it is there. */
function wholly({ answering }: Surroundings, answer: Promise<void>): void {
  answering.add(answer)
  void answer.then(() => answering.delete(answer))
}

/** The device as a request names it. */
export const deviceOf = ({ headers }: IncomingMessage): string => (headers['user-agent'] ?? '').slice(0, 300)

const noQuery = v.strictObject({})

/** Answers an error: the refusal's own words, or an id under which the log knows more. */
export function fail(log: Log, request: Request, response: Response, error: unknown): void {
  const id = uuidv7()
  const refusal = error instanceof Refusal ? error : new Refusal(isOverload(error) ? 'unavailable' : 'internal')
  if (refusal !== error)
    log.error({ id, err: error, path: request.route?.path ?? request.path, method: request.method }, 'a request failed')
  if (response.headersSent) return void response.destroy()
  const { status, body } = errorReply(refusal, languageOf(request.get('accept-language')), id)
  if (refusal.details.retryAfter !== undefined) response.set('Retry-After', String(refusal.details.retryAfter))
  response.status(status).json(body)
}

const overloadCodes = new Set([
  '57P01',
  '57P03',
  '53300',
  '55P03',
  '57014',
  '40P01',
  '40001',
  // What was entered changed again and again.
  'OA002',
  'ECONNREFUSED',
  'ECONNRESET',
])
function isOverload(error: unknown): boolean {
  const root = rootOf(error)
  return (
    root instanceof Error &&
    (overloadCodes.has((root as NodeJS.ErrnoException).code ?? '') ||
      // The last is of who waited too long for a connection.
      /Connection terminated|timeout exceeded when trying to connect/.test(root.message))
  )
}

/** A page of another site can neither add our header nor come from our origin. */
function refuseForeign(to: Surroundings, request: Request): void {
  const origin = request.get('origin')
  if (origin !== undefined && !to.isOwnOrigin(origin)) throw new Refusal('foreign_origin')
  if (request.get(requestHeader) === undefined) throw new Refusal('foreign_origin')
}

function body(request: Request): unknown {
  if (!request.is('application/json')) throw new Refusal('unsupported_media_type')
  if (isCrowded(request.body)) throw new Refusal('too_large')
  // A list would pass for an object of which nothing is required.
  if (Array.isArray(request.body)) throw new Refusal('invalid', { fields: [{ path: '', reason: 'type' }] })
  return request.body
}

/** Far more than any request has; to check each of a million values would keep everybody waiting. */
const mostValues = 20_000

function isCrowded(body: unknown): boolean {
  const open = [body]
  let left = mostValues
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue
    const values = Array.isArray(value) ? value : Object.values(value)
    left -= values.length
    if (left < 0) return true
    open.push(...values)
  }
  return false
}

function parse(schema: v.GenericSchema | undefined, given: unknown, otherwise: 'invalid' | 'not_found'): unknown {
  if (!schema) return undefined
  const result = v.safeParse(schema, given, { abortPipeEarly: true })
  if (result.success) return result.output
  if (otherwise === 'not_found') throw new Refusal('not_found')
  throw new Refusal('invalid', { fields: result.issues.slice(0, 20).map(problem) })
}

const problem = (issue: v.BaseIssue<unknown>): FieldProblem => ({
  path: v.getDotPath(issue) ?? '',
  reason:
    issue.kind === 'schema'
      ? issue.type === 'strict_object'
        ? 'unknown_or_missing'
        : 'type'
      : issue.message.slice(0, 60),
})

async function hasSession(to: Surroundings, token: string): Promise<boolean> {
  const asked = { token, role: 'any', ip: '', device: '' }
  return transaction(to.pool, asked, to.now(), 'snapshot', async () => true).catch((error: unknown) => {
    // A database that does not answer ends nobody's session.
    if (error instanceof NoActor) return false
    throw error
  })
}
