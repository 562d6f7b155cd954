import type { CatchUp, LiveEvent } from '../../backend/contract/live.ts'
import { caughtUp, emptyStream, receive, type Step, type Stream, waitFor } from '../../client/stream.ts'
import type { SideName } from './side.ts'
import { type Connection, openSocket } from './socket.ts'

const firstPause = 500
const longestPause = 5_000

/** A client that comes back by itself: the app's own rules for what to apply, and its pauses, the same for both sides. */
export interface Client {
  readonly who: { cookie: string; childId: string }
  /** When it was last let in, and with ours had caught up. */
  backAt: number
  connected: boolean
  /** What it applied, by seq; and what came more than once and was dropped. */
  readonly applied: number[]
  repeated: number
  stream: Stream
  connect(): void
  close(): void
}

/** @param seed gives the same pauses to the same client on both sides */
export function openClient(side: SideName, port: number, who: Client['who'], seed: number): Client {
  const random = randomFrom(seed)
  let socket: Connection | undefined
  let timer: NodeJS.Timeout | undefined
  let tries = 0

  const take = (step: Step, arrived: number) => {
    client.stream = step.stream
    for (const event of step.apply) client.applied.push(event.seq)
    client.repeated += arrived - step.apply.length - step.stream.held.length
    if (step.need !== 'nothing') throw new Error(`a client would have to ask again: ${step.need}`)
  }
  const isBack = () => {
    client.backAt = performance.now()
    client.connected = true
    tries = 0
  }
  const client: Client = {
    who,
    backAt: 0,
    connected: false,
    applied: [],
    repeated: 0,
    stream: emptyStream(),
    connect() {
      const auth = side === 'ours' ? { role: 'guardian', cursors: client.stream.cursors } : { room: who.childId }
      client.stream = waitFor(client.stream)
      socket = openSocket(
        port,
        { cookie: who.cookie, auth },
        {
          connected: () => side === 'bare' && isBack(),
          message(name, payload) {
            if (side === 'bare') return
            if (name === 'caught-up') {
              const answer: CatchUp = JSON.parse(payload)
              const arrived = answer.events.length + client.stream.held.length
              // The first time there is nothing to miss: the heads are where it begins.
              if (client.backAt === 0)
                client.stream = {
                  ...client.stream,
                  cursors: Object.fromEntries(answer.heads.map((head) => [head.channel, head.seq])),
                }
              take(caughtUp(client.stream, answer), arrived)
              isBack()
            } else if (name === 'events') {
              const events: LiveEvent[] = JSON.parse(payload)
              const held = client.stream.held.length
              take(receive(client.stream, events), events.length + held)
            }
          },
          closed() {
            client.connected = false
            const pause = Math.min(longestPause, firstPause * 2 ** tries++ * (0.5 + random()))
            timer = setTimeout(client.connect, pause)
          },
        },
      )
    },
    close() {
      clearTimeout(timer)
      socket?.close()
    },
  }
  return client
}

/** A small generator of numbers from 0 to 1 that repeats itself for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
