import { openPublisher } from '../backend/cluster.ts'
import { uploadLimits } from '../backend/env.ts'
import { type Closing, runProcess } from '../backend/lifecycle.ts'
import { type Ground, listen, makeApp, openGround } from '../backend/start.ts'
import { forgetExpired } from './expired.ts'
import { demonstrationCodes } from './inbox/codes.ts'
import { openInbox } from './inbox/inbox.ts'
import { announcePolicies } from './mail/announce.ts'
import { sendMail } from './mail/mail.ts'
import { openPost, type Post } from './mail/sending.ts'
import { sweepOrphans } from './media/orphans.ts'
import { openPictureMakers } from './media/picture.ts'
import { type MediaGround, processMedia } from './media/processing.ts'
import { expireUploads, forgetPortraits, removeUnwanted } from './media/sweeping.ts'
import { type JobName, type Queues, startQueues } from './queues.ts'
import { type Publish, relay } from './relay.ts'
import { seal } from './seal.ts'
import { settle } from './settle.ts'
import { trim } from './trim.ts'

/** The workers, and with them the backend: always on one machine, by ROLE=all where processes meet in Redis. */
await runProcess(async (closing, fail) => {
  const ground = await openGround(closing, fail)
  const { redisUrl, role } = ground.env
  if (role === 'workers' && redisUrl) {
    const publisher = await openPublisher({ redisUrl, log: ground.log })
    closing(() => publisher.close())
    const post = await openPostOffice(ground, closing)
    const queues = await startWorkers(ground, publisher.publish, post)
    closing(() => queues.close())
    console.log('Ouderapp’s workers are running.')
    post.tell()
    return undefined
  }
  const app = await makeApp(ground)
  const post = await openPostOffice(ground, closing)
  const queues = await startWorkers(ground, app.publish, post)
  // Closed after the app, so that sockets and requests end first.
  closing(() => queues.close())
  closing(() => app.close())
  await listen(app, ground)
  post.tell()
  return undefined
})

/** By which mail leaves: the server that is set, or one of our own that sends nothing on and shows it all. */
async function openPostOffice({ env, secret, database }: Ground, closing: Closing): Promise<Post & { tell(): void }> {
  let url = env.smtpUrl
  let says = ''
  if (!url) {
    const codes = env.seed === 'demo' ? () => demonstrationCodes(database.auth, secret, new Date()) : async () => []
    const inbox = await openInbox(env.dataDir, env.inboxPort, () => new Date(), codes)
    closing(() => inbox.close())
    says = `Mail${env.seed === 'demo' ? ', and the codes with which staff sign in,' : ''} at ${inbox.url}\n`
    url = inbox.smtpUrl
  }
  const post = openPost(url, env.mailFrom, env.publicUrl)
  closing(async () => post.transport.close())
  return { ...post, tell: () => says && console.log(says) }
}

async function startWorkers(
  { env, log, secret, database, queueUrl, media }: Ground,
  publish: Publish,
  post: Post,
): Promise<Queues> {
  /** Health shows whether the queue still moves. */
  const ran = (name: JobName) =>
    database.worker.query({
      name: 'job_ran',
      text: 'insert into job_run (name, ran_at) values ($1, $2) on conflict (name) do update set ran_at = excluded.ran_at',
      values: [name, new Date()],
    })
  const stopping = new AbortController()
  const mediaGround: MediaGround = {
    pool: database.worker,
    places: media,
    secret,
    limits: uploadLimits(env),
    now: () => new Date(),
    publish,
    failed: ({ media, attempt, error }) => log.warn({ media, attempt, err: error }, 'a file could not be processed'),
  }
  const processing = (kind: 'photo' | 'video', name: JobName) => {
    const makers = openPictureMakers()
    const turns: string[] = []
    stopping.signal.addEventListener('abort', makers.close)
    return oneAtATime(async () => {
      const files = await processMedia(mediaGround, kind, { signal: stopping.signal, makers, turns })
      if (files > 0) log.info({ kind, files }, 'processed files')
      await ran(name)
    })
  }
  const queues = await startQueues(
    { redisUrl: env.redisUrl, databaseUrl: queueUrl },
    {
      async relay() {
        const rows = await relay(database.worker, publish, new Date())
        if (rows > 0) log.info({ rows }, 'published what was left behind')
        await ran('relay')
      },
      async seal() {
        const head = await seal(database.worker, () => new Date())
        // Kept where the database's owner cannot reach it, the end of the chain shows that nothing was cut off.
        if (head) log.info({ nr: head.nr, hash: head.hash.toString('hex') }, 'sealed the audit')
        await ran('seal')
      },
      mail: oneAtATime(async () => {
        const mails = await sendMail(
          database.worker,
          post,
          () => new Date(),
          (failure) => log.warn(failure, 'a mail did not leave'),
        )
        if (mails > 0) log.info({ mails }, 'sent mail')
        await ran('mail')
      }),
      pictures: processing('photo', 'pictures'),
      videos: processing('video', 'videos'),
      unwanted: oneAtATime(async () => {
        const files = await removeUnwanted(database.worker, media)
        if (files > 0) log.info({ files }, 'removed files from the store')
        await ran('unwanted')
      }),
      untagged: oneAtATime(async () => {
        const files = await expireUploads(database.worker, media, new Date())
        if (files > 0) log.info({ files }, 'forgot files that were not tagged in time')
        const portraits = await forgetPortraits(database.worker, new Date())
        if (portraits > 0) log.info({ portraits }, 'forgot portraits')
        await ran('untagged')
      }),
      orphans: oneAtATime(async () => {
        const { files, unknown, removed, isHeld } = await sweepOrphans(database.worker, media, new Date())
        if (isHeld) log.error({ files, unknown }, tooManyUnknown)
        if (removed > 0) log.warn({ files: removed }, 'removed files of which no row knew')
        await ran('orphans')
      }),
      async announce() {
        const mails = await announcePolicies(database.worker, new Date())
        if (mails > 0) log.info({ mails }, 'announced a policy')
        await ran('announce')
      },
      async settle() {
        const children = await settle(database.worker, new Date())
        if (children > 0) log.info({ children }, 'closed consents that lapsed')
        await ran('settle')
      },
      async trim() {
        const events = await trim(database.worker, env.eventKeepDays, new Date())
        if (events > 0) log.info({ events }, 'trimmed the event log')
        await ran('trim')
      },
      async expire() {
        const sessions = await forgetExpired(database.auth, new Date())
        if (sessions > 0) log.info({ sessions }, 'forgot sessions that had expired')
        await ran('expire')
      },
    },
    (what, error) => log.warn({ what, error: error.message }, 'the queue reports a failure'),
  )
  return {
    healthy: queues.healthy,
    async close() {
      // What is being processed is taken up again by whoever comes next.
      stopping.abort()
      await queues.close()
    },
  }
}

const tooManyUnknown =
  'removed nothing from the store: of so many files no row knows that it may be another database’s; see npm run ops -- help'

/** A run that finds the one before it still at work leaves it to that one: a slow mail server takes one place in the queue, not all. */
function oneAtATime(run: () => Promise<void>): () => Promise<void> {
  let busy = false
  return async () => {
    if (busy) return
    busy = true
    try {
      await run()
    } finally {
      busy = false
    }
  }
}
