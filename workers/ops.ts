import type pg from 'pg'
import { openPublisher } from '../backend/cluster.ts'
import { runProcess } from '../backend/lifecycle.ts'
import { type Ground, openGround } from '../backend/start.ts'
import { StartError } from '../db/start-error.ts'
import { sweepOrphans } from './media/orphans.ts'
import { relay } from './relay.ts'
import { trim } from './trim.ts'
import { sentenceOf, verifyAudit } from './verify-audit.ts'

type Command = { says: string; takes?: string; run(ground: Ground, given?: string): Promise<string> }

const commands: Record<string, Command> = {
  status: {
    says: 'counts what there is and tells the age of the oldest unpublished event and of the mail that did not leave',
    run: status,
  },
  sweep: { says: 'with REDIS_URL: publishes once what a crash left behind', run: sweep },
  trim: { says: 'takes events older than EVENT_KEEP_DAYS from the log now', run: trimNow },
  audit: {
    says: 'walks the audit’s chain and names the first row that is not as it was sealed; with NR:HASH also whether the chain still leads through that head, as an earlier run or the log gave it',
    takes: 'NR:HASH',
    run: checkAudit,
  },
  orphans: {
    says: 'removes what the database has not known for a week from the store, however much it is: for a store that belongs to this database alone',
    run: removeOrphans,
  },
  migrate: { says: 'brings the database up to date', run: async () => 'The database is up to date.' },
}

/** The commands, as `help` prints them. */
const help = () =>
  [
    'Use: npm run ops -- COMMAND',
    '',
    ...Object.entries(commands).map(([name, { says }]) => `  ${name.padEnd(8)} ${says}`),
  ].join('\n')

const [name = 'help', ...rest] = process.argv.slice(2)
if (name === 'help' || name === '--help') {
  console.log(help())
} else {
  await runProcess(async (closing, fail) => {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw new StartError(`There is no command "${name}".\n\n${help()}`)
    if (rest.length > (command.takes ? 1 : 0)) {
      throw new StartError(
        `The command ${name} takes ${command.takes ?? 'nothing'}${command.takes ? ' at most' : ' more'}: leave out ${rest.slice(command.takes ? 1 : 0).join(' ')}`,
      )
    }
    const ground = await openGround(closing, fail, true)
    console.log(await command.run(ground, rest[0]))
    return 'done'
  })
}

async function status({ database }: Ground): Promise<string> {
  const { rows } = await database.worker.query<{
    channels: number
    events: number
    outbox: number
    age: number | null
  }>(
    `select (select count(*) from channel) as channels, (select count(*) from event) as events,
            (select count(*) from outbox) as outbox,
            (select extract(epoch from now() - min(created_at))::integer from outbox) as age`,
  )
  const { channels, events, outbox, age } = rows[0] ?? { channels: 0, events: 0, outbox: 0, age: null }
  return [
    `channels ${channels}`,
    `events   ${events}`,
    `outbox   ${outbox}${oldest(age)}`,
    `mail     ${await mailStatus(database.worker)}`,
  ].join('\n')
}

function oldest(age: number | null): string {
  return age === null ? '' : `, the oldest ${age} s old`
}

async function mailStatus(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ waiting: number; tried: number; age: number | null }>(
    `select count(*) as waiting, count(*) filter (where attempts > 0) as tried,
            extract(epoch from now() - min(created_at))::integer as age
       from mail where sent_at is null and dropped_at is null`,
  )
  const { rows: dropped } = await pool.query<{ dropped: string; mails: number }>(
    'select dropped, count(*) as mails from mail where dropped is not null group by dropped order by dropped',
  )
  const { waiting, tried, age } = rows[0] ?? { waiting: 0, tried: 0, age: null }
  return [
    `${waiting} waiting${oldest(age)}`,
    ...(tried > 0 ? [`${tried} of them tried in vain`] : []),
    ...dropped.map(({ dropped, mails }) => `${mails} dropped (${dropped})`),
  ].join('; ')
}

async function sweep({ env: { redisUrl }, log, database }: Ground): Promise<string> {
  if (!redisUrl) {
    throw new StartError(
      'REDIS_URL is missing: without it only the running server reaches the sockets, and it sweeps by itself.',
    )
  }
  const publisher = await openPublisher({ redisUrl, log })
  try {
    const rows = await relay(database.worker, publisher.publish, new Date())
    return `Published what ${rows} transactions recorded.`
  } finally {
    await publisher.close()
  }
}

async function trimNow({ env, database }: Ground): Promise<string> {
  return `Trimmed ${await trim(database.worker, env.eventKeepDays, new Date())} events.`
}

async function removeOrphans({ database, media }: Ground): Promise<string> {
  const { files, unknown, removed } = await sweepOrphans(database.worker, media, new Date(), { evenMany: true })
  return `Of ${files} files in the store the database did not know ${unknown}; ${removed} were removed.`
}

async function checkAudit({ database }: Ground, given?: string): Promise<string> {
  const [nr, hash] = given?.split(':') ?? []
  if (given !== undefined && !(/^[1-9]\d{0,15}$/.test(nr ?? '') && /^[0-9a-f]{64}$/.test(hash ?? ''))) {
    throw new StartError(`"${given}" is no head: write its number, a colon and its 64 hexadecimal digits.`)
  }
  const { broken, ...verdict } = await verifyAudit(database.worker, nr && hash ? { nr: Number(nr), hash } : undefined)
  if (broken) {
    throw new StartError(
      `The audit is broken: ${sentenceOf(broken)}. ${verdict.rows} rows before it are as they were sealed.`,
    )
  }
  return [
    `The audit is whole: ${verdict.rows} rows in ${verdict.seals} seals, of ${verdict.erased} the content was lawfully erased; ${verdict.pending} wait for a seal.`,
    `head ${verdict.head.nr}:${verdict.head.hash}`,
  ].join('\n')
}
