import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../backend/contract/routes.ts'
import { type Cast, makeCast, type Player } from './support/cast.ts'
import { rawCall, refuses, unharmed } from './support/refusals.ts'
import { call, startServer, type TestServer } from './support/server.ts'

/** Methods and paths that nobody should ask for. */

let server: TestServer
let cast: Cast
let next: Player

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  next = cast.people.foreignGuardian
})
afterAll(() => server.close())

const safely = (name: string, work: () => Promise<void>) => it(name, () => unharmed(server, next, work))
const filled = (path: string) => path.replace(/:\w+/g, () => uuidv7())

describe('methods', () => {
  safely('every path refuses the methods that it does not have', async () => {
    const byPath = Map.groupBy(Object.values(routes), ({ path }) => path)
    for (const [path, known] of byPath) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'SEARCH']) {
        if (known.some((route) => route.method === method)) continue
        // Another path's parameter may swallow a word of this one: that is not found.
        const code = method !== 'DELETE' || path !== '/api/diary/audience' ? 'method_not_allowed' : 'not_found'
        const ask = (headers: Record<string, string>) =>
          call(server, cast.people.staff, method, filled(path), undefined, headers)
        if (!(method === 'PUT' && path === '/api/diary/audience')) await refuses(code, ask, `${method} ${path}`)
      }
    }
  })

  safely('no other site is told that it may ask', async () => {
    for (const { path } of Object.values(routes)) {
      const reply = await call(server, undefined, 'OPTIONS', filled(path))
      expect([reply.status, [...reply.headers.keys()].filter((name) => name.startsWith('access-control'))]).toEqual([
        200,
        [],
      ])
      expect(reply.headers.get('allow')).toBeTruthy()
    }
    for (const [method, path] of [
      ['OPTIONS', '/api/diary'],
      ['GET', '/api/timeline'],
      ['OPTIONS', '/api/timeline'],
    ] as const) {
      const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
      const reply = await call(server, cast.people.guardian, method, path, undefined, headers)
      expect([...reply.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })

  safely('HEAD tells no more than GET', async () => {
    const as = (who: Player | undefined, path: string) => call(server, who, 'HEAD', path)
    expect(await as(cast.people.guardian, '/api/timeline')).toMatchObject({ status: 200, text: '' })
    expect(await as(cast.people.staff, '/api/timeline')).toMatchObject({ status: 404, text: '' })
    expect(await as(undefined, '/api/timeline')).toMatchObject({ status: 401, text: '' })
    expect(await as(cast.people.staff, '/api/diary')).toMatchObject({ status: 405, text: '' })
  })
})

describe('paths', () => {
  const bad = [
    'x',
    '0',
    '..',
    '.',
    '%00',
    '%2e%2e',
    '%2F',
    '..%2f..%2fetc%2fpasswd',
    'null',
    '[object Object]',
    '%F0%9F%98%80',
    "' or 1=1 --",
    `${'a'.repeat(3000)}`,
  ]

  safely('an id that is none is not found, like one that is nobody’s', async () => {
    for (const { method, path, body } of Object.values(routes).filter((route) => route.params)) {
      for (const id of bad) {
        const given = body ? { id: uuidv7() } : undefined
        const at = path.replace(/:\w+/, encodeURI(id).replaceAll('%25', '%'))
        const ask = (headers: Record<string, string>) => call(server, cast.people.staff, method, at, given, headers)
        // The address is put right before it is sent: some of these are another path by then.
        if (!/\/\.\.?(\/|$)|%2e%2e/i.test(at)) await refuses('not_found', ask, `${method} ${at.slice(0, 80)}`)
      }
    }
  })

  safely('tricks with dots, slashes and encodings reach nothing', async () => {
    const { cookie } = cast.people.staff
    const statuses = new Map<string, number>()
    for (const path of [
      '/api/../api/me',
      '/api/%2e%2e/api/groups',
      '/api/..%2fgroups',
      '/api%2fgroups',
      '/api/./groups',
      '//api/groups',
      '/api//groups',
      '/api/groups%00',
      '/api/groups%20',
      '/api/groups;x=1',
      '/api/groups%3f',
      '/api/groups\\',
      '/api/\\..\\groups',
      '/api/diary/..%2f..%2f..%2fetc%2fpasswd',
      '/assets/../package.json',
      '/assets/..%2f..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/.env',
      '/.git/config',
      '/package.json',
    ]) {
      const { status, text } = await rawCall(server, `GET ${path}`, { cookie })
      statuses.set(path, status)
      expect(text, path).not.toMatch(/"groups":|root:|ouderapp"|dependencies/)
    }
    expect([...statuses].filter(([, status]) => ![400, 404, 405].includes(status))).toEqual([])
  })

  safely('percent signs that encode nothing are unreadable', async () => {
    for (const path of [
      '/api/diary/%E0%A4%A/revisions',
      '/api/groups/%/day',
      '/api/groups/%zz/day',
      '/api/channels/%c0%ae/marker',
      '/api/diary/%ff%fe/revisions',
    ]) {
      const method = path.includes('marker') ? 'PUT' : 'GET'
      for (const [language, message] of [
        ['nl', 'Dit verzoek kunnen we niet lezen.'],
        ['en', 'We cannot read this request.'],
      ]) {
        const body = method === 'PUT' ? '{}' : ''
        const { status, text } = await rawCall(
          server,
          `${method} ${path}`,
          {
            cookie: cast.people.staff.cookie,
            'accept-language': language!,
            'x-requested-with': 'x',
            'content-type': 'application/json',
            'content-length': String(body.length),
          },
          body,
        )
        expect([status, JSON.parse(text).error], path).toMatchObject([400, { code: 'malformed', message }])
      }
    }
  })

  safely('an address of another server or of none gets nothing more', async () => {
    for (const line of [
      'GET http://evil.example/api/groups',
      'GET *',
      'OPTIONS *',
      'CONNECT evil.example:443',
      'GET groups',
    ]) {
      const { text } = await rawCall(server, line)
      expect(text, line).not.toMatch(/"groups":/)
    }
  })
})
