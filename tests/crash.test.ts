import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Postgres, startPostgres } from '../db/server.ts'
import type { World } from '../db/world.ts'
import { type Device, eventually, expectConverged, openPhone, openTablet } from './support/device.ts'
import { asOwner, testSecret } from './support/postgres.ts'
import { freePort, type Running, startProcess, worldOfNow } from './support/processes.ts'
import { guardianOf } from './support/server.ts'
import { openWire, type Wire } from './support/wire.ts'
import { startWriting, wholeDiary } from './support/writers.ts'

const long = process.env.LONG === '1'
/** At least one of each. */
const kills = long ? 200 : 12

/** What dies. The database loses nothing that it said was written, however it ends. */
type Victim = 'process' | 'database' | 'both'
const victims: Victim[] = Array.from({ length: kills }, (_, n) =>
  n % 12 === 5 ? 'both' : n % 12 === 9 ? 'database' : 'process',
)

let dataDir: string
let postgres: Postgres
/** Between the process and its database, which comes back at another port. */
let toDatabase: Wire
let server: { url: string }
let settings: Record<string, string>
let running: Running
let world: World
let devices: Device[] = []

const start = () => startProcess('workers/main.ts', settings)
const addressOf = ({ url }: Postgres) => ({ url: `http://${new URL(url).host}` })

/** As `pg_ctl stop -m immediate`: every connection is dropped, nothing is flushed, recovery follows. */
async function killDatabase(): Promise<void> {
  const [pid] = (await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')
  process.kill(Number(pid), 'SIGQUIT')
  await postgres.stop()
}
async function startDatabase(): Promise<void> {
  postgres = await startPostgres({ dataDir })
  toDatabase.leadTo(addressOf(postgres))
}
const query = (text: string) => asOwner(postgres.url, (owner) => owner.query(text))

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ouderapp-crash-'))
  postgres = await startPostgres({ dataDir })
  toDatabase = await openWire(addressOf(postgres))
  const port = await freePort()
  server = { url: `http://127.0.0.1:${port}` }
  const databaseUrl = new URL(postgres.url)
  databaseUrl.host = new URL(toDatabase.url).host
  settings = { DATABASE_URL: databaseUrl.href, DATA_DIR: dataDir, PORT: String(port), SECRET: testSecret }
  running = await start()
  world = await worldOfNow(postgres.url, { groups: 1, children: 4, guardians: 1, staff: 3 })
}, 240_000)
afterAll(async () => {
  await Promise.all(devices.map((device) => device.close()))
  if (running?.isAlive()) await running.stop()
  await toDatabase?.close()
  await postgres?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

test(`killed ${kills} times under load: nothing acknowledged is lost, nothing is doubled`, {
  timeout: kills * 15_000,
}, async () => {
  const staff = world.people.filter((one) => one.role === 'staff')
  const guardians = world.children.map((child) => guardianOf(world, child.id))
  devices = [
    ...(await Promise.all(guardians.slice(0, 3).map((who) => openPhone(server, who)))),
    await openTablet(server, staff[0]!, world.groups[0]!.id),
  ]
  const writers = startWriting(server, world, staff)

  for (const victim of victims) {
    await sleep(50 + Math.random() * 450)
    const before = writers.acknowledged.size
    if (victim === 'process') await running.kill()
    if (victim === 'database') await killDatabase()
    if (victim === 'both') await Promise.all([killDatabase(), running.kill()])
    if (victim !== 'process') await startDatabase()
    if (victim === 'database') expect(running.isAlive(), running.said()).toBe(true)
    else running = await start()
    await eventually(() => writers.acknowledged.size > before, 15_000)
  }
  await writers.stop()
  expect(writers.repeated()).toBeGreaterThan(kills / 2)

  await eventually(async () => (await query('select from outbox')).rowCount === 0, 20_000)
  await expectConverged(devices, 40_000)

  const expected = [...writers.acknowledged].map(([id, { text, version }]) => `${id} ${version} ${text}`).sort()
  const stored = await query('select id, version, text from diary_entry')
  expect(stored.rows.map(({ id, version, text }) => `${id} ${version} ${text}`).sort()).toEqual(expected)
  const read = (await Promise.all(guardians.map((who) => wholeDiary(server, who)))).flat()
  expect(read.map(({ id, version, text }) => `${id} ${version} ${text}`).sort()).toEqual(expected)
  const numbers = await query(
    `select c.id from channel c where c.kind = 'diary' and c.seq <> (select count(*) from event e where e.channel_id = c.id)`,
  )
  expect(numbers.rows).toEqual([])
})
