import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '../db/server.ts'
import { asOwner } from './support/postgres.ts'

/** Holds the server of a folder in a process of its own, which can be killed. */
const holder = `
  import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, '../db/server.ts'))}
  const { url } = await startPostgres({ dataDir: process.argv[1] })
  console.log(url)
  setInterval(() => {}, 1000)
`
let dataDir: string
const children: ChildProcess[] = []

async function hold(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', holder, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const url = await new Promise<string>((done, failed) => {
    child.stdout.once('data', (bytes) => done(String(bytes).trim()))
    child.once('exit', () => failed(new Error('the holder ended')))
  })
  return { child, url }
}

const killed = (child: ChildProcess, signal: NodeJS.Signals) =>
  new Promise<void>((done) => {
    child.once('exit', () => done())
    child.kill(signal)
  })

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ouderapp-postgres-'))
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await (await startPostgres({ dataDir })).stop()
  await rm(dataDir, { recursive: true, force: true })
})

describe('the built-in database', () => {
  test('starts on an empty folder, keeps what was committed, and its password to itself', async () => {
    const first = await startPostgres({ dataDir })
    expect(new URL(first.url).hostname).toBe('127.0.0.1')
    expect((await stat(join(dataDir, 'postgres/owner-password'))).mode & 0o777).toBe(0o600)
    await asOwner(first.url, (owner) => owner.query('create table kept as select 1 as n'))
    await expect(asOwner(first.url.replace(/:[^:@]+@/, ':guess@'), (owner) => owner.query('select 1'))).rejects.toThrow(
      /password/,
    )
    await first.stop()
    const second = await startPostgres({ dataDir })
    const { rows } = await asOwner(second.url, (owner) => owner.query('select n from kept'))
    expect(rows).toEqual([{ n: 1 }])
    await second.stop()
  })

  test('fsync is on', async () => {
    const server = await startPostgres({ dataDir })
    const { rows } = await asOwner(server.url, (owner) =>
      owner.query(
        `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name`,
      ),
    )
    expect(rows.map((row) => row.setting)).toEqual(['on', 'on', 'on'])
    await server.stop()
  })

  test('a folder that another process has is refused with its number, and can be joined', async () => {
    const { child, url } = await hold()
    await expect(startPostgres({ dataDir })).rejects.toThrow(
      `in use by another ouderapp (process ${child.pid}): stop that one, or set DATA_DIR`,
    )
    const joined = await startPostgres({ dataDir, join: true })
    expect(joined.url).toBe(url)
    await joined.stop()
    await asOwner(url, (owner) => owner.query('select 1'))
    await killed(child, 'SIGKILL')
  })

  test('recovers after kill -9 of its process, and of both processes', async () => {
    for (const both of [false, true]) {
      const { child, url } = await hold()
      await asOwner(url, (owner) =>
        owner.query('create table if not exists count (n int); insert into count values (1)'),
      )
      const postmaster = Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])
      const dying = killed(child, 'SIGKILL')
      if (both) process.kill(postmaster, 'SIGKILL')
      await dying
      const again = await startPostgres({ dataDir })
      const { rows } = await asOwner(again.url, (owner) =>
        owner.query<{ n: number }>('select count(*)::integer as n from count'),
      )
      expect(rows).toEqual([{ n: both ? 2 : 1 }])
      await again.stop()
    }
  })

  test('says so when the server ends by itself', async () => {
    let said: string | undefined
    const server = await startPostgres({
      dataDir,
      onEnd: (sentence) => {
        said = sentence
      },
    })
    const owner = new pg.Client({ connectionString: server.url })
    owner.on('error', () => {})
    await owner.connect()
    process.kill(Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGQUIT')
    await expect.poll(() => said, { timeout: 30_000 }).toBe('PostgreSQL ended by itself.')
    await server.stop()
  })
})
