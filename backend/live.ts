import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { Server, type Socket } from 'socket.io'
import * as v from 'valibot'
import { type Database, run, statement, transaction } from '../db/client.ts'
import type { EventRef } from '../db/schema/channel.ts'
import { roomOf } from './audience.ts'
import { catchUp } from './catch-up.ts'
import { type Announcement, alone, type Cluster, joinCluster, type Typist } from './cluster.ts'
import { type ClientToServer, Cursors, Handshake, type ServerToClient } from './contract/live.ts'
import { Id } from './contract/values.ts'
import { openDelivery } from './delivery.ts'
import { deviceOf } from './http.ts'
import type { Log } from './log.ts'
import { openSeats, openTurns } from './turns.ts'

/** What one socket knows of its person; nothing else is kept per socket. */
interface SocketData {
  personId: string
  role: string
  sessionId: string
  token: string
  ip: string
  device: string
  cursors: Cursors | undefined
  busy: boolean
}
type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>

export interface LiveParts {
  http: HttpServer
  database: Database
  redisUrl: string | undefined
  log: Log
  now: () => Date
  token(cookie: string | undefined): string | undefined
  isOwnOrigin(origin: string): boolean
  /** The address that a request comes from, past the proxies that are trusted. */
  addressOf(request: IncomingMessage): string
}

const headsEvery = 30_000
const frameCap = 256 * 1024
/** Sockets of one person in this process: some devices with some tabs each. */
const mostSockets = 20
/** Answers to cursors that are made for one person at once, of the ten connections that everybody has. */
const mostAnswers = 2

const entered = statement<{ session_id: string; person_id: string; role: string; gate: string | null }>(
  'enter_socket',
  'select session_id, person_id, role, gate from enter_session($1, $2, $3)',
)
const openSessions = statement<{ session_id: string; gate: string | null }>(
  'open_sessions',
  'select * from open_sessions($1::uuid[], $2)',
)
const headsOfPeople = statement<{ person_id: string; role: string; channel_id: string; seq: number }>(
  'heads_of_people',
  'select * from heads($1::uuid[], $2::text[], $3)',
)

/** The sockets: authenticate, catch up, stream. Durable writes go by HTTP. */
export async function openLive(parts: LiveParts) {
  const { http, database, log, now } = parts
  const io = new Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>(http, {
    // One transport: no sticky sessions are needed, and one door to guard.
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: frameCap,
    perMessageDeflate: false,
    pingInterval: 25_000,
    pingTimeout: 20_000,
    connectTimeout: 10_000,
    allowRequest: (request, allow) => {
      const origin = request.headers.origin
      allow(null, origin === undefined || parts.isOwnOrigin(origin))
    },
  })
  const delivery = openDelivery(io as never, database.worker, now, log)
  const bySession = new Map<string, Set<LiveSocket>>()
  const inTurn = openTurns(mostAnswers)
  const seats = openSeats(mostSockets)
  const met = new WeakSet<LiveSocket['conn']>()
  let cluster: Cluster = alone

  const endSession = (sessionId: string) => {
    for (const socket of bySession.get(sessionId) ?? []) {
      socket.emit('signed-out', {})
      socket.disconnect(true)
    }
  }
  const letGo = (sessionId: string) => {
    for (const socket of bySession.get(sessionId) ?? []) socket.disconnect(true)
  }
  const tellTyping = (typist: Typist) =>
    void delivery.tell(typist).catch((error: Error) => log.warn({ err: error }, 'typing could not be told'))
  const heard = (announcement: Announcement) => {
    if ('published' in announcement) {
      const failed = (error: Error) => log.error({ err: error }, 'a delivery failed; the next heads show the gap')
      delivery.deliver(announcement.published).catch(failed)
    } else if ('typing' in announcement) tellTyping(announcement.typing)
    else if ('sessionEnded' in announcement) endSession(announcement.sessionEnded)
    else letGo(announcement.sessionRenewed)
  }
  if (parts.redisUrl) {
    cluster = await joinCluster(io as never, parts.redisUrl, log, heard, () => io.local.disconnectSockets(true))
  }

  io.use(async (socket: LiveSocket, next) => {
    try {
      const { conn } = socket
      // A connection carries one socket; who asks again and again, before the first is there, would have many.
      if (met.has(conn)) return next(new Error('invalid'))
      met.add(conn)
      if (cluster.isLost()) return next(new Error('unavailable'))
      const handshake = v.safeParse(Handshake, socket.handshake.auth)
      if (!handshake.success) return next(new Error('invalid'))
      const token = parts.token(socket.request.headers.cookie)
      const [actor] = token ? await run(database.app, entered, [token, handshake.output.role, now()]) : []
      if (!actor || !token) return next(new Error('unauthenticated'))
      if (actor.gate) return next(new Error('gated'))
      const { person_id: personId, role, session_id: sessionId } = actor
      if (conn.readyState !== 'open') return
      const leave = seats.take(personId)
      if (!leave) return next(new Error('too_many_requests'))
      conn.once('close', leave)
      const { request } = socket
      const origin = { ip: parts.addressOf(request), device: deviceOf(request) }
      socket.data = { personId, role, sessionId, token, ...origin, cursors: handshake.output.cursors, busy: false }
      next()
    } catch (error) {
      log.warn({ err: error }, 'a socket could not be let in')
      next(new Error('unavailable'))
    }
  })

  io.on('connection', (socket: LiveSocket) => {
    const { sessionId } = socket.data
    const others = bySession.get(sessionId)
    if (others) others.add(socket)
    else bySession.set(sessionId, new Set([socket]))
    socket.on('disconnect', () => {
      const left = bySession.get(sessionId)
      left?.delete(socket)
      if (left?.size === 0) bySession.delete(sessionId)
      if (!io.sockets.adapter.rooms.has(roomOf(socket.data))) delivery.gone(socket.data)
    })
    // Joined first, read afterwards: what is recorded in between arrives twice rather than never.
    socket.join(roomOf(socket.data))
    const cursors = socket.data.cursors ?? {}
    socket.data.cursors = undefined
    answer(socket, cursors).then(
      (reply) => socket.emit('caught-up', reply),
      () => socket.disconnect(true),
    )
    // What is answered says nothing: whether there is such a conversation is not for everybody.
    socket.on('typing', (said, reply) => {
      const given = v.safeParse(v.strictObject({ conversationId: Id }), said)
      if (typeof reply === 'function') reply(given.success ? {} : { error: { code: 'invalid' } })
      if (!given.success) return
      const { personId, role } = socket.data
      const typist = { conversationId: given.output.conversationId, personId, role }
      if (!delivery.maySay(typist)) return
      tellTyping(typist)
      cluster.announce({ typing: typist }).catch(() => {})
    })
    socket.on('catch-up', (asked, reply) => {
      if (typeof reply !== 'function') return
      const given = v.safeParse(v.strictObject({ cursors: Cursors }), asked)
      if (!given.success) return reply({ error: { code: 'invalid' } })
      if (socket.data.busy) return reply({ error: { code: 'too_many_requests' } })
      socket.data.busy = true
      answer(socket, given.output.cursors)
        .then(reply, () => reply({ error: { code: 'unavailable' } }))
        .finally(() => {
          socket.data.busy = false
        })
    })
  })

  const answer = (socket: LiveSocket, cursors: Cursors) =>
    inTurn(socket.data.personId, async () => {
      if (!socket.connected) throw new Error('nobody waits for the answer any more')
      return transaction(database.app, socket.data, now(), 'noted', (tx) => catchUp(tx, cursors))
    })

  /** So that a lost last event shows, and a session that ended elsewhere or came to a gate does not stay. */
  const tellHeads = async () => {
    const all = [...io.sockets.sockets.values()] as LiveSocket[]
    for (let from = 0; from < all.length; from += 200) {
      const sockets = all.slice(from, from + 200)
      const [alive, rows] = await Promise.all([
        run(database.worker, openSessions, [sockets.map((socket) => socket.data.sessionId), now()]),
        run(database.worker, headsOfPeople, [
          sockets.map((socket) => socket.data.personId),
          sockets.map((socket) => socket.data.role),
          now(),
        ]),
      ])
      const gates = new Map(alive.map((row) => [row.session_id, row.gate]))
      const heads = new Map<string, Record<string, number>>()
      for (const row of rows) {
        const key = roomOf({ personId: row.person_id, role: row.role })
        const known = heads.get(key)
        if (known) known[row.channel_id] = row.seq
        else heads.set(key, { [row.channel_id]: row.seq })
      }
      for (const socket of sockets) {
        const gate = gates.get(socket.data.sessionId)
        if (gate === undefined) endSession(socket.data.sessionId)
        // It goes on once it has passed: nothing is wiped, and the client finds out what there is to pass.
        else if (gate !== null) socket.disconnect(true)
        else socket.emit('heads', heads.get(roomOf(socket.data)) ?? {})
      }
    }
  }
  const ticking = setInterval(() => {
    tellHeads().catch((error: Error) => log.warn({ err: error }, 'the heads could not be told'))
  }, headsEvery)

  return {
    /** Brings committed events to every process's sockets; rejects when they could not be loaded or other processes not told. */
    async publish(refs: readonly EventRef[]): Promise<void> {
      const delivered = delivery.deliver(refs)
      await Promise.all([delivered, cluster.announce({ published: [...refs] })])
    },
    /** Closes the sockets of a session, here and elsewhere. */
    sessionEnded(sessionId: string): void {
      endSession(sessionId)
      cluster
        .announce({ sessionEnded: sessionId })
        .catch((error: Error) => log.warn({ err: error }, 'a session’s end could not be announced'))
    },
    /** Closes the sockets of a session that goes on under another token: who has that comes back at once. */
    sessionRenewed(sessionId: string): void {
      letGo(sessionId)
      cluster
        .announce({ sessionRenewed: sessionId })
        .catch((error: Error) => log.warn({ err: error }, 'a session’s renewal could not be announced'))
    },
    /** Lets go of a person's sockets in a role, in every process: whoever still has it comes back at once and catches up. */
    roleChanged(who: { personId: string; role: string }): void {
      io.in(roomOf(who)).disconnectSockets(true)
    },
    tellHeads,
    settled: () => delivery.settled(),
    state: () => ({
      status: cluster.isLost() ? ('failing' as const) : ('ok' as const),
      connected: io.sockets.sockets.size,
    }),
    async close(): Promise<void> {
      clearInterval(ticking)
      await delivery.settled()
      await io.close()
      await cluster.close()
    },
  }
}

export type Live = Awaited<ReturnType<typeof openLive>>
