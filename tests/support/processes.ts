import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { hashPassword } from '../../db/password.ts'
import { makeWorld, type World, type WorldSize } from '../../db/world.ts'
import { asOwner, testSecret } from './postgres.ts'
import { password } from './server.ts'

const root = join(import.meta.dirname, '../..')

/** A process of ours, as an operator starts it. */
export interface Running {
  /** Everything it printed. */
  said(): string
  isAlive(): boolean
  /** Ends it at once, without a word. */
  kill(): Promise<void>
  /** Asks it to end, and gives its exit status. */
  stop(): Promise<number | null>
}

/** Starts a program and waits until it says that it is ready. */
export async function startProcess(program: string, settings: Record<string, string>): Promise<Running> {
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, NODE_ENV: 'test', LOG_LEVEL: 'error', SEED: 'none', INBOX_PORT: '0', ...settings }
  const child = spawn(process.execPath, [program], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  await new Promise<void>((ready, refuse) => {
    const hear = (bytes: unknown) => {
      said += bytes
      if (/Ouderapp is at|workers are running/.test(said)) ready()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    ended.then((code) => refuse(new Error(`${program} ended with ${code}: ${said}`)))
  })
  return {
    said: () => said,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** A port on which nothing listens now. */
export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** People for processes that live in the time of this machine. */
export async function worldOfNow(ownerUrl: string, size: WorldSize): Promise<World> {
  const keys = {
    secret: testSecret,
    cookieName: 'session',
    password,
    passwordHash: await hashPassword(password),
    since: new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10),
    expiresAt: new Date(Date.now() + 86_400_000),
  }
  return asOwner(ownerUrl, (owner) => makeWorld(owner, size, keys))
}
