import type pg from 'pg'
import { work } from '../db/client.ts'

const day = 86_400_000
const batch = 1_000
/** For so long a repeated client UUID is recognised. */
const intentDays = 90
/** For so long counts what a guardian began to send; a day of it is asked for. */
const begunDays = 2
/** For so long after it was settled it is known that a photo was reported, and who settled it how. */
const reportDays = 365

/**
 * Takes events older than `keepDays` from the log. Each channel's floor rises in the same transaction, so that a
 * device with an older cursor is told to fetch afresh and never meets a silent gap.
 * With them go the intents, settled reports and counts of uploads whose time is over.
 * @returns how many events were taken
 */
export async function trim(worker: pg.Pool, keepDays: number, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keepDays * day)
  let trimmed = 0
  for (;;) {
    const taken = await trimBatch(worker, before)
    trimmed += taken
    if (taken === 0) break
  }
  await worker.query('delete from intent where at < $1', [new Date(now.getTime() - intentDays * day)])
  await worker.query('delete from photo_report where settled_at < $1', [new Date(now.getTime() - reportDays * day)])
  await worker.query('delete from upload_begun where at < $1', [new Date(now.getTime() - begunDays * day)])
  return trimmed
}

const trimBatch = (worker: pg.Pool, before: Date): Promise<number> =>
  work(worker, async (client) => {
    const { rows: old } = await client.query<{ channel_id: string; seq: number }>(
      'select channel_id, max(seq) as seq from (select channel_id, seq from event where at < $1 order by at limit $2) old group by channel_id',
      [before, batch],
    )
    const channels = old.map((row) => row.channel_id)
    // In id order, as everything that numbers events takes them.
    await client.query('select from channel where id = any($1::uuid[]) order by id for no key update', [channels])
    const { rowCount } = await client.query(
      `delete from event using unnest($1::uuid[], $2::bigint[]) as old (channel_id, seq)
        where event.channel_id = old.channel_id and event.seq <= old.seq`,
      [channels, old.map((row) => row.seq)],
    )
    await client.query(
      `update channel set floor = greatest(floor, old.seq) from unnest($1::uuid[], $2::bigint[]) as old (channel_id, seq)
        where channel.id = old.channel_id`,
      [channels, old.map((row) => row.seq)],
    )
    return rowCount ?? 0
  })
