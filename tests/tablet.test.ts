import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ErrorCode, errorStatus } from '../backend/contract/errors.ts'
import { routes } from '../backend/contract/routes.ts'
import { type Cast, makeCast, type Player } from './support/cast.ts'
import { call, listen, password, posting, type Reply, startServer, type TestServer, waitFor } from './support/server.ts'
import { cookieOf, signIn } from './support/sign-in.ts'
import { cookieIn, givenTablet, givePin, identifyAt, pin, workOn } from './support/tablet.ts'

/** The tablet on the group: paired by a manager, opened by a PIN, and good for the work there alone. */

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

const minute = 60_000
let server: TestServer
let cast: Cast
let tablet: { id: string; cookie: string }
let staff: Player
let manager: Player

beforeAll(async () => {
  // Signing in with a password looks at the real clock.
  server = await startServer({ now: new Date() })
})
beforeEach(async () => {
  server.clock.set(new Date())
  await server.owner.query('delete from auth.attempt')
  cast = await makeCast(server)
  ;({ staff, manager } = cast.people)
  tablet = await givenTablet(server, cast.targets.noor.planned.locationId, manager.id)
  await givePin(server, staff.id)
})
afterAll(() => server.close())

/** Asks once: what is refused counts. */
async function refuses(code: ErrorCode, ask: () => Promise<Reply>) {
  const reply = await ask()
  expect([reply.status, reply.body?.error?.code], reply.text).toEqual([errorStatus[code], code])
  return reply.body.error
}
const one = async (sql: string, values: unknown[] = []) => (await server.owner.query(sql, values)).rows[0]
const actions = async (personId: string): Promise<string[]> =>
  (await server.owner.query('select action from audit where person_id = $1 order by at, id', [personId])).rows.map(
    ({ action }) => action,
  )
const codeFor = (who: Player, locationId: string, name = 'Bij de deur') =>
  call(server, who, 'POST', '/api/tablet-codes', { locationId, name, idleMinutes: 2 })
const pair = (code: string) => call(server, undefined, 'POST', '/api/tablet/pair', { code })
const day = (who: { cookie: string; role?: string }, groupId = cast.targets.noor.groupId) =>
  call(server, who, 'GET', `/api/groups/${groupId}/day`)

describe('pairing', () => {
  it('by a code of the manager makes a browser the tablet; who says there who they are is the author', async () => {
    const { locationId } = cast.targets.noor.planned
    const made = await codeFor(manager, locationId)
    expect(made.status, made.text).toBe(200)
    expect(made.body.code).toMatch(/^[A-HJKMNP-Z2-9]{8}$/)
    // What is kept says nothing of it.
    const kept = await one('select * from auth.tablet_code order by made_at desc limit 1')
    expect(JSON.stringify(kept)).not.toContain(made.body.code)

    const paired = await pair(` ${made.body.code.slice(0, 4).toLowerCase()}-${made.body.code.slice(4)}`)
    expect(paired.status, paired.text).toBe(200)
    expect(paired.body).toMatchObject({ name: 'Bij de deur', idleMinutes: 2 })
    expect(paired.body.people).toEqual([{ id: staff.id, firstName: staff.firstName, pin: expect.any(String) }])
    const set = paired.headers.getSetCookie()
    expect(set).toEqual([expect.stringMatching(/^tablet=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)])
    expect(await actions(manager.id)).toEqual(expect.arrayContaining(['tablet.code_made', 'tablet.paired']))

    const there = { cookie: cookieIn(paired, 'tablet')! }
    const worker = await workOn(server, there, staff.id)
    expect(worker.me).toMatchObject({
      person: { id: staff.id },
      roles: ['staff'],
      gate: null,
      tablet: { name: 'Bij de deur', idleMinutes: 2 },
    })
    const { groupId, childId } = cast.targets.noor
    const given = posting(server, { id: groupId }, [childId])
    const posted = await call(server, worker, 'POST', '/api/diary', given)
    expect(posted.status, posted.text).toBe(200)
    const entry = await one('select author_id from diary_entry where id = $1', [given.children[0]!.entryId])
    expect(entry.author_id).toBe(staff.id)
  })

  it('works once, also for two at the same moment, and for ten minutes', async () => {
    const { locationId } = cast.targets.noor.planned
    const raced = (await codeFor(manager, locationId)).body.code
    const replies = await Promise.all([pair(raced), pair(raced), pair(raced), pair(raced)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410])
    const late = (await codeFor(manager, locationId)).body.code
    server.clock.forward(10 * minute)
    await refuses('code_refused', () => pair(late))
    // Nobody's.
    await refuses('code_refused', () => pair('ABCDEFGH'))
  })

  it('is for the manager of the location alone; so are its list and its end', async () => {
    const { locationId } = cast.targets.noor.planned
    for (const who of [cast.people.managerElsewhere, cast.people.foreignManager, staff, cast.people.administration]) {
      await refuses('not_found', () => codeFor(who, locationId))
      await refuses('not_found', () => call(server, who, 'DELETE', `/api/tablets/${tablet.id}`))
    }
    const list = (who: Player) => call(server, who, 'GET', '/api/tablets')
    expect((await list(manager)).body.tablets).toMatchObject([
      { id: tablet.id, location: { id: locationId }, pairedBy: manager.firstName },
    ])
    expect((await list(cast.people.managerElsewhere)).body).toEqual({ tablets: [] })
  })

  it('anew takes the tablet of before away, with who works on it; a code that is refused takes nothing', async () => {
    const { locationId } = cast.targets.noor.planned
    const worker = await workOn(server, tablet, staff.id)
    const again = (code: string) => call(server, worker, 'POST', '/api/tablet/pair', { code })
    await refuses('code_refused', () => again('ABCDEFGH'))
    expect((await day(worker)).status).toBe(200)
    const paired = await again((await codeFor(manager, locationId)).body.code)
    expect(paired.status, paired.text).toBe(200)
    await refuses('unauthenticated', () => day(worker))
    await refuses('not_found', () => call(server, tablet, 'GET', '/api/tablet'))
    const { tablets } = (await call(server, manager, 'GET', '/api/tablets')).body
    expect(tablets.map(({ id }: { id: string }) => id)).toEqual([paired.body.id])
    expect(await actions(manager.id)).toContain('tablet.revoked')
  })

  it('for another organisation takes it away from the one that had it, which does not read who did', async () => {
    const { foreignManager } = cast.people
    const made = await codeFor(foreignManager, cast.targets.zed.planned.locationId)
    const paired = await call(server, tablet, 'POST', '/api/tablet/pair', { code: made.body.code })
    expect(paired.status, paired.text).toBe(200)
    await refuses('not_found', () => call(server, tablet, 'GET', '/api/tablet'))
    expect((await call(server, manager, 'GET', '/api/tablets')).body).toEqual({ tablets: [] })
    const { rows } = await server.owner.query(
      `select a.person_id, l.id as location from audit a join auth.tablet t on t.id::text = a.payload::json->>'tablet'
         join location l on l.organisation_id = a.organisation_id and l.id = t.location_id
        where a.action = 'tablet.revoked' and t.id = $1`,
      [tablet.id],
    )
    expect(rows).toEqual([{ person_id: null, location: cast.targets.noor.planned.locationId }])
  })

  it('codes are guessed no faster than passwords', async () => {
    await server.owner.query("insert into auth.attempt (key, points, expire) values ('address:127.0.0.1', 99, null)")
    await refuses('code_refused', () => pair('ABCDEFGH'))
    await refuses('too_many_requests', () => pair('ABCDEFGH'))
  })
})

describe('a browser that is no tablet', () => {
  it.each([
    ['none', () => ''],
    ['a forged one', () => `tablet=${'A'.repeat(43)}`],
    ['its id', () => `tablet=${tablet.id}`],
  ])('with %s for a cookie, gets neither names nor in', async (_, cookie) => {
    const who = { cookie: cookie() }
    await refuses('not_found', () => call(server, who, 'GET', '/api/tablet'))
    await refuses('not_found', () => identifyAt(server, who, staff.id))
  })
})

describe('guessing a PIN', () => {
  it('takes as many hashes for whoever is named, and says the same', async () => {
    // A person with a PIN, one of the location without, one of another location with one, one of another organisation, and nobody.
    await givePin(server, cast.people.elsewhere.id)
    await givePin(server, cast.people.foreignStaff.id)
    await identifyAt(server, tablet, staff.id)
    const seen = []
    for (const id of [
      staff.id,
      cast.people.otherGroup.id,
      cast.people.elsewhere.id,
      cast.people.foreignStaff.id,
      cast.people.guardian.id,
      uuidv7(),
    ]) {
      const before = hashing.count
      const reply = await identifyAt(server, tablet, id, id === staff.id ? '0000' : pin)
      seen.push([hashing.count - before, reply.status, reply.body.error.code, reply.headers.getSetCookie()])
    }
    expect(new Set(seen.map((one) => JSON.stringify(one)))).toEqual(new Set(['[1,401,"wrong_pin",[]]']))
  })

  it('is slowed down after five for one person, and after thirty on one tablet', async () => {
    for (let n = 0; n < 5; n++) await refuses('wrong_pin', () => identifyAt(server, tablet, staff.id, `90${n}1`))
    const hashes = hashing.count
    const slowed = await refuses('too_many_requests', () => identifyAt(server, tablet, staff.id))
    expect(slowed.retryAfter).toBeGreaterThan(60)
    expect(hashing.count).toBe(hashes)
    expect((await actions(staff.id)).filter((action) => action === 'tablet.pin_throttled')).toHaveLength(1)
    // Elsewhere the person gets in, and there others do.
    await givePin(server, cast.people.otherGroup.id)
    const another = await givenTablet(server, cast.targets.noor.planned.locationId, manager.id)
    expect((await identifyAt(server, another, staff.id)).status).toBe(200)
    expect((await identifyAt(server, tablet, cast.people.otherGroup.id)).status).toBe(200)
    await server.owner.query('update auth.attempt set points = 30 where key = $1', [`pin-tablet:${tablet.id}`])
    await refuses('too_many_requests', () => identifyAt(server, tablet, cast.people.otherGroup.id))
  })

  it('of one person closes that person alone, however often it is tried; a closed tablet keeps no row of who is made up', async () => {
    await givePin(server, cast.people.otherGroup.id)
    for (let n = 0; n < 40; n++) await identifyAt(server, tablet, staff.id, '9021')
    expect((await identifyAt(server, tablet, cast.people.otherGroup.id)).status).toBe(200)
    await server.owner.query('update auth.attempt set points = 31 where key = $1', [`pin-tablet:${tablet.id}`])
    const madeUp = uuidv7()
    await refuses('too_many_requests', () => identifyAt(server, tablet, madeUp))
    const kept = await one('select count(*)::integer as count from auth.attempt where key like $1', [`pin:%${madeUp}`])
    expect(kept).toEqual({ count: 0 })
  })

  it('thirty wrong within a month block it, also when its owner gives the right one in between', async () => {
    for (let n = 0; n < 29; n++) {
      await refuses('wrong_pin', () => identifyAt(server, tablet, staff.id, '9021'))
      expect((await identifyAt(server, tablet, staff.id)).status).toBe(200)
    }
    const { days } = await one(
      'select round((expire - extract(epoch from now()) * 1000) / 86400000) as days from auth.attempt where key = $1',
      [`pin-wrong:${staff.id}`],
    )
    expect(Number(days)).toBe(30)
    // As if on another day: a tablet takes thirty in a quarter of an hour.
    await server.owner.query("delete from auth.attempt where key like 'pin-tablet:%'")
    await refuses('wrong_pin', () => identifyAt(server, tablet, staff.id, '9021'))
    await refuses('wrong_pin', () => identifyAt(server, tablet, staff.id))
    expect((await actions(staff.id)).filter((action) => action === 'tablet.pin_blocked')).toHaveLength(1)
    // What was tried of that one does not count against another.
    const anew = { pin: '8305', password }
    expect((await call(server, staff, 'PUT', '/api/account/pin', anew)).status).toBe(200)
    await refuses('wrong_pin', () => identifyAt(server, tablet, staff.id, '9021'))
    expect((await identifyAt(server, tablet, staff.id, '8305')).status).toBe(200)
  })

  it('a tablet is told that a PIN is another one, and nothing else of it', async () => {
    const told = async () => (await call(server, tablet, 'GET', '/api/tablet')).body.people[0].pin
    const before = await told()
    await identifyAt(server, tablet, staff.id, '9021')
    await identifyAt(server, tablet, staff.id)
    expect(await told()).toBe(before)
    await call(server, staff, 'PUT', '/api/account/pin', { pin: '8305', password })
    const after = await told()
    expect(after).not.toBe(before)
    // The same digits once more are another PIN.
    await call(server, staff, 'PUT', '/api/account/pin', { pin: '8305', password })
    expect(await told()).not.toBe(after)
    const { digest } = await one('select digest from auth.pin where user_id = $1', [staff.id])
    expect(digest).not.toContain(await told())
  })

  it('ten wrong in a row block it over any time, also when they come at once; a right one begins anew', async () => {
    const wrong = async (times: number) => {
      for (let n = 0; n < times; n++) {
        await server.owner.query('delete from auth.attempt')
        await refuses('wrong_pin', () => identifyAt(server, tablet, staff.id, '9021'))
        server.clock.forward(60 * minute)
      }
    }
    await wrong(9)
    expect((await identifyAt(server, tablet, staff.id)).status).toBe(200)
    await wrong(9)
    const at = await one('select wrong_in_a_row, blocked_at from auth.pin where user_id = $1', [staff.id])
    expect(at).toEqual({ wrong_in_a_row: 9, blocked_at: null })
    const again = await workOn(server, tablet, staff.id)
    expect((await day(again)).status).toBe(200)
    await server.owner.query('update auth.pin set wrong_in_a_row = 9 where user_id = $1', [staff.id])
    await Promise.all([1, 2, 3].map(() => identifyAt(server, tablet, staff.id, '9021')))
    await server.owner.query('delete from auth.attempt')
    // Not even the right one, nor what was open; and it is told once.
    await refuses('wrong_pin', () => identifyAt(server, tablet, staff.id))
    await refuses('unauthenticated', () => call(server, again, 'GET', '/api/account/me'))
    const { count } = await one(
      "select count(*)::integer as count from mail where person_id = $1 and kind = 'pin_blocked'",
      [staff.id],
    )
    expect(count).toBe(1)
    expect((await actions(staff.id)).filter((action) => action === 'tablet.pin_blocked')).toHaveLength(1)
    // Who disappeared from it would not know why.
    const blocked = { id: staff.id, firstName: staff.firstName, pin: null }
    expect((await call(server, tablet, 'GET', '/api/tablet')).body.people).toEqual([blocked])
    expect((await call(server, staff, 'GET', '/api/account/pin')).body).toEqual({ state: 'blocked' })
    // Chosen anew it opens.
    const anew = { pin: '8305', password }
    expect((await call(server, staff, 'PUT', '/api/account/pin', anew)).status).toBe(200)
    expect((await identifyAt(server, tablet, staff.id, '8305')).status).toBe(200)
  })
})

describe('the own PIN', () => {
  const choose = (who: { cookie: string; role?: string }, digits: string, secret?: string) =>
    call(server, who, 'PUT', '/api/account/pin', { pin: digits, ...(secret ? { password: secret } : {}) })

  it('is refused when it is the first that anybody tries, or no PIN', async () => {
    for (const digits of [
      '1111',
      '000000',
      '1234',
      '123456',
      '9876',
      '43210',
      '1357',
      '9630',
      '1212',
      '1122',
      '2112',
      '7772',
      '2000',
      '123123',
      '474747',
      '1987',
      '2024',
      '2580',
      '1397',
      '1',
      '123',
      '1234567',
      '12a4',
      '１２３５',
    ])
      await refuses('invalid', () => choose(staff, digits))
    for (const digits of ['4862', '8305', '2158', '19283', '198704'])
      expect((await choose(staff, digits)).status, digits).toBe(200)
    expect(await actions(staff.id)).toContain('account.pin_set')
  })

  it('is chosen with fresh proof, by who works with children, and ends what was open with another one', async () => {
    await refuses('not_found', () => choose(cast.people.guardian, '8305'))
    await refuses('not_found', () => choose(manager, '8305'))
    const worker = await workOn(server, tablet, staff.id)
    server.clock.forward(16 * minute)
    await refuses('password_needed', () => choose(staff, '8305'))
    await refuses('wrong_credentials', () => choose(staff, '8305', 'geraden'))
    expect((await day(worker)).status).toBe(200)
    expect((await choose(staff, '8305', password)).status).toBe(200)
    await refuses('unauthenticated', () => day(worker))
    await refuses('wrong_pin', () => identifyAt(server, tablet, staff.id, pin))
    expect((await one('select digest from auth.pin where user_id = $1', [staff.id])).digest).toMatch(/^argon2id\$/)
  })
})

describe('a session on a tablet', () => {
  it('is its person as staff, whatever else that is, over HTTP and over sockets', async () => {
    const roles = ['guardian', 'manager']
    for (const role of roles)
      await server.owner.query(
        `insert into person_role (id, organisation_id, person_id, role, location_id, starts_on)
         select $1, organisation_id, id, $2, $3, '2020-01-01' from person where id = $4`,
        [uuidv7(), role, role === 'manager' ? cast.targets.noor.planned.locationId : null, staff.id],
      )
    const worker = await workOn(server, tablet, staff.id)
    expect(worker.me.roles).toEqual(['staff'])
    expect((await call(server, { cookie: worker.cookie }, 'GET', '/api/account/me')).body.roles).toEqual(['staff'])
    // Without a role named it is staff.
    expect((await day({ cookie: worker.cookie })).status).toBe(200)
    for (const role of ['guardian', 'manager', 'administration', 'any', 'x']) {
      await refuses('not_found', () => day({ cookie: worker.cookie, role }))
      const socket = listen(server, { cookie: worker.cookie, role })
      await expect(socket, role).rejects.toThrow()
    }
    await refuses('not_found', () => call(server, { cookie: worker.cookie }, 'GET', '/api/tablets'))
    await refuses('not_found', () => call(server, { cookie: worker.cookie }, 'GET', '/api/timeline'))
    const socket = await listen(server, worker)
    socket.close()
    // With the password, on the same tablet, it is all of that as before.
    expect((await day({ cookie: staff.cookie, role: 'manager' })).status).toBe(200)
  })

  it('reaches nothing of its person’s account but language, looks and the way out', async () => {
    const worker = await workOn(server, tablet, staff.id)
    const open = Object.entries(routes).filter(([, { roles, onTablet }]) => roles === 'person' && onTablet)
    expect(open.map(([name]) => name).sort()).toEqual([
      'announcedPolicies',
      'me',
      'policies',
      'policy',
      'seePolicy',
      'setLanguage',
      'setPreferences',
      'signOut',
      'support',
      'welcomed',
    ])
    const closed = Object.values(routes).filter(({ roles, onTablet }) => roles === 'person' && !onTablet)
    expect(closed.length).toBeGreaterThan(15)
    const bodies: Record<string, unknown> = {
      '/api/account/second-factor/app': {},
      '/api/account/second-factor/app/confirm': { code: '000000' },
      '/api/account/second-factor/verify': { code: '000000' },
      '/api/account/second-factor/recovery-codes': {},
      '/api/account/passkey-options': {},
      '/api/account/passkeys': { name: 'x', response: {} },
      '/api/account/passkeys/:passkeyId': {},
      '/api/account/second-factor/passkey': { response: { id: 'x' } },
      '/api/account/password': { password: 'vier gele fietsen', currentPassword: password },
      '/api/account/topics': { topic: 'messages', choice: 'daily' },
      '/api/account/pin': { pin: '8305', password },
      '/api/account/sessions': { everywhere: true },
    }
    for (const { method, path } of closed)
      await refuses('not_here', () =>
        call(server, worker, method, path.replace(/:\w+/, uuidv7()), method === 'GET' ? undefined : bodies[path]),
      )
    for (const body of [{ theme: 'dark', textSize: 'large' }])
      expect((await call(server, worker, 'PUT', '/api/account/preferences', body)).status).toBe(200)
  })

  it('ends half an hour after its last use, and after twelve hours whatever is done', async () => {
    const worker = await workOn(server, tablet, staff.id)
    const left = await workOn(server, tablet, staff.id)
    for (let n = 0; n < 24; n++) {
      server.clock.forward(29 * minute)
      // Asking who one is does not make it last as long as others do.
      const reply = await (n % 2 ? day(worker) : call(server, worker, 'GET', '/api/account/me'))
      expect([n, reply.status]).toEqual([n, 200])
    }
    await refuses('unauthenticated', () => day(left))
    // 24 times 29 minutes: twelve hours are over in 24 minutes.
    server.clock.forward(24 * minute)
    await refuses('unauthenticated', () => day(worker))
  })

  it('does what was asked also where its use cannot be noted', async () => {
    const worker = await workOn(server, tablet, staff.id)
    server.clock.forward(2 * minute)
    const { groupId, childId } = cast.targets.noor
    const given = posting(server, { id: groupId }, [childId])
    await server.owner.query('revoke update on auth.session from ouderapp_auth')
    try {
      const posted = await call(server, worker, 'POST', '/api/diary', given)
      expect(posted.status, posted.text).toBe(200)
    } finally {
      await server.owner.query('grant update on auth.session to ouderapp_auth')
    }
  })

  it('is over for a socket too when its time is', async () => {
    const worker = await workOn(server, tablet, staff.id)
    const socket = await listen(server, worker)
    let told = false
    socket.socket.on('signed-out', () => {
      told = true
    })
    server.clock.forward(31 * minute)
    await server.app.tellHeads()
    await waitFor(() => told && socket.socket.disconnected)
  })

  it('ends with the work at that location, and the person is not named there any more', async () => {
    const worker = await workOn(server, tablet, staff.id)
    expect((await day(worker)).status).toBe(200)
    const other = cast.targets.kai
    await server.owner.query('update staff_assignment set group_id = $2 where person_id = $1', [
      staff.id,
      other.groupId,
    ])
    await refuses('unauthenticated', () => day(worker, other.groupId))
    await refuses('wrong_pin', () => identifyAt(server, tablet, staff.id))
    expect((await call(server, tablet, 'GET', '/api/tablet')).body.people).toEqual([])
    // There, on a tablet of that location, it goes on.
    const there = await givenTablet(server, other.planned.locationId, cast.people.managerElsewhere.id)
    expect((await day(await workOn(server, there, staff.id), other.groupId)).status).toBe(200)
  })

  it('is over for somebody whose role of staff ended', async () => {
    const worker = await workOn(server, tablet, staff.id)
    const yesterday = new Date(server.clock.now().getTime() - 36 * 60 * minute).toISOString().slice(0, 10)
    await server.owner.query("update person_role set ends_on = $2 where person_id = $1 and role = 'staff'", [
      staff.id,
      yesterday,
    ])
    await refuses('unauthenticated', () => day(worker))
  })

  it('gives way to who identifies next on the same tablet, and to nobody else', async () => {
    await givePin(server, cast.people.otherGroup.id)
    const worker = await workOn(server, tablet, staff.id)
    const next = await identifyAt(server, { cookie: worker.cookie }, cast.people.otherGroup.id)
    expect(next.status).toBe(200)
    await refuses('unauthenticated', () => day(worker))
    // Who was signed in there with a password stays signed in elsewhere.
    await identifyAt(server, { cookie: `${tablet.cookie}; ${manager.cookie}` }, staff.id)
    expect((await call(server, manager, 'GET', '/api/account/me')).status).toBe(200)
  })

  it('does nothing for a page that still means who was there before', async () => {
    await givePin(server, cast.people.otherGroup.id)
    const worker = await workOn(server, tablet, staff.id)
    const meant = (id: string) =>
      call(server, worker, 'GET', `/api/groups/${cast.targets.noor.groupId}/day`, undefined, { 'x-person': id })
    expect((await meant(staff.id)).status).toBe(200)
    await refuses('unauthenticated', () => meant(cast.people.otherGroup.id))
  })

  it('is ended at once with its tablet, whose cookie is then good for nothing', async () => {
    const worker = await workOn(server, tablet, staff.id)
    const socket = await listen(server, worker)
    let told = false
    socket.socket.on('signed-out', () => {
      told = true
    })
    expect((await call(server, manager, 'DELETE', `/api/tablets/${tablet.id}`)).status).toBe(200)
    await waitFor(() => told && socket.socket.disconnected)
    await refuses('unauthenticated', () => day(worker))
    await refuses('not_found', () => call(server, tablet, 'GET', '/api/tablet'))
    await refuses('not_found', () => identifyAt(server, tablet, staff.id))
    await refuses('not_found', () => call(server, manager, 'DELETE', `/api/tablets/${tablet.id}`))
    expect((await call(server, manager, 'GET', '/api/tablets')).body.tablets).toEqual([])
    expect(await actions(manager.id)).toContain('tablet.revoked')
  })

  it('with a password a paired tablet is a browser like others', async () => {
    const reply = await signIn(server, staff.email, password, '127.0.0.1', { cookie: tablet.cookie })
    expect(reply.body).toMatchObject({ person: { id: staff.id }, tablet: null })
    const gated = await call(server, { cookie: cookieOf(reply) }, 'GET', '/api/account/sessions')
    expect(gated.body.error.code).toBe('second_factor_needed')
  })
})
