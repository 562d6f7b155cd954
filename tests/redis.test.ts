import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPublisher } from '../backend/cluster.ts'
import { openLog } from '../backend/log.ts'
import { relay } from '../workers/relay.ts'
import { anotherSession, type Cast, makeCast, type Player, type Target, write } from './support/cast.ts'
import { type Device, eventually, expectConverged, openPhone, openTablet } from './support/device.ts'
import { startRedis, type TestRedis } from './support/redis.ts'
import { call, listen, posting, startServer, type TestServer } from './support/server.ts'
import { postSilently } from './support/silent.ts'

/** R9: Redis holds nothing that PostgreSQL cannot rebuild, and may lose everything at any moment. */
describe('with Redis between two processes', () => {
  let redis: TestRedis
  let one: TestServer
  let other: TestServer
  let cast: Cast
  let noor: Target
  let guardian: Player
  let staff: Player
  let screens: Device[]

  beforeAll(async () => {
    redis = await startRedis()
    one = await startServer({ redisUrl: redis.url })
    other = await one.another()
    cast = await makeCast(one)
    noor = cast.targets.noor
    ;({ guardian, staff } = cast.people)
    screens = [
      await openPhone(one, guardian),
      await openPhone(other, guardian),
      await openTablet(other, staff, noor.groupId),
    ]
  })
  afterAll(async () => {
    await Promise.all(screens.map((screen) => screen.close()))
    await other.close()
    await one.close()
    await redis.stop()
  })

  const tellHeads = () => Promise.all([one.app.tellHeads(), other.app.tellHeads()])
  const sweep = (publish = one.app.publish) =>
    relay(one.database.worker, publish, new Date(one.clock.now().getTime() + 3_000))
  const inOutbox = async () => (await one.owner.query('select from outbox')).rowCount
  const post = (server: TestServer, text: string) =>
    call(server, staff, 'POST', '/api/diary', posting(server, { id: noor.groupId }, [noor.childId], { text }))

  test('Redis may be emptied at any moment: nothing is lost', async () => {
    let over = false
    const emptying = (async () => {
      while (!over) {
        await redis.empty()
        await sleep(Math.random() * 15)
      }
    })()
    for (let n = 0; n < 40; n++) {
      const reply = await post(n % 2 ? one : other, `Terwijl alles verdwijnt ${n}`)
      expect(reply.status, reply.text).toBe(200)
    }
    over = true
    await emptying
    await tellHeads()
    await expectConverged(screens)
    for (const screen of screens) expect(screen.applied).toHaveLength(40)
    await eventually(async () => (await inOutbox()) === 0)
  })

  test('nor when its connections break', async () => {
    const before = screens.map((screen) => screen.applied.length)
    for (let n = 0; n < 20; n++) {
      const cutting = sleep(Math.random() * 20).then(() => redis.cut())
      const reply = await post(n % 2 ? one : other, `Terwijl de verbinding breekt ${n}`)
      expect(reply.status, reply.text).toBe(200)
      await cutting
    }
    await eventually(() =>
      sweep().then(
        () => true,
        () => false,
      ),
    )
    await eventually(async () => (await inOutbox()) === 0)
    await tellHeads()
    await expectConverged(screens)
    for (const [n, screen] of screens.entries()) expect(screen.applied).toHaveLength(before[n]! + 20)
  })

  test('what was not handed over stays in the outbox until it is', async () => {
    const before = screens.map((screen) => screen.applied.length)
    await redis.standStill(true)
    try {
      expect((await post(one, 'Onderweg gebleven')).status).toBe(200)
      await eventually(() => screens[0]!.applied.length === before[0]! + 1)
      await sleep(300)
      expect(await inOutbox()).toBe(1)
      await redis.cut()
    } finally {
      await redis.standStill(false)
    }
    expect(await inOutbox()).toBe(1)
    await eventually(() =>
      sweep().then(
        () => true,
        () => false,
      ),
    )
    await eventually(() => screens.every((screen, n) => screen.applied.length === before[n]! + 1))
    expect(await inOutbox()).toBe(0)
    await expectConverged(screens)
  })

  test('what a process left behind the workers publish to every process', async () => {
    const before = screens.map((screen) => screen.applied.length)
    await postSilently(one, staff, noor, 'Achtergebleven')
    const publisher = await openPublisher({ redisUrl: redis.url, log: openLog('silent') })
    expect(await sweep(publisher.publish)).toBe(1)
    await eventually(() => screens.every((screen, n) => screen.applied.length === before[n]! + 1))
    expect(await inOutbox()).toBe(0)
    await publisher.close()
    await expectConverged(screens)
  })

  test('one that hangs for five seconds is none: sockets are dropped, and a session that ended meanwhile gets nothing', {
    timeout: 60_000,
  }, async () => {
    const before = screens.map((screen) => screen.applied.length)
    const left = await anotherSession(one, guardian.id)
    const phone = await listen(other, { ...guardian, cookie: left.cookie })
    redis.hang(true)
    try {
      expect((await call(one, { ...guardian, cookie: left.cookie }, 'POST', '/api/account/sign-out')).status).toBe(200)
      await eventually(() => screens.every((screen) => !screen.connected()) && !phone.socket.connected)
    } finally {
      redis.hang(false)
    }
    expect((await post(one, 'Na het hangen')).status).toBe(200)
    await eventually(() => screens.every((screen) => screen.connected()), 15_000)
    await sweep()
    await tellHeads()
    await eventually(() => screens.every((screen, n) => screen.applied.length === before[n]! + 1))
    expect(phone.events).toEqual([])
    phone.close()
    await expectConverged(screens)
  })

  test('one that was busy for a moment is not given up', { timeout: 180_000 }, async () => {
    await redis.busy(2_500)
    await sleep(5_500)
    for (const server of [one, other]) (await listen(server, guardian)).close()
    await eventually(() => screens.every((screen) => screen.connected()))
    await sweep()
    await expectConverged(screens)
  })

  test('without Redis for five seconds sockets are dropped, writing goes on, and afterwards all catch up', {
    timeout: 60_000,
  }, async () => {
    const before = screens.map((screen) => screen.applied.length)
    await redis.stop()
    const reply = await post(one, 'Zonder Redis')
    expect(reply.status, reply.text).toBe(200)
    // Its own phones still hear it; for the others it stays in the outbox.
    await eventually(() => screens[0]!.applied.length === before[0]! + 1)
    expect(await inOutbox()).toBe(1)
    await expect(sweep()).rejects.toThrow('redis cannot be reached')
    expect(await inOutbox()).toBe(1)

    await eventually(() => screens.every((screen) => !screen.connected()))
    for (const server of [one, other]) await expect(listen(server, guardian)).rejects.toThrow('unavailable')
    expect((await post(other, 'Nog steeds zonder Redis')).status).toBe(200)

    redis = await startRedis(redis)
    await eventually(() => screens.every((screen) => screen.connected()), 15_000)
    await expectConverged(screens)
    for (const [n, screen] of screens.entries()) expect(screen.applied).toHaveLength(before[n]! + 2)
    await sweep()
    expect(await inOutbox()).toBe(0)
    await write(other, cast, noor, 'Weer met Redis')
    await eventually(() => screens.every((screen, n) => screen.applied.length === before[n]! + 3))
    await expectConverged(screens)
  })
})
