import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeAt } from '../backend/account/authenticator.ts'
import { routes } from '../backend/contract/routes.ts'
import { giveAuthenticator, givePasskey } from './support/authenticator.ts'
import { anotherSession, type Cast, makeCast, type Player, type PlayerName } from './support/cast.ts'
import { standsIn } from './support/rows.ts'
import { call, listen, password, posting, startServer, type TestServer } from './support/server.ts'
import { cookieOf, signIn } from './support/sign-in.ts'

/** T2, T16: a password alone opens nothing of a child, and a code is good once. */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  // The accounts library looks at the real clock.
  server = await startServer({ now: new Date() })
  cast = await makeCast(server)
})
afterAll(() => server.close())

const app = '/api/account/second-factor/app'
const step = 30_000

/** Signs in with the password alone. */
async function withPassword(name: PlayerName): Promise<Player> {
  const reply = await signIn(server, cast.people[name].email, password, '127.0.0.30')
  expect(reply.status, reply.text).toBe(200)
  return { ...cast.people[name], cookie: cookieOf(reply) }
}
const me = async (who: { cookie: string }) => (await call(server, who, 'GET', '/api/account/me')).body
const verify = (who: { cookie: string }, code: string) =>
  call(server, who, 'POST', '/api/account/second-factor/verify', { code })
const codeOf = (secret: string, steps = 0) => codeAt(secret, new Date(server.clock.now().getTime() + steps * step))

/** What an address says beside ids. */
const formal: Record<string, string> = { rendition: 'webp-320', form: 'webp-320', month: '2026-11' }

describe('a session with the password alone', () => {
  it.each(['staff', 'manager', 'administration', 'privacyOfficer'] as const)(
    'of %s reaches its own set-up and nothing else',
    async (name) => {
      const who = await withPassword(name)
      expect(await me(who)).toMatchObject({ gate: 'second_factor', factors: { app: false, passkeys: 0 } })
      const filled = (path: string) =>
        path.replace(/:(\w+)/g, (_, part: string) =>
          part === 'groupId'
            ? cast.targets.noor.groupId
            : part === 'childId'
              ? cast.targets.noor.childId
              : part === 'entryId'
                ? cast.targets.noor.entryId
                : (formal[part] ?? cast.targets.noor.channels.diary),
        )
      const reached: string[] = []
      for (const [route, { method, path, roles, before }] of Object.entries(routes)) {
        if (roles === 'anyone' || before === 'second_factor') continue
        const body = method === 'GET' ? undefined : {}
        const reply = await call(server, who, method, filled(path), body)
        const refused = reply.status === 403 && reply.body.error.code === 'second_factor_needed'
        // What a request says is checked before who asks; well-formed ones are refused below.
        if (!refused && reply.status !== 422) reached.push(`${route}: ${reply.status} ${reply.text}`)
        expect(reply.text).not.toContain(cast.targets.noor.callName)
      }
      expect(reached).toEqual([])
      const post = posting(server, { id: cast.targets.noor.groupId }, [cast.targets.noor.childId])
      for (const [method, path, body] of [
        ['POST', '/api/diary', post],
        ['DELETE', `/api/diary/${cast.targets.noor.entryId}`, undefined],
        ['PUT', `/api/channels/${cast.targets.noor.channels.diary}/marker`, { seq: 1 }],
      ] as const)
        expect((await call(server, who, method, path, body)).body.error.code).toBe('second_factor_needed')
      await expect(listen(server, who)).rejects.toThrow('gated')
    },
  )

  it('of a guardian is good for everything, unless the guardian chose otherwise', async () => {
    const who = await withPassword('guardian')
    expect((await me(who)).gate).toBeNull()
    expect((await call(server, who, 'GET', '/api/timeline')).status).toBe(200)
    await giveAuthenticator(server, who.id)
    expect((await me(who)).gate).toBe('second_factor')
    expect((await call(server, who, 'GET', '/api/timeline')).status).toBe(403)
    await expect(listen(server, who)).rejects.toThrow('gated')
    await server.owner.query('delete from auth.second_factor where user_id = $1', [who.id])
  })

  it('of a guardian with a passkey is good for nothing more, with or without an app', async () => {
    const who = await withPassword('guardian')
    await server.owner.query(
      `insert into auth.passkey (id, user_id, name, credential_key, public_key, counter, transports, created_at)
       values ($1, $2, 'Telefoon', $3, '', 0, '{}', $4)`,
      [uuidv7(), who.id, uuidv7(), server.clock.now()],
    )
    expect((await me(who)).gate).toBe('second_factor')
    expect((await call(server, who, 'GET', '/api/timeline')).status).toBe(403)
    await expect(listen(server, who)).rejects.toThrow('gated')
    await server.owner.query('delete from auth.passkey where user_id = $1', [who.id])
    expect((await me(who)).gate).toBeNull()
  })

  it.each(['manager', 'guardian', 'staff'] as const)(
    'of %s reads no row of a child in the database either',
    async (name) => {
      const { noor } = cast.targets
      // All that could be theirs is there: a share, a guardianship of staff, and that they looked.
      const shared = [
        uuidv7(),
        cast.organisationId,
        noor.childId,
        cast.people[name].id,
        cast.people.manager.id,
        server.clock.now(),
      ]
      await server.owner.query(
        `insert into share (id, organisation_id, child_id, person_id, purpose, reason, shared_by_id, shared_at, ends_on)
       values ($1, $2, $3, $4, 'diary', 'vakantie', $5, $6, '2027-01-01')`,
        shared,
      )
      if (name === 'staff') {
        await call(server, cast.people.staff, 'GET', `/api/groups/${noor.groupId}/day`)
        await server.owner.query(
          `insert into guardianship (id, organisation_id, child_id, person_id, parental_authority, starts_on)
         values ($1, $2, $3, $4, true, '2026-01-01')`,
          [uuidv7(), cast.organisationId, noor.childId, cast.people.staff.id],
        )
      }
      const who = await withPassword(name)
      await giveAuthenticator(server, who.id)
      const token = decodeURIComponent(who.cookie.slice('session='.length)).split('.')[0]
      const client = await server.database.app.connect()
      try {
        await client.query('begin')
        const { rows } = await client.query('select gate from enter_session($1, $2, $3)', [
          token,
          name,
          server.clock.now(),
        ])
        expect(rows[0].gate).toBe('second_factor')
        for (const table of [
          'child',
          'diary_entry',
          'placement',
          'contract',
          'guardianship',
          'share',
          'child_read',
          'consent_decision',
          'channel',
          'event',
        ])
          expect((await client.query(`select 1 from ${table}`)).rowCount, table).toBe(0)
        await client.query('rollback')
      } finally {
        client.release()
        await server.owner.query('delete from auth.second_factor where user_id = $1', [who.id])
        await server.owner.query('delete from share where id = $1', [shared[0]])
        if (name === 'staff') await server.owner.query('delete from guardianship where person_id = $1', [who.id])
      }
    },
  )

  it('loses its open sockets once its person needs a second factor', async () => {
    const who = await withPassword('otherFamily')
    const heard = await listen(server, who)
    await giveAuthenticator(server, who.id)
    const closed = new Promise((gone) => heard.socket.on('disconnect', gone))
    await server.app.tellHeads()
    await closed
    await server.owner.query('delete from auth.second_factor where user_id = $1', [who.id])
  })
})

describe('an authenticator app', () => {
  it('is set up with its first code; the session goes on under another id, with recovery codes', async () => {
    const who = await withPassword('staff')
    const begun = await call(server, who, 'POST', app, {})
    expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\/.*issuer=Hier/)
    // Until it is confirmed it counts for nothing.
    expect((await me(who)).factors.app).toBe(false)
    expect((await call(server, who, 'POST', `${app}/confirm`, { code: codeOf(begun.body.secret, 9) })).status).toBe(401)
    const confirmed = await call(server, who, 'POST', `${app}/confirm`, { code: codeOf(begun.body.secret) })
    expect(confirmed.body.me).toMatchObject({ gate: null, factors: { app: true } })
    expect(confirmed.body.recoveryCodes).toHaveLength(10)
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10)
    const passed = { ...who, cookie: cookieOf(confirmed) }
    expect(passed.cookie).not.toBe(who.cookie)
    expect((await call(server, who, 'GET', '/api/account/me')).status).toBe(401)
    expect((await call(server, passed, 'GET', '/api/groups')).status).toBe(200)
    ;(await listen(server, passed)).close()
    // Neither the secret nor a recovery code lies anywhere as it is.
    expect(await standsIn(server.owner, begun.body.secret)).toEqual([])
    for (const code of confirmed.body.recoveryCodes as string[])
      expect(await standsIn(server.owner, code.replace('-', ''))).toEqual([])
    const { rows } = await server.owner.query(
      "select kind from mail where person_id = $1 and kind = 'second_factor_changed'",
      [who.id],
    )
    expect(rows).toHaveLength(1)
  })

  it('takes each code once, also when it comes twice at the same moment', async () => {
    const secret = await giveAuthenticator(server, cast.people.manager.id)
    const code = codeOf(secret)
    const [one, two] = [await withPassword('manager'), await withPassword('manager')]
    const replies = await Promise.all([verify(one, code), verify(two, code)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401])
    const left = replies[0]!.status === 200 ? two : one
    expect((await verify(left, code)).body.error.code).toBe('wrong_code')
    // Nor one of before it.
    expect((await verify(left, codeOf(secret, -1))).status).toBe(401)
    server.clock.forward(step)
    expect((await verify(left, codeOf(secret))).status).toBe(200)
  })

  it('allows a clock that is half a minute off, and no more', async () => {
    const secret = await giveAuthenticator(server, cast.people.elsewhere.id)
    const who = await withPassword('elsewhere')
    for (const off of [-2, 2, -10, 120]) expect((await verify(who, codeOf(secret, off))).status, String(off)).toBe(401)
    const early = await verify(who, codeOf(secret, -1))
    expect(early.status).toBe(200)
    const again = await withPassword('elsewhere')
    expect((await verify(again, codeOf(secret, 1))).status).toBe(200)
  })

  it('is slowed down when codes are guessed, for that address only', async () => {
    const secret = await giveAuthenticator(server, cast.people.managerElsewhere.id)
    const who = await withPassword('managerElsewhere')
    for (let n = 0; n < 10; n++) expect((await verify(who, '000000')).status).toBe(401)
    const slowed = await verify(who, codeOf(secret))
    expect([slowed.status, slowed.body.error.code]).toEqual([429, 'too_many_requests'])
    const { rows } = await server.owner.query(
      "select count(*)::integer as n from audit where person_id = $1 and action = 'account.second_factor_failed'",
      [who.id],
    )
    expect(rows[0].n).toBe(10)
  })

  it('cannot be put in its place by somebody who has only the password', async () => {
    const { id } = cast.people.formerStaff
    await giveAuthenticator(server, id)
    const who = await withPassword('formerStaff')
    expect((await call(server, who, 'POST', app, {})).body.error.code).toBe('second_factor_needed')
    expect((await call(server, who, 'POST', `${app}/confirm`, { code: '123456' })).body.error.code).toBe(
      'second_factor_needed',
    )
    expect((await call(server, who, 'POST', '/api/account/passkey-options', {})).body.error.code).toBe(
      'second_factor_needed',
    )
    for (const [method, path] of [
      ['DELETE', app],
      ['POST', '/api/account/second-factor/recovery-codes'],
      ['GET', '/api/account/second-factor'],
    ] as const)
      expect((await call(server, who, method, path, method === 'GET' ? undefined : {})).body.error.code).toBe(
        'second_factor_needed',
      )
    await server.owner.query('delete from auth.second_factor where user_id = $1', [id])
    // A passkey counts as much.
    await givePasskey(server, id)
    expect((await call(server, who, 'POST', app, {})).body.error.code).toBe('second_factor_needed')
  })

  it('is changed later only with the password, or shortly after proving', async () => {
    const { id } = cast.people.foreignManager
    const who = await anotherSession(server, id)
    const earlier = new Date(server.clock.now().getTime() - 16 * 60_000)
    await server.owner.query('update auth.session set created_at = $2, second_factor_at = $2 where id = $1', [
      who.id,
      earlier,
    ])
    const begin = (body: object) => call(server, who, 'POST', app, body)
    expect((await begin({})).body.error.code).toBe('password_needed')
    expect((await begin({ password: 'iets-anders-dan-dat' })).body.error.code).toBe('wrong_credentials')
    const { rows } = await server.owner.query(
      "select payload::jsonb ->> 'session' as session from audit where person_id = $1 and action = 'account.proof_failed'",
      [id],
    )
    expect(rows).toEqual([{ session: expect.any(String) }])
    expect((await begin({ password })).status).toBe(200)
  })

  it('stays, as the last factor of somebody who needs one; a guardian may do without', async () => {
    const staff = cast.people.otherGroup
    await giveAuthenticator(server, staff.id)
    expect((await call(server, staff, 'DELETE', app, {})).body.error.code).toBe('last_factor')
    const key = await givePasskey(server, staff.id)
    const gone = await Promise.all([
      call(server, staff, 'DELETE', app, {}),
      call(server, staff, 'DELETE', `/api/account/passkeys/${key}`, {}),
    ])
    expect(gone.map(({ status }) => status).sort()).toEqual([200, 409])
    const guardian = cast.people.neverGranted
    await giveAuthenticator(server, guardian.id)
    expect((await call(server, guardian, 'DELETE', app, {})).status).toBe(200)
    expect((await me(guardian)).factors.app).toBe(false)
  })
})

describe('recovery codes', () => {
  it('are each good once, however they are typed; new ones make the former worthless', async () => {
    const { id } = cast.people.foreignStaff
    await giveAuthenticator(server, id)
    const passed = await anotherSession(server, id)
    const renew = async () =>
      (await call(server, passed, 'POST', '/api/account/second-factor/recovery-codes', {})).body
        .recoveryCodes as string[]
    const former = await renew()
    const codes = await renew()
    const [one, two] = [await withPassword('foreignStaff'), await withPassword('foreignStaff')]
    expect((await verify(one, former[0]!)).status).toBe(401)
    const replies = await Promise.all([
      verify(one, codes[0]!.toLowerCase()),
      verify(two, ` ${codes[0]!.replace('-', ' ')} `),
    ])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401])
    const state = await call(server, passed, 'GET', '/api/account/second-factor')
    expect(state.body).toMatchObject({ mandatory: true, recoveryCodesLeft: 9 })
    // Somebody else's is worth nothing.
    await giveAuthenticator(server, cast.people.administration.id)
    const other = await withPassword('administration')
    expect((await verify(other, codes[1]!)).status).toBe(401)
  })
})

describe('somebody who lost it', () => {
  it('gets another chance from administration, is signed out at once, and sets up anew', async () => {
    const { staff, administration } = cast.people
    await giveAuthenticator(server, staff.id)
    await givePasskey(server, staff.id)
    const tablet = await anotherSession(server, staff.id)
    const heard = await listen(server, { ...staff, cookie: tablet.cookie })
    const closed = new Promise((gone) => heard.socket.on('disconnect', gone))
    const path = `/api/administration/people/${staff.id}/second-factor`
    expect((await call(server, administration, 'DELETE', path)).status).toBe(200)
    await closed
    expect((await call(server, tablet, 'GET', '/api/account/me')).status).toBe(401)
    const again = await withPassword('staff')
    expect(await me(again)).toMatchObject({ gate: 'second_factor', factors: { app: false, passkeys: 0 } })
    expect((await call(server, again, 'POST', app, {})).status).toBe(200)
    const { rows } = await server.owner.query(
      "select payload::jsonb as payload from audit where person_id = $1 and action = 'account.factors_reset'",
      [administration.id],
    )
    expect(rows).toMatchObject([{ payload: { person: staff.id, role: 'administration' } }])
  })

  it('not from anybody else, nor from elsewhere, nor by oneself', async () => {
    const { guardian, administration } = cast.people
    await giveAuthenticator(server, guardian.id)
    const reset = (name: PlayerName, id: string) =>
      call(server, cast.people[name], 'DELETE', `/api/administration/people/${id}/second-factor`)
    for (const name of ['guardian', 'manager', 'privacyOfficer', 'foreignAdministration'] as const)
      expect((await reset(name, guardian.id)).status, name).toBe(404)
    expect((await reset('administration', administration.id)).status).toBe(404)
    expect((await me(guardian)).factors.app).toBe(true)
  })
})
