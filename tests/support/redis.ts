import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'redis'

export type TestRedis = {
  url: string
  /** Empties it, as a Redis that lost its memory. */
  empty(): Promise<void>
  /** Breaks every connection to it. */
  cut(): Promise<void>
  /** While it stands still, what is written to it is neither taken in nor refused. */
  standStill(yes: boolean): Promise<void>
  /** Hangs: its connections stay, and nothing is answered. */
  hang(yes: boolean): void
  /** Is there, and answers everything with an error. */
  busy(milliseconds: number): Promise<void>
  stop(): Promise<void>
}

/** Starts a real redis-server, in memory only, on a free port or where an earlier one was. */
export async function startRedis(instead?: TestRedis): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'ouderapp-redis-'))
  const port = instead ? Number(new URL(instead.url).port) : await freePort()
  const url = `redis://127.0.0.1:${port}`
  const settings = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
  ]
  const child = spawn('redis-server', settings, { stdio: 'ignore' })
  const ended = new Promise<void>((done) => child.on('error', () => done()).on('close', () => done()))
  for (const end = Date.now() + 10_000; !(await answers(url)); await sleep(30)) {
    if (Date.now() > end || child.exitCode !== null) throw new Error('redis-server did not start')
  }
  return {
    url,
    empty: () => asClient(url, async (client) => void (await client.flushAll())),
    cut: () =>
      asClient(url, async (client) => {
        for (const type of ['pubsub', 'normal'])
          await client.sendCommand(['CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'yes'])
      }),
    standStill: (yes) =>
      asClient(url, async (client) => {
        await client.sendCommand(yes ? ['CLIENT', 'PAUSE', '60000', 'WRITE'] : ['CLIENT', 'UNPAUSE'])
      }),
    hang: (yes) => void child.kill(yes ? 'SIGSTOP' : 'SIGCONT'),
    busy: (milliseconds) =>
      asClient(url, async (client) => {
        await client.configSet('busy-reply-threshold', '20')
        const spinning = asClient(url, (other) => other.eval('while true do end')).catch(() => {})
        await sleep(milliseconds)
        await client.sendCommand(['SCRIPT', 'KILL'])
        await spinning
      }),
    async stop() {
      child.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const answers = (url: string) =>
  asClient(url, (client) => client.ping()).then(
    () => true,
    () => false,
  )

async function asClient<T>(url: string, work: (client: ReturnType<typeof createClient>) => Promise<T>): Promise<T> {
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client as ReturnType<typeof createClient>)
  } finally {
    client.destroy()
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
