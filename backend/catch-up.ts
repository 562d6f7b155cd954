import type { Tx } from '../db/client.ts'
import { statement } from '../db/client.ts'
import { noteReads } from './child-reads.ts'
import type { CatchUp, Cursors } from './contract/live.ts'
import { noteMissed } from './conversation-reads.ts'
import { headsOf } from './heads.ts'
import { eventsSince, viewOf } from './views.ts'

/** Further behind than this a fresh fetch is cheaper than the events. */
const mostPerChannel = 200
/** The same of all channels together: who reads hundreds would have everybody wait for the answer. */
const mostTogether = 2_000

const floors = statement<{ id: string; floor: number }>(
  'channel_floors',
  'select id, floor from channel where id = any($1::uuid[])',
)

/**
 * What came after a client's cursors. Loss is announced: a channel whose cursor is older than the kept log, too far
 * behind, ahead of the log, or no longer the actor's to read, is listed under `resync`; so is one for which the answer has no room.
 */
export async function catchUp(tx: Tx, cursors: Cursors): Promise<CatchUp> {
  const asked = Object.keys(cursors)
  const [heads, kept] = await Promise.all([headsOf(tx), tx.query(floors, [asked])])
  const headBy = new Map(heads.map((head) => [head.channel, head.seq]))
  const floorBy = new Map(kept.map((row) => [row.id, row.floor]))
  const resync = new Set<string>()
  const behind: Cursors = {}
  let together = 0
  for (const channel of asked) {
    const cursor = cursors[channel]!
    const head = headBy.get(channel)
    if (head === undefined || cursor > head || cursor < (floorBy.get(channel) ?? 0) || head - cursor > mostPerChannel)
      resync.add(channel)
    else if (cursor < head) {
      together += head - cursor
      if (together > mostTogether) resync.add(channel)
      else behind[channel] = cursor
    }
  }
  if (Object.keys(behind).length === 0) return { events: [], resync: [...resync], heads }
  const loaded = await eventsSince(tx, behind, mostPerChannel)
  const missed = loaded.filter((event) => !resync.has(event.channel))
  if (tx.actor.role !== 'guardian') {
    await noteReads(
      tx,
      missed.flatMap(
        ({ entry, card, absence, action, stay, handover }) =>
          (entry ?? card ?? absence ?? action ?? stay ?? handover)?.child_id ?? [],
      ),
      'new_entries',
    )
    // That there is one only its readers may learn.
    await noteMissed(
      tx,
      missed.flatMap(({ conversation }) => conversation ?? []),
    )
  }
  const events = missed.map((event) => viewOf(event, tx.actor.role))
  return { events, resync: [...resync], heads }
}
