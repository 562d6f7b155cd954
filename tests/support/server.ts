import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { io, type Socket } from 'socket.io-client'
import { v7 as uuidv7 } from 'uuid'
import { inject } from 'vitest'
import { type App, createApp } from '../../backend/app.ts'
import type { PostEntries } from '../../backend/contract/diary.ts'
import type { CatchUp, ClientToServer, Cursors, LiveEvent, ServerToClient } from '../../backend/contract/live.ts'
import { openLog } from '../../backend/log.ts'
import { type Database, openDatabase } from '../../db/client.ts'
import { hashPassword } from '../../db/password.ts'
import { type Inhabitant, makeWorld, type World, type WorldSize } from '../../db/world.ts'
import { freshMedia, type TestMedia, testLimits } from './media.ts'
import { freshDatabase, type TestDatabase, testSecret } from './postgres.ts'

export const password = 'een-lang-wachtwoord'
let passwordHash: Promise<string> | undefined

/** Sunday afternoon; tests that care set their own. */
export const afternoon = new Date('2026-11-22T14:30:00Z')

/** A clock that stands still until a test moves it. */
export interface Clock {
  now: () => Date
  set(moment: Date | string): void
  forward(milliseconds: number): void
}

function openClock(start: Date): Clock {
  let current = start.getTime()
  return {
    now: () => new Date(current),
    set: (moment) => {
      current = new Date(moment).getTime()
    },
    forward: (milliseconds) => {
      current += milliseconds
    },
  }
}

export interface TestServer {
  url: string
  app: App
  clock: Clock
  database: Database
  owner: pg.Client
  media: TestMedia
  /** Another organisation in the same database. */
  world(size?: Partial<WorldSize>): Promise<World>
  /** Another process on the same database, and the same Redis. */
  another(): Promise<TestServer>
  close(): Promise<void>
}

/** Starts the whole server on a database of its own. */
export async function startServer(
  options: { redisUrl?: string; now?: Date; on?: TestDatabase; media?: TestMedia; trustProxy?: number } = {},
): Promise<TestServer> {
  const base = options.on ?? (await freshDatabase(inject('postgresUrl')))
  const clock = openClock(options.now ?? afternoon)
  const media = options.media ?? (await freshMedia())
  const server = await serve(base, media, clock, options.redisUrl, options.trustProxy)
  return {
    ...server,
    async close() {
      await server.close()
      if (!options.on) await base.drop()
      if (!options.media) await media.drop()
    },
  }
}

async function serve(
  base: TestDatabase,
  media: TestMedia,
  clock: Clock,
  redisUrl: string | undefined,
  trustProxy = 0,
): Promise<TestServer> {
  const database = openDatabase(base.urls, () => {})
  const owner = new pg.Client({ connectionString: base.ownerUrl })
  owner.on('error', () => {})
  await owner.connect()
  // The address is known before the app is made: origins are compared with it.
  const app = await createApp({
    database,
    redisUrl,
    secret: testSecret,
    publicUrl: 'http://localhost',
    trustProxy,
    log: openLog(process.env.LOG_LEVEL ?? 'silent'),
    now: clock.now,
    version: 'test',
    media,
    uploadLimits: testLimits,
  })
  await new Promise<void>((listening) => app.http.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(app.http.address() as AddressInfo).port}`
  return {
    url,
    app,
    clock,
    database,
    owner,
    media,
    world: async (size = {}) =>
      makeWorld(
        owner,
        { groups: 1, children: 3, guardians: 1, staff: 1, ...size },
        {
          secret: testSecret,
          cookieName: 'session',
          password,
          passwordHash: await (passwordHash ??= hashPassword(password)),
          since: new Date(clock.now().getTime() - 90 * 86_400_000).toISOString().slice(0, 10),
          expiresAt: new Date(clock.now().getTime() + 365 * 86_400_000),
        },
      ),
    another: () => serve(base, media, clock, redisUrl, trustProxy),
    async close() {
      await app.close()
      await owner.end()
      await database.close()
    },
  }
}

export interface Reply<T = any> {
  status: number
  body: T
  text: string
  headers: Headers
}

/** One request as somebody. */
export async function call<T = any>(
  server: { url: string },
  who: { cookie: string; role?: string } | undefined,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply<T>> {
  const response = await fetch(server.url + path, {
    method,
    headers: {
      ...(who ? { cookie: who.cookie } : {}),
      ...(who?.role ? { 'x-role': who.role } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      'x-requested-with': 'ouderapp',
      ...headers,
    },
    ...(body === undefined
      ? {}
      : { body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body) }),
  })
  const text = await response.text()
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    parsed = undefined
  }
  return { status: response.status, body: parsed as T, text, headers: response.headers }
}

/** A post about some children of a group, now unless said otherwise. */
export function posting(
  server: Pick<TestServer, 'clock'>,
  group: { id: string },
  childIds: readonly string[],
  given: Partial<Omit<PostEntries, 'children'>> & Partial<PostEntries['children'][number]> = {},
): PostEntries {
  const { id = uuidv7(), aboutAt = server.clock.now().toISOString(), text = 'Een fijne dag.', facts = [] } = given
  return {
    id,
    groupId: group.id,
    aboutAt,
    children: childIds.map((childId) => ({ childId, entryId: uuidv7(), text, facts })),
  }
}

export interface Listener {
  socket: Socket<ServerToClient, ClientToServer>
  /** Everything that ever came in, as it stood on the wire. */
  raw: string[]
  events: LiveEvent[]
  caughtUp: CatchUp | undefined
  /** Resolves once the condition holds; rejects after `most` milliseconds. */
  until(condition: () => boolean, most?: number): Promise<void>
  close(): void
}

/** A socket that records every byte it receives. */
export async function listen(
  server: { url: string },
  who: { cookie: string; role: string },
  cursors: Cursors = {},
  extra: { headers?: Record<string, string> } = {},
): Promise<Listener> {
  const socket: Listener['socket'] = io(server.url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { cookie: who.cookie, ...extra.headers },
    auth: { role: who.role, cursors },
  })
  const listener: Listener = {
    socket,
    raw: [],
    events: [],
    caughtUp: undefined,
    until: (condition, most = 30_000) => waitFor(condition, most),
    close: () => void socket.disconnect(),
  }
  socket.io.on('open', () => {
    socket.io.engine.on('packet', (packet: { data?: unknown }) => listener.raw.push(String(packet.data ?? '')))
  })
  socket.on('events', (events) => listener.events.push(...events))
  socket.on('caught-up', (answer) => {
    listener.caughtUp = answer
    listener.events.push(...answer.events)
  })
  await new Promise<void>((connected, refused) => {
    socket.on('connect', connected)
    socket.on('connect_error', refused)
  })
  await listener.until(() => listener.caughtUp !== undefined)
  return listener
}

/** Waits until something holds. */
export async function waitFor(condition: () => boolean, most = 30_000): Promise<void> {
  const end = Date.now() + most
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited ${most} ms in vain for ${condition}`)
    await new Promise((soon) => setTimeout(soon, 5))
  }
}

/** The people of a world by role, and a guardian of a child. */
export const staffOf = (world: World): Inhabitant => world.people.find((one) => one.role === 'staff')!
export const managerOf = (world: World): Inhabitant => world.people.find((one) => one.role === 'manager')!
export const guardianOf = (world: World, childId: string): Inhabitant =>
  world.people.find((one) => one.role === 'guardian' && one.childIds.includes(childId))!
