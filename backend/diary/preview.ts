import { statement, type Tx } from '../../db/client.ts'
import { aboutOf, checkAbout } from '../about.ts'
import type { previewAudience as previewRoute } from '../contract/diary.ts'
import type { Output } from '../contract/route.ts'
import { groupAndChildren } from '../group/queries.ts'

const consentStates = statement<{ id: string; is_open: boolean; was_open: boolean }>(
  'consent_states',
  `select c.id, c.open as is_open,
          exists (select 1 from channel_period p
                   where p.channel_id = c.id and p.opened_at <= $2 and (p.closed_at is null or p.closed_at >= $3)) as was_open
     from channel c where c.id = any($1::uuid[])`,
)
const diaryReaders = statement<{ child_id: string; readers: number }>(
  'diary_readers',
  'select * from diary_readers($1::uuid[])',
)

/** Who would read an entry about these children at this time, and for whom it may not be written and why. */
export async function previewAudience(
  tx: Tx,
  input: Output<(typeof previewRoute)['body']>,
): Promise<Output<(typeof previewRoute)['reply']>> {
  const about = aboutOf(input.aboutAt, input.moments)
  checkAbout(about, tx.now)
  const { children: placed } = await groupAndChildren(tx, input.groupId, about.day, input.childIds)
  const [states, counts] = await Promise.all([
    tx.query(consentStates, [placed.map((child) => child.channel), about.from, about.to]),
    tx.query(diaryReaders, [input.childIds]),
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
