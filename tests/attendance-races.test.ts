import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { ok } from './support/absence.ts'
import { attendances } from './support/attendance.ts'
import { type Cast, makeCast } from './support/cast.ts'
import { afternoon, startServer, type TestServer } from './support/server.ts'

/* What two tablets note at the same moment, on the real database: each is before the other or after it. */

let server: TestServer
let other: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
  other = await server.another()
})
afterAll(async () => {
  await other.close()
  await server.close()
})
beforeEach(async () => {
  server.clock.set(afternoon)
  cast = await makeCast(server)
})
const here = attendances(() => ({ server, cast }))
const there = attendances(() => ({ server: other, cast }))
const { ago, arriving, leaving } = here

const rounds = 12
const codes = (replies: { status: number; body: any }[]) =>
  replies.map(({ status, body }) => (status === 200 ? 'ok' : body.error.code)).sort()

it('a child that two tablets check in arrived once, and the other tablet is told which', async () => {
  for (let round = 0; round < rounds; round++) {
    const replies = await Promise.all([
      here.checkIn(arriving(ago(2))),
      there.checkIn(arriving(ago(1)), 'manager'),
      here.checkIn(arriving(ago(3)), 'manager'),
    ])
    expect(codes(replies)).toEqual(['already_present', 'already_present', 'ok'])
    const won = replies.find(({ status }) => status === 200)!.body.stays[0]
    for (const { status, body } of replies) if (status !== 200) expect(body.error.stays).toEqual([won])
    expect(await here.stands()).toEqual([won])
    ok(await here.remove(won))
  }
})

it('a child that two tablets check out left once', async () => {
  for (let round = 0; round < rounds; round++) {
    const stay = await here.arrived(ago(60))
    const replies = await Promise.all([
      here.checkOut(leaving(stay.id, ago(2))),
      there.checkOut(leaving(stay.id, ago(1)), 'manager'),
    ])
    expect(codes(replies)).toEqual(['not_present', 'ok'])
    const won = replies.find(({ status }) => status === 200)!.body.stays[0]
    expect(replies.find(({ status }) => status !== 200)!.body.error.stays).toEqual([won])
    ok(await here.remove(won))
  }
})

it('the same request from a device that sends twice happens once', async () => {
  const body = arriving(ago(1))
  const replies = await Promise.all([here.checkIn(body), there.checkIn(body), here.checkIn(body)])
  expect(codes(replies)).toEqual(['ok', 'ok', 'ok'])
  expect(new Set(replies.map(({ body: { stays } }) => JSON.stringify(stays))).size).toBe(1)
  const { rows } = await server.owner.query(
    'select done from stay_revision r join stay s on s.id = r.stay_id where s.child_id = $1 and s.id <> $2',
    [cast.targets.noor.childId, cast.targets.noor.stayId],
  )
  expect(rows).toEqual([{ done: 'arrived' }])
})

it('an arrival beside a withdrawal is told before it, or not at all', async () => {
  const { attendance } = cast.targets.noor.channels
  ok(await here.decide('guardian', 'photos', 'withdrawn'))
  for (let round = 0; round < rounds; round++) {
    server.clock.forward(1_000)
    ok(await here.decide('guardian', 'diary', 'granted'))
    const before = (await server.owner.query('select seq from channel where id = $1', [attendance])).rows[0].seq
    const [came, decided] = await Promise.all([
      there.checkIn(arriving(ago(1))),
      here.decide('guardian', 'diary', 'withdrawn'),
    ])
    expect([came.status, decided.status]).toEqual([200, 200])
    const { rows } = await server.owner.query(
      `select c.seq::integer as seq, c.open, (select count(*)::integer from event e where e.channel_id = c.id) as events from channel c where c.id = $1`,
      [attendance],
    )
    expect(rows[0]).toMatchObject({ open: false, events: rows[0].seq })
    expect([Number(before), Number(before) + 1]).toContain(rows[0].seq)
    ok(await here.remove(came.body.stays[0]))
    // What was noted while it was closed left no number.
    expect(
      (await server.owner.query('select seq::integer as seq from channel where id = $1', [attendance])).rows[0].seq,
    ).toBe(rows[0].seq)
  }
})

it('stays that would be at once are refused by the database itself, whoever writes them', async () => {
  const stay = await here.left(await here.arrived(ago(60)), ago(30))
  const copy = (arrived: string, leftAt: string | null) =>
    server.owner.query(
      `insert into stay (id, organisation_id, child_id, group_id, channel_id, arrived_at, left_at, arrival_by_id, arrival_by_name, arrival_noted_at,
                         departure_by_id, departure_by_name, departure_noted_at)
       select gen_random_uuid(), organisation_id, child_id, group_id, channel_id, $2, $3, arrival_by_id, '', now(),
              case when $3::timestamptz is null then null else arrival_by_id end, case when $3::timestamptz is null then null else '' end,
              case when $3::timestamptz is null then null else now() end
         from stay where id = $1`,
      [stay.id, arrived, leftAt],
    )
  await expect(copy(ago(70), ago(59))).rejects.toMatchObject({ code: '23P01' })
  await expect(copy(ago(45), ago(40))).rejects.toMatchObject({ code: '23P01' })
  await expect(copy(ago(31), null)).rejects.toMatchObject({ code: '23P01' })
  await copy(ago(70), ago(60))
  await copy(ago(30), null)
  await expect(copy(ago(5), null)).rejects.toMatchObject({ code: '23P01' })
})
