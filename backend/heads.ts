import { statement, type Tx } from '../db/client.ts'
import { writeAudit } from '../db/events.ts'
import type { Head } from './contract/diary.ts'
import { Refusal } from './errors.ts'

const actorHeads = statement<{
  id: string
  kind: Head['kind']
  child_id: string | null
  seq: number
  marker: number
  unread: number
}>(
  'actor_heads',
  // The markers as one value: joined, a planner that expects few of either compares each with each.
  `select c.id, c.kind, c.child_id, c.seq, m.seq as marker,
          case when c.kind = 'diary' and $1 then
            (select count(*)::integer from (
               select 1 from diary_entry e
                where e.channel_id = c.id and e.removed_at is null and e.seq > m.seq
               union all
               select 1 from journal_place j
                where j.channel_id = c.id and j.removed_at is null and j.seq > m.seq
                limit 99) counted)
          when c.kind = 'photos' and $1 then
            (select count(*)::integer from (
               select 1 from photo_card p
                where p.channel_id = c.id and p.removed_at is null and p.seq > m.seq
                limit 99) counted)
          else 0 end as unread
     from channel c
    cross join (select coalesce(jsonb_object_agg(r.channel_id, r.seq), '{}') as seqs from read_marker r) markers
    cross join lateral (select case c.kind when 'conversation' then 0 else coalesce((markers.seqs ->> c.id::text)::bigint, 0) end as seq) m`,
)

/**
 * The head of every channel that the actor may read; a guardian's with the unread items, counted up to 99. Where the actor stands in a
 * conversation its own replies say.
 */
export async function headsOf(tx: Tx): Promise<Head[]> {
  const rows = await tx.query(actorHeads, [tx.actor.role === 'guardian'])
  return rows.map((row) => ({
    channel: row.id,
    kind: row.kind,
    childId: row.child_id,
    seq: row.seq,
    marker: row.marker,
    unread: row.unread,
  }))
}

const moveMarker = statement<{ seq: number }>(
  'move_marker',
  `insert into read_marker (person_id, role, channel_id, organisation_id, seq, at)
   select $1, $2, c.id, $3, least($5::bigint, c.seq), $6 from channel c where c.id = $4 and c.kind <> 'conversation'
   on conflict (person_id, role, channel_id) do update set seq = excluded.seq, at = excluded.at
     where excluded.seq > read_marker.seq
   returning seq`,
)

/** Moves the actor's marker forward, at most to the channel's head; a marker never goes back. */
export async function markRead(tx: Tx, channelId: string, seq: number): Promise<{ seq: number; unread: number }> {
  const { personId, role, organisationId } = tx.actor
  const [moved] = await tx.query(moveMarker, [personId, role, organisationId, channelId, seq, tx.now])
  if (moved) {
    const subject = { channel: channelId, fields: ['seq'] }
    await writeAudit(tx, { action: 'channel.marked_read', subject })
  }
  const head = (await headsOf(tx)).find((one) => one.channel === channelId)
  const marker = moved?.seq ?? head?.marker
  // A conversation has a marker of its own, which tells the others.
  if (marker === undefined || head?.kind === 'conversation') throw new Refusal('not_found')
  return { seq: marker, unread: head?.unread ?? 0 }
}
