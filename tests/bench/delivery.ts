import { setTimeout as sleep } from 'node:timers/promises'
import { joinAll, type Room, roomsOf, until, write, writing } from './crowd.ts'
import type { Ground } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import { type Side, sideNames, startSide } from './side.ts'
import { median, quantile, rounded } from './statistics.ts'

const perSecond = 20
const groups = 8

/** From sending a post to each of its 32 receivers having it, 256 guardians of 8 groups connected, 20 posts a second. */
export async function measureDelivery(ground: Ground, scale: Scale): Promise<Measure[]> {
  const rooms = roomsOf(ground, groups)
  const rounds: Record<string, { p50: number; p95: number }[]> = { ours: [], bare: [] }
  const sides = await Promise.all(sideNames.map((name) => startSide(name, ground)))
  const sents = sides.map(() => new Sent())
  const crowds = await Promise.all(sides.map((side, at) => listenTo(side, rooms, sents[at]!)))
  for (let n = -1; n < scale.rounds; n++) {
    for (const [at, side] of sides.entries()) {
      const times = await postSteadily(side, rooms, sents[at]!, n < 0 ? scale.warmUp : scale.deliveryMs)
      if (n >= 0) rounds[side.name]!.push({ p50: quantile(times, 0.5), p95: quantile(times, 0.95) })
    }
  }
  for (const sockets of crowds) for (const socket of sockets) socket.close()
  await Promise.all(sides.map((side) => side.stop()))

  return (['p50', 'p95'] as const).map((what): Measure => {
    const ratios = rounds.ours!.map((round, n) => round[what] / rounds.bare![n]![what])
    return {
      name: `delivery at 20 posts/s, 256 connected, ${what}`,
      ours: rounded(median(rounds.ours!.map((round) => round[what])), 1),
      bare: rounded(median(rounds.bare!.map((round) => round[what])), 1),
      unit: 'ms',
      ratio: rounded(median(ratios)),
      reach: { atMost: what === 'p50' ? 1.5 : 2 },
      details: { ratios: ratios.map((ratio) => rounded(ratio)) },
    }
  })
}

/** When what was sent, and how long it took to each receiver. */
class Sent {
  readonly at = new Map<string, number>()
  times: number[] = []
}

const listenTo = (side: Side, rooms: Room[], sent: Sent) =>
  joinAll(
    side,
    rooms.flatMap((room) => room.guardians),
    (who) => (name, payload) => {
      if (name !== 'events') return
      const arrived = performance.now()
      for (const { item } of JSON.parse(payload) as { item: { id: string; childId: string } }[]) {
        if (item.childId !== who.childId) throw new Error(`${side.name} sent an event of another family`)
        sent.times.push(arrived - sent.at.get(item.id)!)
      }
    },
  )

async function postSteadily(side: Side, rooms: Room[], sent: Sent, milliseconds: number): Promise<number[]> {
  sent.at.clear()
  sent.times = []
  const answers: Promise<void>[] = []
  const count = Math.round((milliseconds / 1000) * perSecond)
  const start = performance.now()
  let receivers = 0
  for (let n = 0; n < count; n++) {
    await sleep(Math.max(0, start + n * (1000 / perSecond) - performance.now()))
    const room = rooms[n % rooms.length]!
    const { entryIds, body } = writing(room)
    const now = performance.now()
    for (const id of entryIds) sent.at.set(id, now)
    answers.push(write(side, room, body))
    receivers += room.guardians.length
  }
  await Promise.all(answers)
  await until(() => sent.times.length >= receivers, 10_000, `${side.name}: the last event`)
  return sent.times
}
