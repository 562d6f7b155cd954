import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { givePasskey, keepPasskey, softKey } from './support/authenticator.ts'
import { anotherSession, type Cast, makeCast, type Player } from './support/cast.ts'
import { anotherPassword, makeLink, settle } from './support/newcomers.ts'
import { refuses } from './support/refusals.ts'
import { call, listen, type Reply, startServer, type TestServer } from './support/server.ts'
import { cookieOf, signIn } from './support/sign-in.ts'

/** An account that began with a passkey does all that others do, without a password. */

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

/** Somebody without a password, with a passkey and a session that proved nothing lately. */
async function passwordless(like: Player): Promise<Player & { key: ReturnType<typeof softKey> }> {
  const who = await settle(server, like)
  const key = softKey()
  await keepPasskey(server, who.id, key)
  await server.owner.query('delete from auth.account where user_id = $1', [who.id])
  await grow(who.id)
  return { ...who, key }
}
/** An hour passes for somebody's sessions. */
const grow = (personId: string) =>
  server.owner.query(`update auth.session set created_at = $2, second_factor_at = $2 where user_id = $1`, [
    personId,
    new Date(server.clock.now().getTime() - 3_600_000),
  ])
const proof = '/api/account/second-factor/passkey'
const challenge = async (who: { cookie: string }) => (await call(server, who, 'POST', `${proof}/options`)).body.options
const prove = (who: { cookie: string }, response: object, headers = {}) =>
  call(server, who, 'POST', proof, { response }, headers)
const beginApp = (who: Player, headers = {}) => call(server, who, 'POST', '/api/account/second-factor/app', {}, headers)
const choose = (who: { cookie: string }, body: object, headers = {}) =>
  call(server, who, 'PUT', '/api/account/password', { password: anotherPassword, ...body }, headers)
const rowsOf = async (sql: string, values: unknown[]) => (await server.owner.query(sql, values)).rows
const auditOf = async (personId: string) =>
  (await rowsOf('select action from audit where person_id = $1 order by id', [personId])).map(({ action }) => action)

describe('proving once more', () => {
  it('is slowed down when it fails again and again', async () => {
    const who = await passwordless(cast.people.guardian)
    for (let n = 0; n < 10; n++) expect((await prove(who, {})).status).toBe(401)
    await refuses('too_many_requests', (headers) => prove(who, {}, headers))
    await server.owner.query('delete from auth.attempt')
  })

  it('goes with the passkey where others give the password; the session goes on under another id', async () => {
    const who = await passwordless(cast.people.staff)
    await refuses('password_needed', (headers) => beginApp(who, headers))
    const options = await challenge(who)
    expect(options.allowCredentials).toHaveLength(1)
    const reply = await prove(who, who.key.get(options))
    expect(reply.body).toMatchObject({ person: { id: who.id }, gate: null, factors: { password: false } })
    const renewed = { ...who, cookie: cookieOf(reply) }
    expect((await call(server, who, 'GET', '/api/account/me')).status).toBe(401)
    expect((await beginApp(renewed)).status).toBe(200)
    ;(await listen(server, renewed)).close()
    expect(await auditOf(who.id)).toContain('account.second_factor_proven')
    // A challenge is good once.
    await refuses('passkey_refused', (headers) => prove(renewed, who.key.get(options), headers))
  })

  it('is of no use with somebody else’s passkey, another challenge, or without its person', async () => {
    const who = await passwordless(cast.people.guardian)
    const other = await passwordless(cast.people.guardian)
    const signing = (await call(server, undefined, 'POST', '/api/account/sign-in/passkey/options')).body
    const tries: (() => Promise<object>)[] = [
      async () => other.key.get(await challenge(who)),
      async () => who.key.get(await challenge(other)),
      async () => who.key.get(signing.options),
      async () => who.key.get(await challenge(who), { flags: 1 }),
      async () => who.key.get(await challenge(who), { origin: 'http://localhost.example.org' }),
      async () => softKey().get(await challenge(who)),
      async () => ({}),
    ]
    for (const response of tries) {
      const given = await response()
      await server.owner.query('delete from auth.attempt')
      await refuses('passkey_refused', (headers) => prove(who, given, headers))
    }
    const late = await challenge(who)
    await server.owner.query('delete from auth.attempt')
    server.clock.forward(5 * 60_000)
    await refuses('passkey_refused', (headers) => prove(who, who.key.get(late), headers))
    await refuses('password_needed', (headers) => beginApp(who, headers))
    expect(await auditOf(who.id)).toContain('account.second_factor_failed')
    // Nor is there a password that would do.
    const wrong = { password: 'iets-anders-dan-dat' }
    await refuses('wrong_credentials', (headers) =>
      call(server, who, 'POST', '/api/account/second-factor/app', wrong, headers),
    )
  })

  it('is nothing for a session before its second factor', async () => {
    const who = await passwordless(cast.people.staff)
    const bare = await anotherSession(server, who.id)
    await server.owner.query('update auth.session set second_factor_at = null where id = $1', [bare.id])
    await refuses('second_factor_needed', (headers) => prove(bare, {}, headers))
    await refuses('second_factor_needed', (headers) =>
      call(server, bare, 'POST', `${proof}/options`, undefined, headers),
    )
  })
})

describe('a first password', () => {
  it('is chosen after proving; the other sessions end, its owner is told, and it lets in', async () => {
    const who = await passwordless(cast.people.guardian)
    const other = await anotherSession(server, who.id)
    await grow(who.id)
    await refuses('password_needed', (headers) => choose(who, {}, headers))
    const proven = { cookie: cookieOf(await prove(who, who.key.get(await challenge(who)))) }
    const error = await refuses('invalid', (headers) => choose(proven, { password: 'qwertyuiop' }, headers))
    expect(error.fields).toEqual([{ path: 'password', reason: 'too_common' }])
    const reply = await choose(proven, {})
    expect(reply.status, reply.text).toBe(200)
    for (const former of [proven, other])
      expect((await call(server, former, 'GET', '/api/account/me')).status).toBe(401)
    const me = await call(server, { cookie: cookieOf(reply) }, 'GET', '/api/account/me')
    expect(me.body).toMatchObject({ gate: null, factors: { password: true } })
    expect(await auditOf(who.id)).toContain('account.password_set')
    const mails = await rowsOf('select kind, facts from mail where person_id = $1', [who.id])
    expect(mails).toContainEqual({ kind: 'password_changed', facts: { first: 'yes' } })
    expect((await signIn(server, who.email, anotherPassword)).status).toBe(200)
  })

  it('is chosen once: whoever has one gives it, however fresh the session is', async () => {
    const who = await passwordless(cast.people.guardian)
    const [one, two] = [await anotherSession(server, who.id), await anotherSession(server, who.id)]
    const replies = await Promise.all([choose(one, {}), choose(two, {})])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    const rows = await rowsOf('select 1 from auth.account where user_id = $1', [who.id])
    expect(rows).toHaveLength(1)
    const left = await anotherSession(server, who.id)
    const error = await refuses('invalid', (headers) => choose(left, { password: 'een heel ander' }, headers))
    expect(error.fields).toEqual([{ path: 'currentPassword', reason: 'missing' }])
    expect((await signIn(server, who.email, anotherPassword)).status).toBe(200)
  })

  it('comes by mail to who lost the passkey, once for however many links', async () => {
    const who = await passwordless(cast.people.guardian)
    const { email } = who
    expect((await call(server, undefined, 'POST', '/api/account/password/forgotten', { email })).status).toBe(200)
    expect(await rowsOf('select kind from mail where person_id = $1 order by id', [who.id])).toContainEqual({
      kind: 'password_reset',
    })
    const links = [await makeLink(server, who.id, 'reset'), await makeLink(server, who.id, 'reset')]
    await Promise.all(
      links.map((secret, n) =>
        call(server, undefined, 'POST', '/api/account/password/reset', { secret, password: `${anotherPassword} ${n}` }),
      ),
    )
    expect(await rowsOf('select 1 from auth.account where user_id = $1', [who.id])).toHaveLength(1)
    expect((await call(server, who, 'GET', '/api/account/me')).status).toBe(401)
  })
})

describe('without a password', () => {
  it('signing in with one is answered as for an address that nobody has, after the same work', async () => {
    const { email, id } = await passwordless(cast.people.guardian)
    const counted = async (address: string) => {
      const before = [hashing.count, await written()] as const
      const reply = await signIn(server, address, 'een-ander-wachtwoord', '127.0.0.41')
      return { reply, hashes: hashing.count - before[0], rows: (await written()) - before[1] }
    }
    const written = async (): Promise<number> => (await rowsOf('select count(*)::integer as n from audit', []))[0].n
    const [none, unknown] = [await counted(email), await counted('niemand@example.org')]
    expect([none.hashes, none.rows]).toEqual([1, 1])
    expect([unknown.hashes, unknown.rows]).toEqual([1, 1])
    const seen = ({ status, text, headers }: Reply) => [
      status,
      text.replace(/"id":"[^"]+"/, ''),
      headers.getSetCookie(),
    ]
    expect(seen(none.reply)).toEqual(seen(unknown.reply))
    expect(none.reply.body.error.code).toBe('wrong_credentials')
    expect(await auditOf(id)).toContain('account.sign_in_failed')
  })

  it('the last passkey stays, also beside an app for codes and for a guardian', async () => {
    const who = await passwordless(cast.people.guardian)
    const session = { ...who, ...(await anotherSession(server, who.id)) }
    const [{ id }] = await rowsOf('select id from auth.passkey where user_id = $1', [who.id])
    const remove = (passkey: string, headers = {}) =>
      call(server, session, 'DELETE', `/api/account/passkeys/${passkey}`, {}, headers)
    await refuses('last_way_in', (headers) => remove(id, headers))
    const second = await givePasskey(server, who.id)
    const gone = await Promise.all([remove(id), remove(second)])
    expect(gone.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})
