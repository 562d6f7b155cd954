import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openLive } from '../client/live.ts'
import { anotherSession, type Cast, makeCast, type Player } from './support/cast.ts'
import { eventually } from './support/device.ts'
import { waiting } from './support/sabotage.ts'
import { call, listen, staffOf, startServer, type TestServer } from './support/server.ts'

/* One person, whatever that one asks for at once, keeps nobody else waiting. */

let server: TestServer
let cast: Cast
let guardian: Player
let sockets: Socket[] = []
let left: WebSocket[] = []

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  guardian = cast.people.guardian
})
afterEach(() => {
  for (const socket of sockets) socket.disconnect()
  for (const one of left) one.close()
  sockets = []
  left = []
})
afterAll(() => server.close())

/** A socket of somebody, and how it was received. */
function connect(who: { cookie: string; role: string }): Promise<string> {
  const socket = io(server.url, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true },
    ...{ extraHeaders: { cookie: who.cookie }, auth: { role: who.role } },
  })
  sockets.push(socket)
  return new Promise((done) => {
    socket.on('connect', () => done('connected'))
    socket.on('connect_error', (error) => done(error.message))
  })
}
const many = (count: number, who: { cookie: string; role: string }) =>
  Promise.all(Array.from({ length: count }, () => connect(who)))

describe('the sockets of one person', () => {
  it('are twenty at most, on all devices together; the next is let in when one has gone', async () => {
    const other = { ...guardian, ...(await anotherSession(server, guardian.id)) }
    expect(await many(10, guardian)).toEqual(Array(10).fill('connected'))
    const rest = await many(15, other)
    expect(rest.filter((one) => one === 'connected')).toHaveLength(10)
    expect(rest.filter((one) => one === 'too_many_requests')).toHaveLength(5)
    expect(await connect(cast.people.otherFamily)).toBe('connected')
    sockets[0]!.disconnect()
    await expect.poll(() => connect(guardian)).toBe('connected')
    expect(await connect(guardian)).toBe('too_many_requests')
  })

  it('a client that is refused for that comes back by itself', async () => {
    await many(20, guardian)
    let refusals = 0
    const live = openLive({
      role: 'guardian',
      apply: () => {},
      snapshot: async () => (await call(server, guardian, 'GET', '/api/timeline')).body.heads,
      signedOut: () => {},
      stillKnown: async () => ++refusals > 0,
      address: server.url,
      connection: { extraHeaders: { cookie: guardian.cookie }, forceNew: true },
    })
    await live.refresh()
    await eventually(() => refusals > 0)
    expect(live.connected()).toBe(false)
    sockets[0]!.disconnect()
    await eventually(() => live.connected(), 10_000)
    live.close()
  })

  it('are one on each connection, however often it asks', async () => {
    const url = `${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`
    const door = new WebSocket(url, { headers: { cookie: guardian.cookie } } as never)
    left.push(door)
    let connected = 0
    door.onmessage = ({ data }) => {
      if (String(data).startsWith('0{')) for (let n = 0; n < 30; n++) door.send('40{"role":"guardian"}')
      if (String(data).startsWith('40{')) connected++
    }
    await expect.poll(() => connected).toBeGreaterThan(0)
    const ear = await listen(server, cast.people.otherFamily)
    ear.close()
    expect(connected).toBe(1)
  })
})

describe('the answer to cursors', () => {
  it('has two thousand events at most, whatever somebody reads; what it has no room for is to be fetched', async () => {
    const world = await server.world({ children: 12 })
    const staff = staffOf(world)
    const { rows } = await server.owner.query<{ id: string }>(
      `update channel set seq = 200 where child_id = any($1) and kind in ('diary', 'photos') returning id`,
      [world.children.map(({ id }) => id)],
    )
    await server.owner.query(
      `insert into event (channel_id, seq, organisation_id, type, item_id, at)
       select c.id, n, c.organisation_id, 'diary.removed', gen_random_uuid(), $2
         from channel c, generate_series(1, 200) n where c.id = any($1)`,
      [rows.map(({ id }) => id), server.clock.now()],
    )
    const ear = await listen(server, staff, Object.fromEntries(rows.map(({ id }) => [id, 0])))
    expect(rows).toHaveLength(24)
    expect(ear.caughtUp!.events).toHaveLength(2_000)
    expect(ear.caughtUp!.resync).toHaveLength(14)
    ear.close()
  })
})

describe('the connections to the database', () => {
  /** What reads this table stands still meanwhile. */
  async function whileStill(table: string, work: () => Promise<void>): Promise<void> {
    await server.owner.query(`begin; lock table ${table} in access exclusive mode`)
    try {
      await work()
    } finally {
      await server.owner.query('commit')
    }
  }
  const servesOthers = async () =>
    expect((await call(server, cast.people.otherFamily, 'GET', '/api/account/me')).status).toBe(200)

  it('are not all taken by what one person’s sockets missed', async () => {
    await whileStill('read_marker', async () => {
      await many(20, guardian)
      await waiting(server.owner, 2)
      await servesOthers()
    })
    await eventually(() => sockets.every((socket) => socket.connected))
  })

  it('are not all taken by one session’s requests', async () => {
    let replies: Promise<{ status: number }[]> | undefined
    await whileStill('read_marker', async () => {
      replies = Promise.all(Array.from({ length: 20 }, () => call(server, guardian, 'GET', '/api/timeline')))
      await waiting(server.owner, 6)
      await servesOthers()
    })
    expect((await replies!).map(({ status }) => status)).toEqual(Array(20).fill(200))
  })

  it('are waited for only so long: then the server says that it cannot', async () => {
    const taken = await Promise.all(Array.from({ length: 10 }, () => server.database.app.connect()))
    try {
      const reply = await call(server, guardian, 'GET', '/api/timeline')
      expect([reply.status, reply.body.error.code]).toEqual([503, 'unavailable'])
      expect(await connect(guardian)).toBe('unavailable')
    } finally {
      for (const client of taken) client.release()
    }
    expect((await call(server, guardian, 'GET', '/api/timeline')).status).toBe(200)
  })
})
