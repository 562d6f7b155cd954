import { v7 as uuidv7 } from 'uuid'
import { editEntry, postEntries, removeEntry } from '../../backend/diary/diary.ts'
import { type Recorded, type Tx, transaction } from '../../db/client.ts'
import { posting, type TestServer } from './server.ts'

type Server = Pick<TestServer, 'database' | 'clock'>
type Who = { id: string; role: string }
type About = { groupId: string; childId: string }

/** Commits like a process that dies right afterwards: nothing is published. Gives what it recorded. */
export async function silently<T>(
  server: Server,
  who: Who,
  work: (tx: Tx) => Promise<T>,
): Promise<{ result: T; recorded: Recorded[] }> {
  const opening = { person: who.id, role: who.role, ip: '', device: '' }
  return transaction(server.database.app, opening, server.clock.now(), 'write', async (tx) => {
    const result = await work(tx)
    return { result, recorded: tx.recorded }
  })
}

export async function postSilently(server: Server, who: Who, target: About, text: string) {
  const post = posting(server, { id: target.groupId }, [target.childId], { text })
  const { recorded } = await silently(server, who, (tx) => postEntries(tx, post))
  return { entryId: post.children[0]!.entryId, recorded, refs: recorded.flatMap((one) => one.events) }
}

export async function editSilently(server: Server, who: Who, entryId: string, version: number, text: string) {
  const edit = { id: uuidv7(), version, aboutAt: server.clock.now().toISOString(), text, facts: [] }
  const { recorded } = await silently(server, who, (tx) => editEntry(tx, entryId, edit))
  return recorded.flatMap((one) => one.events)
}

export async function removeSilently(server: Server, who: Who, entryId: string) {
  const { recorded } = await silently(server, who, (tx) => removeEntry(tx, entryId))
  return recorded.flatMap((one) => one.events)
}
