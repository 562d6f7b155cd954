import type { RedisArgument } from 'redis'
import { Server } from 'socket.io'
import type { EventRef } from '../db/schema/channel.ts'
import { StartError } from '../db/start-error.ts'
import type { Log } from './log.ts'

/** What processes tell one another: ids only. */
export type Announcement =
  | { published: EventRef[] }
  | { sessionEnded: string }
  | { sessionRenewed: string }
  | { typing: Typist }

/** Who is typing, in which conversation. */
export interface Typist {
  conversationId: string
  personId: string
  role: string
}

/** The link between the processes that serve sockets; without Redis there is just this one. */
export interface Cluster {
  /** Tells every other process; rejects when it could not be handed over. */
  announce(announcement: Announcement): Promise<void>
  /** Has the link been down for so long that this process would serve half the stream? */
  isLost(): boolean
  close(): Promise<void>
}

/** After this long without Redis a process drops its sockets rather than serving half the stream. */
const patience = 5_000

export const alone: Cluster = {
  announce: async () => {},
  isLost: () => false,
  close: async () => {},
}

/** Joins the other processes over Redis. `heard` gets what they announce, `lost` is called when the link stays down. */
export async function joinCluster(
  io: Server,
  redisUrl: string,
  log: Log,
  heard: (announcement: Announcement) => void,
  lost: () => void,
): Promise<Cluster> {
  // Loaded only where it is used: it is a third of what a start loads.
  const [{ createAdapter }, { createClient }] = await Promise.all([
    import('@socket.io/redis-streams-adapter'),
    import('redis'),
  ])
  // Commands wait for the link to come back: the adapter reads in a loop, and one that fails at once never yields.
  const client = createClient({
    url: redisUrl,
    socket: { reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, 2_000) },
  })
  const handedOver = watchPublishing(client)
  let downSince: number | undefined
  client.on('error', (error: Error) => {
    if (downSince === undefined) log.warn({ err: error }, 'redis cannot be reached')
    downSince ??= Date.now()
  })
  client.on('ready', () => {
    downSince = undefined
    askedSince = undefined
  })
  // One that hangs reports nothing: it is asked, and counts as down from the question that it leaves unanswered.
  let askedSince: number | undefined
  const isLost = () => [downSince, askedSince].some((since) => since !== undefined && Date.now() - since > patience)
  const watch = setInterval(() => {
    if (isLost()) lost()
    if (askedSince !== undefined || !client.isReady) return
    askedSince = Date.now()
    client
      .ping()
      .then(
        () => {
          downSince = undefined
        },
        // It is there, but busy, loading or full.
        () => {
          downSince ??= Date.now()
        },
      )
      .finally(() => {
        askedSince = undefined
      })
  }, 1_000)
  await reached(client.connect().then(() => true))
  io.adapter(createAdapter(client, { streamName: 'ouderapp', maxLen: 20_000 }))
  io.on('announcement', heard)
  return {
    async announce(announcement) {
      if (!client.isReady) throw new Error('redis cannot be reached')
      io.serverSideEmit('announcement', announcement)
      await handedOver()
    },
    isLost,
    async close() {
      clearInterval(watch)
      await client.close().catch(() => client.destroy())
    },
  }
}

/** At the start nobody waits for ever: a wrong address is said. */
async function reached(connecting: Promise<true>): Promise<void> {
  const tooLong = new Promise<false>((late) => setTimeout(late, patience, false).unref())
  if (!(await Promise.race([connecting, tooLong]))) {
    throw new StartError('Redis cannot be reached: check REDIS_URL, and that Redis runs.')
  }
}

type Publisher = { publish(channel: RedisArgument, message: RedisArgument): Promise<number> }

/** The adapter publishes without looking at what becomes of it: this keeps the latest, so that it can be awaited. */
function watchPublishing(client: Publisher): () => Promise<unknown> {
  const publish = client.publish.bind(client)
  let latest: Promise<number> = Promise.resolve(0)
  client.publish = (channel, message) => {
    latest = publish(channel, message)
    return latest
  }
  return () => latest
}

/** A process without sockets that publishes to those which have them: the workers' form with Redis. */
export async function openPublisher({ redisUrl, log }: { redisUrl: string; log: Log }) {
  const io = new Server()
  const cluster = await joinCluster(
    io,
    redisUrl,
    log,
    () => {},
    () => {},
  )
  return {
    publish: (refs: readonly EventRef[]) => cluster.announce({ published: [...refs] }),
    async close(): Promise<void> {
      // Without an HTTP server of its own it has nothing else to close.
      await io.of('/').adapter.close()
      await cluster.close()
    },
  }
}
