import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import type { Inhabitant, World } from '../../db/world.ts'
import { call, type Reply } from './server.ts'

/** People who keep writing, each intent again and again until it is acknowledged. */
export interface Writers {
  /** Every entry that was acknowledged, with its latest words. */
  acknowledged: Map<string, { childId: string; text: string; version: number }>
  /** How often something had to be sent again. */
  repeated(): number
  /** Stops when what is under way is acknowledged. */
  stop(): Promise<void>
}

export function startWriting(
  server: { url: string },
  world: World,
  people: readonly Inhabitant[],
  pause = 25,
): Writers {
  const acknowledged: Writers['acknowledged'] = new Map()
  let stopped = false
  let repeats = 0
  let n = 0

  async function insist(who: Inhabitant, method: string, path: string, body: unknown): Promise<Reply> {
    for (;;) {
      const reply = await call(server, who, method, path, body).catch(() => undefined)
      if (reply?.status === 200) return reply
      if (reply && reply.status < 500) throw new Error(`an honest intent was refused: ${reply.text}`)
      repeats += 1
      await sleep(80)
    }
  }

  async function write(who: Inhabitant, groupId: string, childIds: readonly string[]): Promise<void> {
    const own: string[] = []
    while (!stopped) {
      const aboutAt = new Date().toISOString()
      const text = `Bericht ${++n}`
      const first = n % childIds.length
      const about = [...new Set([childIds[first]!, childIds[(first + n) % childIds.length]!])]
      const children = about.map((childId) => ({ childId, entryId: uuidv7(), text, facts: [] }))
      await insist(who, 'POST', '/api/diary', { id: uuidv7(), groupId, aboutAt, children })
      for (const { childId, entryId } of children) {
        acknowledged.set(entryId, { childId, text, version: 1 })
        own.push(entryId)
      }
      const changed = own[(n * 7) % own.length]!
      const before = acknowledged.get(changed)!
      if (n % 4 === 0) {
        const edit = { id: uuidv7(), version: before.version, aboutAt, text: `${text}, verbeterd`, facts: [] }
        await insist(who, 'PUT', `/api/diary/${changed}`, edit)
        acknowledged.set(changed, { ...before, text: edit.text, version: before.version + 1 })
      }
      await sleep(pause)
    }
  }

  const writing = Promise.all(
    people.map((who) => {
      const group = world.groups.find((one) => one.id === who.groupIds[0])!
      return write(who, group.id, group.childIds)
    }),
  )
  writing.catch(() => {})
  return {
    acknowledged,
    repeated: () => repeats,
    async stop() {
      stopped = true
      await writing
    },
  }
}

/** The whole diary as a guardian fetches it, page by page. */
export async function wholeDiary(
  server: { url: string },
  who: Inhabitant,
): Promise<{ id: string; text: string; version: number }[]> {
  const items: { id: string; text: string; version: number }[] = []
  let before: string | null = null
  do {
    const query: string = before ? `&before=${encodeURIComponent(before)}` : ''
    const reply = await call(server, who, 'GET', `/api/timeline?limit=100${query}`)
    if (reply.status !== 200) throw new Error(reply.text)
    items.push(...reply.body.items)
    before = reply.body.older
  } while (before)
  return items
}
