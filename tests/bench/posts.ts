import { joinAll, type Room, roomsOf, until, write, writing } from './crowd.ts'
import type { Ground } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import { type Side, sideNames, startSide } from './side.ts'
import { median, rounded } from './statistics.ts'

const inFlight = 16

interface Round {
  perSecond: number
  nodeMicros: number
  postgresMicros: number
}

/**
 * One group of 16 children, their 32 guardians connected. A round counts from the first post until the last guardian has
 * the last event, and fails if somebody misses one, gets one twice, or gets another family's.
 */
export async function measurePosts(ground: Ground, scale: Scale): Promise<Measure[]> {
  const [room] = roomsOf(ground, 1) as [Room]
  const sides = await Promise.all(sideNames.map((name) => startSide(name, ground)))
  const crowds = await Promise.all(sides.map((side) => listenTo(side, room)))
  const rounds: Record<string, Round[]> = { ours: [], bare: [] }
  for (let n = -1; n < scale.rounds; n++) {
    for (const [at, side] of sides.entries()) {
      const round = await postFor(side, room, crowds[at]!, n < 0 ? scale.warmUp : scale.roundMs)
      if (n >= 0) rounds[side.name]!.push(round)
    }
  }
  for (const crowd of crowds) crowd.close()
  await Promise.all(sides.map((side) => side.stop()))
  const of = (side: string, what: keyof Round) => median(rounds[side]!.map((round) => round[what]))
  const micros = Object.fromEntries(
    sideNames.map((side) => [
      side,
      { node: rounded(of(side, 'nodeMicros'), 0), postgres: rounded(of(side, 'postgresMicros'), 0) },
    ]),
  )
  const ratios = rounds.ours!.map((round, n) => round.perSecond / rounds.bare![n]!.perSecond)
  return [
    {
      name: 'posts per second, 16 in flight',
      ours: rounded(of('ours', 'perSecond'), 0),
      bare: rounded(of('bare', 'perSecond'), 0),
      unit: '/s',
      ratio: rounded(median(ratios)),
      reach: { atLeast: 0.4 },
      details: { ratios: ratios.map((ratio) => rounded(ratio)), microsPerPost: micros },
      note: `processor time per post: ${sideNames.map((side) => `${side} ${micros[side]?.node} µs in Node, ${micros[side]?.postgres} µs in PostgreSQL`).join('; ')}`,
    },
  ]
}

interface Crowd {
  /** How many different entries each guardian has. */
  least(): number
  close(): void
}

async function listenTo(side: Side, room: Room): Promise<Crowd> {
  const seen = room.guardians.map((who) => ({ ...who, entries: new Set<string>() }))
  const sockets = await joinAll(side, seen, (who) => (name, payload) => {
    if (name !== 'events') return
    for (const { item } of JSON.parse(payload) as { item: { id: string; childId: string } }[]) {
      if (item.childId !== who.childId) throw new Error(`${side.name} sent an event of another family`)
      if (who.entries.has(item.id)) throw new Error(`${side.name} sent an event twice`)
      who.entries.add(item.id)
    }
  })
  return {
    least: () => Math.min(...seen.map((who) => who.entries.size)),
    close() {
      for (const socket of sockets) socket.close()
    },
  }
}

async function postFor(side: Side, room: Room, crowd: Crowd, milliseconds: number): Promise<Round> {
  const before = { entries: crowd.least(), cpu: await side.cpu() }
  const start = performance.now()
  let posts = 0
  const keepPosting = async () => {
    while (performance.now() - start < milliseconds) {
      await write(side, room, writing(room).body)
      posts += 1
    }
  }
  await Promise.all(Array.from({ length: inFlight }, keepPosting))
  await until(() => crowd.least() === before.entries + posts, 10_000, `${side.name}: the last event`)
  const seconds = (performance.now() - start) / 1000
  const cpu = await side.cpu()
  return {
    perSecond: posts / seconds,
    nodeMicros: (cpu.node - before.cpu.node) / posts,
    postgresMicros: (cpu.postgres - before.cpu.postgres) / posts,
  }
}
