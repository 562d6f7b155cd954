import type { io, ManagerOptions, Socket, SocketOptions } from 'socket.io-client'
import { createSignal } from 'solid-js'
import type { Head } from '../backend/contract/diary.ts'
import type { ClientToServer, GuardianEvent, ServerToClient, StaffEvent, Typing } from '../backend/contract/live.ts'
import type { Role } from '../backend/contract/route.ts'
import type { Id } from '../backend/contract/values.ts'
import { caughtUp, compare, emptyStream, receive, restart, type Step, type Stream, waitFor } from './stream.ts'

/** What who speaks in a role hears: the server makes each event for the role of the socket. */
export type EventFor<R extends Role> = R extends 'guardian' ? GuardianEvent : StaffEvent

export interface LiveOptions<R extends Role> {
  role: R
  /** Applies events to what is on screen, in this order. */
  apply: (events: EventFor<R>[]) => void
  /** Fetches everything afresh, puts it on screen, and answers with the heads of that same moment. */
  snapshot: () => Promise<readonly Head[]>
  /** Somebody else is typing in a conversation. */
  typing?: (typing: Typing) => void
  /** The server ended this session. */
  signedOut: () => void
  /** Whether the server still knows this session; asked when it refuses a connection. */
  stillKnown: () => Promise<boolean>
  /** The moment it is on the server, for `heardAt`; the device's own clock may be wrong. */
  now?: () => number
  address?: string
  connection?: Partial<ManagerOptions & SocketOptions>
}

const firstPause = 1000
const longestPause = 30_000
const answerWithin = 10_000
/** So long after the first snapshot what makes the connection is fetched, in milliseconds: nobody needs it to see something. */
const soonAfter = 100

let parts: { io: typeof io } | undefined
/** Nothing comes of it where it could not be fetched: see `vite:preloadError`. */
async function fetchParts(): Promise<typeof parts> {
  if (!parts) await new Promise((resolve) => setTimeout(resolve, soonAfter))
  parts ??= await import('./socket.ts')
  return parts
}

/** Keeps a screen equal to the server: a snapshot first, then every event once and in order, whatever happens between. */
export function openLive<R extends Role>(options: LiveOptions<R>) {
  const [connected, setConnected] = createSignal(false)
  const [heardAt, setHeardAt] = createSignal<number>()
  const [current, setCurrent] = createSignal(false)
  let stream: Stream = emptyStream()
  let closed = false
  let loading = false
  let missedAnswer = false
  let failures = 0
  let fruitless = 0
  let refusals = 0
  let lacking = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let lackingTimer: ReturnType<typeof setTimeout> | undefined
  let socket: Socket<ServerToClient, ClientToServer> | undefined
  let opening = false

  function put(next: Stream): void {
    stream = next
    setCurrent(!next.waiting)
  }

  function take(step: Step): void {
    put(step.stream)
    // While something is still asked for, what is on screen is as old as it was.
    if (!stream.waiting) setHeardAt(options.now?.() ?? Date.now())
    if (step.apply.length > 0) {
      fruitless = 0
      options.apply(step.apply as EventFor<R>[])
    }
    if (step.need === 'snapshot') void refresh()
    else if (step.need === 'catch-up') askForMissed()
  }

  function askForMissed(): void {
    if (++fruitless > 2) {
      fruitless = 0
      void refresh()
      return
    }
    if (!socket?.connected) return
    socket.timeout(answerWithin).emit('catch-up', { cursors: stream.cursors }, (error, reply) => {
      if (closed) return
      if (loading) missedAnswer = true
      else if (error || 'error' in reply) void refresh()
      else take(caughtUp(stream, reply))
    })
  }

  /** Fetches everything afresh now; repeats by itself until it succeeds. */
  async function refresh(): Promise<void> {
    if (closed || loading) return
    loading = true
    clearTimeout(timer)
    put(waitFor(stream))
    try {
      const heads = await options.snapshot()
      loading = false
      failures = 0
      if (closed) return
      const again = missedAnswer
      missedAnswer = false
      take(restart(stream, heads))
      // What the dropped answer brought may have happened after the snapshot was made.
      if (again && !stream.waiting) askForMissed()
      connect()
    } catch {
      loading = false
      if (!closed) timer = setTimeout(refresh, Math.min(longestPause, firstPause * 2 ** failures++))
    }
  }

  const tryAtOnce = () => {
    if (closed || document.visibilityState === 'hidden') return
    const waiting = failures > 0
    failures = 0
    if (waiting) void refresh()
    else if (lacking > 0) connect()
    else if (socket?.active && !socket.connected) socket.disconnect().connect()
  }

  function connect(): void {
    clearTimeout(lackingTimer)
    if (closed || socket?.active) return
    if (socket) socket.connect()
    else if (!opening) void open()
  }

  /** Opens the connection for the first time; what it takes may have to be fetched more than once. */
  async function open(): Promise<void> {
    opening = true
    const fetched = await fetchParts().catch(() => undefined)
    opening = false
    if (closed) return
    if (fetched) {
      lacking = 0
      socket = made(fetched.io)
      socket.connect()
    } else lackingTimer = setTimeout(connect, Math.min(longestPause, firstPause * 2 ** lacking++))
  }

  async function refused(): Promise<void> {
    setConnected(false)
    if (socket?.active || closed) return
    if (!(await options.stillKnown())) return
    const pause = Math.min(longestPause, firstPause * 2 ** ++refusals)
    setTimeout(connect, pause)
  }

  function made(connectTo: typeof io): Socket<ServerToClient, ClientToServer> {
    const made: Socket<ServerToClient, ClientToServer> = connectTo(options.address ?? '/', {
      transports: ['websocket'],
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
      ...options.connection,
      autoConnect: false,
      auth: (send) => send({ role: options.role, cursors: stream.cursors }),
    })
    made.on('connect', () => {
      put(waitFor(stream))
      setConnected(true)
    })
    made.on('caught-up', (answer) => {
      refusals = 0
      if (loading) missedAnswer = true
      else take(caughtUp(stream, answer))
    })
    made.on('events', (events) => take(receive(stream, events)))
    made.on('heads', (heads) => take(compare(stream, heads)))
    made.on('typing', (typing) => options.typing?.(typing))
    made.on('signed-out', () => {
      close()
      options.signedOut()
    })
    made.on('connect_error', () => void refused())
    made.on('disconnect', () => void refused())
    return made
  }

  if (typeof window !== 'undefined') {
    window.addEventListener('online', tryAtOnce)
    document.addEventListener('visibilitychange', tryAtOnce)
  }

  function close(): void {
    closed = true
    clearTimeout(timer)
    clearTimeout(lackingTimer)
    socket?.disconnect()
    setConnected(false)
    if (typeof window !== 'undefined') {
      window.removeEventListener('online', tryAtOnce)
      document.removeEventListener('visibilitychange', tryAtOnce)
    }
  }

  return {
    connected,
    /** When the server was last heard: what is on screen is as old as this, or newer. */
    heardAt,
    /** Nothing is asked for that is not here yet. */
    current,
    refresh,
    close,
    /** Tells the others in a conversation that this person is typing; without a connection nobody hears it. */
    types: (conversationId: Id) => void (socket?.connected && socket.emit('typing', { conversationId })),
    cursors: () => stream.cursors,
  }
}

export type Live = ReturnType<typeof openLive>
