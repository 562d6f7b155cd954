import { connect } from 'node:net'
import * as v from 'valibot'
import { expect } from 'vitest'
import { type ErrorCode, ErrorReply, errorStatus } from '../../backend/contract/errors.ts'
import { en } from '../../backend/locales/en.ts'
import { nl } from '../../backend/locales/nl.ts'
import { stored } from './rows.ts'
import { call, type Reply, type TestServer } from './server.ts'

const dictionaries = { nl, en }

/**
 * Asks something that is to be refused, once per language: the documented status, the stable code, the message of the
 * dictionary.
 */
export async function refuses(
  code: ErrorCode,
  ask: (headers: Record<string, string>) => Promise<Reply>,
  what = '',
): Promise<ErrorReply['error']> {
  let last: ErrorReply['error'] | undefined
  for (const language of ['nl', 'en'] as const) {
    const reply = await ask({ 'accept-language': language })
    const said = `${what} ${reply.text.slice(0, 300)}`
    expect([reply.status, reply.body?.error?.code], said).toEqual([errorStatus[code], code])
    last = v.parse(ErrorReply, reply.body).error
    const names = last.children?.map((child) => child.callName) ?? []
    expect(last.message).toBe(
      dictionaries[language][code].replace('{children}', new Intl.ListFormat(language).format(names)),
    )
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(reply.headers.get('cache-control')).toBe('no-store')
    // Nothing of how the server is made.
    expect(reply.text).not.toMatch(/node_modules|\bat \w+ \(|select |insert |\.ts:|SyntaxError|valibot/i)
  }
  return last!
}

/** Whatever is tried, nothing is stored and somebody else is served right after. */
export async function unharmed(
  server: TestServer,
  next: { cookie: string },
  work: () => Promise<unknown>,
): Promise<void> {
  const before = await stored(server.owner, ['auth.session'])
  await work()
  expect(await stored(server.owner, ['auth.session'])).toEqual(before)
  expect((await call(server, next, 'GET', '/api/account/me')).status).toBe(200)
}

/** Sends bytes as they are and gives what comes back until the server closes or falls silent. */
export function sendRaw(server: { url: string }, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(server.url)
  return new Promise((done) => {
    let received = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.setTimeout(1_000, () => socket.destroy())
    socket.on('data', (data) => {
      received += data
    })
    socket.on('error', () => {})
    socket.on('close', () => done(received))
  })
}

/** A request written by hand, for paths and headers that a well-behaved client would put right. */
export async function rawCall(
  server: { url: string },
  line: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<{ status: number; text: string; headers: string }> {
  const head = Object.entries({ host: 'localhost', connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  const reply = await sendRaw(server, `${line} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`)
  const [top = '', ...rest] = reply.split('\r\n\r\n')
  return { status: Number(top.split(' ')[1] ?? 0), text: rest.join('\r\n\r\n'), headers: top.toLowerCase() }
}
