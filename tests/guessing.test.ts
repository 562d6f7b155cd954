import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Cast, makeCast } from './support/cast.ts'
import { refuses } from './support/refusals.ts'
import { call, password, type Reply, startServer, type TestServer } from './support/server.ts'
import { cookieOf, signIn } from './support/sign-in.ts'

const hashing = vi.hoisted(() => ({ count: 0 }))
vi.mock('../db/password.ts', async (original) => {
  const passwords = await original<typeof import('../db/password.ts')>()
  const counted =
    <Given, Got>(derive: (given: Given) => Promise<Got>) =>
    (given: Given) => {
      hashing.count++
      return derive(given)
    }
  return { hashPassword: counted(passwords.hashPassword), verifyPassword: counted(passwords.verifyPassword) }
})

let server: TestServer
let cast: Cast
beforeAll(async () => {
  // The accounts library looks at the real clock.
  server = await startServer({ now: new Date() })
  cast = await makeCast(server)
})
afterAll(() => server.close())

describe('guessing', () => {
  it('tells nobody whether an account exists: the same answer after the same number of hashes', async () => {
    const counted = async (email: string, secret: string) => {
      const before = hashing.count
      const reply = await signIn(server, email, secret, '127.0.0.3')
      return { hashes: hashing.count - before, reply }
    }
    const known = await counted(cast.people.otherFamily.email, 'een-ander-wachtwoord')
    const unknown = await counted('niemand@example.org', 'een-ander-wachtwoord')
    const right = await counted(cast.people.otherFamily.email, password)
    expect([known.hashes, unknown.hashes, right.hashes]).toEqual([1, 1, 1])
    const seen = ({ status, text, headers }: Reply) => [
      status,
      text.replace(/"id":"[^"]+"/, ''),
      headers.getSetCookie(),
    ]
    expect(seen(known.reply)).toEqual(seen(unknown.reply))
    expect([known.reply.status, known.reply.body.error.code]).toEqual([401, 'wrong_credentials'])
  })

  it('is slowed down by account together with address; the owner elsewhere is not locked out', async () => {
    const { email } = cast.people.elsewhere
    const guess = (headers = {}) => signIn(server, email, 'geraden', '127.0.0.9', headers)
    for (let n = 0; n < 10; n++) expect((await guess()).status).toBe(401)
    const hashes = hashing.count
    const slowed = await refuses('too_many_requests', guess)
    expect(slowed.retryAfter).toBeGreaterThan(60)
    expect(slowed.retryAfter).toBeLessThanOrEqual(900)
    expect((await guess()).headers.get('retry-after')).toMatch(/^\d+$/)
    // Not even with the right password, nor in other letters, nor from an address that is only claimed.
    expect((await signIn(server, email, password, '127.0.0.9')).status).toBe(429)
    expect((await signIn(server, email.toUpperCase(), password, '127.0.0.9')).status).toBe(429)
    for (const header of [
      'x-forwarded-for',
      'x-real-ip',
      'forwarded',
      'cf-connecting-ip',
      'true-client-ip',
      'x-client-ip',
    ]) {
      const claimed = header === 'forwarded' ? 'for=10.1.2.3' : '10.1.2.3'
      expect((await signIn(server, email, password, '127.0.0.9', { [header]: claimed })).status, header).toBe(429)
    }
    // Nothing was hashed for any of them.
    expect(hashing.count).toBe(hashes)
    expect((await signIn(server, email, password, '127.0.0.10')).status).toBe(200)
    expect((await signIn(server, cast.people.otherGroup.email, password, '127.0.0.9')).status).toBe(200)
    await server.owner.query('update auth.attempt set expire = 1')
    expect((await guess()).status).toBe(401)
  })

  it('of many accounts from one address is slowed down too', async () => {
    const guess = async (n: number) => (await signIn(server, `raad-${n}@example.org`, 'x', '127.0.0.11')).status
    expect(await guess(0)).toBe(401)
    await server.owner.query("update auth.attempt set points = 99 where key = 'address:127.0.0.11'")
    expect([await guess(1), await guess(2), await guess(3)]).toEqual([401, 429, 429])
    expect((await signIn(server, cast.people.staff.email, password, '127.0.0.12')).status).toBe(200)
  })

  it('10,000 times over 100 accounts from one address comes to 100 hashes, and keeps no owner elsewhere out', async () => {
    const owners = ['guardian', 'staff', 'manager'] as const
    const emails = Array.from({ length: 100 }, (_, n) =>
      n < owners.length ? cast.people[owners[n]!].email : `een-van-honderd-${n}@example.org`,
    )
    const hashes = hashing.count
    const seen: Record<number, number> = {}
    let next = 0
    const guesser = async () => {
      for (let n = next++; n < 10_000; n = next++) {
        const { status } = await signIn(server, emails[n % 100]!, `geraden-${n}`, '127.0.0.14')
        seen[status] = (seen[status] ?? 0) + 1
      }
    }
    const guessing = Promise.all(Array.from({ length: 20 }, guesser))
    for (const name of owners) {
      await new Promise((soon) => setTimeout(soon, 500))
      expect((await signIn(server, cast.people[name].email, password, '127.0.0.15')).status, name).toBe(200)
    }
    await guessing
    expect(seen).toEqual({ 401: 100, 429: 9_900 })
    expect(hashing.count - hashes).toBe(100 + owners.length)
  }, 240_000)

  it('behind one trusted proxy counts the address that the proxy saw, and no other', async () => {
    const behind = await startServer({ now: new Date(), trustProxy: 1 })
    try {
      const { people } = await makeCast(behind)
      const guess = (forwarded: string, secret = 'geraden') =>
        signIn(behind, people.guardian.email, secret, '127.0.0.1', { 'x-forwarded-for': forwarded })
      for (let n = 0; n < 10; n++) expect((await guess(`10.0.0.${n}, 203.0.113.5`)).status).toBe(401)
      expect((await guess('10.0.0.99, 203.0.113.5')).status).toBe(429)
      const owner = await guess('203.0.113.5, 198.51.100.7', password)
      expect(owner.status).toBe(200)
      const { body } = await call(behind, { cookie: cookieOf(owner) }, 'GET', '/api/account/sessions')
      expect(body.sessions.map((one: { ip: string }) => one.ip)).toContain('198.51.100.7')
      // All addresses of one IPv6 network are one subscriber's, and an IPv4 address may be written as one of IPv6.
      for (let n = 0; n < 10; n++) expect((await guess(`2001:db8:1:2:${n}::${n + 1}`)).status).toBe(401)
      expect((await guess('2001:db8:1:2:ffff::1', password)).status).toBe(429)
      expect((await guess('::ffff:203.0.113.5', password)).status).toBe(429)
      expect((await guess('2001:db8:1:3::1', password)).status).toBe(200)
    } finally {
      await behind.close()
    }
  })
})
