import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import { dayOf } from '../contract/clock.ts'
import { claimFor, conversationsPerPage, type GroupInbox, type InboxState } from '../contract/inbox.ts'
import { cursorOf, placeOf } from '../cursor.ts'
import { timeZone } from '../day.ts'
import type { Group } from '../group/queries.ts'
import { headsOf } from '../heads.ts'
import { conversationsWith, staffConversation, standingsIn } from './queries.ts'
import { guardiansOf } from './reading.ts'

/** Conversation `k` is about a child that is in group $1 on day $2, or was there last and is in none now. */
const ofGroup = '$1 in (select s.group_id from child_groups(k.child_id, $2::date) s)'
/** A claim from before $3 has lapsed. */
const state = `case when k.done then 'done' when k.claimed_at > $3 then 'claimed' else 'open' end`

const pageOfGroup = statement<{ id: string; last_at: Date }>(
  'group_conversations',
  `select k.id, date_trunc('milliseconds', k.last_at) as last_at from conversation k
    where ${ofGroup} and ($4 = 'all' or ${state} = $4)
      and (date_trunc('milliseconds', k.last_at), k.id) < ($5::timestamptz, $6::uuid)
    order by 2 desc, k.id desc limit ${conversationsPerPage + 1}`,
)
const countsOfGroup = statement<GroupInbox['counts']>(
  'group_conversation_counts',
  `select count(*) filter (where state = 'open')::integer as open, count(*) filter (where state = 'claimed')::integer as claimed,
          count(*) filter (where state = 'done')::integer as done, count(*) filter (where urgent and state <> 'done')::integer as urgent
     from (select ${state} as state, k.urgent from conversation k where ${ofGroup}) counted`,
)

/** A page of a group's conversations, the newest message first. What it costs does not depend on how much was written. */
export async function inboxOf(
  tx: Tx,
  group: Group,
  { state: asked, before }: { state: InboxState; before?: string | undefined },
): Promise<GroupInbox> {
  const day = dayOf(tx.now, timeZone)
  const lapsed = new Date(tx.now.getTime() - claimFor)
  const [found, [counts], heads] = await Promise.all([
    tx.query(pageOfGroup, [group.id, day, lapsed, asked, ...placeOf(before)]),
    tx.query(countsOfGroup, [group.id, day, lapsed]),
    headsOf(tx),
  ])
  const rows = found.slice(0, conversationsPerPage)
  const ids = rows.map(({ id }) => id)
  const [views, standings] = await Promise.all([conversationsWith(tx, ids), standingsIn(tx, ids)])
  const children = [...new Set(views.map(({ child }) => child.id))]
  await writeAudit(tx, {
    action: 'conversation.inbox_read',
    subject: { group: group.id, children, conversations: ids },
  })
  const last = rows.at(-1)
  return {
    group: { id: group.id, name: group.name, location: group.location },
    conversations: views.map((view) => ({ conversation: staffConversation(view), ...standings.get(view.id)! })),
    older: found.length > rows.length && last ? cursorOf({ at: last.last_at, id: last.id }) : null,
    counts: counts!,
    heads,
  }
}

const childrenOfGroup = statement<{ id: string; call_name: string; surname: string }>(
  'children_to_write_to',
  `select c.id, c.call_name, c.surname from child c
    where exists (select 1 from placement p where p.child_id = c.id and p.group_id = $1
                     and p.starts_on <= $2::date and (p.ends_on is null or p.ends_on >= $2::date))
    order by c.call_name, c.surname, c.id`,
)
const privateOnes = statement<{ id: string; child_id: string; guardian_id: string }>(
  'private_conversations',
  `select id, child_id, guardian_id from conversation where kind = 'private' and child_id = any($1::uuid[])`,
)

/** With whom staff of a group could begin. */
export async function correspondentsOf(tx: Tx, groupId: string) {
  const children = await tx.query(childrenOfGroup, [groupId, dayOf(tx.now, timeZone)])
  const ids = children.map(({ id }) => id)
  const [guardians, open] = await Promise.all([guardiansOf(tx, ids), tx.query(privateOnes, [ids])])
  await writeAudit(tx, { action: 'conversation.correspondents_read', subject: { group: groupId, children: ids } })
  return {
    children: children.map((child) => ({
      id: child.id,
      callName: child.call_name,
      surname: child.surname,
      guardians: guardians
        .filter(({ child_id }) => child_id === child.id)
        .map(({ person_id, first_name }) => ({
          personId: person_id,
          name: first_name,
          conversationId: open.find((one) => one.child_id === child.id && one.guardian_id === person_id)?.id ?? null,
        })),
    })),
  }
}
