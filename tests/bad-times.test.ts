import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fact } from '../backend/contract/diary.ts'
import type { World } from '../db/world.ts'
import { refuses, unharmed } from './support/refusals.ts'
import { call, guardianOf, posting, staffOf, startServer, type TestServer } from './support/server.ts'

/** Moments that are not there, come twice, lie too far off, or are no moments. */

let server: TestServer
let spring: World
let autumn: World

beforeAll(async () => {
  server = await startServer({ now: new Date('2026-03-30T10:00:00Z') })
  spring = await server.world()
  server.clock.set('2026-10-26T10:00:00Z')
  autumn = await server.world()
})
afterAll(() => server.close())

const about = (world: World, aboutAt: string, facts: Fact[] = [], text = 'Een nacht.') =>
  posting(server, world.groups[0]!, [world.children[0]!.id], { aboutAt, facts, text })
const post = (world: World, body: unknown) => (headers: Record<string, string>) =>
  call(server, staffOf(world), 'POST', '/api/diary', body, headers)
const dayOf = async (world: World, day: string) =>
  (await call(server, staffOf(world), 'GET', `/api/groups/${world.groups[0]!.id}/day?day=${day}`)).body.entries.map(
    (entry: { text: string }) => entry.text,
  )

describe('the night of 29 March 2026, an hour shorter', () => {
  beforeAll(() => server.clock.set('2026-03-30T10:00:00Z'))

  it('the day begins and ends where the clocks there say', async () => {
    const moments = {
      '2026-03-28T22:59:59.999Z': 28,
      '2026-03-28T23:00:00Z': 29,
      '2026-03-29T21:59:59.999Z': 29,
      '2026-03-29T22:00:00Z': 30,
    }
    for (const moment of Object.keys(moments)) {
      const reply = await post(spring, about(spring, moment, [], moment))({})
      expect(reply.status, reply.text).toBe(200)
    }
    for (const day of [28, 29, 30]) {
      const there = Object.entries(moments)
        .filter(([, of]) => of === day)
        .map(([moment]) => moment)
      expect((await dayOf(spring, `2026-03-${day}`)).sort()).toEqual(there.sort())
    }
    const mother = guardianOf(spring, spring.children[0]!.id)
    const { body } = await call(server, mother, 'GET', '/api/timeline?day=2026-03-29')
    expect(body.items.map((item: { text: string }) => item.text)).toEqual([
      '2026-03-29T21:59:59.999Z',
      '2026-03-28T23:00:00Z',
      '2026-03-28T22:59:59.999Z',
    ])
  })

  it('a night’s sleep keeps its true length, and the missing hour is the one that the offset says', async () => {
    const sleep = { kind: 'sleep', from: '2026-03-29T00:30:00+01:00', to: '2026-03-29T07:00:00+02:00' } as const
    const reply = await post(spring, about(spring, '2026-03-29T07:05:00+02:00', [sleep]))({})
    const [fact] = reply.body.entries[0].facts
    expect(Date.parse(fact.to) - Date.parse(fact.from)).toBe(5.5 * 3_600_000)
    // Nobody's clock shows 02:30 that night; with an offset it is a moment all the same.
    const missing = await post(spring, about(spring, '2026-03-29T02:30:00+01:00'))({})
    expect(missing.body.entries[0].aboutAt).toBe('2026-03-29T01:30:00.000Z')
  })

  it('a placement that ends that day holds until its midnight', async () => {
    const child = spring.children[1]!
    await server.owner.query("update placement set ends_on = '2026-03-29' where child_id = $1", [child.id])
    const at = (aboutAt: string) => post(spring, posting(server, spring.groups[0]!, [child.id], { aboutAt }))
    expect((await at('2026-03-29T21:59:00Z')({})).status).toBe(200)
    await unharmed(server, staffOf(spring), async () => void (await refuses('not_found', at('2026-03-29T22:01:00Z'))))
  })
})

describe('the night of 25 October 2026, an hour longer', () => {
  beforeAll(() => server.clock.set('2026-10-26T10:00:00Z'))

  it('the day has 25 hours', async () => {
    const moments = {
      '2026-10-24T21:59:59Z': 24,
      '2026-10-24T22:00:00Z': 25,
      '2026-10-25T22:59:59Z': 25,
      '2026-10-25T23:00:00Z': 26,
    }
    for (const moment of Object.keys(moments))
      expect((await post(autumn, about(autumn, moment, [], moment))({})).status).toBe(200)
    for (const day of [24, 25, 26]) {
      const there = Object.entries(moments)
        .filter(([, of]) => of === day)
        .map(([moment]) => moment)
      expect((await dayOf(autumn, `2026-10-${day}`)).sort()).toEqual(there.sort())
    }
  })

  it('the double hour is two hours, in their order', async () => {
    const first = await post(autumn, about(autumn, '2026-10-25T02:30:00+02:00', [], 'eerst'))({})
    const second = await post(autumn, about(autumn, '2026-10-25T02:30:00+01:00', [], 'daarna'))({})
    expect([first.body.entries[0].aboutAt, second.body.entries[0].aboutAt]).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ])
    expect((await dayOf(autumn, '2026-10-25')).filter((text: string) => /eerst|daarna/.test(text))).toEqual([
      'daarna',
      'eerst',
    ])
  })

  it('a sleep may end at an earlier hour than it began, but not at an earlier moment', async () => {
    const sleep = (from: string, to: string) => [{ kind: 'sleep', from, to }] as Fact[]
    const over = sleep('2026-10-25T02:50:00+02:00', '2026-10-25T02:10:00+01:00')
    expect((await post(autumn, about(autumn, '2026-10-25T03:00:00+01:00', over))({})).status).toBe(200)
    const back = sleep('2026-10-25T02:10:00+01:00', '2026-10-25T02:50:00+02:00')
    await unharmed(server, staffOf(autumn), async () => {
      await refuses('invalid', post(autumn, about(autumn, '2026-10-25T03:00:00+01:00', back)))
    })
    // A whole day of 25 hours is more than a sleep may last.
    const whole = sleep('2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00')
    await refuses('invalid', post(autumn, about(autumn, '2026-10-26T00:00:00+01:00', whole)))
  })
})

describe('moments', () => {
  beforeAll(() => server.clock.set('2026-10-26T10:00:00Z'))

  it('that are none are invalid, as the time of an entry and as that of a fact', async () => {
    const none = [
      '',
      'now',
      'infinity',
      '2026-10-26',
      '2026-10-26T10:00:00',
      '10:00',
      '1792922400000',
      '2026-10-26 10:00:00Z',
      '2026-13-01T10:00:00Z',
      '2026-00-01T10:00:00Z',
      '2026-10-32T10:00:00Z',
      '2026-02-30T10:00:00Z',
      '2026-10-26T24:01:00Z',
      '2026-10-26T10:60:00Z',
      '2026-10-26T09:00:00+99:99',
      '2026-10-26T09:00:00+24:00',
      '2026-10-26T09:00:00+9',
      '2026-10-26T09:00:00Z\n',
      '٢٠٢٦-10-26T10:00:00Z',
      '+002026-10-26T09:00:00Z',
      `2026-10-26T09:00:00.${'1'.repeat(60)}Z`,
      '20261026T090000Z',
    ]
    await unharmed(server, staffOf(autumn), async () => {
      for (const moment of none) {
        await refuses('invalid', post(autumn, about(autumn, moment)), moment)
        await refuses(
          'invalid',
          post(autumn, about(autumn, '2026-10-26T09:00:00Z', [{ kind: 'mood', at: moment, mood: 'happy' }])),
          moment,
        )
        const body = {
          groupId: autumn.groups[0]!.id,
          childIds: [autumn.children[0]!.id],
          aboutAt: '2026-10-26T09:00:00Z',
          moments: [moment],
        }
        await refuses(
          'invalid',
          (headers) => call(server, staffOf(autumn), 'POST', '/api/diary/audience', body, headers),
          moment,
        )
      }
    })
  })

  it('in the future by more than five minutes, or long ago, are refused; up to there they are not', async () => {
    const from = (minutes: number) => new Date(server.clock.now().getTime() + minutes * 60_000).toISOString()
    const mood = (at: string): Fact[] => [{ kind: 'mood', at, mood: 'calm' }]
    expect((await post(autumn, about(autumn, from(5)))({})).status).toBe(200)
    await unharmed(server, staffOf(autumn), async () => {
      for (const moment of [from(5.001), from(60), '2027-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) {
        await refuses('time_in_future', post(autumn, about(autumn, moment)), moment)
        await refuses('time_in_future', post(autumn, about(autumn, from(0), mood(moment))), moment)
      }
      for (const moment of [
        from(-31 * 1_440 - 1),
        '2020-01-01T00:00:00Z',
        '1970-01-01T00:00:00Z',
        '0001-01-01T00:00:00Z',
        '0000-01-01T00:00:00Z',
      ]) {
        await refuses('time_too_old', post(autumn, about(autumn, moment)), moment)
      }
      // A fact that has nothing to do with the day of its entry.
      const error = await refuses('invalid', post(autumn, about(autumn, from(0), mood(from(-3 * 1_440)))))
      expect(error.fields).toEqual([{ path: 'facts', reason: 'far_from_about' }])
    })
  })

  it('hold for edits too', async () => {
    const reply = await post(autumn, about(autumn, '2026-10-26T09:00:00Z'))({})
    const { id } = reply.body.entries[0]
    const edit = (aboutAt: string) => (headers: Record<string, string>) =>
      call(
        server,
        staffOf(autumn),
        'PUT',
        `/api/diary/${id}`,
        { id: uuidv7(), version: 1, aboutAt, text: 'Anders.', facts: [] },
        headers,
      )
    await unharmed(server, staffOf(autumn), async () => {
      await refuses('time_in_future', edit('2026-10-26T10:06:00Z'))
      await refuses('time_too_old', edit('2026-09-01T10:00:00Z'))
      await refuses('invalid', edit('2026-02-30T10:00:00Z'))
    })
  })
})
