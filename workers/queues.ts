import { createPostgresBackend, type JobsOptions, Queue, Worker, withBackend } from 'bullmq'
import * as v from 'valibot'

type Definition = {
  payload: v.GenericSchema
  /** How often a failing job is tried, and how long after a failure. */
  retry: Pick<JobsOptions, 'attempts' | 'backoff'>
  /** Milliseconds between two runs, for work that comes round by itself. */
  every: number
}

/** Every job there is. The payload holds ids at most, for it lies in the queue's store. */
export const jobs = {
  /** Publishes what a crash left behind; the next sweep is the retry. */
  relay: { payload: v.strictObject({}), retry: { attempts: 1 }, every: 2_000 },
  /** Seals what was added to the audit; the next run is the retry. */
  seal: { payload: v.strictObject({}), retry: { attempts: 1 }, every: 2_000 },
  /** Sends the mail that is due; the next run is the retry. */
  mail: { payload: v.strictObject({}), retry: { attempts: 1 }, every: 2_000 },
  /** Makes of each photo that arrived what is kept of it; the next run is the retry. */
  pictures: { payload: v.strictObject({}), retry: { attempts: 1 }, every: 2_000 },
  /** The same for videos, which take longer and keep no photo waiting. */
  videos: { payload: v.strictObject({}), retry: { attempts: 1 }, every: 2_000 },
  /** Removes files from the store that nothing needs any more; the next run is the retry. */
  unwanted: { payload: v.strictObject({}), retry: { attempts: 1 }, every: 5_000 },
  /** Forgets what was sent and not tagged in time, and portraits that are nobody's any more. */
  untagged: { payload: v.strictObject({}), retry: { attempts: 1 }, every: 600_000 },
  /** Removes files from the store of which no row knows. */
  orphans: {
    payload: v.strictObject({}),
    retry: { attempts: 5, backoff: { type: 'exponential', delay: 60_000 } },
    every: 86_400_000,
  },
  /** Puts mails on their way that tell of policies to come. */
  announce: { payload: v.strictObject({}), retry: { attempts: 1 }, every: 10_000 },
  /** Closes the consent streams whose guardianships ended with yesterday; hourly, for the day changes at midnight here. */
  settle: {
    payload: v.strictObject({}),
    retry: { attempts: 5, backoff: { type: 'exponential', delay: 10_000 } },
    every: 3_600_000,
  },
  /** Shortens the event log. */
  trim: {
    payload: v.strictObject({}),
    retry: { attempts: 5, backoff: { type: 'exponential', delay: 10_000 } },
    every: 3_600_000,
  },
  /** Forgets sessions and attempts to sign in that have expired. */
  expire: {
    payload: v.strictObject({}),
    retry: { attempts: 5, backoff: { type: 'exponential', delay: 10_000 } },
    every: 3_600_000,
  },
} satisfies Record<string, Definition>

export type JobName = keyof typeof jobs
export type Handlers = { [N in JobName]: (payload: v.InferOutput<(typeof jobs)[N]['payload']>) => Promise<void> }

/** Where the queue is kept: Redis for several processes, else the database, in the schema `queue`. */
export type QueueStore = { redisUrl: string | undefined; databaseUrl: string }

const queueName = 'ouderapp'
/** Redis may be emptied at any moment, and the schedule with it. */
const rescheduleEvery = 10_000

export type Queues = { healthy(): Promise<boolean>; close(): Promise<void> }

/**
 * Runs the jobs of this process and keeps the schedule.
 * @param failed is told of every failed job and of every fault of the store, which is then tried again
 */
export async function startQueues(
  store: QueueStore,
  handlers: Handlers,
  failed: (what: string, error: Error) => void,
): Promise<Queues> {
  const { queue, worker, close } = store.redisUrl
    ? await onRedis(store.redisUrl, (job) => perform(handlers, job), failed)
    : onPostgres(store.databaseUrl, (job) => perform(handlers, job))
  let closed = false
  const broken = (error: Error) => {
    if (!closed) failed('queue', error)
  }
  queue.on('error', broken)
  worker.on('error', broken)
  worker.on('failed', (job, error) => failed(job?.name ?? 'job', error))
  await schedule(queue)
  const reschedule = setInterval(() => {
    schedule(queue).catch((error) => failed('schedule', error))
  }, rescheduleEvery)
  worker.run().catch((error) => failed('queue', error))
  return {
    healthy: () =>
      queue.getJobSchedulersCount().then(
        (count) => count >= Object.keys(jobs).length,
        () => false,
      ),
    async close() {
      closed = true
      clearInterval(reschedule)
      await worker.close()
      await queue.close()
      await close()
    },
  }
}

type Perform = (job: { name: string; data: unknown }) => Promise<void>

const perform = async (handlers: Handlers, { name, data }: Parameters<Perform>[0]): Promise<void> => {
  if (!Object.hasOwn(jobs, name)) throw new Error(`there is no job ${name}`)
  const job = name as JobName
  await handlers[job](v.parse(jobs[job].payload, data))
}

const queueOptions = { streams: { events: { maxLen: 1_000 } } }
const workerOptions = { autorun: false, concurrency: 6, drainDelay: 30 }

function onPostgres(connectionString: string, work: Perform) {
  const { Queue, Worker } = withBackend(createPostgresBackend)
  const connection = { connectionString, schema: 'queue', max: 2 }
  return {
    queue: new Queue(queueName, { ...queueOptions, connection }),
    worker: new Worker(queueName, work, { ...workerOptions, connection }),
    close: async () => {},
  }
}

async function onRedis(url: string, work: Perform, failed: (what: string, error: Error) => void) {
  // Loaded only where it is used: see `joinCluster`.
  const { createClient } = await import('redis')
  const client = createClient({ url })
  client.on('error', (error) => failed('redis', error))
  await client.connect()
  return {
    queue: new Queue(queueName, { ...queueOptions, connection: client }),
    worker: new Worker(queueName, work, { ...workerOptions, connection: client }),
    close: () => client.close(),
  }
}

async function schedule(queue: Pick<Queue, 'upsertJobScheduler'>): Promise<void> {
  for (const [name, { every, retry }] of Object.entries(jobs)) {
    // As objects: a plain true is not understood by both stores.
    const opts = { ...retry, removeOnComplete: { count: 20 }, removeOnFail: { count: 200 } }
    await queue.upsertJobScheduler(name, { every }, { name, data: {}, opts })
  }
}
