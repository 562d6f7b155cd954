import { statement, type Tx } from '../db/client.ts'
import type { ConsentStream, PlacedChild } from './child/queries.ts'
import type { AudiencePreview } from './contract/audience.ts'

const consentStates = statement<{ id: string; is_open: boolean; was_open: boolean }>(
  'consent_states',
  `select c.id, c.open as is_open,
          exists (select 1 from channel_period p
                   where p.channel_id = c.id and p.opened_at <= $2 and (p.closed_at is null or p.closed_at >= $3)) as was_open
     from channel c where c.id = any($1::uuid[])`,
)
const streamReaders = statement<{ child_id: string; readers: number }>(
  'stream_readers',
  'select * from stream_readers($1::uuid[], $2)',
)

/** Who would read something about these children in a stream, and for whom it may not be recorded and why. */
export async function previewFor(
  tx: Tx,
  stream: ConsentStream,
  placed: readonly PlacedChild[],
  { from, to }: { from: Date; to: Date },
): Promise<AudiencePreview> {
  const [states, counts] = await Promise.all([
    tx.query(consentStates, [placed.map((child) => child.channel), from, to]),
    tx.query(streamReaders, [placed.map((child) => child.id), stream]),
  ])
  const children = placed.map((child) => {
    const state = states.find((row) => row.id === child.channel)
    const reason = !state?.is_open ? ('not_now' as const) : state.was_open ? null : ('not_then' as const)
    const readers = counts.find((row) => row.child_id === child.id)?.readers ?? 0
    return {
      id: child.id,
      callName: child.callName,
      inForce: reason === null,
      reason,
      readers: reason === null ? readers : 0,
    }
  })
  return { families: children.filter((child) => child.readers > 0).length, children }
}
