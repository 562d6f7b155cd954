import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dayOf } from '../backend/contract/clock.ts'
import { type Cast, makeCast, type Player, type PlayerName } from './support/cast.ts'
import { refuses } from './support/refusals.ts'
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

const fresh = async (name: PlayerName): Promise<Player> => {
  const reply = await signIn(server, cast.people[name].email, password)
  expect(reply.status, reply.text).toBe(200)
  return { ...cast.people[name], cookie: cookieOf(reply) }
}

describe('signing in', () => {
  it('gives a session in a cookie that no script and no other site can use', async () => {
    const reply = await signIn(server, `  ${cast.people.guardian.email.toUpperCase()} `, password)
    expect(reply.body).toMatchObject({ person: { id: cast.people.guardian.id, language: 'nl' }, roles: ['guardian'] })
    const [cookie] = reply.headers.getSetCookie()
    expect(cookie).toMatch(/^session=[^;]+; /)
    for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(attribute)
    const me = await call(server, { cookie: cookieOf(reply) }, 'GET', '/api/account/me')
    expect(me.body.person.id).toBe(cast.people.guardian.id)
    // Neither the token nor anything about others stands in the reply.
    expect(reply.text).not.toContain(cookieOf(reply).slice(8, 30))
    expect(Object.keys(reply.body).sort()).toEqual([
      'factors',
      'gate',
      'now',
      'organisation',
      'person',
      'roles',
      'tablet',
      'textSize',
      'theme',
      'welcomed',
    ])
  })

  it('always makes a new session: one that was set before is worth nothing', async () => {
    const preset = `session=${encodeURIComponent('my-own-token.c2lnbmF0dXJl')}`
    const first = await signIn(server, cast.people.manager.email, password, '127.0.0.1', { cookie: preset })
    const second = await signIn(server, cast.people.manager.email, password, '127.0.0.1', { cookie: cookieOf(first) })
    expect(new Set([preset, cookieOf(first), cookieOf(second)]).size).toBe(3)
    expect((await call(server, { cookie: preset }, 'GET', '/api/account/me')).status).toBe(401)
  })

  it('is of no use to somebody whose last role has ended, and says no more than that', async () => {
    const { id, email, cookie } = cast.people.privacyOfficer
    await server.owner.query('update person_role set ends_on = current_date - 1 where person_id = $1', [id])
    const count = async () =>
      (await server.owner.query('select count(*)::integer as n from auth.session where user_id = $1', [id])).rows[0].n
    const before = await count()
    const error = await refuses('wrong_credentials', (headers) => signIn(server, email, password, '127.0.0.1', headers))
    expect(Object.keys(error).sort()).toEqual(['code', 'id', 'message'])
    expect(await count()).toBe(before)
    expect((await call(server, { cookie }, 'GET', '/api/account/me')).status).toBe(401)
  })

  it('opens no other door of the accounts library', async () => {
    for (const path of [
      'sign-up/email',
      'sign-in/email',
      'get-session',
      'list-sessions',
      'forget-password',
      'reset-password',
      'change-email',
      'delete-user',
      'update-user',
      'ok',
      'error',
    ]) {
      for (const base of ['/api/auth/', '/api/account/', '/auth/']) {
        const { status } = await call(server, cast.people.staff, 'POST', base + path, {
          email: 'nieuw@example.org',
          password,
          name: 'x',
        })
        expect(status, base + path).toBe(404)
      }
    }
    const { rowCount } = await server.owner.query("select 1 from auth.user where email = 'nieuw@example.org'")
    expect(rowCount).toBe(0)
  })
})

describe('a session', () => {
  it('ends with signing out: the cookie opens nothing any more, and its sockets close within a second', async () => {
    const who = await fresh('guardian')
    const heard = await listen(server, who)
    const told = new Promise((said) => heard.socket.on('signed-out', said))
    const closed = new Promise((gone) => heard.socket.on('disconnect', gone))
    const from = Date.now()
    const reply = await call(server, who, 'POST', '/api/account/sign-out')
    expect(reply.headers.getSetCookie()[0]).toMatch(/^session=;.*Max-Age=0/)
    await Promise.all([told, closed])
    expect(Date.now() - from).toBeLessThan(10_000)
    for (const path of ['/api/account/me', '/api/timeline', '/api/account/sessions'])
      expect((await call(server, who, 'GET', path)).status).toBe(401)
    await expect(listen(server, who)).rejects.toThrow('unauthenticated')
    expect((await call(server, cast.people.guardian, 'GET', '/api/account/me')).status).toBe(200)
  })

  it('is listed with its device and address, and can be ended from another', async () => {
    const phone = await fresh('otherFamily')
    const tablet = await signIn(server, cast.people.otherFamily.email, password, '127.0.0.20', {
      'user-agent': 'Tablet van de groep',
    })
    const list = async (cookie: string) =>
      (await call(server, { cookie }, 'GET', '/api/account/sessions')).body.sessions
    const sessions = await list(phone.cookie)
    expect(sessions).toHaveLength(3)
    expect(sessions.filter((one: { current: boolean }) => one.current)).toHaveLength(1)
    const lost = sessions.find((one: { device: string }) => one.device === 'Tablet van de groep')
    expect(lost).toMatchObject({ ip: '127.0.0.20', current: false })
    const heard = await listen(server, { cookie: cookieOf(tablet), role: 'guardian' })
    const closed = new Promise((gone) => heard.socket.on('disconnect', gone))
    const from = Date.now()
    expect((await call(server, phone, 'DELETE', `/api/account/sessions/${lost.id}`)).status).toBe(200)
    await closed
    expect(Date.now() - from).toBeLessThan(10_000)
    expect((await call(server, { cookie: cookieOf(tablet) }, 'GET', '/api/account/me')).status).toBe(401)
    expect((await call(server, phone, 'DELETE', `/api/account/sessions/${lost.id}`)).status).toBe(404)
    expect(await list(phone.cookie)).toHaveLength(2)
  })

  it('ends by itself', async () => {
    const who = await fresh('former')
    const now = server.clock.now()
    server.clock.forward(31 * 86_400_000)
    expect((await call(server, who, 'GET', '/api/account/me')).status).toBe(401)
    await expect(listen(server, who)).rejects.toThrow('unauthenticated')
    server.clock.set(now)
    expect((await call(server, who, 'GET', '/api/account/me')).status).toBe(200)
  })

  it('keeps the language that its person chose', async () => {
    const who = cast.people.neverGranted
    expect((await call(server, who, 'PUT', '/api/account/language', { language: 'en' })).body).toEqual({
      language: 'en',
    })
    expect((await call(server, who, 'GET', '/api/account/me')).body.person.language).toBe('en')
    expect((await signIn(server, who.email, password)).body.person.language).toBe('en')
    const { rows } = await server.owner.query('select count(*)::integer as n from person where language = $1', ['en'])
    expect(rows[0].n).toBe(1)
  })
})

describe('a person with two roles', () => {
  /** Guardian of one child, and staff of the group of another. */
  const both = async () => {
    const { guardian } = cast.people
    const { bram } = cast.targets
    const given = [uuidv7(), cast.organisationId, guardian.id, '2020-01-01']
    await server.owner.query(
      "insert into person_role (id, organisation_id, person_id, role, starts_on) values ($1, $2, $3, 'staff', $4) on conflict do nothing",
      given,
    )
    await server.owner.query(
      'insert into staff_assignment (id, organisation_id, person_id, group_id, starts_on) values ($1, $2, $3, $5, $4)',
      [...given, bram.groupId],
    )
    return guardian
  }

  it('has to choose, and sees through neither what is the other’s', async () => {
    const who = await both()
    const { noor, bram } = cast.targets
    const ask = (role: string | undefined, path: string) =>
      call(server, { cookie: who.cookie, ...(role ? { role } : {}) }, 'GET', path)
    expect((await ask(undefined, '/api/account/me')).body.roles).toEqual(['guardian', 'staff'])
    for (const path of ['/api/timeline', '/api/groups'])
      for (const role of [undefined, 'any', 'manager'])
        expect((await ask(role, path)).status, `${role} ${path}`).toBe(404)

    const asGuardian = await ask('guardian', '/api/timeline')
    expect(asGuardian.body.children.map((child: { id: string }) => child.id)).toEqual([noor.childId])
    expect(asGuardian.text).toContain(noor.text)
    expect(asGuardian.text).not.toContain(bram.callName)
    expect((await ask('guardian', `/api/groups/${bram.groupId}/day`)).status).toBe(404)

    // What stands there is an hour old, and an hour ago may have been yesterday.
    const day = dayOf(new Date(server.clock.now().getTime() - 3_600_000), 'Europe/Amsterdam')
    const asStaff = await ask('staff', `/api/groups/${bram.groupId}/day?day=${day}`)
    expect(asStaff.text).toContain(bram.text)
    expect(asStaff.text).not.toContain(noor.callName)
    expect((await ask('staff', '/api/timeline')).status).toBe(404)
    expect((await ask('staff', `/api/groups/${noor.groupId}/day`)).status).toBe(404)
    expect((await ask('staff', `/api/diary/${noor.entryId}/revisions`)).status).toBe(404)

    for (const [role, own, other] of [
      ['guardian', noor, bram],
      ['staff', bram, noor],
    ] as const) {
      const heard = await listen(
        server,
        { cookie: who.cookie, role },
        { [own.channels.diary]: 0, [other.channels.diary]: 0 },
      )
      expect(heard.caughtUp!.resync).toEqual([other.channels.diary])
      expect(heard.raw.join('')).toContain(own.text)
      expect(heard.raw.join('')).not.toContain(other.callName)
      heard.close()
    }
  })
})
