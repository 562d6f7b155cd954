import { type ChildProcess, spawn } from 'node:child_process'
import { constants, existsSync, readFileSync } from 'node:fs'
import { access, readFile, readlink, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { makeDataFolder } from './data-folder.ts'
import { lockFolder } from './folder-lock.ts'
import { environment, postgresRunner, type Runner, spawnAs } from './postgres-account.ts'
import { type Binaries, postgresBinaries } from './postgres-binaries.ts'
import { initialiseCluster } from './postgres-cluster.ts'
import { StartError } from './start-error.ts'

const database = 'ouderapp'

export type Postgres = {
  /** The owner's address: for migrations and for nothing else. */
  url: string
  stop(): Promise<void>
}

export type PostgresOptions = {
  /** The server's folder is `postgres` under this one. */
  dataDir: string
  /** What PostgreSQL says about itself; never a statement nor a value. */
  log?: (line: string) => void
  /** Called when the server ends without having been asked to. */
  onEnd?: (sentence: string) => void
  /** When another process already runs this folder's server, use that one instead of refusing. */
  join?: boolean
  /** Another PostgreSQL's folder of programs, for trying one; otherwise what `npm ci` brought. */
  programs?: string
  /** False only for throwaway data: a crash of the machine may lose it. */
  durable?: boolean
}

/**
 * Starts the PostgreSQL that came with `npm ci` on `dataDir`, making its cluster and the database the first time.
 * What an earlier process that was killed left running is stopped first.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(options.dataDir)
  await makeDataFolder(dataDir)
  const folder = join(dataDir, 'postgres')
  const lock = await lockFolder(dataDir)
  if (!lock.held) {
    if (options.join) return { url: await runningUrl(folder), stop: async () => {} }
    throw new StartError(
      `The data folder ${dataDir} is in use by another ouderapp (process ${lock.pid}): stop that one, or set DATA_DIR to another folder.`,
    )
  }
  try {
    await refuseForeign(dataDir, folder)
    const { runner, binaries } = postgresRunner(folder, dataDir, await postgresBinaries(options.programs))
    if (!existsSync(folder)) await initialiseCluster(folder, binaries, runner, options.durable ?? true)
    await stopOrphan(folder)
    const server = await serve(folder, binaries, runner, options)
    const url = await runningUrl(folder)
    await createDatabase(url)
    return {
      url,
      async stop() {
        await server.stop()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function refuseForeign(dataDir: string, folder: string): Promise<void> {
  for (const path of existsSync(folder) ? [dataDir, folder] : [dataDir]) {
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK).catch(() => {
      throw new StartError(
        `${path} belongs to another user: start ouderapp as the user who started it first, or set DATA_DIR to another folder.`,
      )
    })
  }
}

/** After kill -9 of its Node the server may still run, with the folder's lock free: it is nobody's, so it is stopped. */
async function stopOrphan(folder: string): Promise<void> {
  const pid = postmaster(folder)?.pid
  if (!pid) return
  if (!(await servesFolder(pid, folder))) {
    // The number now belongs to some other program, at which PostgreSQL would wrongly stop.
    await rm(join(folder, 'postmaster.pid'), { force: true })
    return
  }
  for (const [signal, milliseconds] of [
    ['SIGINT', 5000],
    ['SIGQUIT', 2000],
    ['SIGKILL', 2000],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(20)) {
      if (!(await servesFolder(pid, folder))) return
    }
  }
}

const servesFolder = (pid: number, folder: string) =>
  readlink(`/proc/${pid}/cwd`).then(
    (directory) => directory === folder,
    () => false,
  )

type Server = { stop(): Promise<void> }

async function serve(folder: string, binaries: Binaries, runner: Runner, options: PostgresOptions): Promise<Server> {
  let said = ''
  // Helpers of a server that was killed live on for a moment and hold its shared memory.
  for (const end = Date.now() + 8000; Date.now() < end; await sleep(150)) {
    const [command, args] = runner.wrap(binaries.postgres, [
      '-D',
      folder,
      '-p',
      String(await freePort()),
      ...settings(options),
    ])
    const child = spawn(command, args, {
      ...spawnAs(runner, command),
      cwd: '/',
      env: environment,
      stdio: ['ignore', 'ignore', 'pipe'],
      // Its own group, so that Ctrl-C in a terminal reaches only Node, which stops it last.
      detached: true,
    })
    said = ''
    const ended = new Promise<void>((done) => child.on('error', () => done()).on('close', () => done()))
    child.stderr.on('data', (bytes) => {
      said = (said + bytes).slice(-4000)
      for (const line of String(bytes).split('\n')) if (line.trim()) options.log?.(line.trim())
    })
    if (await ready(folder, child, ended)) return stoppable(child, ended, options)
    if (!/already exists|still in use|Address already in use|could not create any TCP/i.test(said)) break
  }
  const last = said.trim().split('\n').slice(-4).join(' ')
  throw new StartError(`PostgreSQL in ${folder} did not start: ${last}`)
}

function settings({ durable = true }: PostgresOptions): string[] {
  const values = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'jit=off',
    'timezone=UTC',
    'log_timezone=UTC',
    'lc_messages=C',
    // Statements and values may hold names and texts: only the server's own messages are logged.
    'log_line_prefix=',
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_checkpoints=off',
    ...(durable ? [] : ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off']),
  ]
  return values.flatMap((value) => ['-c', value])
}

async function ready(folder: string, child: ChildProcess, ended: Promise<void>): Promise<boolean> {
  let over = false
  ended.then(() => {
    over = true
  })
  // Recovery after a crash takes as long as it takes.
  while (!over) {
    const now = postmaster(folder)
    if (now?.ready && now.pid === child.pid) return true
    await sleep(10)
  }
  return false
}

function stoppable(child: ChildProcess, ended: Promise<void>, options: PostgresOptions): Server {
  let asked = false
  ended.then(() => {
    if (!asked) options.onEnd?.('PostgreSQL ended by itself.')
  })
  return {
    async stop() {
      asked = true
      child.kill('SIGINT')
      const impatient = setTimeout(() => child.kill('SIGQUIT'), 10_000)
      await ended
      clearTimeout(impatient)
    },
  }
}

/** What the running server wrote about itself. */
function postmaster(folder: string): { pid: number; port: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

async function runningUrl(folder: string): Promise<string> {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(50)) {
    const server = postmaster(folder)
    if (!server?.ready) continue
    const password = await readFile(join(folder, 'owner-password'), 'utf8')
    return `postgresql://postgres:${password}@127.0.0.1:${server.port}/${database}`
  }
  throw new StartError(`The ouderapp that has ${folder} does not get its database running: look at its log.`)
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace(/\/[^/]*$/, '/postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${database}`)
  } finally {
    await client.end()
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
