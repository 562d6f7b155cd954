import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newLinkSecret } from '../db/link.ts'
import { type Cast, makeCast } from './support/cast.ts'
import { addInvitation, addPerson, anotherPassword, invite, makeLink } from './support/newcomers.ts'
import { refuses } from './support/refusals.ts'
import { standsIn, stored } from './support/rows.ts'
import { call, listen, startServer, type TestServer } from './support/server.ts'
import { cookieOf, signIn } from './support/sign-in.ts'

let server: TestServer
let cast: Cast
beforeAll(async () => {
  // The accounts library looks at the real clock.
  server = await startServer({ now: new Date() })
  cast = await makeCast(server)
})
afterAll(() => server.close())

const look = (secret: string, headers = {}) =>
  call(server, undefined, 'POST', '/api/invitation/look', { secret }, headers)
const accept = (secret: string, password = anotherPassword, headers = {}) =>
  call(server, undefined, 'POST', '/api/invitation/accept', { secret, password }, headers)
const rowsOf = async (sql: string, values: unknown[]) => (await server.owner.query(sql, values)).rows
const countOf = async (table: string, personId: string) =>
  (await rowsOf(`select count(*)::integer as n from ${table} where user_id = $1`, [personId]))[0].n

describe('an invitation', () => {
  it('says whom it is for, and makes nothing by being looked at', async () => {
    const { secret, email } = await invite(server, cast, { firstName: 'Fatima', language: 'en' })
    const before = await stored(server.owner, ['auth.attempt'])
    const { status, body } = await look(secret)
    const [{ name }] = await rowsOf('select name from organisation where id = $1', [cast.organisationId])
    expect([status, body]).toEqual([
      200,
      { firstName: 'Fatima', organisation: name, email, language: 'en', hasAccount: false },
    ])
    expect(await stored(server.owner, ['auth.attempt'])).toEqual(before)
  })

  it('is accepted with a password: an account, a fresh session, the first sockets', async () => {
    const { id, secret, email, invitationId } = await invite(server, cast)
    const reply = await accept(secret)
    expect(reply.body).toMatchObject({ person: { id }, roles: ['guardian'], welcomed: false, gate: null })
    const [session, device] = reply.headers.getSetCookie()
    expect(session).toMatch(/^session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(device).toMatch(/^device=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/)
    const who = { cookie: cookieOf(reply), role: 'guardian' }
    expect((await call(server, who, 'GET', '/api/account/me')).body.person.id).toBe(id)
    ;(await listen(server, who)).close()
    // The accounts library takes the session for one of its own, and the password too.
    expect((await call(server, who, 'POST', '/api/account/sign-out')).status).toBe(200)
    expect((await call(server, who, 'GET', '/api/account/me')).status).toBe(401)
    const known = { cookie: device!.split(';')[0]! }
    expect((await signIn(server, email, anotherPassword, '127.0.0.1', known)).body.person.id).toBe(id)

    const [row] = await rowsOf('select accepted_at from invitation where id = $1', [invitationId])
    expect(row.accepted_at).toEqual(server.clock.now())
    const notes = await rowsOf('select action, payload from audit where person_id = $1 order by id', [id])
    expect(notes.map(({ action }) => action)).toEqual([
      'account.created',
      'account.signed_in',
      'account.signed_out',
      'account.signed_in',
    ])
    expect(JSON.parse(notes[0].payload)).toMatchObject({ invitation: invitationId, ip: '127.0.0.1' })
    // The very first sign-in is no news, neither here nor from the same browser later.
    expect(await rowsOf('select kind from mail where person_id = $1', [id])).toEqual([])
  })

  it('for staff leads to a session that still has its second factor to set up', async () => {
    const { secret } = await invite(server, cast, { role: 'staff' })
    const reply = await accept(secret)
    expect(reply.body.gate).toBe('second_factor')
    const who = { cookie: cookieOf(reply), role: 'staff' }
    await refuses('second_factor_needed', (headers) => call(server, who, 'GET', '/api/groups', undefined, headers))
    await expect(listen(server, who)).rejects.toThrow('gated')
  })

  it('is used up by accepting, with every other link of it', async () => {
    const { id, secret } = await invite(server, cast)
    const second = await makeLink(server, id, 'invitation')
    expect((await look(second)).status).toBe(200)
    expect((await accept(secret)).status).toBe(200)
    for (const used of [secret, second]) {
      await refuses('link_used', (headers) => look(used, headers))
      await refuses('link_used', (headers) => accept(used, 'nog een wachtwoord', headers))
    }
    expect(await countOf('auth.account', id)).toBe(1)
    const open = 'select 1 from auth.link where person_id = $1 and used_at is null'
    expect(await rowsOf(open, [id])).toEqual([])
  })

  it('is accepted once, however many try at the same instant', async () => {
    const { id, secret } = await invite(server, cast)
    const second = await makeLink(server, id, 'invitation')
    const replies = await Promise.all([secret, second, secret, second].map((one) => accept(one)))
    const fine = replies.filter(({ status }) => status === 200)
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410])
    expect(replies.filter(({ status }) => status !== 200).every(({ body }) => body.error.code === 'link_used')).toBe(
      true,
    )
    expect([await countOf('auth.account', id), await countOf('auth.session', id)]).toEqual([1, 1])
    expect((await call(server, { cookie: cookieOf(fine[0]!) }, 'GET', '/api/account/me')).body.person.id).toBe(id)
  })

  it('is good for 72 hours, and until it is taken back', async () => {
    const late = await invite(server, cast)
    const withdrawn = await invite(server, cast)
    await server.owner.query('update invitation set revoked_at = $2 where id = $1', [
      withdrawn.invitationId,
      server.clock.now(),
    ])
    const begun = server.clock.now()
    server.clock.forward(72 * 3_600_000 - 1)
    expect((await look(late.secret)).status).toBe(200)
    server.clock.forward(1)
    const before = await stored(server.owner, ['auth.attempt'])
    for (const { secret } of [late, withdrawn]) {
      await refuses('link_expired', (headers) => look(secret, headers))
      await refuses('link_expired', (headers) => accept(secret, anotherPassword, headers))
    }
    expect(await stored(server.owner, ['auth.attempt'])).toEqual(before)
    server.clock.set(begun)
  })

  it('that was sent to another address opens nothing once a new one was made', async () => {
    const first = await invite(server, cast)
    server.clock.forward(60_000)
    await server.owner.query('update invitation set revoked_at = $2 where id = $1', [
      first.invitationId,
      server.clock.now(),
    ])
    await addInvitation(server, cast.organisationId, first.id, cast.people.administration.id)
    const good = await makeLink(server, first.id, 'invitation')
    await refuses('link_expired', (headers) => look(first.secret, headers))
    await refuses('link_expired', (headers) => accept(first.secret, anotherPassword, headers))
    expect((await accept(good)).status).toBe(200)
  })

  it('that was never made, of another kind or of somebody without a role is not there', async () => {
    const { id, secret } = await invite(server, cast)
    const reset = await makeLink(server, id, 'reset')
    const uninvited = await addPerson(server.owner, cast.organisationId)
    const bare = await makeLink(server, uninvited.id, 'invitation')
    const former = await invite(server, cast)
    await server.owner.query('update person_role set ends_on = current_date - 1 where person_id = $1', [former.id])
    const forged = [newLinkSecret(), secret.toLowerCase(), secret.split('').reverse().join('')]
    for (const wrong of [...forged, reset, bare, former.secret]) {
      await refuses('not_found', (headers) => look(wrong, headers))
      await refuses('not_found', (headers) => accept(wrong, anotherPassword, headers))
    }
    expect(await countOf('auth.account', former.id)).toBe(0)
    expect((await look(secret)).status).toBe(200)
  })

  it('of somebody who has an account already says so, and changes nothing', async () => {
    const { guardian, administration } = cast.people
    await addInvitation(server, cast.organisationId, guardian.id, administration.id)
    const secret = await makeLink(server, guardian.id, 'invitation')
    expect((await look(secret)).body.hasAccount).toBe(true)
    await refuses('link_used', (headers) => accept(secret, anotherPassword, headers))
    expect((await signIn(server, guardian.email, anotherPassword)).status).toBe(401)
  })

  it('to an address of another organisation’s account is refused by name of the reason only', async () => {
    const taken = await invite(server, cast, { email: cast.people.foreignGuardian.email })
    const error = await refuses('email_taken', (headers) => look(taken.secret, headers))
    await refuses('email_taken', (headers) => accept(taken.secret, anotherPassword, headers))
    expect(Object.keys(error).sort()).toEqual(['code', 'id', 'message'])
    // Also when both are accepted in the same instant.
    const email = `samen-${uuidv7()}@example.org`
    const here = await invite(server, cast, { email })
    const [{ organisation_id: far }] = await rowsOf('select organisation_id from person where id = $1', [
      cast.people.foreignGuardian.id,
    ])
    const there = await addPerson(server.owner, far, { email })
    await addInvitation(server, far, there.id, cast.people.foreignManager.id)
    const other = await makeLink(server, there.id, 'invitation')
    const replies = await Promise.all([accept(here.secret), accept(other)])
    expect(replies.map(({ status, body }) => body.error?.code ?? status).sort()).toEqual([200, 'email_taken'])
    const [{ n }] = await rowsOf(
      'select count(*)::integer as n from invitation where person_id = any($1) and accepted_at is not null',
      [[here.id, there.id]],
    )
    expect(n).toBe(1)
  })
})

describe('accepting', () => {
  it('always makes a new session: one that was set before is worth nothing, and nobody else’s is touched', async () => {
    const { id, secret } = await invite(server, cast)
    const preset = `session=${encodeURIComponent('my-own-token.c2lnbmF0dXJl')}; device=mine`
    const reply = await accept(secret, anotherPassword, { cookie: preset })
    expect(reply.status).toBe(200)
    expect(preset).not.toContain(cookieOf(reply))
    expect(reply.headers.getSetCookie()[1]).not.toContain('device=mine')
    expect((await call(server, { cookie: preset.split(';')[0]! }, 'GET', '/api/account/me')).status).toBe(401)
    // In a browser in which somebody else was signed in.
    const other = await invite(server, cast)
    const mixed = await accept(other.secret, anotherPassword, { cookie: cast.people.staff.cookie })
    expect(mixed.body.person.id).toBe(other.id)
    expect((await call(server, cast.people.staff, 'GET', '/api/account/me')).body.person.id).toBe(cast.people.staff.id)
    expect(id).not.toBe(other.id)
  })

  it('with a poor password leaves the invitation as it was', async () => {
    const { id, secret } = await invite(server, cast)
    const error = await refuses('invalid', (headers) => accept(secret, 'password123', headers))
    expect(error.fields).toEqual([{ path: 'password', reason: 'too_common' }])
    expect(await countOf('auth.account', id)).toBe(0)
    expect((await accept(secret)).status).toBe(200)
  })

  it('leaves the link’s secret and the password nowhere: no row, no reply', async () => {
    const { secret } = await invite(server, cast)
    const password = 'een groene olifant op wielen'
    const replies = [await look(secret), await accept(secret, password), await look(secret)]
    for (const { text, headers } of replies)
      for (const word of [secret, password]) {
        expect(text).not.toContain(word)
        expect([...headers].flat().join()).not.toContain(word)
      }
    for (const word of [secret, password]) expect(await standsIn(server.owner, word)).toEqual([])
  })

  it('and looking are slowed down by address when it is in vain', async () => {
    await server.owner.query('delete from auth.attempt')
    const { secret } = await invite(server, cast)
    for (let n = 0; n < 3; n++) expect((await look(secret)).status).toBe(200)
    const points = async () =>
      (await rowsOf("select points from auth.attempt where key = 'address:127.0.0.1'", []))[0].points
    expect(await points()).toBe(0)
    await look(newLinkSecret())
    expect(await points()).toBe(1)
    await server.owner.query("update auth.attempt set points = 100 where key = 'address:127.0.0.1'")
    await refuses('too_many_requests', (headers) => look(secret, headers))
    await refuses('too_many_requests', (headers) => accept(secret, anotherPassword, headers))
    await server.owner.query('delete from auth.attempt')
    expect((await accept(secret)).status).toBe(200)
  })
})
