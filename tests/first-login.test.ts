import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as fillChild from '../db/fill/child.ts'
import * as fillPeople from '../db/fill/people.ts'
import * as fillPolicy from '../db/fill/policy.ts'
import { beginFilling, saveFilling } from '../db/filling.ts'
import { cookieFor } from '../db/session-cookie.ts'
import { testSecret } from './support/postgres.ts'
import { stored } from './support/rows.ts'
import { call, listen, startServer, type TestServer } from './support/server.ts'

interface Newcomer {
  id: string
  role: string
  cookie: string
}

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** An organisation with its policies, two children and people who never signed in before. */
async function makeNewcomers() {
  const now = server.clock.now()
  const filling = beginFilling('Nieuw', '2026-08-24')
  const groupId = fillPeople.group(filling, fillPeople.location(filling, 'Locatie'), 'Groep')
  const newcomer = (role: string): Newcomer => {
    const email = `${role}-${randomBytes(4).toString('hex')}@example.org`
    const [firstName, lastName, passwordHash, roles] = ['Nieuw', 'Hier', 'none', [{ role }]] as const
    const given = { firstName, lastName, email, passwordHash, roles: [...roles], welcomed: false }
    const id = fillPeople.person(filling, given)
    const token = randomBytes(24).toString('base64url')
    fillPeople.session(filling, id, token, new Date(now.getTime() + 365 * 86_400_000))
    return { id, role, cookie: cookieFor(token, 'session', testSecret) }
  }
  const text = { nl: 'Tekst', en: 'Text' }
  const policies = (['privacy', 'terms'] as const).map((kind) =>
    fillPolicy.policy(filling, {
      kind,
      version: 1,
      text,
      summary: text,
      effectiveOn: '2026-08-24',
      publishedAt: '2026-08-01T08:00:00Z',
    }),
  )
  const people = {
    guardian: newcomer('guardian'),
    other: newcomer('guardian'),
    withoutAuthority: newcomer('guardian'),
    staff: newcomer('staff'),
  }
  fillPeople.assignment(filling, people.staff.id, groupId)
  const children = ['Noor', 'Sam'].map((callName) => {
    const child = fillChild.child(filling, { callName, surname: 'Proef', birthDate: '2024-05-01', groupId })
    fillChild.guardianship(filling, child, people.guardian.id)
    fillChild.guardianship(filling, child, people.withoutAuthority.id, { parentalAuthority: false })
    return child
  })
  await saveFilling(server.owner, filling)
  return { ...people, policies, children: children as [string, string] }
}

const me = async (who: Newcomer) => (await call(server, who, 'GET', '/api/account/me')).body
const see = (who: Newcomer, policy: string) =>
  call(server, who, 'POST', `/api/policies/${policy}/seen`, { id: uuidv7(), language: 'nl' })
const tick = (who: Newcomer, childId: string, purpose: string, id = uuidv7()) =>
  call(server, who, 'POST', '/api/consents', { id, childId, purpose, decision: 'granted', language: 'nl' })
const welcomed = (who: Newcomer | undefined) => call(server, who, 'POST', '/api/account/welcomed')
const owns = async (who: Newcomer) =>
  (await call(server, who, 'GET', '/api/consents')).body.children.map(
    ({ purposes }: { purposes: { purpose: string; own: string | null }[] }) =>
      Object.fromEntries(purposes.map(({ purpose, own }) => [purpose, own])),
  )

describe('the first login', () => {
  test('reaches only language and policies until both were seen', async () => {
    const { guardian, policies } = await makeNewcomers()
    expect(await me(guardian)).toMatchObject({ gate: 'policies', welcomed: false })
    expect((await call(server, guardian, 'PUT', '/api/account/language', { language: 'en' })).status).toBe(200)
    for (const policy of policies) {
      for (const [method, path] of [
        ['GET', '/api/consents'],
        ['GET', '/api/timeline'],
        ['POST', '/api/account/welcomed'],
        ['GET', '/api/account/sessions'],
      ] as const)
        expect((await call(server, guardian, method, path)).body.error.code, path).toBe('policies_unseen')
      await expect(listen(server, guardian)).rejects.toThrow('gated')
      expect((await see(guardian, policy)).status).toBe(200)
    }
    expect(await me(guardian)).toMatchObject({ gate: null, welcomed: false, person: { language: 'en' } })
    expect((await call(server, guardian, 'GET', '/api/consents')).status).toBe(200)
  })

  test('what is ticked is granted, what is not ticked is not decided', async () => {
    const { guardian, policies, children } = await makeNewcomers()
    for (const policy of policies) await see(guardian, policy)
    const id = uuidv7()
    for (const _ of [1, 2]) expect((await tick(guardian, children[0], 'photos', id)).status).toBe(200)
    expect((await welcomed(guardian)).status).toBe(200)
    const decided = await owns(guardian)
    expect(decided).toContainEqual({ diary: null, photos: 'granted' })
    expect(decided).toContainEqual({ diary: null, photos: null })
    const { body } = await call(server, guardian, 'GET', '/api/consents')
    expect(body.children[0].purposes.flatMap((one: { history: unknown[] }) => one.history)).toMatchObject([
      { decision: 'granted', by: 'you', policyVersion: 'v1' },
    ])
    expect((await me(guardian)).welcomed).toBe(true)
  })

  test('is skipped without deciding anything, and noted once', async () => {
    const { guardian, other, policies } = await makeNewcomers()
    for (const policy of policies) await see(guardian, policy)
    const at = server.clock.now().toISOString()
    await welcomed(guardian)
    server.clock.forward(1_000)
    await welcomed(guardian)
    expect(await owns(guardian)).toEqual([
      { diary: null, photos: null },
      { diary: null, photos: null },
    ])
    const { rows } = await server.owner.query(
      'select welcomed_at from person where id = any($1) order by welcomed_at',
      [[guardian.id, other.id]],
    )
    expect(rows.map(({ welcomed_at }) => welcomed_at?.toISOString())).toEqual([at, undefined])
    const audited = `select action from audit where person_id = $1 and action = 'account.welcomed'`
    expect((await server.owner.query(audited, [guardian.id])).rows).toHaveLength(1)
  })

  test('of staff asks for the policies and nothing else', async () => {
    const { staff, policies } = await makeNewcomers()
    expect((await call(server, staff, 'GET', '/api/groups')).body.error.code).toBe('policies_unseen')
    for (const policy of policies) await see(staff, policy)
    expect((await call(server, staff, 'GET', '/api/groups')).status).toBe(200)
    expect((await welcomed(staff)).status).toBe(200)
    expect(await me(staff)).toMatchObject({ gate: null, welcomed: true })
  })

  test('of a guardian without parental authority offers no choices, and takes none', async () => {
    const { withoutAuthority, policies, children } = await makeNewcomers()
    for (const policy of policies) await see(withoutAuthority, policy)
    const { body } = await call(server, withoutAuthority, 'GET', '/api/consents')
    for (const child of body.children) expect(child).toMatchObject({ mayDecide: false, purposes: [] })
    expect((await tick(withoutAuthority, children[0], 'photos')).status).toBe(404)
    expect((await welcomed(withoutAuthority)).status).toBe(200)
  })

  test('cannot be gone through for somebody else, nor without a session', async () => {
    const { guardian, other, policies, children } = await makeNewcomers()
    for (const policy of policies) await see(other, policy)
    const before = await stored(server.owner, ['auth.session'])
    expect((await welcomed(undefined)).status).toBe(401)
    expect((await see({ ...guardian, cookie: 'session=forged' }, policies[0]!)).status).toBe(401)
    expect((await tick(other, children[0], 'photos')).status).toBe(404)
    expect(await stored(server.owner, ['auth.session'])).toEqual(before)
    expect(await me(guardian)).toMatchObject({ gate: 'policies', welcomed: false })
  })
})
