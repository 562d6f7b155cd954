import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openDatabase } from '../db/client.ts'
import type { Inhabitant, World } from '../db/world.ts'
import { type Device, eventually, expectConverged, openPhone } from './support/device.ts'
import { freshDatabase, type TestDatabase, testSecret } from './support/postgres.ts'
import { freePort, type Running, startProcess, worldOfNow } from './support/processes.ts'
import { startRedis, type TestRedis } from './support/redis.ts'
import { type Clock, call, listen, password, posting, staffOf } from './support/server.ts'
import { cookieOf } from './support/sign-in.ts'
import { postSilently } from './support/silent.ts'

let dataDir: string
let base: TestDatabase
let redis: TestRedis
let workers: Running
let backends: { url: string; running: Running }[]
let world: World
let staff: Inhabitant
let childId: string
let phones: Device[] = []

async function startBackend(settings: Record<string, string>) {
  const port = await freePort()
  const running = await startProcess('backend/main.ts', { ...settings, PORT: String(port) })
  return { url: `http://127.0.0.1:${port}`, running }
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ouderapp-several-'))
  base = await freshDatabase(inject('postgresUrl'))
  redis = await startRedis()
  const settings = { DATABASE_URL: base.ownerUrl, REDIS_URL: redis.url, SECRET: testSecret, DATA_DIR: dataDir }
  // One after the other: the first may have a client to build.
  backends = [await startBackend(settings)]
  backends.push(await startBackend(settings))
  workers = await startProcess('workers/main.ts', settings)
  world = await worldOfNow(base.ownerUrl, { groups: 1, children: 1, guardians: 3, staff: 1 })
  staff = staffOf(world)
  childId = world.children[0]!.id
}, 240_000)
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.close()))
  await Promise.all(
    [...(backends ?? []).map(({ running }) => running), workers].map((running) => running?.isAlive() && running.stop()),
  )
  await redis?.stop()
  await base?.drop()
  await rm(dataDir, { recursive: true, force: true })
})

/** These processes live in the time of this machine. */
const clock: Clock = { now: () => new Date(), set: () => {}, forward: () => {} }
async function post(backend: { url: string }, text: string): Promise<void> {
  const body = posting({ clock }, world.groups[0]!, [childId], { text })
  const reply = await call(backend, staff, 'POST', '/api/diary', body)
  expect(reply.status, backends.map(({ running }) => running.said()).join('')).toBe(200)
}
const texts = (phone: Device) =>
  phone.applied.map((event) => ('item' in event && 'text' in event.item ? event.item.text : event.type))

test('two backends, workers and Redis as processes: what one takes in reaches phones on both, within a second', async () => {
  const [mother, father] = world.children[0]!.guardianIds.map((id) => world.people.find((one) => one.id === id)!)
  phones = [await openPhone(backends[0]!, mother!), await openPhone(backends[1]!, father!)]
  for (const [n, backend] of backends.entries()) {
    await post(backend, `Via ${n}`)
    await eventually(() => phones.every((phone) => texts(phone).includes(`Via ${n}`)))
  }
  await expectConverged(phones)
})

test('a session renewed on one backend lets go of its sockets on the other, and does not say that it ended', async () => {
  const third = world.people.find((one) => one.id === world.children[0]!.guardianIds[2])!
  const heard = await listen(backends[0]!, third)
  const told: string[] = []
  heard.socket.on('signed-out', () => told.push('signed out'))
  const closed = new Promise((gone) => heard.socket.on('disconnect', gone))
  const next = { currentPassword: password, password: 'vier gele fietsen' }
  const reply = await call(backends[1]!, third, 'PUT', '/api/account/password', next)
  expect(reply.status, reply.text).toBe(200)
  await closed
  expect(told).toEqual([])
  ;(await listen(backends[0]!, { ...third, cookie: cookieOf(reply) })).close()
})

test('what a process left behind the workers publish to phones on both', async () => {
  const database = openDatabase(base.urls, () => {})
  const about = { groupId: world.groups[0]!.id, childId }
  await postSilently({ clock, database }, staff, about, 'Achtergebleven')
  await eventually(() => phones.every((phone) => texts(phone).includes('Achtergebleven')), 10_000)
  await eventually(async () => (await database.worker.query('select from outbox')).rowCount === 0)
  await database.close()
})

test('when a backend is killed its phones go to the other and miss nothing', async () => {
  const [doomed, left] = backends
  await doomed!.running.kill()
  await post(left!, 'Terwijl hij weg was')
  phones[0]!.wire.leadTo(left!)
  await eventually(() => phones.every((phone) => texts(phone).includes('Terwijl hij weg was')), 10_000)
  await post(left!, 'Daarna')
  await eventually(() => phones.every((phone) => texts(phone).includes('Daarna')))
  await expectConverged(phones)
  for (const phone of phones)
    expect([texts(phone), phone.snapshots]).toEqual([
      ['Via 0', 'Via 1', 'Achtergebleven', 'Terwijl hij weg was', 'Daarna'],
      1,
    ])
})

test('all of it stops by SIGTERM', async () => {
  expect(await backends[1]!.running.stop()).toBe(0)
  expect(await workers.stop()).toBe(0)
})
