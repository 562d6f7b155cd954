import { joinAll, roomsOf } from './crowd.ts'
import type { Ground } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import type { Memory } from './serving.ts'
import { type SideName, sideNames, startSide } from './side.ts'
import { median, rounded } from './statistics.ts'

/** Bytes per idle socket: after collecting garbage, with many sockets less with none, in a fresh process each time. */
export async function measureMemory(ground: Ground, scale: Scale): Promise<Measure[]> {
  const people = roomsOf(ground, Math.ceil(scale.sockets / 32))
    .flatMap((room) => room.guardians)
    .slice(0, scale.sockets)
  const runs: Record<SideName, Memory[]> = { ours: [], bare: [] }
  for (let n = 0; n < scale.fewRounds; n++) {
    for (const name of sideNames) {
      const side = await startSide(name, ground)
      // What the first sockets bring along is no socket's.
      for (const socket of await joinAll(side, people.slice(0, 200))) socket.close()
      await new Promise((soon) => setTimeout(soon, 300))
      const without = await side.memory()
      const sockets = await joinAll(side, people)
      const full = await side.memory()
      runs[name].push({
        rss: (full.rss - without.rss) / people.length / 1024,
        heap: (full.heap - without.heap) / people.length / 1024,
      })
      for (const socket of sockets) socket.close()
      await side.stop()
    }
  }
  const of = (name: SideName, what: keyof Memory) => median(runs[name].map((run) => run[what]))
  const row = (what: keyof Memory, words: string): Measure => ({
    name: `memory per idle authenticated socket, ${words}`,
    ours: rounded(of('ours', what), 1),
    bare: rounded(of('bare', what), 1),
    unit: 'KB',
    ratio: rounded(of('ours', what) / of('bare', what)),
    reach: { atMost: 1.5 },
    details: {
      sockets: people.length,
      ours: runs.ours.map((run) => rounded(run[what], 1)),
      bare: runs.bare.map((run) => rounded(run[what], 1)),
    },
  })
  return [row('rss', 'resident'), row('heap', 'heap and buffers')]
}
