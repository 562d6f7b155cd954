import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { type Database, openDatabase } from '../db/client.ts'
import { type MediaPlaces, openMedia } from '../db/media/open.ts'
import { migrate } from '../db/migrate.ts'
import { loginUrls, unsafeLogin } from '../db/roles.ts'
import { demonstrationAccounts, seed } from '../db/seed.ts'
import { startPostgres } from '../db/server.ts'
import { StartError } from '../db/start-error.ts'
import { type App, createApp } from './app.ts'
import { clientFolder, ensureClient } from './client-build.ts'
import { type Env, readEnv, s3Of, uploadLimits } from './env.ts'
import type { Closing } from './lifecycle.ts'
import { type Log, openLog } from './log.ts'
import { secretFor } from './secret.ts'

const { version }: { version: string } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'))

/** What every process stands on: checked settings, a log, and a migrated database. */
export type Ground = {
  env: Env
  log: Log
  secret: string
  database: Database
  /** With which the owner, and the workers' queue, sign in to the database. */
  ownerUrl: string
  queueUrl: string
  /** Where photos and videos lie. */
  media: MediaPlaces
}

/**
 * Reads the settings, starts or finds the database, and brings it up to date.
 * @param join take part in the built-in database that a running ouderapp has, rather than refuse
 */
export async function openGround(closing: Closing, fail: (error: Error) => void, join = false): Promise<Ground> {
  const env = readEnv(process.env)
  env.dataDir = resolve(env.dataDir)
  const log = openLog(env.logLevel)
  const secret = await secretFor(env)
  const ownerUrl = env.databaseUrl ?? (await openPostgres(env, log, closing, fail, join))
  await migrate(ownerUrl, { secret })
  const urls = loginUrls(ownerUrl, secret)
  let closed = false
  const database = openDatabase(urls, (error) => {
    if (!closed) log.warn({ error: error.message }, 'a database connection broke')
  })
  closing(() => {
    closed = true
    return database.close()
  })
  const unsafe = await unsafeLogin(database.app)
  if (unsafe) throw new StartError(unsafe)
  const media = await openMedia(env.dataDir, s3Of(env))
  return { env, log, secret, database, ownerUrl, queueUrl: urls.worker, media }
}

async function openPostgres(
  env: Env,
  log: Log,
  closing: Closing,
  fail: (error: Error) => void,
  join: boolean,
): Promise<string> {
  const postgres = await startPostgres({
    dataDir: env.dataDir,
    join,
    log: (line) => log.debug({ postgres: line }),
    onEnd: (sentence) => fail(new StartError(sentence)),
  })
  closing(() => postgres.stop())
  return postgres.url
}

/** Makes the whole backend without listening, the demonstration organisation and the client included. */
export async function makeApp(ground: Ground): Promise<App> {
  const { env, log, secret, database, media } = ground
  const built = ensureClient()
  // Awaited below; until then a failure must not count as unhandled.
  built.catch(() => {})
  if (env.seed === 'demo') await seedWhenEmpty(ground)
  await built
  if (env.port === 0) {
    env.port = await freePort(env.host)
    if (!process.env.PUBLIC_URL) env.publicUrl = `http://localhost:${env.port}`
  }
  const { redisUrl, publicUrl, trustProxy } = env
  const now = () => new Date()
  return createApp({
    database,
    redisUrl,
    secret,
    publicUrl,
    trustProxy,
    log,
    now,
    version,
    media,
    uploadLimits: uploadLimits(env),
    clientFolder,
  })
}

async function seedWhenEmpty({ database, ownerUrl, secret, media }: Ground): Promise<void> {
  const { rowCount } = await database.worker.query('select 1 from organisation limit 1')
  if (rowCount === 0) await seed(ownerUrl, secret, media.store)
}

/** Listens, and says where and for whom. */
export async function listen(app: App, { env }: Ground): Promise<void> {
  await listenOn(app.http, env.port, env.host)
  console.log(`\nOuderapp is at ${env.publicUrl}`)
  if (env.seed !== 'demo') return
  console.log('\nDemonstration accounts:')
  const width = Math.max(...demonstrationAccounts.map(({ who }) => who.length))
  for (const { who, email, password } of demonstrationAccounts) {
    console.log(`  ${who.padEnd(width)}  ${email.padEnd(22)}  ${password}`)
  }
  console.log()
}

const refusals: Record<string, (port: number, host: string) => string> = {
  EADDRINUSE: (port) =>
    `Port ${port} is taken: stop what listens there, or set PORT to another, for instance PORT=${port + 1}.`,
  EACCES: (port) =>
    `Port ${port} needs rights that this user does not have: set PORT to one above 1023, for instance PORT=4000.`,
  EADDRNOTAVAIL: (_, host) => `HOST is "${host}": write an address of this machine, for instance HOST=127.0.0.1.`,
  ENOTFOUND: (_, host) => `HOST is "${host}": write an address of this machine, for instance HOST=127.0.0.1.`,
}

const listenOn = (server: Server, port: number, host: string) =>
  new Promise<void>((done, refuse) => {
    const failed = (error: NodeJS.ErrnoException) => {
      const sentence = refusals[error.code ?? '']?.(port, host)
      refuse(sentence ? new StartError(sentence) : error)
    }
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      done()
    })
  })

async function freePort(host: string): Promise<number> {
  const probe = createServer()
  await listenOn(probe, 0, host)
  const { port } = probe.address() as AddressInfo
  await new Promise((closed) => probe.close(closed))
  return port
}
