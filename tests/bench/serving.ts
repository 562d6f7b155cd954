import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { memoryUsage } from 'node:process'

/** What a server under measurement is asked. */
export type Question = { listen: number } | { memory: true } | { cpu: true } | { stop: true }

/** Bytes after garbage was collected. */
export interface Memory {
  rss: number
  heap: number
}

/** Answers the one who measures: listen, memory, processor time, stop. */
export function serveBench(http: Server, close: () => Promise<unknown>): void {
  const say = (answer: unknown) => process.send?.(answer)
  process.on('message', async (asked: Question) => {
    if ('listen' in asked) {
      http.listen(asked.listen, '127.0.0.1', 1_024, () => say((http.address() as AddressInfo).port))
    } else if ('memory' in asked) {
      say(await settledMemory())
    } else if ('cpu' in asked) {
      const { user, system } = process.cpuUsage()
      say(user + system)
    } else {
      await close()
      say('stopped')
      process.disconnect()
    }
  })
  // Whoever measured is gone.
  process.on('disconnect', () => process.exit())
  say('ready')
}

async function settledMemory(): Promise<Memory> {
  for (let n = 0; n < 4; n++) {
    globalThis.gc?.()
    await new Promise((soon) => setTimeout(soon, 50))
  }
  const { rss, heapUsed, external } = memoryUsage()
  return { rss, heap: heapUsed + external }
}
