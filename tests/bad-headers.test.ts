import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cast, makeCast, type Player } from './support/cast.ts'
import { rawCall, refuses, unharmed } from './support/refusals.ts'
import { call, startServer, type TestServer } from './support/server.ts'

/** Queries, headers and cookies that nobody should send. */

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
describe('queries', () => {
  const ask = (who: Player, path: string) => (headers: Record<string, string>) =>
    call(server, who, 'GET', path, undefined, headers)
  const group = () => `/api/groups/${cast.targets.noor.groupId}/day`

  safely('unknown, doubled and nested keys are invalid', async () => {
    for (const query of [
      'x=1',
      'limit=1&limit=2',
      'child[]=x',
      'child[$ne]=x',
      '__proto__=1',
      'constructor=1',
      'toString=1',
      'limit[toString]=1',
      '=1',
      '%00=1',
      'limit',
    ]) {
      await refuses('invalid', ask(cast.people.guardian, `/api/timeline?${query}`), query)
      await refuses('invalid', ask(cast.people.staff, `${group()}?${query}`), query)
      await refuses('invalid', ask(cast.people.staff, `/api/groups?${query}`), query)
    }
    await refuses('invalid', ask(cast.people.staff, `${group()}?day=2026-11-22&day=2026-11-22`))
    await refuses('invalid', ask(cast.people.staff, `/api/diary/${cast.targets.noor.entryId}/revisions?x=1`))
  })

  safely('values of another kind are invalid', async () => {
    const id = uuidv7()
    const wrong = {
      limit: ['0', '101', '-1', '1e1', '1.5', '9'.repeat(20), '', ' 1', '١', 'NaN', '0x10'],
      child: ['x', '', id.slice(1), `${id} `, `{${id}}`, id.replaceAll('-', ''), '%00'],
      day: [
        'today',
        '2026-02-29',
        '2026-13-01',
        '2026-00-10',
        '2026-11-31',
        '26-11-22',
        '2026-11-22T00:00:00Z',
        '',
        '-2026-11-22',
        '0000-12-31',
        '+012026-11-22',
      ],
      before: [
        'x',
        `_${id}`,
        `2026-11-22T00:00:00.000Z_`,
        `1_${id}`,
        `9999999999999999999_${id}`,
        `ZZZZ_${id}`,
        `2026-99-99T00:00:00.000Z_${id}`,
        `2026-11-22T00:00:00.000Z_${'-'.repeat(36)}`,
        `2026-11-22T00:00:00.000Z_${'a'.repeat(36)}`,
        `+275760-09-13T00:00:00.000Z_${id}`,
        `infinity_${id}`,
      ],
    }
    for (const [key, values] of Object.entries({ ...wrong, after: wrong.before })) {
      for (const value of values) {
        await refuses(
          'invalid',
          ask(cast.people.guardian, `/api/timeline?${key}=${encodeURIComponent(value)}`),
          `${key}=${value}`,
        )
      }
    }
    for (const day of wrong.day)
      await refuses('invalid', ask(cast.people.staff, `${group()}?day=${encodeURIComponent(day)}`), day)
  })

  // Opening a day leaves its record.
  it('days at the edges of time are answered', async () => {
    for (const day of ['0001-01-01', '1900-01-01', '9999-12-31', '2026-03-29', '2026-10-25', '2024-02-29']) {
      expect((await call(server, cast.people.guardian, 'GET', `/api/timeline?day=${day}`)).status, day).toBe(200)
      expect((await call(server, cast.people.staff, 'GET', `${group()}?day=${day}`)).status, day).toBe(200)
    }
  })
})

describe('headers and cookies', () => {
  safely('a flood of headers is refused or ignored', async () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`x-${n}`, 'y']))
    expect((await rawCall(server, 'GET /api/account/me', many)).status).toBe(431)
    expect((await rawCall(server, 'GET /api/account/me', { cookie: `session=${'x'.repeat(100_000)}` })).status).toBe(
      431,
    )
    const some = Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`x-${n}`, 'y']))
    expect((await rawCall(server, 'GET /api/account/me', some)).status).toBe(401)
    expect((await rawCall(server, 'GET /api/account/me', { 'accept-language': 'en,'.repeat(4_000) })).status).toBe(401)
  })

  safely('a cookie that is not ours is nobody’s', async () => {
    const [name, value = ''] = cast.people.guardian.cookie.split('=', 2)
    const plain = decodeURIComponent(value)
    const [token = '', signature = ''] = [plain.slice(0, plain.indexOf('.')), plain.slice(plain.indexOf('.') + 1)]
    const forged = [
      '',
      'session',
      'session=',
      '=',
      ';;;',
      'session=%',
      'session=%E0%A4%A',
      'session=.',
      'session=a.b',
      `session=${token}`,
      `session=${token}.`,
      `session=.${signature}`,
      `session=${encodeURIComponent(`${token}x.${signature}`)}`,
      `session=${encodeURIComponent(`${token}.${signature}x`)}`,
      `session=${encodeURIComponent(`${token}.${signature.toLowerCase()}`)}`,
      `Session=${value}`,
      `xsession=${value}`,
      `__Host-session=${value}`,
      `session="${value}"`,
      `session=${encodeURIComponent(`${"' or 1=1 --"}.${signature}`)}`,
      `${name}=x; ${name}=${value}`,
    ]
    for (const cookie of forged) {
      const reply = await rawCall(server, 'GET /api/account/me', { cookie })
      expect([reply.status, JSON.parse(reply.text).error?.code], cookie).toEqual([401, 'unauthenticated'])
    }
  })

  safely('a strange language is Dutch, a strange role is none', async () => {
    for (const language of ['', 'xx', 'de', '*', '\u00ff', 'nl;q=0, en', 'english']) {
      const reply = await call(server, undefined, 'GET', '/api/account/me', undefined, { 'accept-language': language })
      expect(reply.body.error.message, language).toBe('Je bent niet (meer) ingelogd. Log opnieuw in.')
    }
    for (const role of ['', 'STAFF', 'staff,guardian', 'null', '\u00ff', 'x'.repeat(5_000)]) {
      const { status } = await call(server, { cookie: cast.people.staff.cookie }, 'GET', '/api/groups', undefined, {
        'x-role': role,
      })
      // An empty one is as none: this person has but one role.
      expect([200, 404], role).toContain(status)
      if (role !== '') expect(status, role).toBe(404)
    }
  })

  safely('what is personal is stored by no cache, and every reply tells the browser to be careful', async () => {
    for (const path of ['/api/timeline', '/api/account/me', '/api/nowhere', '/api/openapi.json']) {
      const { headers } = await call(server, cast.people.guardian, 'GET', path)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('etag')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    }
  })
})
