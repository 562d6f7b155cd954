import { statement, type Tx } from '../../db/client.ts'
import { escortsOf } from '../attendance/queries.ts'
import { noteReads } from '../child-reads.ts'
import type { OpenActions } from '../contract/action-overview.ts'
import { todayOf } from '../day.ts'
import { groupsOf } from '../group/queries.ts'
import { headsOf } from '../heads.ts'
import { openActionsOf } from './queries.ts'

const placedIn = statement<{ group_id: string; id: string; call_name: string; surname: string }>(
  'children_of_groups',
  `select distinct p.group_id, c.id, c.call_name, c.surname
     from placement p join child c on c.id = p.child_id
    where p.group_id = any($1::uuid[]) and p.starts_on <= $2::date and (p.ends_on is null or p.ends_on >= $2::date)
    order by c.call_name, c.surname, c.id`,
)

/** What is open in the groups in which the actor works today, and who each child's guardians are. */
export async function actionsOverview(tx: Tx): Promise<OpenActions> {
  const today = todayOf(tx)
  const [heads, groups] = await Promise.all([headsOf(tx), groupsOf(tx, today)])
  const placed = await tx.query(placedIn, [groups.map(({ id }) => id), today])
  const ids = [...new Set(placed.map(({ id }) => id))]
  const [actions, escorts] = await Promise.all([openActionsOf(tx, ids), escortsOf(tx, ids)])
  await noteReads(tx, ids, 'actions')
  const guardiansOf = (childId: string) =>
    (escorts.get(childId) ?? []).filter(({ kind }) => kind === 'guardian').map(({ id, name }) => ({ id, name }))
  return {
    today,
    groups: groups.map(({ id, name, location }) => ({
      id,
      name,
      location,
      children: placed
        .filter(({ group_id }) => group_id === id)
        .map((child) => ({
          id: child.id,
          callName: child.call_name,
          surname: child.surname,
          guardians: guardiansOf(child.id),
        })),
    })),
    actions,
    heads,
  }
}
