import { statement, type Tx } from '../../db/client.ts'
import { Refusal } from '../errors.ts'

/** The streams that rest on consent. */
export type ConsentStream = 'diary' | 'photos'

/** A child about whom the actor may write in a group on a day. */
export interface PlacedChild {
  id: string
  callName: string
  /** The child's channel of the stream that was asked for. */
  channel: string
}

const placedChildren = statement<{ id: string; call_name: string; channel: string }>(
  'placed_children',
  `select c.id, c.call_name, ch.id as channel
     from child c
     join channel ch on ch.child_id = c.id and ch.kind = $4
    where c.id = any($2::uuid[])
      and exists (select 1 from placement p
                   where p.child_id = c.id and p.group_id = $1
                     and p.starts_on <= $3::date and (p.ends_on is null or p.ends_on >= $3::date))`,
)

/** The order is that of `childIds`. Every one of them is placed in the group on that day, else nothing is found. */
export async function placedIn(
  tx: Tx,
  groupId: string,
  day: string,
  childIds: readonly string[],
  stream: ConsentStream = 'diary',
): Promise<PlacedChild[]> {
  return inOrder(await tx.query(placedChildren, [groupId, childIds, day, stream]), childIds)
}

/** Children in the order of their ids; one that was not found is *not found* for all. */
export function inOrder(
  rows: readonly { id: string; call_name: string; channel: string }[],
  childIds: readonly string[],
): PlacedChild[] {
  const found = new Map(rows.map((row) => [row.id, { id: row.id, callName: row.call_name, channel: row.channel }]))
  return childIds.map((childId) => {
    const child = found.get(childId)
    if (!child) throw new Refusal('not_found')
    return child
  })
}

const ownChild = statement<{ id: string; call_name: string; parental_authority: boolean }>(
  'own_child',
  `select c.id, c.call_name, g.parental_authority
     from child c
     join guardianship g on g.child_id = c.id
    where c.id = $1 and g.person_id = $2 and g.restricted_at is null
      and g.starts_on <= local_day($3) and (g.ends_on is null or g.ends_on >= local_day($3))`,
)

/** A child whose consents the actor decides: a guardian with parental authority, else nothing is found. */
export async function childToDecideFor(tx: Tx, childId: string): Promise<{ id: string; callName: string }> {
  const [child] = tx.actor.role === 'guardian' ? await tx.query(ownChild, [childId, tx.actor.personId, tx.now]) : []
  if (!child?.parental_authority) throw new Refusal('not_found')
  return { id: child.id, callName: child.call_name }
}

const keptChild = statement<{ id: string; call_name: string; surname: string }>(
  'kept_child',
  `select c.id, c.call_name, c.surname from child c
    where c.id = $1
      and (($2 = 'administration' and c.organisation_id = $3)
           or ($2 = 'manager' and c.id = any(children_in_care())))`,
)

/** A child of whom the actor keeps what its care needs: one in a manager's care, for administration any; else nothing is found. */
export async function childToKeepFor(
  tx: Tx,
  childId: string,
): Promise<{ id: string; callName: string; surname: string }> {
  const { role, organisationId } = tx.actor
  const [row] = await tx.query(keptChild, [childId, role, organisationId])
  if (!row) throw new Refusal('not_found')
  return { id: row.id, callName: row.call_name, surname: row.surname }
}
