import { noteReads } from '../child-reads.ts'
import { dayOf } from '../contract/clock.ts'
import * as contract from '../contract/diary.ts'
import { timeZone } from '../day.ts'
import { markRead } from '../heads.ts'
import { route, type Surroundings } from '../http.ts'
import { editEntry, postEntries, removeEntry } from './diary.ts'
import { previewAudience } from './preview.ts'
import { earlierWordings, entryFor, staffEntry } from './queries.ts'
import { timelineOf } from './timeline.ts'

/** Mounts what guardians and staff do with the diary. */
export function diaryRoutes(to: Surroundings): void {
  route(to, contract.timeline, (tx, { query }) => timelineOf(tx, query, dayOf(tx.now, timeZone)))
  route(to, contract.markRead, (tx, { params, body }) => markRead(tx, params.channelId, body.seq))
  route(to, contract.postEntries, async (tx, { body }) => ({ entries: (await postEntries(tx, body)).map(staffEntry) }))
  route(to, contract.previewAudience, (tx, { body }) => previewAudience(tx, body))
  route(to, contract.editEntry, async (tx, { params, body }) => ({
    entry: staffEntry(await editEntry(tx, params.entryId, body)),
  }))
  route(to, contract.removeEntry, async (tx, { params }) => {
    await removeEntry(tx, params.entryId)
    return {}
  })
  route(to, contract.revisions, async (tx, { params }) => {
    const entry = await entryFor(tx, params.entryId)
    await noteReads(tx, [entry.child_id], 'earlier_wordings', entry.id)
    const rows = await earlierWordings(tx, params.entryId)
    return {
      revisions: rows.map((row) => ({
        version: row.version,
        aboutAt: row.about_at.toISOString(),
        text: row.text,
        facts: row.facts,
        author: row.author_name,
        at: row.at.toISOString(),
      })),
    }
  })
}
