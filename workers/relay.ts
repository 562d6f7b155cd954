import type pg from 'pg'
import type { EventRef } from '../db/schema/channel.ts'

export type Publish = (refs: readonly EventRef[]) => Promise<void>

/** Younger rows are still in the hands of the process that wrote them, which publishes right after its commit. */
const leftBehindAfter = 2_000
const batch = 500

/**
 * Publishes what a crash left behind between commit and publishing, oldest first, and takes it from the outbox.
 * A row goes only after it was published: a second crash publishes again, and receivers drop what they know.
 * @returns how many outbox rows were published
 */
export async function relay(worker: pg.Pool, publish: Publish, now: Date): Promise<number> {
  const before = new Date(now.getTime() - leftBehindAfter)
  let published = 0
  for (;;) {
    const { rows } = await worker.query<{ id: string; events: EventRef[] }>({
      name: 'relay_left_behind',
      text: 'select id, events from outbox where created_at < $1 order by created_at, id limit $2',
      values: [before, batch],
    })
    if (rows.length === 0) return published
    await publish(rows.flatMap((row) => row.events))
    await worker.query({
      name: 'relay_published',
      text: 'delete from outbox where id = any($1::uuid[])',
      values: [rows.map((row) => row.id)],
    })
    published += rows.length
    if (rows.length < batch) return published
  }
}
