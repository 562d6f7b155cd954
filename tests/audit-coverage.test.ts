import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditActions } from '../backend/contract/audit-actions.ts'
import { routes } from '../backend/contract/routes.ts'
import { words as english } from '../client/locales/en/office.ts'
import { words as dutch } from '../client/locales/nl/office.ts'
import { httpMatrix, secretsOf, statusFor } from './support/access-matrix.ts'
import { type Cast, makeCast, type Player, playerNames, type Target } from './support/cast.ts'
import { stored } from './support/rows.ts'
import { sabotage } from './support/sabotage.ts'
import { call, listen, startServer, type TestServer } from './support/server.ts'
import { read, sourcesIn } from './support/sources.ts'

/** Law: whatever somebody changes, and whatever reading is noted, leaves who, as whom, from where; or it does not happen. */

/** Routes that change nothing, though they are no GET. */
const changeNothing: Record<string, string> = {
  previewAudience: 'a question that is too long for an address',
  previewAbsence: 'a question that is too long for an address',
  previewPhotos: 'a question that is too long for an address',
  lookAtInvitation: 'says whom a link addresses; the secret is not for an address',
  lookAtReset: 'says whom a link addresses; the secret is not for an address',
  passkeyOptions: 'keeps a challenge for five minutes',
  passkeyProofOptions: 'keeps a challenge for five minutes',
  invitationPasskeyOptions: 'keeps a challenge for five minutes',
  passkeySignInOptions: 'keeps a challenge for five minutes',
}
const device = 'Lawful/1.0 (audit coverage)'
const audited = Object.keys(routes).filter(
  (name) => (routes[name]!.method !== 'GET' || routes[name]!.noted) && !(name in changeNothing),
)

let server: TestServer
let cast: Cast
beforeAll(async () => {
  // Signing in looks at the real clock.
  server = await startServer({ now: new Date() })
  cast = await makeCast(server)
})
afterAll(() => server.close())

interface Row {
  id: string
  person_id: string
  action: string
  payload: Record<string, unknown>
}
const rows = async (): Promise<Row[]> =>
  (await server.owner.query('select id, person_id, action, payload::jsonb as payload from audit order by at, id')).rows

/** Somebody who may, and about whom. */
function allowed(name: string): { player: Player; target: Target } {
  for (const target of Object.values(cast.targets))
    for (const player of playerNames.map((one) => cast.people[one]))
      if (statusFor(httpMatrix[name]!.needs, player, target) === 200) return { player, target }
  throw new Error(`nobody may ${name}`)
}

async function ask(name: string) {
  const { player, target } = allowed(name)
  const asked = await httpMatrix[name]!.ask({ server, cast, player, target, allowed: true })
  const who = { cookie: asked.cookie ?? player.cookie, role: player.role }
  const before = new Set((await rows()).map(({ id }) => id))
  const go = () => call(server, who, routes[name]!.method, asked.path, asked.body, { 'user-agent': device })
  return {
    personId: asked.personId ?? player.id,
    player,
    go,
    left: async () => (await rows()).filter(({ id }) => !before.has(id)),
  }
}

describe('each change and each noted reading', () => {
  test('what is left out of this law is in the contract', () => {
    expect(Object.keys(changeNothing).filter((name) => routes[name]?.method === 'GET' || !routes[name])).toEqual([])
    expect(audited.length).toBeGreaterThan(8)
  })

  test.each(audited)('%s does not happen when its record cannot be written', async (name) => {
    const { go } = await ask(name)
    // An attempt counts, and a challenge is good once.
    const before = await stored(server.owner, ['auth.attempt', 'auth.verification'])
    const strike = await sabotage(server.owner, 'audit', 'the insert fails')
    const reply = await go().finally(() => strike.undo())
    expect([reply.status, reply.body.error.code]).toEqual([500, 'internal'])
    expect(reply.headers.getSetCookie()).toEqual([])
    expect(await stored(server.owner, ['auth.attempt', 'auth.verification'])).toEqual(before)
  })

  test.each(audited)('%s leaves who did it, as whom, in which session, from which device and address', async (name) => {
    const { personId, player, go, left } = await ask(name)
    const reply = await go()
    expect(reply.status, reply.text).toBe(200)
    const found = (await left()).filter((row) => row.person_id === personId)
    expect(found).not.toEqual([])
    for (const { payload } of found) {
      expect(payload).toMatchObject({ device, ip: '127.0.0.1' })
      // Who signs in with a passkey or follows a link has no session yet.
      if (routes[name]!.roles === 'anyone' && payload.session === undefined) continue
      expect(payload).toMatchObject({ role: personId === player.id ? player.role : expect.any(String) })
      expect(payload.session).toMatch(/^[0-9a-f-]{36}$/)
    }
    // What replaces something says of which fields.
    if (routes[name]!.method === 'PUT') expect(found.some(({ payload }) => Array.isArray(payload.fields))).toBe(true)
  })

  test('catching up over a socket does as well', async () => {
    const { staff } = cast.people
    const before = new Set((await rows()).map(({ id }) => id))
    const channel = cast.targets.noor.channels.diary
    const tablet = await listen(server, staff, { [channel]: 0 }, { headers: { 'user-agent': device } })
    tablet.close()
    const left = (await rows()).filter(({ id }) => !before.has(id))
    expect(left).toHaveLength(1)
    expect(left[0]).toMatchObject({
      person_id: staff.id,
      action: 'child.read',
      payload: { role: 'staff', session: staff.sessionId, device, ip: '127.0.0.1' },
    })
  })

  test('none says a name or a text', async () => {
    const said = (await rows()).map((row) => JSON.stringify(row)).join('\n')
    expect(said.length).toBeGreaterThan(5_000)
    const words = Object.values(cast.targets).flatMap((target) => secretsOf(cast, target).map(({ word }) => word))
    const people = Object.values(cast.people).flatMap(({ firstName, email }) => [firstName, email])
    for (const word of [...words, ...people]) expect(said.includes(word), word).toBe(false)
    // What the matrix writes.
    for (const text of ['Uit de matrix', 'Anders.']) expect(said).not.toContain(text)
  })
})

describe('the address', () => {
  const forwarded = { 'x-forwarded-for': '10.9.8.7, 203.0.113.77', 'x-real-ip': '10.9.8.7', forwarded: 'for=10.9.8.7' }
  const addresses = async (from: TestServer, who: Player, target: Target) => {
    await call(from, who, 'GET', `/api/groups/${target.groupId}/day`, undefined, forwarded)
    const socket = await listen(from, who, { [target.channels.diary]: 0 }, { headers: forwarded })
    socket.close()
    const { rows: found } = await from.owner.query(
      `select payload::jsonb ->> 'ip' as ip from audit where person_id = $1 and action = 'child.read' order by at desc, id desc limit 2`,
      [who.id],
    )
    return found.map(({ ip }) => ip)
  }

  test('that a client invents is not believed, neither over HTTP nor over a socket', async () => {
    expect(await addresses(server, cast.people.staff, cast.targets.noor)).toEqual(['127.0.0.1', '127.0.0.1'])
  })

  test('behind one trusted proxy is what that proxy saw, on both', async () => {
    const behind = await startServer({ now: new Date(), trustProxy: 1 })
    try {
      const { people, targets } = await makeCast(behind)
      expect(await addresses(behind, people.staff, targets.noor)).toEqual(['203.0.113.77', '203.0.113.77'])
    } finally {
      await behind.close()
    }
  })
})

describe('every action', () => {
  const known = Object.values(auditActions).flat() as string[]

  test('stands in one kind, and in words', () => {
    expect(new Set(known).size).toBe(known.length)
    for (const words of [dutch, english] as Record<string, unknown>[]) {
      expect(known.filter((action) => typeof words[`audit.did.${action}`] !== 'string')).toEqual([])
      expect(Object.keys(auditActions).filter((kind) => typeof words[`audit.kind.${kind}`] !== 'string')).toEqual([])
    }
  })

  test('that the code writes is among them, or a privacy officer would not find it', async () => {
    const written = sourcesIn('backend', 'workers')
      .filter((path) => !path.startsWith('backend/contract/'))
      .flatMap((path) => [...read(path).matchAll(/\baction: '([a-z_]+\.[a-z_]+)'/g)].map(([, action]) => action!))
    expect(written.length).toBeGreaterThan(8)
    expect([...new Set(written)].filter((action) => !known.includes(action))).toEqual([])
    // And what was written here, however its name came about.
    const { rows: left } = await server.owner.query('select distinct action from audit')
    expect(left.map(({ action }) => action).filter((action) => !known.includes(action))).toEqual([])
  })
})
