import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepPasskey, softKey } from './support/authenticator.ts'
import { anotherSession, type Cast, makeCast } from './support/cast.ts'
import { call, listen, password, startServer, type TestServer } from './support/server.ts'
import { cookieOf, signIn } from './support/sign-in.ts'

let server: TestServer
let cast: Cast
beforeAll(async () => {
  // The accounts library looks at the real clock.
  server = await startServer({ now: new Date() })
  cast = await makeCast(server)
})
afterAll(() => server.close())

const ask = async () => (await call(server, undefined, 'POST', '/api/account/sign-in/passkey/options')).body
const enter = (challengeId: string, response: object, cookie = '') =>
  call(server, { cookie }, 'POST', '/api/account/sign-in/passkey', { challengeId, response })

describe('a passkey', () => {
  it('lets its person in, second factor included; the session of before ends', async () => {
    const key = softKey()
    const who = cast.people.staff
    await keepPasskey(server, who.id, key)
    const gated = await signIn(server, who.email, password)
    expect(gated.body).toMatchObject({ gate: 'second_factor', factors: { app: false, passkeys: 1 } })
    const { challengeId, options } = await ask()
    const reply = await enter(challengeId, key.get(options), cookieOf(gated))
    expect(reply.body).toMatchObject({ person: { id: who.id }, gate: null })
    const passed = { cookie: cookieOf(reply), role: 'staff' }
    expect((await call(server, passed, 'GET', '/api/groups')).status).toBe(200)
    ;(await listen(server, passed)).close()
    expect((await call(server, { cookie: cookieOf(gated) }, 'GET', '/api/account/me')).status).toBe(401)
    // A challenge is good once.
    expect((await enter(challengeId, key.get(options))).status).toBe(401)
  })

  it('is worth nothing for another address, another challenge, without its person, or too late', async () => {
    const key = softKey()
    await keepPasskey(server, cast.people.guardian.id, key)
    const tries: [string, (options: { challenge: string }) => object][] = [
      ['another site', (options) => key.get(options, { origin: 'http://localhost.example.org' })],
      ['nobody touched it', (options) => key.get(options, { flags: 0 })],
      ['nobody was recognised', (options) => key.get(options, { flags: 1 })],
      ['a challenge of its own', () => key.get({ challenge: 'eigen' })],
      ['a key that is not kept', (options) => softKey().get(options)],
      ['the id of another key', (options) => ({ ...softKey().get(options), id: key.get(options).id })],
      ['nonsense', () => ({ id: 'x', response: { clientDataJSON: 7 } })],
      ['nothing', () => ({})],
    ]
    for (const [name, response] of tries) {
      const { challengeId, options } = await ask()
      const reply = await enter(challengeId, response(options))
      expect([name, reply.status, reply.body.error.code]).toEqual([name, 401, 'wrong_credentials'])
      expect(reply.headers.getSetCookie()).toEqual([])
    }
    const { challengeId, options } = await ask()
    server.clock.forward(5 * 60_000)
    expect((await enter(challengeId, key.get(options))).status).toBe(401)
    expect((await enter(uuidv7(), key.get(options))).status).toBe(401)
    const { rows } = await server.owner.query(
      "select count(*)::integer as n from audit where action = 'account.sign_in_failed'",
    )
    expect(rows[0].n).toBeGreaterThanOrEqual(tries.length)
  })

  it('is not made by somebody with the password who began before the person had a factor', async () => {
    const { id, email } = cast.people.administration
    const thief = { cookie: cookieOf(await signIn(server, email, password, '127.0.0.31')) }
    const owner = { cookie: cookieOf(await signIn(server, email, password, '127.0.0.32')) }
    const options = async (who: { cookie: string }) =>
      (await call(server, who, 'POST', '/api/account/passkey-options', {})).body.options
    const add = (who: { cookie: string }, response: object) =>
      call(server, who, 'POST', '/api/account/passkeys', { name: 'Sleutel', response })
    const began = softKey().create(await options(thief))
    const own = softKey().create(await options(owner))
    const replies = await Promise.all([add(owner, own), add(thief, began)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 403])
    const { rowCount } = await server.owner.query('select 1 from auth.passkey where user_id = $1', [id])
    expect(rowCount).toBe(1)
  })

  it('is kept only when its person was recognised, here, for the challenge of this session', async () => {
    const { id } = cast.people.otherFamily
    const [mine, other] = [await anotherSession(server, id), await anotherSession(server, cast.people.manager.id)]
    const options = async (who: { cookie: string }) =>
      (await call(server, who, 'POST', '/api/account/passkey-options', {})).body.options
    const add = (who: { cookie: string }, response: object) =>
      call(server, who, 'POST', '/api/account/passkeys', { name: 'Telefoon', response })
    for (const quirk of [{ origin: 'http://evil.example.org' }, { flags: 1 }])
      expect((await add(mine, softKey().create(await options(mine), quirk))).status).toBe(401)
    expect((await add(mine, softKey('example.org').create(await options(mine)))).status).toBe(401)
    const foreign = await options(other)
    await options(mine)
    expect((await add(mine, softKey().create(foreign))).status).toBe(401)
    expect((await add(mine, softKey().create(foreign))).status).toBe(401)
    const { rowCount } = await server.owner.query('select 1 from auth.passkey where user_id = $1', [id])
    expect(rowCount).toBe(0)
  })
})
