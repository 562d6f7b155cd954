import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http'
import express from 'express'
import helmet from 'helmet'
import type { Database, Recorded } from '../db/client.ts'
import type { MediaPlaces } from '../db/media/open.ts'
import { unsafeLogin } from '../db/roles.ts'
import type { EventRef } from '../db/schema/channel.ts'
import { cookieName, tokenFrom } from '../db/session-cookie.ts'
import { absenceRoutes } from './absence/routes.ts'
import { openAccounts } from './account/accounts.ts'
import { deviceRoutes } from './account/devices.ts'
import { factorResetRoutes } from './account/factor-reset.ts'
import { identifyRoutes } from './account/identify.ts'
import { invitationRoutes } from './account/invitation.ts'
import { passkeyRoutes } from './account/passkeys.ts'
import { passwordRoutes } from './account/password.ts'
import { pinRoutes } from './account/pin.ts'
import { preferenceRoutes } from './account/preferences.ts'
import { accountRoutes } from './account/routes.ts'
import { secondFactorRoutes } from './account/second-factor.ts'
import { noteUse } from './account/session.ts'
import { tabletRoutes } from './account/tablets.ts'
import { openThrottle } from './account/throttle.ts'
import { actionRoutes } from './action/routes.ts'
import { administrationRoutes } from './administration/routes.ts'
import { allergyRoutes } from './allergy/routes.ts'
import { attendanceRoutes } from './attendance/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { breachRoutes } from './breach/routes.ts'
import { childRoutes } from './child/routes.ts'
import { serveClient } from './client.ts'
import { consentRoutes } from './consent/routes.ts'
import { timeHeader } from './contract/route.ts'
import { routes } from './contract/routes.ts'
import { releaseClaims } from './conversation/handling.ts'
import { conversationRoutes } from './conversation/routes.ts'
import { openSweeper } from './delivery.ts'
import { diaryRoutes } from './diary/routes.ts'
import { docsRoutes } from './docs.ts'
import { Refusal } from './errors.ts'
import { familyRoutes } from './family/routes.ts'
import { groupRoutes } from './group/routes.ts'
import { handoverRoutes } from './handover/routes.ts'
import { healthRoute } from './health.ts'
import { fail, type Surroundings } from './http.ts'
import { journalRoutes } from './journal/routes.ts'
import { openLive } from './live.ts'
import { locationRoutes } from './location/routes.ts'
import type { Log } from './log.ts'
import { mediaRoutes } from './media/routes.ts'
import type { UploadLimits } from './media/uploads.ts'
import { permissionRoutes } from './permission/routes.ts'
import { photoRoutes } from './photo/routes.ts'
import { planningRoutes } from './planning/routes.ts'
import { policyRoutes } from './policy/routes.ts'
import { portraitRoutes } from './portrait/routes.ts'
import { supportRoutes } from './support/routes.ts'

/** Everything the server needs from outside; tests give their own clock and database. */
export interface Dependencies {
  database: Database
  redisUrl: string | undefined
  secret: string
  publicUrl: string
  /** How many reverse proxies stand in front, whose X-Forwarded-For is believed. */
  trustProxy: number
  log: Log
  now: () => Date
  version: string
  media: MediaPlaces
  uploadLimits: UploadLimits
  /** The built client; absent where only the API is served. */
  clientFolder?: string
}

export interface App {
  http: HttpServer
  /** Publishes committed events; for the relay. */
  publish(refs: readonly EventRef[]): Promise<void>
  /** Tells every socket its channels' heads now instead of at the next half minute. */
  tellHeads(): Promise<void>
  /** Resolves once what is being told was handed to the sockets. */
  settled(): Promise<void>
  close(): Promise<void>
}

/**
 * The whole server without listening.
 * @throws when the application's login could get round row-level security
 */
export async function createApp(given: Dependencies): Promise<App> {
  const { database, secret, publicUrl, log, now } = given
  const unsafe = await unsafeLogin(database.app)
  if (unsafe) throw new Error(unsafe)

  const web = express()
  web.disable('x-powered-by')
  web.set('trust proxy', given.trustProxy)
  web.set('etag', false)
  const http = createServer(web)
  const arriving = new Set<IncomingMessage>()
  http.on('request', (request: IncomingMessage) => {
    arriving.add(request)
    request.once('close', () => arriving.delete(request))
  })
  const name = cookieName(publicUrl)
  const token = (cookie: string | undefined) => tokenFrom(cookie, name, secret)
  const isOwnOrigin = ownOrigins(publicUrl)
  // As express finds it for its own requests.
  const addressOf = ({ headers, socket }: IncomingMessage): string =>
    Object.create(web.request, { headers: { value: headers }, socket: { value: socket } }).ip ?? ''
  const { redisUrl } = given
  const live = await openLive({ http, database, redisUrl, log, now, token, isOwnOrigin, addressOf })
  const sweeper = openSweeper(database.worker, log)

  const committed = (recorded: Recorded[]) => {
    live.publish(recorded.flatMap((one) => one.events)).then(
      () => sweeper.published(recorded.map((one) => one.outbox)),
      (error: Error) => log.warn({ err: error }, 'left to the relay'),
    )
  }
  const router = express.Router()
  const answering = new Set<Promise<void>>()
  const used = (sessionId: string) => noteUse(database.auth, sessionId, now())
  const surroundings: Surroundings = {
    router,
    pool: database.app,
    log,
    now,
    token,
    isOwnOrigin,
    committed,
    used,
    answering,
  }
  const account = {
    accounts: openAccounts(database.auth, secret, publicUrl),
    throttle: openThrottle(database.auth),
    pool: database.auth,
    cookies: { secret, publicUrl },
    signingOut: releaseClaims,
    sessionEnded: live.sessionEnded,
    sessionRenewed: live.sessionRenewed,
  }
  accountRoutes(surroundings, account)
  administrationRoutes(surroundings, live)
  invitationRoutes(surroundings, account)
  passwordRoutes(surroundings, account)
  deviceRoutes(surroundings, account)
  secondFactorRoutes(surroundings, account)
  passkeyRoutes(surroundings, account)
  factorResetRoutes(surroundings, account)
  tabletRoutes(surroundings, account)
  identifyRoutes(surroundings, account)
  pinRoutes(surroundings, account)
  preferenceRoutes(surroundings)
  childRoutes(surroundings)
  consentRoutes(surroundings)
  permissionRoutes(surroundings)
  familyRoutes(surroundings)
  planningRoutes(surroundings)
  locationRoutes(surroundings)
  absenceRoutes(surroundings)
  actionRoutes(surroundings)
  const pictures = { store: given.media.store, secret }
  conversationRoutes(surroundings, pictures)
  attendanceRoutes(surroundings)
  allergyRoutes(surroundings)
  diaryRoutes(surroundings)
  handoverRoutes(surroundings)
  journalRoutes(surroundings)
  groupRoutes(surroundings)
  mediaRoutes(surroundings, pictures, {
    uploads: given.media.uploads,
    limits: given.uploadLimits,
    worker: database.worker,
  })
  photoRoutes(surroundings, pictures)
  portraitRoutes(surroundings, pictures)
  policyRoutes(surroundings)
  auditRoutes(surroundings)
  breachRoutes(surroundings)
  healthRoute(surroundings, { database, version: given.version, sockets: live.state })
  supportRoutes(surroundings, given.version)
  docsRoutes(router, given.version)

  web.use((_, response, next) => {
    if (!http.listening) response.set('Connection', 'close')
    next()
  })
  web.use((request, response, next) => {
    response.once('finish', () => readOn(request))
    next()
  })
  web.use(securityHeaders(publicUrl))
  web.use('/api', (_, response, next) => {
    response.set({ 'Cache-Control': 'no-store', [timeHeader]: now().toISOString() })
    next()
  })
  // A post may have a text of its own for each of its children, and a file is a file; nothing else is that long, nor
  // anything without a session.
  const short = readJson('16kb')
  const lengths = { '/api/administration/import': '12mb', '/api/diary': '2mb', '/api/photos': '1mb', '/api': '256kb' }
  for (const [path, length] of Object.entries(lengths)) {
    const long = readJson(length)
    web.use(path, (request, response, next) => {
      const read = token(request.headers.cookie) === undefined ? short : long
      read(request, response, next)
    })
  }
  web.use(router)
  web.use('/api', (request, response) => {
    fail(log, request, response, new Refusal(isKnownPath(request.originalUrl) ? 'method_not_allowed' : 'not_found'))
  })
  if (given.clientFolder) serveClient(web, given.clientFolder)
  web.use((error: unknown, request: express.Request, response: express.Response, _next: express.NextFunction) => {
    fail(log, request, response, unreadable(error))
  })

  return {
    http,
    publish: live.publish,
    tellHeads: live.tellHeads,
    settled: live.settled,
    async close() {
      // Nobody new; what is busy now is let go as soon as it rests, or a diligent client would keep us for ever.
      http.close()
      const resting = setInterval(() => http.closeIdleConnections(), 50)
      // Nothing of it was acknowledged, and a file goes on where it was: whoever sends slowly keeps nobody waiting for the next start.
      const slow = setTimeout(() => {
        for (const request of arriving) if (!request.complete) request.destroy()
      }, closingGrace)
      await live.close()
      clearInterval(resting)
      clearTimeout(slow)
      await Promise.all(answering)
      await sweeper.close()
    },
  }
}

/** Milliseconds that a body which is still being sent has when the server closes. */
const closingGrace = 2_000

/** Bytes of a body that are read after the answer: enough for a piece of a file, so that whoever sent too much hears why. */
const mostReadOn = 16 * 1024 ** 2

/** Reads what is left of a body once it was answered, and closes on whoever sends on and on. */
function readOn(request: IncomingMessage): void {
  if (request.complete) return
  const { socket } = request
  const start = socket.bytesRead
  // Node itself reads it away, and shows nobody what.
  const watch = setInterval(() => {
    if (request.complete || socket.destroyed) clearInterval(watch)
    else if (socket.bytesRead - start > mostReadOn) socket.destroy()
  }, 100).unref()
}

/** The app's own origins: the public address; without one of its own, this machine by its usual names. */
function ownOrigins(publicUrl: string): (origin: string) => boolean {
  const { origin, protocol, hostname, port } = new URL(publicUrl)
  const own = new Set([origin])
  if (hostname === 'localhost')
    for (const host of ['127.0.0.1', '[::1]']) own.add(`${protocol}//${host}${port ? `:${port}` : ''}`)
  return (given) => own.has(given)
}

function securityHeaders(publicUrl: string) {
  const secure = publicUrl.startsWith('https:')
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", publicUrl.replace(/^http/, 'ws')],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    crossOriginOpenerPolicy: secure,
    referrerPolicy: { policy: 'no-referrer' },
  })
}

const readJson = (limit: string) =>
  express.json({ limit, strict: true, type: 'application/json', verify: refusePrototypeKeys })

/** A key as it stands in JSON: within a text its quotes would be escaped. Written in other ways it is an unknown field. */
const prototypeKey = /"(?:__proto__|constructor|prototype)"\s*:/

function refusePrototypeKeys(_: unknown, __: unknown, bytes: Buffer): void {
  if (prototypeKey.test(bytes.toString()))
    throw Object.assign(new SyntaxError('a key that no request has'), { status: 400 })
}

const paths = Object.values(routes).map(({ path }) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`))
const isKnownPath = (url: string) => paths.some((path) => path.test(url.split('?', 1)[0]!))

/** What the body parser refused, as ours. */
function unreadable(error: unknown): unknown {
  const status = (error as { status?: unknown }).status
  // A file that is not there, or a path that leads out of the folder.
  if (status === 404 || status === 403) return new Refusal('not_found')
  if (status === 413) return new Refusal('too_large')
  if (status === 415) return new Refusal('unsupported_media_type')
  if (status === 400 || error instanceof RangeError) return new Refusal('malformed')
  return error
}
