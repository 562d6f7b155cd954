import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DrizzleQueryError } from 'drizzle-orm/errors'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { told } from '../backend/log.ts'
import type { World } from '../db/world.ts'
import { asOwner, freshDatabase, type TestDatabase, testSecret } from './support/postgres.ts'
import { freePort, type Running, startProcess, worldOfNow } from './support/processes.ts'
import { sabotage } from './support/sabotage.ts'
import { type Clock, call, guardianOf, password, posting } from './support/server.ts'
import { signIn } from './support/sign-in.ts'

describe('an error in the log', () => {
  it('names what went wrong and where, and no value of the query', () => {
    const cause = Object.assign(new Error('connection lost'), { code: 'ECONNRESET' })
    const wrapped = new DrizzleQueryError('select * from "user" where email = $1', ['lisa@demo.example'], cause)
    const line = JSON.stringify(told(wrapped))
    expect(line).toContain('ECONNRESET')
    expect(line).toContain('log.test.ts')
    expect(line).not.toContain('lisa')
  })
})

describe('a process that tells all it can', () => {
  let base: TestDatabase
  let dataDir: string
  let running: Running
  let world: World
  let server: { url: string }
  const now = { clock: { now: () => new Date() } as Clock }
  beforeAll(async () => {
    base = await freshDatabase(inject('postgresUrl'))
    dataDir = await mkdtemp(join(tmpdir(), 'ouderapp-log-'))
    const port = await freePort()
    server = { url: `http://127.0.0.1:${port}` }
    const settings = { DATABASE_URL: base.ownerUrl, DATA_DIR: dataDir, PORT: String(port), SECRET: testSecret }
    // A mail server that nobody reaches, so that mails fail as well.
    running = await startProcess('workers/main.ts', {
      ...settings,
      LOG_LEVEL: 'debug',
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'app@example.org',
    })
    world = await worldOfNow(base.ownerUrl, { groups: 1, children: 2, guardians: 1, staff: 1 })
  }, 240_000)
  afterAll(async () => {
    if (running?.isAlive()) await running.stop()
    await base?.drop()
    await rm(dataDir, { recursive: true, force: true })
  })

  it('says what failed, and no name, text, address or secret', { timeout: 180_000 }, async () => {
    const [child] = world.children
    const guardian = guardianOf(world, child!.id)
    const staff = world.people.find(({ role }) => role === 'staff')!
    const text = 'Een geheim over de koorts'
    const body = posting(now, world.groups[0]!, [child!.id], { text })
    expect((await call(server, staff, 'POST', '/api/diary', body)).status).toBe(200)
    expect((await call(server, staff, 'POST', '/api/diary', { ...body, text: 42, geheim: text })).status).toBe(422)
    expect((await signIn(server, guardian.email, 'een-fout-geheim')).status).toBe(401)
    expect((await signIn(server, guardian.email, password)).status).toBe(200)
    await call(server, guardian, 'POST', '/api/account/password/forgotten', { email: guardian.email })
    await call(server, guardian, 'PUT', '/api/account/password', {
      currentPassword: 'een-fout-geheim',
      password: 'nog-een-geheim',
    })
    // What fails within the database, whose messages repeat values.
    const failed = await asOwner(base.ownerUrl, async (owner) => {
      const strike = await sabotage(owner, 'audit', 'the insert fails')
      const entry = posting(now, world.groups[0]!, [child!.id], { text })
      return call(server, staff, 'POST', '/api/diary', entry).finally(() => strike.undo())
    })
    expect(failed.status).toBe(500)
    await expect.poll(() => running.said(), { timeout: 30_000 }).toContain('a mail did not leave')
    const said = running.said()
    expect(said).toContain(failed.body.error.id)
    const token = decodeURIComponent(guardian.cookie.split('=')[1]!).split('.')[0]!
    for (const word of [child!.callName, text, 'koorts', guardian.email, password, 'geheim', token, testSecret])
      expect(said, word).not.toContain(word)
  })
})
