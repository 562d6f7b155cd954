import { statement, type Tx } from '../../db/client.ts'
import { type ConsentStream, inOrder, type PlacedChild } from '../child/queries.ts'
import { dayOf } from '../contract/clock.ts'
import { claimFor } from '../contract/inbox.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { concernsGroup } from '../photo/queries.ts'

export interface Group {
  id: string
  name: string
  location: string
  locationId: string
}

/** A person works in group `g`: as staff on a day, or today as manager of its location; each given as a placeholder. */
export const works = (person: string, role: string, day: string, today: string) => `(
      exists (select 1 from staff_assignment s
               where ${role} = 'staff' and s.group_id = g.id and s.person_id = ${person}
                 and s.starts_on <= ${day}::date and (s.ends_on is null or s.ends_on >= ${day}::date))
      or exists (select 1 from person_role r
                  where ${role} = 'manager' and r.role = 'manager' and r.location_id = g.location_id and r.person_id = ${person}
                    and r.starts_on <= ${today}::date and (r.ends_on is null or r.ends_on >= ${today}::date)))`

const workedGroup = statement<Group>(
  'worked_group',
  `select g.id, g.name, l.name as location, g.location_id as "locationId"
     from "group" g
     join location l on l.id = g.location_id
    where g.id = $1 and ${works('$2', '$3', '$4', '$5')}`,
)

/** A group in which the actor works on that day; for a manager any of the location. Else nothing is found. */
export async function groupFor(tx: Tx, groupId: string, day: string): Promise<Group> {
  const { personId, role } = tx.actor
  const [group] = await tx.query(workedGroup, [groupId, personId, role, day, dayOf(tx.now, timeZone)])
  if (!group) throw new Refusal('not_found')
  return group
}

const workedChildren = statement<{ group_name: string; id: string; call_name: string; channel: string }>(
  'worked_children',
  `select g.name as group_name, c.id, c.call_name, ch.id as channel
     from "group" g
     join placement p on p.group_id = g.id and p.starts_on <= $4::date and (p.ends_on is null or p.ends_on >= $4::date)
     join child c on c.id = p.child_id
     join channel ch on ch.child_id = c.id and ch.kind = $7
    where g.id = $1 and p.child_id = any($6::uuid[]) and ${works('$2', '$3', '$4', '$5')}`,
)

/**
 * A group in which the actor works on that day, with some of its children of that day in the order of `childIds`; else,
 * also for one child that is not placed there, nothing is found.
 */
export async function groupAndChildren(
  tx: Tx,
  groupId: string,
  day: string,
  childIds: readonly string[],
  stream: ConsentStream = 'diary',
): Promise<{ group: { id: string; name: string }; children: PlacedChild[] }> {
  const { personId, role } = tx.actor
  const today = dayOf(tx.now, timeZone)
  const rows = await tx.query(workedChildren, [groupId, personId, role, day, today, childIds, stream])
  const [first] = rows
  if (!first) throw new Refusal('not_found')
  return { group: { id: groupId, name: first.group_name }, children: inOrder(rows, childIds) }
}

const ownGroupsChildren = statement<{ id: string; call_name: string; channel: string }>(
  'children_of_own_groups',
  `select c.id, c.call_name, ch.id as channel
     from child c
     join channel ch on ch.child_id = c.id and ch.kind = $6
    where c.id = any($5::uuid[])
      and exists (select 1 from placement p join "group" g on g.id = p.group_id
                   where p.child_id = c.id and p.starts_on <= $3::date and (p.ends_on is null or p.ends_on >= $3::date)
                     and ${works('$1', '$2', '$3', '$4')})`,
)

/** Children who are on a day in a group in which the actor works, in the order of `childIds`; else, also for one, nothing is found. */
export async function childrenOfOwnGroups(
  tx: Tx,
  day: string,
  childIds: readonly string[],
  stream: ConsentStream,
): Promise<PlacedChild[]> {
  if (childIds.length === 0) return []
  const { personId, role } = tx.actor
  const today = dayOf(tx.now, timeZone)
  return inOrder(await tx.query(ownGroupsChildren, [personId, role, day, today, childIds, stream]), childIds)
}

interface GroupLine extends Omit<Group, 'locationId'> {
  /** How many are placed there. */
  children: number
  /** How many reports of photos nobody settled yet. */
  reports: number
  /** How many conversations that the actor reads nobody deals with, or is done with, yet. */
  conversations: number
}

const workedGroups = statement<GroupLine>(
  'worked_groups',
  `select g.id, g.name, l.name as location,
          (select count(distinct p.child_id)::integer from placement p
            where p.group_id = g.id and p.starts_on <= $1::date and (p.ends_on is null or p.ends_on >= $1::date)) as children,
          (select count(*)::integer from photo_report r join photo p on p.id = r.photo_id join photo_card k on k.id = p.card_id
            where r.settled_at is null and ${concernsGroup('g.id', '$1')}) as reports,
          (select count(*)::integer from conversation k
            where not k.done and (k.claimed_at is null or k.claimed_at <= $4)
              and g.id in (select s.group_id from child_groups(k.child_id, $1::date) s)) as conversations
     from "group" g
     join location l on l.id = g.location_id
    where ${works('$2', '$3', '$1', '$1')}
    order by l.name, g.name`,
)

/** The groups in which the actor works on that day. */
export const groupsOf = (tx: Tx, day: string): Promise<GroupLine[]> =>
  tx.query(workedGroups, [day, tx.actor.personId, tx.actor.role, new Date(tx.now.getTime() - claimFor)])

const childrenOfDay = statement<{
  id: string
  call_name: string
  surname: string
  birth_date: string
  diary: boolean
  photos: boolean
}>(
  'children_of_day',
  `select c.id, c.call_name, c.surname, c.birth_date,
          coalesce(bool_or(ch.open) filter (where ch.kind = 'diary'), false) as diary,
          coalesce(bool_or(ch.open) filter (where ch.kind = 'photos'), false) as photos
     from child c
     left join channel ch on ch.child_id = c.id
    where exists (select 1 from placement p
                   where p.child_id = c.id and p.group_id = $1 and p.starts_on <= $2::date and (p.ends_on is null or p.ends_on >= $2::date))
    group by c.id
    order by c.call_name, c.surname, c.id`,
)

const stayingOnDay = statement<{
  id: string
  call_name: string
  surname: string
  birth_date: string
  placed_until: string | null
  care_type: 'KDV' | 'BSO' | null
}>(
  'staying_on_day',
  `select c.id, c.call_name, c.surname, c.birth_date, p.ends_on as placed_until, p.care_type
     from child c
     left join lateral (select p.ends_on, k.care_type
                          from placement p join contract k on k.id = p.contract_id
                         where p.child_id = c.id and p.group_id = $1 and p.ends_on < $2::date
                         order by p.ends_on desc, p.id limit 1) p on true
    where c.id = any($3::uuid[])
    order by c.call_name, c.surname, c.id`,
)

/** Of some children that are not placed in a group on a day until when they were. */
export const stayingIn = (tx: Tx, groupId: string, day: string, childIds: readonly string[]) =>
  tx.query(stayingOnDay, [groupId, day, childIds])

/** The children placed in a group on a day, with what is in force for them now. */
export const childrenOf = (tx: Tx, groupId: string, day: string) => tx.query(childrenOfDay, [groupId, day])
