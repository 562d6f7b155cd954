import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../db/migrate.ts'
import { loginUrls, type Right } from '../../db/roles.ts'
import { startPostgres } from '../../db/server.ts'
import { makeWorld, type World, type WorldSize } from '../../db/world.ts'
import { asOwner } from '../support/postgres.ts'

const serverCore = '0'
const loadCore = '1'
const day = 86_400_000

/** Whether server and load each have a core of their own; without that the ratios say less. */
export const pinned = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0

/** A command that runs on the servers' core. */
export const onServerCore = (...command: string[]): string[] =>
  pinned ? ['taskset', '-c', serverCore, ...command] : command

const pin = (pid: number, core: string) => {
  if (pinned) spawnSync('taskset', ['-a', '-p', '-c', core, String(pid)])
}

/** Starts something that has both cores, as a device of its own has: what it runs is not held against a server. */
export async function unpinned<T>(start: () => Promise<T>): Promise<T> {
  pin(process.pid, `${serverCore},${loadCore}`)
  try {
    return await start()
  } finally {
    pin(process.pid, loadCore)
  }
}

/** What all measures stand on: one PostgreSQL with a database for either side, and who lives in ours. */
export interface Ground {
  urls: Record<Right, string>
  ownerUrl: string
  bareUrl: string
  secret: string
  world: World
  /** The PostgreSQL server's process. */
  postmaster: number
  /** Another database on the same server; migrated when asked. */
  database(name: string, migrated: boolean): Promise<string>
  /** A new folder, which goes with the ground. */
  folder(): Promise<string>
  /** Registers what to end if the run breaks; the answer takes it back. */
  closing(end: () => Promise<unknown>): () => void
  close(): Promise<void>
}

/**
 * Starts PostgreSQL as production has it, fsync on, and fills our database with a world of this size.
 * @param programs another PostgreSQL's folder of programs
 */
export async function openGround(size: WorldSize, programs?: string): Promise<Ground> {
  pin(process.pid, loadCore)
  const dataDir = await mkdtemp(join(tmpdir(), 'ouderapp-bench-'))
  await chmod(dataDir, 0o711)
  const secret = randomBytes(33).toString('base64')
  const server = await startPostgres({ dataDir, programs })
  const closers = new Set<() => Promise<unknown>>([
    () => rm(dataDir, { recursive: true, force: true }),
    () => server.stop(),
  ])
  const postmaster = Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n', 1)[0])
  pin(postmaster, serverCore)

  const database = async (name: string, migrated: boolean): Promise<string> => {
    await asOwner(server.url, (owner) => owner.query(`create database ${name}`))
    const url = server.url.replace(/\/[^/]*$/, `/${name}`)
    if (migrated) await migrate(url, { secret })
    return url
  }
  const ownerUrl = await database('bench_ours', true)
  const bareUrl = await database('bench_bare', false)
  await asOwner(bareUrl, (owner) =>
    owner.query(
      'create table post (id uuid primary key, group_id uuid, about_at timestamptz, text text, children uuid[])',
    ),
  )
  const world = await asOwner(ownerUrl, async (owner) => {
    const made = await makeWorld(owner, size, {
      secret,
      cookieName: 'session',
      password: '',
      passwordHash: '',
      since: new Date(Date.now() - 90 * day).toISOString().slice(0, 10),
      expiresAt: new Date(Date.now() + day),
    })
    await owner.query('vacuum analyze')
    await owner.query('checkpoint')
    return made
  })
  return {
    urls: loginUrls(ownerUrl, secret),
    ownerUrl,
    bareUrl,
    secret,
    world,
    postmaster,
    database,
    async folder() {
      const folder = await mkdtemp(join(tmpdir(), 'ouderapp-bench-'))
      closers.add(() => rm(folder, { recursive: true, force: true }))
      return folder
    },
    closing(end) {
      closers.add(end)
      return () => void closers.delete(end)
    },
    async close() {
      for (const end of [...closers].reverse()) await end()
    },
  }
}

/** Microseconds of processor time that a process and its children have used, those that live now. */
export function cpuTimeOf(parent: number): number {
  let ticks = 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const line = readFileSync(`/proc/${name}/stat`, 'utf8')
      const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
      if (Number(name) === parent || Number(fields[1]) === parent) ticks += Number(fields[11]) + Number(fields[12])
    } catch {
      // It ended meanwhile.
    }
  }
  return ticks * 10_000
}
