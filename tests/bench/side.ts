import { type ChildProcess, spawn } from 'node:child_process'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { cpuTimeOf, type Ground, onServerCore } from './ground.ts'
import type { Memory, Question } from './serving.ts'

export type SideName = 'ours' | 'bare'
export const sideNames: readonly SideName[] = ['ours', 'bare']

/** One server under measurement, in a process of its own. */
export interface Side {
  name: SideName
  port: number
  pid: number
  /** Where a post goes. */
  path: string
  listen(): Promise<void>
  memory(): Promise<Memory>
  /** Microseconds of processor time since the start, of the server and of PostgreSQL. */
  cpu(): Promise<{ node: number; postgres: number }>
  stop(): Promise<void>
}

export interface SideOptions {
  /** Listen on this port instead of a free one, and only when told. */
  port?: number
  clientFolder?: string
  /** Where photos lie; unless named in a folder of its own. */
  dataDir?: string
  /** Where the server's script is, when it is a copy. */
  folder?: string
  /** Further arguments of Node. */
  node?: string[]
}

export interface Sent {
  method: string
  path: string
  type: string
  body: Buffer
  headers?: Record<string, string>
}

let nextPort = 20_000 + (process.pid % 10_000)

/** Starts a server; unless a port was named it listens at once. */
export async function startSide(name: SideName, ground: Ground, options: SideOptions = {}): Promise<Side> {
  const port = options.port ?? nextPort++
  const settings =
    name === 'ours'
      ? {
          urls: ground.urls,
          secret: ground.secret,
          port,
          clientFolder: options.clientFolder,
          dataDir: options.dataDir,
        }
      : { url: ground.bareUrl }
  const script = join(options.folder ?? import.meta.dirname, `${name}.ts`)
  const [program, ...args] = onServerCore(process.execPath, '--expose-gc', ...(options.node ?? []), script)
  const child = spawn(program!, args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { PATH: process.env.PATH, TZ: 'UTC', NODE_ENV: 'production', BENCH: JSON.stringify(settings) },
  })
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  const release = ground.closing(async () => {
    child.kill('SIGKILL')
    await ended
  })
  await answerOf(child)
  const side: Side = {
    name,
    port,
    // Bound to a core, it is still this process.
    pid: child.pid!,
    path: name === 'ours' ? '/api/diary' : '/post',
    listen: async () => void (await ask(child, { listen: port })),
    memory: () => ask<Memory>(child, { memory: true }),
    cpu: async () => ({ node: await ask<number>(child, { cpu: true }), postgres: cpuTimeOf(ground.postmaster) }),
    async stop() {
      await ask(child, { stop: true })
      await ended
      release()
    },
  }
  if (options.port === undefined) await side.listen()
  return side
}

function ask<T>(child: ChildProcess, question: Question): Promise<T> {
  const answer = answerOf<T>(child)
  child.send(question)
  return answer
}

const answerOf = <T>(child: ChildProcess): Promise<T> =>
  new Promise((done, failed) => {
    const gone = () => failed(new Error('a server under measurement ended by itself'))
    child.once('close', gone)
    child.once('message', (answer) => {
      child.off('close', gone)
      done(answer as T)
    })
  })

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Posts JSON over a connection that is kept; the status, or 0 when nobody answered. */
export const post = (side: Pick<Side, 'port' | 'path'>, cookie: string, body: string): Promise<number> =>
  send(side, cookie, { method: 'POST', path: side.path, type: 'application/json', body: Buffer.from(body) })

/** Sends something over a connection that is kept; the status, or 0 when nobody answered. */
export function send(
  { port }: Pick<Side, 'port'>,
  cookie: string,
  { method, path, type, body, headers }: Sent,
): Promise<number> {
  return new Promise((done) => {
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path,
        method,
        headers: {
          'content-type': type,
          'content-length': body.length,
          'x-requested-with': 'ouderapp',
          cookie,
          ...headers,
        },
      },
      (reply) => {
        reply.resume()
        reply.once('end', () => done(reply.statusCode ?? 0))
        reply.once('error', () => done(0))
      },
    )
    sent.once('error', () => done(0))
    sent.end(body)
  })
}

/** Lets go of all kept connections, so that a server can stop. */
export const hangUp = (): void => agent.destroy()
