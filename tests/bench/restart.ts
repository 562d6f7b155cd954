import { setTimeout as sleep } from 'node:timers/promises'
import { asOwner } from '../support/postgres.ts'
import { type Client, openClient } from './client.ts'
import { type Room, roomsOf, until, write, writing } from './crowd.ts'
import type { Ground } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import { hangUp, post, type SideName, sideNames, startSide } from './side.ts'
import { median, rounded } from './statistics.ts'

const downFor = 3_000
const firstPort = 31_000 + (process.pid % 1_000)

interface Run {
  seconds: number
  /** Parts of 1. */
  back: number
  missed: number
  doubled: number
  repeated: number
}

/**
 * The server ends and another listens three seconds later. Meanwhile a second process goes on writing to every group, and
 * the first gets 20 posts a second as soon as it is back. Counts from listening until the last client is in, with ours
 * caught up; then every client must have applied every event of its child once.
 */
export async function measureRestart(ground: Ground, scale: Scale): Promise<Measure[]> {
  const rooms = roomsOf(ground, Math.ceil(scale.clients / 32))
  const runs: Record<SideName, Run[]> = { ours: [], bare: [] }
  for (let n = 0; n < scale.fewRounds; n++) {
    for (const name of sideNames)
      runs[name].push(await restart(name, ground, rooms, scale.clients, firstPort + n * 4 + (name === 'ours' ? 0 : 2)))
  }
  const seconds = (name: SideName) => median(runs[name].map((run) => run.seconds))
  const worst = (what: 'missed' | 'doubled' | 'repeated') => Math.max(...runs.ours.map((run) => run[what]))
  const back = Math.min(...runs.ours.map((run) => run.back))
  const details = { clients: scale.clients, ours: runs.ours, bare: runs.bare }
  return [
    {
      name: `${scale.clients} clients after a restart, until the last one caught up`,
      ours: rounded(seconds('ours')),
      bare: rounded(seconds('bare')),
      unit: 's',
      ratio: rounded(seconds('ours') / seconds('bare')),
      reach: { atMost: 2 },
      details,
    },
    { name: '… of them back', ours: back * 100, bare: null, unit: '%', ratio: back, reach: { atLeast: 1 } },
    {
      name: '… events missed or doubled',
      ours: worst('missed') + worst('doubled'),
      bare: null,
      unit: '',
      ratio: worst('missed') + worst('doubled'),
      reach: { atMost: 0 },
    },
  ]
}

async function restart(name: SideName, ground: Ground, rooms: Room[], count: number, port: number): Promise<Run> {
  const first = await startSide(name, ground, { port })
  await first.listen()
  const other = await startSide(name, ground)
  const people = rooms.flatMap((room) => room.guardians).slice(0, count)
  const clients = people.map((who, at) => openClient(name, port, who, at))
  for (let from = 0; from < clients.length; from += 50) {
    for (const client of clients.slice(from, from + 50)) client.connect()
    await until(() => clients.slice(from, from + 50).every((client) => client.connected), 10_000, `${name}: connecting`)
  }
  const heads = await headsOf(ground)
  for (const room of rooms) await write(first, room, writing(room).body)

  // Made beforehand: the pauses are measured, not how fast a process starts.
  const second = await startSide(name, ground, { port })
  await first.stop()
  const downSince = performance.now()
  await Promise.all(rooms.map((room) => write(other, room, writing(room).body)))
  await sleep(Math.max(0, downFor - (performance.now() - downSince)))
  await second.listen()
  const listening = performance.now()
  const posts = postUntilTaken(second, rooms, 2_000)
  await until(() => clients.every((client) => client.connected), 30_000, `${name}: the last client's return`).catch(
    () => {},
  )
  await posts
  const back = clients.filter((client) => client.connected).length / clients.length
  const lastBack = Math.max(...clients.map((client) => client.backAt))

  let missed = 0
  let doubled = 0
  if (name === 'ours') {
    const now = await headsOf(ground)
    const owed = (client: Client) => {
      const channel = channelOf(ground, client.who.childId)
      return { from: heads.get(channel)!, to: now.get(channel)! }
    }
    const has = (client: Client) => client.applied.length >= owed(client).to - owed(client).from
    await until(() => clients.every(has), 10_000, 'the last event').catch(() => {})
    for (const client of clients) {
      const { from, to } = owed(client)
      const seen = new Set(client.applied)
      for (let seq = from + 1; seq <= to; seq++) if (!seen.has(seq)) missed += 1
      doubled += client.applied.length - seen.size
    }
  }
  for (const client of clients) client.close()
  hangUp()
  await Promise.all([second.stop(), other.stop()])
  const repeated = clients.reduce((sum, client) => sum + client.repeated, 0)
  return { seconds: rounded((lastBack - listening) / 1000), back, missed, doubled, repeated }
}

/** 20 a second; one that is not taken is sent again as it was. */
async function postUntilTaken(side: Parameters<typeof post>[0], rooms: Room[], milliseconds: number): Promise<void> {
  const sent: Promise<void>[] = []
  const send = async (room: Room, body: string) => {
    while ((await post(side, room.staff.cookie, body)) !== 200) await sleep(100)
  }
  for (let n = 0; n < milliseconds / 50; n++) {
    const room = rooms[n % rooms.length]!
    sent.push(send(room, writing(room).body))
    await sleep(50)
  }
  await Promise.all(sent)
}

const channelOf = ({ world }: Ground, childId: string) =>
  world.children.find((child) => child.id === childId)!.diaryChannel

const headsOf = (ground: Ground) =>
  asOwner(ground.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ id: string; seq: string }>(`select id, seq from channel where kind = 'diary'`)
    return new Map(rows.map((row) => [row.id, Number(row.seq)]))
  })
