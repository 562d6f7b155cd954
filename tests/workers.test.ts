import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { openPool } from '../db/client.ts'
import type { EventRef } from '../db/schema/channel.ts'
import { forgetExpired } from '../workers/expired.ts'
import { type Handlers, type JobName, jobs, type Queues, startQueues } from '../workers/queues.ts'
import { relay } from '../workers/relay.ts'
import { trim } from '../workers/trim.ts'
import { asOwner, freshDatabase, type TestDatabase } from './support/postgres.ts'
import { startRedis, type TestRedis } from './support/redis.ts'

/** A handler for every job there is. */
const handlersOf = (make: (name: JobName) => () => Promise<void>): Handlers =>
  Object.fromEntries((Object.keys(jobs) as JobName[]).map((name) => [name, make(name)])) as unknown as Handlers
const idle = handlersOf(() => async () => {})

const now = new Date('2026-11-22T12:00:00Z')
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds)
const day = 86_400_000
const organisationId = uuidv7()
let database: TestDatabase
let worker: pg.Pool

beforeAll(async () => {
  database = await freshDatabase(inject('postgresUrl'))
  worker = openPool(database.urls.worker, 2, () => {})
})
afterAll(async () => {
  await worker.end()
  await database.drop()
})
const owner = (text: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl, (client) => client.query(text, values))

describe('what has expired', () => {
  test('is forgotten, and nothing else', async () => {
    const auth = openPool(database.urls.auth, 1, () => {})
    const userId = uuidv7()
    const [over, current] = [ago(1), ago(-1)]
    await owner("insert into auth.user (id, name, email, created_at, updated_at) values ($1, 'x', 'x@x.nl', $2, $2)", [
      userId,
      now,
    ])
    for (const [name, at] of [
      ['over', over],
      ['current', current],
    ] as const) {
      await owner(
        'insert into auth.session (id, token, user_id, expires_at, created_at, updated_at) values ($1, $2, $3, $4, $4, $4)',
        [uuidv7(), name, userId, at],
      )
      await owner(
        "insert into auth.verification (id, identifier, value, expires_at, created_at, updated_at) values ($1, $2, 'v', $3, $3, $3)",
        [uuidv7(), name, at],
      )
      await owner('insert into auth.attempt (key, points, expire) values ($1, 1, $2)', [name, at.getTime()])
    }
    expect(await forgetExpired(auth, now)).toBe(1)
    const { rows } = await owner(
      'select token as name from auth.session union all select identifier from auth.verification union all select key from auth.attempt',
    )
    expect(rows).toEqual([{ name: 'current' }, { name: 'current' }, { name: 'current' }])
    await owner('delete from auth.user where id = $1', [userId])
    await auth.end()
  })
})

describe('the relay', () => {
  const post = (createdAt: Date, refs: EventRef[]) =>
    owner('insert into outbox (id, organisation_id, events, created_at) values ($1, $2, $3, $4)', [
      uuidv7(),
      organisationId,
      JSON.stringify(refs),
      createdAt,
    ])
  const left = async () => Number((await owner('select count(*) from outbox')).rows[0].count)
  afterEach(() => owner('delete from outbox'))

  test('publishes what was left behind, oldest first, and takes it out', async () => {
    const channel = uuidv7()
    await post(ago(5_000), [
      { channel, seq: 2 },
      { channel, seq: 3 },
    ])
    await post(ago(9_000), [{ channel, seq: 1 }])
    const published: EventRef[] = []
    expect(await relay(worker, async (refs) => void published.push(...refs), now)).toBe(2)
    expect(published.map((ref) => ref.seq)).toEqual([1, 2, 3])
    expect(await left()).toBe(0)
  })

  test('leaves what its own process is just publishing', async () => {
    await post(ago(500), [{ channel: uuidv7(), seq: 1 }])
    expect(await relay(worker, async () => expect.unreachable(), now)).toBe(0)
    expect(await left()).toBe(1)
  })

  test('keeps what could not be published for the next sweep', async () => {
    await post(ago(5_000), [{ channel: uuidv7(), seq: 1 }])
    await expect(relay(worker, () => Promise.reject(new Error('redis is away')), now)).rejects.toThrow('redis is away')
    expect(await left()).toBe(1)
  })

  test('works off more than one batch', async () => {
    await owner(
      `insert into outbox (id, organisation_id, events, created_at)
       select gen_random_uuid(), $1::uuid, jsonb_build_array(jsonb_build_object('channel', $1::uuid, 'seq', n)), $2 from generate_series(1, 1100) n`,
      [organisationId, ago(10_000)],
    )
    expect(await relay(worker, async () => {}, now)).toBe(1100)
    expect(await left()).toBe(0)
  })
})

describe('trimming the event log', () => {
  const channel = uuidv7()
  const floor = async () => Number((await owner('select floor from channel where id = $1', [channel])).rows[0].floor)
  const seqs = async () =>
    (await owner('select seq from event where channel_id = $1 order by seq', [channel])).rows.map((row) =>
      Number(row.seq),
    )

  test('takes the old events and raises the floor with them', async () => {
    await asOwner(database.ownerUrl, async (client) => {
      // Without the organisation and the person that a channel belongs to.
      await client.query('set session_replication_role = replica')
      await client.query(
        `insert into channel (id, organisation_id, kind, person_id, seq, open) values ($1, $2, 'own', $3, 6, true)`,
        [channel, organisationId, uuidv7()],
      )
      for (const [index, days] of [40, 31, 29, 35, 2, 0].entries()) {
        await client.query(
          `insert into event (channel_id, seq, organisation_id, type, item_id, at)
           values ($1, $2, $3, 'own.consents_changed', $4, $5)`,
          [channel, index + 1, organisationId, uuidv7(), ago(days * day)],
        )
      }
    })
    await trim(worker, 30, now)
    // 3 goes with 4, whose clock was behind: below the floor there is nothing.
    expect(await seqs()).toEqual([5, 6])
    expect(await floor()).toBe(4)
    expect(await trim(worker, 30, now)).toBe(0)
    expect(await floor()).toBe(4)
  })
})

describe.each(['PostgreSQL', 'Redis'])('the queue on %s', (kind) => {
  let redis: TestRedis | undefined
  let queues: Queues | undefined
  beforeAll(async () => {
    if (kind === 'Redis') redis = await startRedis()
  })
  afterEach(async () => {
    await queues?.close()
    queues = undefined
  })
  afterAll(async () => redis?.stop())

  test('runs every job by itself, and again after a failure', async () => {
    const names = Object.keys(jobs) as JobName[]
    const runs = Object.fromEntries(names.map((name) => [name, 0])) as Record<JobName, number>
    const failures: string[] = []
    queues = await startQueues(
      { redisUrl: redis?.url, databaseUrl: database.urls.worker },
      handlersOf((name) => async () => {
        runs[name] += 1
        if (name === 'relay' && runs.relay === 1) throw new Error('once')
      }),
      (what, error) => failures.push(`${what}: ${error.message}`),
    )
    await expect.poll(() => runs.relay, { timeout: 30_000 }).toBeGreaterThanOrEqual(3)
    await expect.poll(() => names.filter((name) => runs[name] === 0), { timeout: 30_000 }).toEqual([])
    expect([runs.trim, runs.expire]).toEqual([1, 1])
    expect(runs.seal).toBeGreaterThan(1)
    expect(failures).toEqual(['relay: once'])
    expect(await queues.healthy()).toBe(true)
  })

  test('takes the schedule over from the process before', async () => {
    let runs = 0
    const start = () =>
      startQueues(
        { redisUrl: redis?.url, databaseUrl: database.urls.worker },
        { ...idle, relay: async () => void (runs += 1) },
        () => {},
      )
    const first = await start()
    queues = await start()
    await first.close()
    runs = 0
    await sleep(4_500)
    expect(runs).toBeGreaterThanOrEqual(1)
    expect(runs).toBeLessThanOrEqual(3)
  })
})

test('the queue survives a Redis that lost its memory', { timeout: 180_000 }, async () => {
  const redis = await startRedis()
  let runs = 0
  const handlers = { ...idle, relay: async () => void (runs += 1) }
  const queues = await startQueues({ redisUrl: redis.url, databaseUrl: database.urls.worker }, handlers, () => {})
  await expect.poll(() => runs, { timeout: 30_000 }).toBeGreaterThan(0)
  await redis.empty()
  runs = 0
  await expect.poll(() => runs, { timeout: 30_000 }).toBeGreaterThan(1)
  await queues.close()
  await redis.stop()
})
