import { connect } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../backend/contract/routes.ts'
import { goodBodies } from './support/bodies/all.ts'
import { fits, mayLack } from './support/bodies/fits.ts'
import { type Cast, makeCast, type Player } from './support/cast.ts'
import { rawCall, refuses, sendRaw } from './support/refusals.ts'
import { stored } from './support/rows.ts'
import { call, startServer, type TestServer } from './support/server.ts'

let server: TestServer
let cast: Cast
let next: Player

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  next = cast.people.foreignGuardian
})
afterAll(() => server.close())

const withBody = goodBodies({
  get server() {
    return server
  },
  get cast() {
    return cast
  },
})

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

describe('bodies', () => {
  it('every route that takes a body is among these', () => {
    const taking = Object.entries(routes).filter(([, route]) => route.body)
    expect(Object.keys(withBody).sort()).toEqual(taking.map(([name]) => name).sort())
  })

  describe.each(Object.keys(withBody))('%s', (name) => {
    const { method } = routes[name]!
    const ask =
      (body: unknown, more: Record<string, string> = {}) =>
      (headers: Record<string, string>) => {
        const { who, path } = withBody[name]!()
        return call(server, who, method, path, body, { ...headers, ...more })
      }
    const good = () => withBody[name]!().body
    let before: Awaited<ReturnType<typeof stored>>
    beforeAll(async () => {
      before = await stored(server.owner, ['auth.session'])
    })

    it('refuses what is not JSON', async () => {
      for (const body of [
        '{',
        '{"a":1,}',
        "{'a':1}",
        '{"a":1}x',
        '\u0000',
        '[1',
        '"text"',
        '1',
        'null',
        'undefined',
        '<xml/>',
        '{"a":01}',
        '\ufeff{',
      ]) {
        await refuses('malformed', ask(body))
      }
    })

    it('refuses JSON of another shape', async () => {
      for (const body of [{}, [], [good()], { body: good() }]) {
        if (Object.keys(good()).every((key) => mayLack(name, key)) && !('body' in body) && !Array.isArray(body))
          continue
        await refuses('invalid', ask(body))
      }
      for (const key of Object.keys(good())) {
        const { [key]: _, ...without } = good()
        if (!mayLack(name, key)) await refuses('invalid', ask(without))
        for (const value of [null, 7.5, true, {}, [], [[]], { length: 1 }, '', 'x'.repeat(200), '\ud800']) {
          if (fits(name, key, value)) continue
          await refuses('invalid', ask({ ...good(), [key]: value }))
        }
      }
    })

    it('refuses days that there are not', async () => {
      for (const [key, value] of Object.entries(good())) {
        if (!/^\d{4}-\d\d-\d\d$/.test(String(value))) continue
        for (const day of ['0000-12-31', '2027-02-29', '2027-00-01', '-2027-01-01', '+012027-01-01'])
          await refuses('invalid', ask({ ...good(), [key]: day }))
      }
    })

    it('refuses unknown fields, also those that every object seems to have', async () => {
      for (const key of [
        'more',
        'toString',
        'hasOwnProperty',
        'valueOf',
        '__defineGetter__',
        '',
        ' ',
        'organisationId',
        'personId',
        'role',
        '$where',
      ]) {
        if (key in good()) continue
        const error = await refuses('invalid', ask({ ...good(), [key]: 1 }))
        expect(error.fields, key).toContainEqual({ path: key, reason: 'unknown_or_missing' })
      }
      for (const key of ['__proto__', 'constructor', 'prototype']) {
        const body = JSON.stringify(good()).replace(/^\{/, `{${JSON.stringify(key)}:{"isAdmin":true},`)
        await refuses('malformed', ask(body))
      }
      expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    })

    it('refuses what nests deeply', async () => {
      await refuses('invalid', ask(deep(100)))
      await refuses('invalid', ask(JSON.stringify(good()).replace(/^\{/, `{"more":${deep(100)},`)))
      await refuses('too_large', ask(deep(40_000)))
      await refuses('malformed', ask('['.repeat(10_000)))
    })

    it('refuses what is too large, also when it was small on the way', async () => {
      // A file of people may be long.
      const most = /Import$/.test(name) ? 13_000_000 : 3_000_000
      const large = JSON.stringify({ ...good(), more: 'x'.repeat(most) })
      await refuses('too_large', ask(large))
      for (const [encoding, bytes] of [
        ['gzip', gzipSync(Buffer.alloc(50_000_000, 32))],
        ['br', brotliCompressSync(Buffer.alloc(most + 2_000_000, 32))],
      ] as const) {
        await refuses('too_large', ask(new Uint8Array(bytes) as never, { 'content-encoding': encoding }))
      }
    })

    it('refuses a crowd of values before looking at each', async () => {
      const crowd = `[${'1,'.repeat(120_000)}1]`
      await refuses('too_large', ask(crowd))
      const key = Object.keys(good()).at(-1)
      await refuses('too_large', ask(JSON.stringify(good()).replace(/^\{/, `{"more":${crowd},`)))
      await refuses('too_large', ask(`{${JSON.stringify(key)}:${crowd}}`))
    })

    it('refuses other types, character sets and encodings', async () => {
      const body = JSON.stringify(good())
      const types = [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/xml',
        'application/json5',
        'application/vnd.api+json',
        'garbage',
        'application/json; charset=latin1',
      ]
      for (const type of types) await refuses('unsupported_media_type', ask(body, { 'content-type': type }))
      await refuses('unsupported_media_type', ask(body, { 'content-encoding': 'compress' }))
      await refuses('malformed', ask(body, { 'content-encoding': 'gzip' }))
    })

    it('refuses a page of another site', async () => {
      for (const origin of [
        'https://evil.example',
        'null',
        'http://localhost.evil.example',
        'http://evil-localhost',
        'https://localhost',
        'http://localhost:1',
        'localhost',
        'http://localhost@evil.example',
      ]) {
        await refuses('foreign_origin', ask(good(), { origin }))
      }
      const { who, path } = withBody[name]!()
      const simple = async (headers: Record<string, string>) => {
        const response = await fetch(server.url + path, {
          method,
          headers: { ...headers, 'content-type': 'application/json', ...(who ? { cookie: who.cookie } : {}) },
          body: JSON.stringify(good()),
        })
        const text = await response.text()
        return { status: response.status, text, body: JSON.parse(text), headers: response.headers }
      }
      await refuses('foreign_origin', simple)
    })

    it('has stored nothing by then, and serves somebody else', async () => {
      expect(await stored(server.owner, ['auth.session'])).toEqual(before)
      expect((await call(server, next, 'GET', '/api/account/me')).status).toBe(200)
    })
  })

  it('without a session nothing long is even read', async () => {
    const long = JSON.stringify({ more: 'x'.repeat(17_000) })
    for (const path of ['/api/diary', '/api/account/sign-in', '/api/consents'])
      expect((await call(server, undefined, 'POST', path, long)).body.error.code, path).toBe('too_large')
  })

  it('whoever sends on after the answer is cut off', async () => {
    const { hostname, port } = new URL(server.url)
    for (const path of ['PATCH /api/uploads/0197a4c0-0000-7000-8000-000000000000', 'POST /api/account/sign-in']) {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => {})
      socket.write(`${path} HTTP/1.1\r\nhost: x\r\nx-requested-with: x\r\ncontent-length: 9000000000\r\n\r\n`)
      const piece = Buffer.alloc(1_000_000)
      const closed = new Promise((done) => socket.once('close', done))
      const sending = setInterval(() => socket.writableLength < 4_000_000 && socket.write(piece), 1)
      await closed
      clearInterval(sending)
    }
    expect((await call(server, next, 'GET', '/api/account/me')).status).toBe(200)
  })

  it('a body that stops half way or lies about its length harms nobody', async () => {
    const head = (length: number) =>
      `POST /api/diary HTTP/1.1\r\nhost: x\r\nx-requested-with: x\r\ncookie: ${cast.people.staff.cookie}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`
    const before = await stored(server.owner)
    await Promise.all([
      sendRaw(server, `${head(500)}{"id":`),
      sendRaw(server, `${head(5)}{"id":1}`),
      sendRaw(server, head(-1)),
      sendRaw(
        server,
        `POST /api/diary HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`,
      ),
      sendRaw(server, Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])),
      sendRaw(server, 'BREW /coffee HTCPCP/1.0\r\n\r\n'),
    ])
    expect(await stored(server.owner)).toEqual(before)
    expect((await call(server, next, 'GET', '/api/account/me')).status).toBe(200)
  })
})

describe('a good body', () => {
  it('may come compressed, with a named character set, and with fields in any order', async () => {
    const { who, path, body } = withBody.postEntries!()
    const reversed = Object.fromEntries(Object.entries(body).reverse())
    const bytes = new Uint8Array(gzipSync(JSON.stringify(reversed)))
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json; charset=UTF-8' }
    expect((await call(server, who, 'POST', path, bytes as never, headers)).status).toBe(200)
  })

  it('may be asked for by the app’s own page', async () => {
    const { who, path, body } = withBody.setLanguage!()
    expect((await call(server, who, 'PUT', path, body, { origin: 'http://localhost' })).status).toBe(200)
    expect((await rawCall(server, 'GET /api/account/me', { cookie: who!.cookie })).status).toBe(200)
  })
})
