import { statement, type Tx } from '../db/client.ts'
import type { ConsentStream, PlacedChild } from './child/queries.ts'
import type { AudiencePreview } from './contract/audience.ts'

/** A child, and a time that something about it speaks of, from its first moment to its last. */
export interface Spoken {
  child: PlacedChild
  from: Date
  to: Date
}

const consentStates = statement<{ is_open: boolean; was_open: boolean }>(
  'consent_states',
  `select coalesce(c.open, false) as is_open,
          exists (select 1 from channel_period p
                   where p.channel_id = c.id and p.opened_at <= given.about_from
                     and (p.closed_at is null or p.closed_at >= given.about_to)) as was_open
     from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) with ordinality as given(id, about_from, about_to, nr)
     left join channel c on c.id = given.id
    order by given.nr`,
)
const streamReaders = statement<{ child_id: string; readers: number }>(
  'stream_readers',
  'select * from stream_readers($1::uuid[], $2)',
)

/**
 * Who would read something about these children in a stream, and for whom it may not be recorded and why; a child may be spoken of
 * several times.
 * @returns also those times at which there was no consent, though there is now, and how many would read of a child whose consent
 *   is in force now, by the child's id
 */
export async function previewFor(
  tx: Tx,
  stream: ConsentStream,
  spoken: readonly Spoken[],
): Promise<{ audience: AudiencePreview; closed: ReadonlySet<Spoken>; readers: ReadonlyMap<string, number> }> {
  const placed = [...new Set(spoken.map(({ child }) => child))]
  const [states, counts] = await Promise.all([
    tx.query(consentStates, [
      spoken.map(({ child }) => child.channel),
      spoken.map(({ from }) => from),
      spoken.map(({ to }) => to),
    ]),
    tx.query(streamReaders, [placed.map((child) => child.id), stream]),
  ])
  const notNow = new Set(spoken.filter((_, n) => !states[n]?.is_open).map(({ child }) => child))
  const closed = new Set(spoken.filter(({ child }, n) => !notNow.has(child) && !states[n]?.was_open))
  const notThen = new Set([...closed].map(({ child }) => child))
  const readers = new Map(
    placed.map((child) => {
      const counted = counts.find((row) => row.child_id === child.id)?.readers ?? 0
      return [child.id, notNow.has(child) ? 0 : counted] as const
    }),
  )
  const children = placed.map((child) => {
    const reason = notNow.has(child) ? ('not_now' as const) : notThen.has(child) ? ('not_then' as const) : null
    return {
      id: child.id,
      callName: child.callName,
      inForce: reason === null,
      reason,
      readers: reason === null ? (readers.get(child.id) ?? 0) : 0,
    }
  })
  return { audience: { families: children.filter((child) => child.readers > 0).length, children }, closed, readers }
}
