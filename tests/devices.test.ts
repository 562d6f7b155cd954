import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deviceOf as browserOf } from '../backend/account/device.ts'
import { giveSession } from '../backend/account/session.ts'
import type { Edge } from '../backend/http.ts'
import { anotherSession, type Cast, makeCast } from './support/cast.ts'
import { invite, settle } from './support/newcomers.ts'
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

const rowsOf = async (sql: string, values: unknown[]) => (await server.owner.query(sql, values)).rows
const mailsTo = (personId: string) =>
  rowsOf("select cause_id, facts from mail where person_id = $1 and kind = 'new_device' order by id", [personId])
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'
const deviceOf = (reply: Awaited<ReturnType<typeof signIn>>) =>
  reply.headers.getSetCookie().find((cookie) => cookie.startsWith('device='))!

describe('a new device', () => {
  it('is told by mail and noted, once: the browser is known from then on', async () => {
    const who = await settle(server, cast.people.guardian)
    const first = await signIn(server, who.email, password, '127.0.0.30', { 'user-agent': iphone })
    const [mail] = await mailsTo(who.id)
    expect(mail.facts).toEqual({
      device: 'Safari, iPhone',
      ip: '127.0.0.30',
      at: server.clock.now().toISOString(),
    })
    const { sessions } = (await call(server, { cookie: cookieOf(first) }, 'GET', '/api/account/sessions')).body
    expect(mail.cause_id).toBe(sessions.find((one: { current: boolean }) => one.current).id)
    expect(deviceOf(first)).toMatch(/^device=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/)

    const known = { cookie: deviceOf(first).split(';')[0]! }
    const again = await signIn(server, who.email, password, '127.0.0.31', known)
    expect(deviceOf(again)).toBe(deviceOf(first))
    expect(await mailsTo(who.id)).toHaveLength(1)
    const notes = await rowsOf("select payload from audit where person_id = $1 and action = 'account.new_device'", [
      who.id,
    ])
    expect(notes).toHaveLength(1)
  })

  it('is whatever has no mark of ours, or one that another account left there', async () => {
    const who = await settle(server, cast.people.guardian)
    const other = await settle(server, cast.people.guardian)
    const theirs = deviceOf(await signIn(server, other.email, password)).split(';')[0]!
    for (const cookie of ['', 'device=x', `device=${'a'.repeat(43)}`, `device=${'b'.repeat(44)}`, theirs])
      expect((await signIn(server, who.email, password, '127.0.0.1', { cookie })).status).toBe(200)
    expect(await mailsTo(who.id)).toHaveLength(5)
    // Nothing in the database lets somebody pose as a known browser.
    const [{ digest }] = await rowsOf('select digest from auth.known_device where user_id = $1', [other.id])
    expect(theirs).not.toContain(digest)
    await server.owner.query('delete from auth.attempt')
  })

  it('is not told at the very first sign-in, nor after a failed one', async () => {
    const who = await settle(server, cast.people.guardian)
    await signIn(server, who.email, 'geraden')
    expect(await mailsTo(who.id)).toEqual([])
    const { secret, email, id } = await invite(server, cast)
    const body = { secret, password }
    const reply = await call(server, undefined, 'POST', '/api/invitation/accept', body)
    expect(await mailsTo(id)).toEqual([])
    await signIn(server, email, password, '127.0.0.1', { cookie: deviceOf(reply).split(';')[0]! })
    expect(await mailsTo(id)).toEqual([])
    await signIn(server, email, password)
    expect(await mailsTo(id)).toHaveLength(1)
  })

  it('is told before the second factor too: somebody knows the password', async () => {
    const who = await settle(server, cast.people.staff)
    expect((await signIn(server, who.email, password)).body.gate).toBe('second_factor')
    expect(await mailsTo(who.id)).toHaveLength(1)
  })
})

describe('cookies', () => {
  it('over https are sent to this host alone, and never without', async () => {
    const given: string[] = []
    const edge = {
      request: { headers: {} },
      response: { append: (_: string, cookie: string) => given.push(cookie) },
      ip: '127.0.0.1',
      device: '',
    } as unknown as Edge
    const parts = { secret: 'x'.repeat(32), publicUrl: 'https://ouderapp.example' }
    giveSession(edge, parts, 'token')
    const who = await settle(server, cast.people.guardian)
    await (await browserOf(server.database.auth, edge, parts, who.id)).remember(server.clock.now())
    const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax'
    expect(given.map((cookie) => cookie.replace(/=[^;]+; Max-Age=\d+/, ''))).toEqual([
      `__Host-session; ${attributes}`,
      `__Host-device; ${attributes}`,
    ])
  })
})

describe('signing in again', () => {
  it('ends the session that the browser had, of the same person alone; its sockets come back', async () => {
    const who = await settle(server, cast.people.guardian)
    const socket = await listen(server, { cookie: who.cookie, role: 'guardian' })
    const ended: string[] = []
    socket.socket.on('signed-out', () => ended.push('told'))
    const closed = new Promise((gone) => socket.socket.on('disconnect', gone))
    const again = await signIn(server, who.email, password, '127.0.0.31', { cookie: who.cookie })
    expect(again.status).toBe(200)
    const status = async (cookie: string) => (await call(server, { cookie }, 'GET', '/api/account/me')).status
    expect(await status(who.cookie)).toBe(401)
    expect(await status(cookieOf(again))).toBe(200)
    await closed
    expect(ended).toEqual([])
    const other = await settle(server, cast.people.otherFamily)
    expect((await signIn(server, other.email, password, '127.0.0.31', { cookie: cookieOf(again) })).status).toBe(200)
    expect(await status(cookieOf(again))).toBe(200)
  })
})

describe('signing out everywhere', () => {
  const scene = async () => {
    const who = await settle(server, cast.people.guardian)
    const [phone, tablet] = [await anotherSession(server, who.id), await anotherSession(server, who.id)]
    const sockets = await Promise.all(
      [who.cookie, phone.cookie, tablet.cookie].map((cookie) => listen(server, { cookie, role: 'guardian' })),
    )
    return { who, cookies: [who.cookie, phone.cookie, tablet.cookie], sockets }
  }
  const gone = ({ socket }: Awaited<ReturnType<typeof listen>>) =>
    new Promise((closed) => socket.on('disconnect', closed))
  const statuses = (cookies: string[]) =>
    Promise.all(cookies.map(async (cookie) => (await call(server, { cookie }, 'GET', '/api/account/me')).status))
  const end = (cookie: string, everywhere: boolean, headers = {}) =>
    call(server, { cookie }, 'DELETE', '/api/account/sessions', { everywhere }, headers)

  it('ends every other session; sockets close within a second', async () => {
    const { who, cookies, sockets } = await scene()
    const closed = sockets.slice(1).map(gone)
    const from = Date.now()
    expect((await end(who.cookie, false)).status).toBe(200)
    await Promise.all(closed)
    expect(Date.now() - from).toBeLessThan(10_000)
    expect(await statuses(cookies)).toEqual([200, 401, 401])
    expect(sockets[0]!.socket.connected).toBe(true)
    sockets[0]!.close()
    const notes = await rowsOf("select payload from audit where person_id = $1 and action = 'account.sessions_ended'", [
      who.id,
    ])
    expect(JSON.parse(notes[0].payload)).toMatchObject({ everywhere: false })
  })

  it('or this one too', async () => {
    const { who, cookies, sockets } = await scene()
    const closed = sockets.map(gone)
    expect((await end(who.cookie, true)).status).toBe(200)
    await Promise.all(closed)
    expect(await statuses(cookies)).toEqual([401, 401, 401])
  })

  it('touches nobody else’s sessions, and is nothing for nobody', async () => {
    const { cookies, sockets } = await scene()
    const other = await settle(server, cast.people.staff)
    await end(other.cookie, true)
    await refuses('unauthenticated', (headers) => end('', true, headers))
    expect(await statuses(cookies)).toEqual([200, 200, 200])
    for (const one of sockets) one.close()
  })
})
