import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newLinkSecret } from '../db/link.ts'
import { softKey } from './support/authenticator.ts'
import { type Cast, makeCast } from './support/cast.ts'
import { anotherPassword, invite, makeLink } from './support/newcomers.ts'
import { refuses } from './support/refusals.ts'
import { standsIn } from './support/rows.ts'
import { call, listen, startServer, type TestServer } from './support/server.ts'
import { cookieOf, signIn } from './support/sign-in.ts'

/** Who is invited may begin with a passkey in place of a password. */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  // The accounts library looks at the real clock.
  server = await startServer({ now: new Date() })
  cast = await makeCast(server)
})
afterAll(() => server.close())
beforeEach(() => server.owner.query('delete from auth.attempt'))

type Options = { challenge: string; user: { id: string; name: string }; authenticatorSelection: object }
const optionsFor = (secret: string, headers = {}) =>
  call(server, undefined, 'POST', '/api/invitation/passkey-options', { secret }, headers)
const ask = async (secret: string): Promise<{ challengeId: string; options: Options }> =>
  (await optionsFor(secret)).body
const accept = (secret: string, challengeId: string, response: object, headers = {}) =>
  call(
    server,
    undefined,
    'POST',
    '/api/invitation/accept/passkey',
    { secret, challengeId, name: 'Telefoon', response },
    headers,
  )
const signInWith = async (key: ReturnType<typeof softKey>) => {
  const { challengeId, options } = (await call(server, undefined, 'POST', '/api/account/sign-in/passkey/options')).body
  const body = { challengeId, response: key.get(options) }
  return call(server, undefined, 'POST', '/api/account/sign-in/passkey', body)
}
const rowsOf = async (sql: string, values: unknown[]) => (await server.owner.query(sql, values)).rows
const countOf = async (table: string, personId: string): Promise<number> =>
  (
    await rowsOf(`select count(*)::integer as n from ${table} where ${table === 'auth.user' ? 'id' : 'user_id'} = $1`, [
      personId,
    ])
  )[0].n
/** Nothing came to be, and the link is as good as it was. */
async function untouched({ id, secret }: { id: string; secret: string }): Promise<void> {
  for (const table of ['auth.user', 'auth.passkey', 'auth.session', 'auth.recovery_code'])
    expect([table, await countOf(table, id)]).toEqual([table, 0])
  expect((await call(server, undefined, 'POST', '/api/invitation/look', { secret })).status).toBe(200)
}

describe('an invitation accepted with a passkey', () => {
  it('makes an account without a password, a session, and recovery codes', async () => {
    const { id, secret, email, invitationId } = await invite(server, cast)
    const key = softKey()
    const { challengeId, options } = await ask(secret)
    expect(options).toMatchObject({
      user: { id: Buffer.from(id).toString('base64url'), name: email },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    const reply = await accept(secret, challengeId, key.create(options))
    expect(reply.body.me).toMatchObject({
      person: { id },
      welcomed: false,
      gate: null,
      factors: { password: false, app: false, passkeys: 1 },
    })
    expect(new Set(reply.body.recoveryCodes).size).toBe(10)
    const [session, device] = reply.headers.getSetCookie()
    expect(session).toMatch(/^session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(device).toMatch(/^device=[\w-]{43};/)
    ;(await listen(server, { cookie: cookieOf(reply), role: 'guardian' })).close()
    expect(await countOf('auth.account', id)).toBe(0)
    const passkeys = await rowsOf('select name from auth.passkey where user_id = $1', [id])
    expect(passkeys).toEqual([{ name: 'Telefoon' }])
    const [row] = await rowsOf('select accepted_at from invitation where id = $1', [invitationId])
    expect(row.accepted_at).toEqual(server.clock.now())
    const notes = await rowsOf('select action from audit where person_id = $1 order by id', [id])
    expect(notes.map(({ action }) => action)).toEqual(['account.created', 'account.passkey_added', 'account.signed_in'])
    // It is how the account began: nothing of it changed.
    expect(await rowsOf('select kind from mail where person_id = $1', [id])).toEqual([])
    for (const code of [secret, ...reply.body.recoveryCodes])
      expect(await standsIn(server.owner, code.replace('-', ''))).toEqual([])

    const again = await signInWith(key)
    expect(again.body).toMatchObject({ person: { id }, gate: null })
  })

  it('counts as the second factor of staff; a recovery code is one for later', async () => {
    const { id, secret, email } = await invite(server, cast, { role: 'staff' })
    const { challengeId, options } = await ask(secret)
    const reply = await accept(secret, challengeId, softKey().create(options))
    const who = { cookie: cookieOf(reply), role: 'staff' }
    expect(reply.body.me.gate).toBeNull()
    expect((await call(server, who, 'GET', '/api/groups')).status).toBe(200)
    ;(await listen(server, who)).close()
    // A first password comes by mail, and is no way round the second factor.
    const body = { secret: await makeLink(server, id, 'reset'), password: anotherPassword }
    expect((await call(server, undefined, 'POST', '/api/account/password/reset', body)).status).toBe(200)
    const gated = await signIn(server, email, anotherPassword)
    expect(gated.body).toMatchObject({ gate: 'second_factor', factors: { password: true, passkeys: 1 } })
    const bare = { cookie: cookieOf(gated), role: 'staff' }
    await refuses('second_factor_needed', (headers) => call(server, bare, 'GET', '/api/groups', undefined, headers))
    const [code] = reply.body.recoveryCodes
    const passed = await call(server, bare, 'POST', '/api/account/second-factor/verify', { code })
    expect(passed.body.me.gate).toBeNull()
  })

  it('is used up, with every other link of it, for a password as well', async () => {
    const { id, secret } = await invite(server, cast)
    const second = await makeLink(server, id, 'invitation')
    const [first, late] = [await ask(secret), await ask(second)]
    expect((await accept(secret, first.challengeId, softKey().create(first.options))).status).toBe(200)
    for (const used of [secret, second]) {
      await refuses('link_used', (headers) => optionsFor(used, headers))
      await refuses('link_used', (headers) => accept(used, late.challengeId, softKey().create(late.options), headers))
      await refuses('link_used', (headers) =>
        call(server, undefined, 'POST', '/api/invitation/accept', { secret: used, password: anotherPassword }, headers),
      )
    }
    expect([await countOf('auth.passkey', id), await countOf('auth.account', id)]).toEqual([1, 0])
  })

  it('comes to one account, however many try at the same instant and in whichever way', async () => {
    const { id, secret } = await invite(server, cast)
    const second = await makeLink(server, id, 'invitation')
    const asked = await Promise.all([secret, second, secret].map(async (one) => ({ one, ...(await ask(one)) })))
    const replies = await Promise.all([
      ...asked.map(({ one, challengeId, options }) => accept(one, challengeId, softKey().create(options))),
      call(server, undefined, 'POST', '/api/invitation/accept', { secret, password: anotherPassword }),
    ])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410])
    expect([await countOf('auth.user', id), await countOf('auth.session', id)]).toEqual([1, 1])
    expect((await countOf('auth.passkey', id)) + (await countOf('auth.account', id))).toBe(1)
    expect(await countOf('auth.recovery_code', id)).toBe((await countOf('auth.passkey', id)) * 10)
  })
})

describe('no account comes', () => {
  it('of a response for another site, without recognising its person, or of nonsense', async () => {
    const invited = await invite(server, cast)
    const tries: [string, (options: Options) => object][] = [
      ['another site', (options) => softKey().create(options, { origin: 'http://localhost.example.org' })],
      ['a key for another site', (options) => softKey('example.org').create(options)],
      ['nobody touched it', (options) => softKey().create(options, { flags: 0 })],
      ['nobody was recognised', (options) => softKey().create(options, { flags: 1 })],
      ['a challenge of its own', () => softKey().create({ challenge: 'eigen' })],
      ['a signature in place of a key', (options) => softKey().get(options)],
      ['nonsense', () => ({ id: 'x', response: { clientDataJSON: 7 } })],
      ['nothing', () => ({})],
    ]
    for (const [name, response] of tries) {
      const { challengeId, options } = await ask(invited.secret)
      const reply = await accept(invited.secret, challengeId, response(options))
      expect([name, reply.status, reply.body.error.code]).toEqual([name, 401, 'passkey_refused'])
      expect(reply.headers.getSetCookie()).toEqual([])
      await untouched(invited)
    }
  })

  it('of somebody else’s challenge, one that was used, one for something else, or one of long ago', async () => {
    const [mine, other] = [await invite(server, cast), await invite(server, cast)]
    const refused = (challengeId: string, response: object) =>
      refuses('passkey_refused', (headers) => accept(mine.secret, challengeId, response, headers))
    const foreign = await ask(other.secret)
    await refused(foreign.challengeId, softKey().create(foreign.options))
    // Nor by another link of the same invitation.
    const sibling = await ask(await makeLink(server, mine.id, 'invitation'))
    await refused(sibling.challengeId, softKey().create(sibling.options))
    const signing = await call(server, undefined, 'POST', '/api/account/sign-in/passkey/options')
    await refused(signing.body.challengeId, softKey().create(signing.body.options))
    await refused(uuidv7(), softKey().create(foreign.options))
    const spoilt = await ask(mine.secret)
    await refused(spoilt.challengeId, softKey().create(spoilt.options, { flags: 1 }))
    await refused(spoilt.challengeId, softKey().create(spoilt.options))
    const late = await ask(mine.secret)
    server.clock.forward(5 * 60_000)
    await refused(late.challengeId, softKey().create(late.options))
    await untouched(mine)
    // And the other one's is as good as before for who has the link.
    const fine = await ask(other.secret)
    expect((await accept(other.secret, fine.challengeId, softKey().create(fine.options))).status).toBe(200)
  })

  it('of a challenge that is taken elsewhere: it signs nobody in and is added to no account', async () => {
    const invited = await invite(server, cast)
    const { challengeId, options } = await ask(invited.secret)
    const body = { challengeId, response: softKey().get(options) }
    expect((await call(server, undefined, 'POST', '/api/account/sign-in/passkey', body)).status).toBe(401)
    const response = softKey().create(options)
    const add = { name: 'Sleutel', response }
    expect((await call(server, cast.people.guardian, 'POST', '/api/account/passkeys', add)).status).toBe(401)
    expect((await accept(invited.secret, challengeId, response)).status).toBe(200)
  })

  it('of a passkey that an account has already, whoever’s it is', async () => {
    const [first, second] = [await invite(server, cast), await invite(server, cast)]
    const key = softKey()
    const one = await ask(first.secret)
    expect((await accept(first.secret, one.challengeId, key.create(one.options))).status).toBe(200)
    const two = await ask(second.secret)
    await refuses('passkey_refused', (headers) =>
      accept(second.secret, two.challengeId, key.create(two.options), headers),
    )
    await untouched(second)
    expect((await signInWith(key)).body.person.id).toBe(first.id)
  })

  it('of a link that was forged, expired, withdrawn, or is somebody’s who has an account', async () => {
    const good = await invite(server, cast)
    const { challengeId, options } = await ask(good.secret)
    const reset = await makeLink(server, good.id, 'reset')
    for (const wrong of [newLinkSecret(), good.secret.split('').reverse().join(''), reset]) {
      await refuses('not_found', (headers) => optionsFor(wrong, headers))
      await refuses('not_found', (headers) => accept(wrong, challengeId, softKey().create(options), headers))
    }
    const settled = await makeLink(server, cast.people.guardian.id, 'invitation')
    await refuses('not_found', (headers) => optionsFor(settled, headers))
    await server.owner.query('update invitation set revoked_at = $2 where id = $1', [
      good.invitationId,
      server.clock.now(),
    ])
    await refuses('link_expired', (headers) => optionsFor(good.secret, headers))
    await refuses('link_expired', (headers) => accept(good.secret, challengeId, softKey().create(options), headers))
    const taken = await invite(server, cast, { email: cast.people.foreignGuardian.email })
    await refuses('email_taken', (headers) => optionsFor(taken.secret, headers))
    expect(await countOf('auth.user', good.id)).toBe(0)
  })

  it('when asking is overdone from one address', async () => {
    const { secret } = await invite(server, cast)
    expect((await optionsFor(secret)).status).toBe(200)
    await server.owner.query("update auth.attempt set points = 100 where key = 'address:127.0.0.1'")
    await refuses('too_many_requests', (headers) => optionsFor(secret, headers))
    await refuses('too_many_requests', (headers) => accept(secret, uuidv7(), {}, headers))
  })
})
