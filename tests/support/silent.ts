import { v7 as uuidv7 } from 'uuid'
import { editEntry, postEntries, removeEntry } from '../../backend/diary/diary.ts'
import { type Recorded, transaction, type Tx } from '../../db/client.ts'
import type { Player, Target } from './cast.ts'
import { posting, type TestServer } from './server.ts'

/** Commits like a process that dies right afterwards: nothing is published. Gives what it recorded. */
export async function silently<T>(
  server: TestServer,
  who: Player,
  work: (tx: Tx) => Promise<T>,
): Promise<{ result: T; recorded: Recorded[] }> {
  const opening = { person: who.id, role: who.role, ip: '', device: '' }
  return transaction(server.database.app, opening, server.clock.now(), 'write', async (tx) => {
    const result = await work(tx)
    return { result, recorded: tx.recorded }
  })
}

export async function postSilently(server: TestServer, who: Player, target: Target, text: string) {
  const post = posting(server, { id: target.groupId }, [target.childId], { text })
  const { recorded } = await silently(server, who, (tx) => postEntries(tx, post))
  return { entryId: post.children[0]!.entryId, recorded, refs: recorded.flatMap((one) => one.events) }
}

export async function editSilently(server: TestServer, who: Player, entryId: string, version: number, text: string) {
  const edit = { id: uuidv7(), version, aboutAt: server.clock.now().toISOString(), text, facts: [] }
  const { recorded } = await silently(server, who, (tx) => editEntry(tx, entryId, edit))
  return recorded.flatMap((one) => one.events)
}

export async function removeSilently(server: TestServer, who: Player, entryId: string) {
  const { recorded } = await silently(server, who, (tx) => removeEntry(tx, entryId))
  return recorded.flatMap((one) => one.events)
}

/** A transaction that has done its work and waits with committing. */
export interface Held {
  commit(): Promise<void>
  rollBack(): Promise<void>
}

export async function hold(server: TestServer, who: Player, work: (tx: Tx) => Promise<unknown>): Promise<Held> {
  const outcome = Promise.withResolvers<void>()
  const ready = Promise.withResolvers<void>()
  const whole = silently(server, who, async (tx) => {
    await work(tx)
    ready.resolve()
    await outcome.promise
  })
  whole.catch(ready.reject)
  await ready.promise
  return {
    async commit() {
      outcome.resolve()
      await whole
    },
    async rollBack() {
      outcome.reject(new Error('thought better of it'))
      await whole.catch(() => {})
    },
  }
}
