import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { refusePoorPassword } from '../backend/account/password-rules.ts'
import { newLinkSecret } from '../db/link.ts'
import { anotherSession, type Cast, makeCast, type Player } from './support/cast.ts'
import { addPerson, anotherPassword, makeLink, settle } from './support/newcomers.ts'
import { refuses } from './support/refusals.ts'
import { standsIn, stored } from './support/rows.ts'
import { call, listen, password, startServer, type TestServer } from './support/server.ts'
import { cookieOf, signIn } from './support/sign-in.ts'

const hashing = vi.hoisted(() => ({ count: 0 }))
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>()
  const argon2: typeof crypto.argon2 = (...given) => {
    hashing.count++
    return crypto.argon2(...given)
  }
  return { ...crypto, argon2 }
})

let server: TestServer
let cast: Cast
beforeAll(async () => {
  // The accounts library looks at the real clock.
  server = await startServer({ now: new Date() })
  cast = await makeCast(server)
})
afterAll(() => server.close())

const change = (who: Player, next: string, current = password, headers = {}) =>
  call(server, who, 'PUT', '/api/account/password', { currentPassword: current, password: next }, headers)
const forgotten = (email: string, headers = {}) =>
  call(server, undefined, 'POST', '/api/account/password/forgotten', { email }, headers)
const look = (secret: string, headers = {}) =>
  call(server, undefined, 'POST', '/api/account/password/look', { secret }, headers)
const reset = (secret: string, next = anotherPassword, headers = {}) =>
  call(server, undefined, 'POST', '/api/account/password/reset', { secret, password: next }, headers)
const rowsOf = async (sql: string, values: unknown[]) => (await server.owner.query(sql, values)).rows
const mailsTo = async (personId: string) =>
  (await rowsOf('select kind from mail where person_id = $1 order by id', [personId])).map(({ kind }) => kind)
const auditOf = async (personId: string) =>
  (await rowsOf('select action from audit where person_id = $1 order by id', [personId])).map(({ action }) => action)
const isIn = async (cookie: string) => (await call(server, { cookie }, 'GET', '/api/account/me')).status === 200
const gone = ({ socket }: Awaited<ReturnType<typeof listen>>) =>
  new Promise<string>((closed) => socket.on('disconnect', closed))

describe('the rules', () => {
  const lisa = { email: 'lisa.willems@example.org', organisation: 'De Linde' }
  const reasonFor = (given: string) =>
    refusePoorPassword(given, lisa).then(
      () => 'fine',
      (error) => error.details.fields[0].reason,
    )

  it('refuse what many use, in whatever letters and with a number behind it', async () => {
    for (const common of [
      'password123',
      'PASSWORD123',
      'Manchester2024',
      'qwertyuiop',
      '1234567890',
      'ｐａｓｓｗｏｒｄ９９９',
    ])
      expect([common, await reasonFor(common)]).toEqual([common, 'too_common'])
  })

  it('refuse the person’s own address and the organisation’s name, and little more', async () => {
    for (const own of [
      'lisa.willems',
      'lisa.willems@example.org',
      'LisaWillems!!',
      'lisa-willems-24',
      'de linde de linde',
      'delinde-ouderapp',
    ])
      expect([own, await reasonFor(own)]).toEqual([own, 'like_name'])
  })

  it('ask for nothing else: no capitals, no figures, no signs; a name among other words is fine', async () => {
    for (const fine of [
      'vier gele fietsen',
      'linde bloeit in juli',
      'lisa.willems houdt van kaas',
      '🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲',
      '8402-1188-27',
      'ノートパソコンとねこ',
      '          x',
    ])
      expect([fine, await reasonFor(fine)]).toEqual([fine, 'fine'])
  })

  it('count characters as people do, and hold wherever a password is chosen', async () => {
    const who = await settle(server, cast.people.guardian)
    const tries = [
      ['negen tek', 'too_short'],
      ['é'.repeat(9).normalize('NFD'), 'too_short'],
      ['a'.repeat(129), 'too_long'],
      ['qwertyuiop', 'too_common'],
      [who.email, 'like_name'],
    ] as const
    const secret = await makeLink(server, who.id, 'reset')
    for (const [poor, reason] of tries) {
      for (const ask of [() => change(who, poor), () => reset(secret, poor)])
        expect((await ask()).body.error, poor).toMatchObject({
          code: 'invalid',
          fields: [{ path: 'password', reason }],
        })
    }
    // 128 characters that take four times as many bytes; and the longest still lets its owner in.
    const longest = '🚲'.repeat(128)
    expect((await reset(secret, longest)).status).toBe(200)
    expect((await signIn(server, who.email, longest)).status).toBe(200)
    expect((await signIn(server, who.email, `${longest}🚲`)).body.error.code).toBe('invalid')
  })
})

describe('changing a password', () => {
  it('needs the current one; ends every other session, renews this one, and tells its owner', async () => {
    const who = await settle(server, cast.people.guardian)
    const other = await anotherSession(server, who.id)
    const [mine, theirs] = [await listen(server, who), await listen(server, { ...who, cookie: other.cookie })]
    const told = new Promise((said) => theirs.socket.on('signed-out', said))
    let toldHere = false
    mine.socket.on('signed-out', () => {
      toldHere = true
    })
    const closing = [gone(mine), gone(theirs)]
    const reply = await change(who, anotherPassword)
    expect(reply.status, reply.text).toBe(200)
    // Told, rather than noticed at the next look half a minute later.
    const from = Date.now()
    await Promise.all([...closing, told])
    expect(Date.now() - from).toBeLessThan(10_000)
    // Here the session goes on: nobody is told that it ended.
    expect(toldHere).toBe(false)
    const renewed = cookieOf(reply)
    expect([await isIn(who.cookie), await isIn(other.cookie), await isIn(renewed)]).toEqual([false, false, true])
    ;(await listen(server, { ...who, cookie: renewed })).close()
    const { sessions } = (await call(server, { cookie: renewed }, 'GET', '/api/account/sessions')).body
    expect(sessions).toHaveLength(1)
    expect(sessions[0].id).not.toBe(who.sessionId)
    expect((await signIn(server, who.email, password)).status).toBe(401)
    expect((await signIn(server, who.email, anotherPassword)).status).toBe(200)
    expect(await mailsTo(who.id)).toContain('password_changed')
    expect(await auditOf(who.id)).toContain('account.password_changed')
  })

  it('keeps the second factor that this session had shown', async () => {
    const who = await settle(server, cast.people.staff)
    const renewed = cookieOf(await change(who, anotherPassword))
    expect((await call(server, { cookie: renewed }, 'GET', '/api/account/me')).body.gate).toBeNull()
  })

  it('with a wrong current password changes nothing, is noted, and is slowed down', async () => {
    const who = await settle(server, cast.people.guardian)
    const before = await stored(server.owner, ['auth.attempt', 'public.audit', 'auth.session'])
    const error = await refuses('invalid', (headers) => change(who, anotherPassword, 'geraden', headers))
    expect(error.fields).toEqual([{ path: 'currentPassword', reason: 'wrong' }])
    for (let n = 0; n < 8; n++) await change(who, anotherPassword, 'geraden')
    const hashes = hashing.count
    await refuses('too_many_requests', (headers) => change(who, anotherPassword, password, headers))
    expect(hashing.count).toBe(hashes)
    expect(await stored(server.owner, ['auth.attempt', 'public.audit', 'auth.session'])).toEqual(before)
    expect(await auditOf(who.id)).toContain('account.password_change_failed')
    expect(await isIn(who.cookie)).toBe(true)
    await server.owner.query('delete from auth.attempt')
  })

  it('to the one it is changes nothing, and says so', async () => {
    const who = await settle(server, cast.people.guardian)
    const { fields } = await refuses('invalid', (headers) => change(who, password, password, headers))
    expect(fields).toEqual([{ path: 'password', reason: 'same' }])
    expect(await mailsTo(who.id)).toEqual([])
    expect(await isIn(who.cookie)).toBe(true)
  })

  it('leaves no session to who signs in with the old password at that moment', async () => {
    const who = await settle(server, cast.people.guardian)
    const sessions = () => rowsOf('select id from auth.session where user_id = $1', [who.id])
    await server.owner.query('begin')
    await server.owner.query("update auth.account set password = 'another' where user_id = $1", [who.id])
    await server.owner.query('delete from auth.session where user_id = $1', [who.id])
    const signing = signIn(server, who.email, password, '127.0.0.9')
    await expect
      .poll(
        async () =>
          (await server.database.auth.query('select 1 from auth.session where user_id = $1', [who.id])).rowCount,
      )
      .toBe(1)
    await server.owner.query('commit')
    const reply = await signing
    expect([reply.status, reply.body.error.code]).toEqual([401, 'wrong_credentials'])
    expect(await sessions()).toEqual([])
  })

  it('is nothing for nobody, nor for a session before its second factor', async () => {
    const who = await settle(server, cast.people.staff)
    await refuses('unauthenticated', (headers) => change({ ...who, cookie: '' }, anotherPassword, password, headers))
    const bare = await anotherSession(server, who.id)
    await server.owner.query('update auth.session set second_factor_at = null where id = $1', [bare.id])
    await refuses('second_factor_needed', (headers) =>
      change({ ...who, cookie: bare.cookie }, anotherPassword, password, headers),
    )
  })
})

describe('a forgotten password', () => {
  it('is answered in one way, with the same work, whether or not there is an account', async () => {
    await server.owner.query('delete from auth.attempt')
    const who = await settle(server, cast.people.guardian)
    const invited = await addPerson(server.owner, cast.organisationId)
    const former = await settle(server, cast.people.guardian)
    await server.owner.query('update person_role set ends_on = current_date - 1 where person_id = $1', [former.id])
    const hashes = hashing.count
    const writes = async () =>
      (
        await rowsOf(
          'select (select count(*) from audit)::integer + (select count(*) from auth.attempt)::integer as n',
          [],
        )
      )[0].n
    const seen = new Set<string>()
    for (const email of [who.email.toUpperCase(), 'niemand@example.org', invited.email, former.email]) {
      const before = await writes()
      const { status, text, headers } = await forgotten(email)
      const worked = (await writes()) - before
      seen.add(JSON.stringify([status, text, headers.getSetCookie(), worked - (seen.size === 0 ? 1 : 0)]))
    }
    expect([...seen]).toHaveLength(1)
    expect(hashing.count).toBe(hashes)
    expect(await mailsTo(who.id)).toEqual(['password_reset'])
    for (const { id } of [invited, former]) expect(await mailsTo(id)).toEqual([])
    expect(await auditOf(who.id)).toContain('account.password_forgotten')
    expect(await standsIn(server.owner, 'niemand@example.org')).toEqual([])
  })

  it('sends three mails an hour at most, whoever asks; and asking is slowed down, not signing in', async () => {
    const who = await settle(server, cast.people.guardian)
    for (let n = 0; n < 5; n++) expect((await forgotten(who.email)).status).toBe(200)
    await refuses('too_many_requests', (headers) => forgotten(who.email, headers))
    expect(await mailsTo(who.id)).toEqual(Array(3).fill('password_reset'))
    expect((await signIn(server, who.email, password)).status).toBe(200)
    await server.owner.query('delete from auth.attempt')
  })

  it('is replaced by a link: every session ends, every such link is used up, and nobody is signed in', async () => {
    const who = await settle(server, cast.people.guardian)
    const [secret, second] = [await makeLink(server, who.id, 'reset'), await makeLink(server, who.id, 'reset')]
    expect((await look(secret)).body).toEqual({ email: who.email, language: 'nl' })
    const heard = await listen(server, who)
    const told = new Promise((said) => heard.socket.on('signed-out', said))
    const from = Date.now()
    const reply = await reset(secret)
    expect([reply.status, reply.body, reply.headers.getSetCookie()]).toEqual([200, {}, []])
    await told
    expect(Date.now() - from).toBeLessThan(10_000)
    expect(await isIn(who.cookie)).toBe(false)
    for (const used of [secret, second]) {
      await refuses('link_used', (headers) => look(used, headers))
      await refuses('link_used', (headers) => reset(used, 'nog weer een ander', headers))
    }
    expect((await signIn(server, who.email, password)).status).toBe(401)
    expect((await signIn(server, who.email, anotherPassword)).status).toBe(200)
    expect(await mailsTo(who.id)).toContain('password_changed')
    expect(await auditOf(who.id)).toContain('account.password_reset')
    for (const word of [secret, anotherPassword]) expect(await standsIn(server.owner, word)).toEqual([])
  })

  it('is no way round the second factor', async () => {
    const who = await settle(server, cast.people.staff)
    expect((await reset(await makeLink(server, who.id, 'reset'))).status).toBe(200)
    expect((await signIn(server, who.email, anotherPassword)).body.gate).toBe('second_factor')
  })

  it('is replaced once, however many try one link at the same instant', async () => {
    const who = await settle(server, cast.people.guardian)
    const secret = await makeLink(server, who.id, 'reset')
    const replies = await Promise.all([1, 2, 3].map((n) => reset(secret, `${anotherPassword} ${n}`)))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 410, 410])
    const won = replies.findIndex(({ status }) => status === 200) + 1
    expect((await signIn(server, who.email, `${anotherPassword} ${won}`)).status).toBe(200)
  })

  it('is not replaced by a link that expired, was never made, is of another kind or of somebody without an account', async () => {
    const who = await settle(server, cast.people.guardian)
    const secret = await makeLink(server, who.id, 'reset')
    const invited = await addPerson(server.owner, cast.organisationId)
    const wrong = [
      newLinkSecret(),
      await makeLink(server, who.id, 'invitation'),
      await makeLink(server, invited.id, 'reset'),
    ]
    const before = await stored(server.owner, ['auth.attempt'])
    for (const one of wrong) {
      await refuses('not_found', (headers) => look(one, headers))
      await refuses('not_found', (headers) => reset(one, anotherPassword, headers))
    }
    const begun = server.clock.now()
    server.clock.forward(3_600_000)
    await refuses('link_expired', (headers) => look(secret, headers))
    await refuses('link_expired', (headers) => reset(secret, anotherPassword, headers))
    server.clock.set(begun)
    expect(await stored(server.owner, ['auth.attempt'])).toEqual(before)
    expect(await isIn(who.cookie)).toBe(true)
  })
})

describe('hashing', () => {
  it('holds nothing of the application’s while it waits its turn to hash', async () => {
    const who = await settle(server, cast.people.guardian)
    const changing = Promise.all(Array.from({ length: 9 }, () => change(who, anotherPassword, 'geraden')))
    let most = 0
    const timer = setInterval(async () => {
      const { rowCount } = await server.owner.query(
        "select 1 from pg_stat_activity where state = 'idle in transaction' and usename like '%\\_app\\_login' and datname = current_database() and clock_timestamp() - state_change > interval '0.3 s'",
      )
      most = Math.max(most, rowCount ?? 0)
    }, 20)
    await changing
    clearInterval(timer)
    expect(most).toBe(0)
    await server.owner.query('delete from auth.attempt')
  })
})
