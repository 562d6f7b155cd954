import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cast, makeCast, type Player } from './support/cast.ts'
import { settle } from './support/newcomers.ts'
import { refuses } from './support/refusals.ts'
import { call, password, startServer, type TestServer } from './support/server.ts'
import { signIn } from './support/sign-in.ts'

let server: TestServer
let cast: Cast
beforeAll(async () => {
  // The accounts library looks at the real clock.
  server = await startServer({ now: new Date() })
  cast = await makeCast(server)
})
afterAll(() => server.close())

const topicsOf = async (who: Player) =>
  Object.fromEntries(
    (await call(server, who, 'GET', '/api/account/topics')).body.topics.map(
      ({ topic, choice }: { topic: string; choice: string }) => [topic, choice],
    ),
  )
const choose = (who: Player | undefined, topic: string, choice: string, headers = {}) =>
  call(server, who, 'PUT', '/api/account/topics', { topic, choice }, headers)

describe('how the app looks', () => {
  it('goes along to every device: what was chosen comes with signing in', async () => {
    const { guardian } = cast.people
    const chosen = { theme: 'dark', textSize: 'huge' }
    expect((await call(server, guardian, 'GET', '/api/account/me')).body).toMatchObject({
      theme: 'system',
      textSize: 'normal',
    })
    expect((await call(server, guardian, 'PUT', '/api/account/preferences', chosen)).body).toEqual(chosen)
    expect((await signIn(server, guardian.email, password)).body).toMatchObject(chosen)
    const { rows } = await server.owner.query("select count(*)::integer as n from person where theme = 'dark'")
    expect(rows[0].n).toBe(1)
    const notes = await server.owner.query(
      "select payload from audit where person_id = $1 and action = 'account.preferences_set'",
      [guardian.id],
    )
    expect(notes.rows).toHaveLength(1)
  })

  it('is one of what there is', async () => {
    for (const body of [{ theme: 'pink', textSize: 'normal' }, { theme: 'dark', textSize: 'giant' }, { theme: 'dark' }])
      await refuses('invalid', (headers) =>
        call(server, cast.people.staff, 'PUT', '/api/account/preferences', body, headers),
      )
  })
})

describe('what somebody is told', () => {
  it('begins with what waits for an answer at once and the rest once a day', async () => {
    expect(await topicsOf(cast.people.guardian)).toEqual({
      messages: 'immediate',
      diary: 'daily',
      photos: 'daily',
      news: 'daily',
      planning: 'immediate',
      account: 'immediate',
    })
  })

  it('is chosen per topic, again and again, by its person alone', async () => {
    const { guardian, otherFamily } = cast.people
    for (const choice of ['off', 'immediate', 'off'])
      expect((await choose(guardian, 'photos', choice)).body).toEqual({ topic: 'photos', choice })
    expect((await topicsOf(guardian)).photos).toBe('off')
    expect((await topicsOf(otherFamily)).photos).toBe('daily')
  })

  it('is about children for guardians only', async () => {
    for (const name of ['staff', 'manager', 'administration', 'privacyOfficer'] as const) {
      expect(Object.keys(await topicsOf(cast.people[name]))).toEqual(['messages', 'news', 'account'])
      for (const topic of ['diary', 'photos', 'planning'])
        await refuses('invalid', (headers) => choose(cast.people[name], topic, 'off', headers))
      expect((await choose(cast.people[name], 'messages', 'off')).status).toBe(200)
    }
    const { rows } = await server.owner.query("select 1 from topic_choice where topic in ('diary', 'planning')")
    expect(rows).toEqual([])
  })

  it('of a person in two roles is all of both', async () => {
    const both = await settle(server, cast.people.staff)
    await server.owner.query(
      `insert into person_role (id, organisation_id, person_id, role, starts_on)
       select gen_random_uuid(), organisation_id, person_id, 'guardian', starts_on from person_role where person_id = $1`,
      [both.id],
    )
    expect(Object.keys(await topicsOf(both))).toHaveLength(6)
    expect((await choose(both, 'diary', 'off')).status).toBe(200)
  })

  it('about the account itself cannot be nothing', async () => {
    const error = await refuses('invalid', (headers) => choose(cast.people.guardian, 'account', 'off', headers))
    expect(error.fields).toEqual([{ path: 'choice', reason: 'needed' }])
    expect((await choose(cast.people.guardian, 'account', 'daily')).status).toBe(200)
    await refuses('unauthenticated', (headers) => choose(undefined, 'account', 'daily', headers))
  })
})
