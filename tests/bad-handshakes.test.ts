import { io } from 'socket.io-client'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cast, makeCast, type Player, write } from './support/cast.ts'
import { rawCall, unharmed } from './support/refusals.ts'
import { listen, startServer, type TestServer } from './support/server.ts'

/** Handshakes that nobody should send. */

let server: TestServer
let cast: Cast
let next: Player

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  next = cast.people.foreignGuardian
})
afterAll(() => server.close())

/** Nothing is stored, requests are served, and whoever listens still hears what is written. */
const safely = (name: string, work: () => Promise<void>) =>
  it(name, async () => {
    await unharmed(server, next, work)
    const heard = await listen(server, cast.people.otherFamily)
    const entryId = await write(server, cast, cast.targets.bram)
    await heard.until(() => heard.raw.join('').includes(entryId))
    heard.close()
  })

const refusalOf = (cookie: string, auth: unknown, namespace = '') =>
  new Promise<string>((done) => {
    const options = { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { cookie } }
    const socket = io(server.url + namespace, { ...options, auth: auth as Record<string, unknown> })
    const end = (said: string) => {
      socket.disconnect()
      done(said)
    }
    socket.on('connect', () => end('connected'))
    socket.on('connect_error', (error) => end(error.message))
  })

describe('handshakes', () => {
  safely('of another shape are invalid', async () => {
    const { cookie } = cast.people.guardian
    const many = Object.fromEntries(Array.from({ length: 1_501 }, () => [uuidv7(), 0]))
    const wrong: unknown[] = [
      {},
      { role: 'owner' },
      { role: '' },
      { role: null },
      { role: ['guardian'] },
      { role: 'any' },
      { role: 'GUARDIAN' },
      { role: 'guardian', more: 1 },
      { role: 'guardian', cursors: { x: 0 } },
      { role: 'guardian', cursors: { [uuidv7()]: -1 } },
      { role: 'guardian', cursors: { [uuidv7()]: 0.5 } },
      { role: 'guardian', cursors: { [uuidv7()]: '0' } },
      { role: 'guardian', cursors: { [uuidv7()]: 1e300 } },
      { role: 'guardian', cursors: many },
      { role: 'guardian', cursors: null },
      { role: 'guardian', personId: cast.people.staff.id },
    ]
    for (const auth of wrong) expect(await refusalOf(cookie, auth), JSON.stringify(auth).slice(0, 80)).toBe('invalid')
  })

  safely('without a session, with a false one, or in a role that one does not have are unauthenticated', async () => {
    for (const cookie of ['', 'session=x', `session=${encodeURIComponent('a.b')}`])
      expect(await refusalOf(cookie, { role: 'guardian' })).toBe('unauthenticated')
    expect(await refusalOf(cast.people.guardian.cookie, { role: 'staff' })).toBe('unauthenticated')
    expect(await refusalOf(cast.people.guardian.cookie, { role: 'guardian' })).toBe('connected')
  })

  safely('to a namespace that is not there lead nowhere', async () => {
    for (const namespace of ['/admin', '/__proto__', '/constructor', `/${'a'.repeat(2_000)}`]) {
      expect(await refusalOf(cast.people.staff.cookie, { role: 'staff' }, namespace), namespace).toBe(
        'Invalid namespace',
      )
    }
  })

  safely('from a page of another site are refused before anything is said', async () => {
    const upgrade = (headers: Record<string, string>) =>
      rawCall(server, 'GET /socket.io/?EIO=4&transport=websocket', {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        cookie: cast.people.guardian.cookie,
        ...headers,
      })
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost.evil.example',
      'http://evil-localhost',
      'https://localhost',
      'http://localhost:1',
      'localhost',
      '',
      'http://localhost@evil.example',
      'file://',
      'http://LOCALHOST.',
    ]) {
      const { status, text } = await upgrade({ origin })
      expect([400, 403], origin).toContain(status)
      expect(text, origin).not.toContain('sid')
    }
    expect((await upgrade({ origin: 'http://localhost' })).status).toBe(101)
    expect((await upgrade({})).status).toBe(101)
  })

  safely('by any other transport or protocol are refused', async () => {
    const { cookie } = cast.people.guardian
    for (const query of [
      'EIO=4&transport=polling',
      'EIO=4&transport=webtransport',
      'EIO=4&transport=__proto__',
      'EIO=4',
      'EIO=3&transport=polling',
      'EIO=4&transport=websocket&sid=x',
      'EIO=4&transport=polling&sid=x',
      'transport=toString',
    ]) {
      for (const method of ['GET', 'POST', 'OPTIONS', 'PUT']) {
        const { status, text, headers } = await rawCall(server, `${method} /socket.io/?${query}`, {
          cookie,
          origin: 'http://localhost',
        })
        expect([400, 403, 404, 405], `${method} ${query}: ${text}`).toContain(status)
        expect(headers).not.toContain('access-control-allow-origin')
        expect(text).not.toContain('"sid"')
      }
    }
  })
})
