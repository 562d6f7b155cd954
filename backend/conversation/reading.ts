import { v7 as uuidv7 } from 'uuid'
import { type Statement, statement, type Tx } from '../../db/client.ts'
import { type NewEvent, record, writeAudit } from '../../db/events.ts'
import { dayOf } from '../contract/clock.ts'
import { type ConversationPage, type Conversations, messagesPerPage } from '../contract/conversation.ts'
import { tellLooked } from '../conversation-reads.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { headsOf } from '../heads.ts'
import { availabilityNow } from './availability.ts'
import {
  type ConversationJson,
  conversationFor,
  conversationOf,
  conversationsWith,
  guardianConversation,
  lockedConversation,
  type MessageRow,
  messageColumns,
  messageFor,
  type Standing,
  sideOf,
  standingsIn,
} from './queries.ts'

const ownIds = statement<{ id: string }>(
  'conversations_of_guardian',
  'select id from conversation order by last_at desc, id desc',
)
const ownChildren = statement<{ id: string; call_name: string; group_id: string | null; group_name: string | null }>(
  'children_to_write_about',
  `select c.id, c.call_name, g.id as group_id, g.name as group_name
     from child c
     join guardianship s on s.child_id = c.id and s.person_id = $1 and s.restricted_at is null
          and s.starts_on <= $2::date and (s.ends_on is null or s.ends_on >= $2::date)
     left join lateral (select g.id, g.name from placement p join "group" g on g.id = p.group_id
                         where p.child_id = c.id and p.starts_on <= $2::date and (p.ends_on is null or p.ends_on >= $2::date)
                         order by p.starts_on, g.id limit 1) g on true
    order by c.birth_date, c.call_name, c.id`,
)
const fellows = statement<{ child_id: string; person_id: string; first_name: string }>(
  'fellow_guardians',
  'select * from fellow_guardians($1::uuid[]) order by first_name, person_id',
)

/** The guardians of these children, whom the actor may write or share with. */
export const guardiansOf = (tx: Tx, childIds: readonly string[]) => tx.query(fellows, [childIds])

/** A guardian's conversations, and about which children another could begin. */
export async function conversationsOf(tx: Tx): Promise<Conversations> {
  const { personId } = tx.actor
  const [ids, children, heads] = await Promise.all([
    tx.query(ownIds, []),
    tx.query(ownChildren, [personId, dayOf(tx.now, timeZone)]),
    headsOf(tx),
  ])
  const all = ids.map(({ id }) => id)
  const [views, standings, guardians] = await Promise.all([
    conversationsWith(tx, all),
    standingsIn(tx, all),
    guardiansOf(
      tx,
      children.map(({ id }) => id),
    ),
  ])
  const own = (childId: string) =>
    views.find(({ kind, child, proposedBy }) => kind === 'private' && child.id === childId && proposedBy === personId)
  return {
    conversations: views.map((view) => ({ conversation: guardianConversation(view), ...standings.get(view.id)! })),
    children: children.map((child) => ({
      id: child.id,
      callName: child.call_name,
      group: child.group_id === null ? null : { id: child.group_id, name: child.group_name! },
      conversationId: own(child.id)?.id ?? null,
      silence: child.group_id === null ? ('child_left' as const) : null,
      others: guardians
        .filter(({ child_id, person_id }) => child_id === child.id && person_id !== personId)
        .map(({ person_id, first_name }) => ({ personId: person_id, name: first_name })),
    })),
    heads,
  }
}

const olderThan = statement<MessageRow>(
  'messages_before',
  `select ${messageColumns} from message m where m.conversation_id = $1 and m.seq < $2 order by m.seq desc limit ${messagesPerPage + 1}`,
)
const newerThan = statement<MessageRow>(
  'messages_after',
  `select ${messageColumns} from message m where m.conversation_id = $1 and m.seq > $2 order by m.seq limit ${messagesPerPage + 1}`,
)

/** A page of a conversation in the order of its messages. */
export async function pageOf(
  tx: Tx,
  conversationId: string,
  { before, after }: { before?: number | undefined; after?: number | undefined },
): Promise<ConversationPage> {
  const conversation = await conversationOf(tx, conversationId)
  await noteRead(tx, conversation)
  const isAfter = after !== undefined
  const [found, standings, availability, heads] = await Promise.all([
    tx.query(isAfter ? newerThan : olderThan, [conversationId, isAfter ? after : (before ?? 2 ** 40)]),
    standingsIn(tx, [conversationId]),
    availabilityNow(tx, conversation.group?.id ?? null),
    headsOf(tx),
  ])
  const rows = found.slice(0, messagesPerPage)
  const more = found.length > messagesPerPage
  if (!isAfter) rows.reverse()
  // The nearest one beyond, so that the pages meet.
  const beyond = more ? (isAfter ? rows.at(-1) : rows[0])!.seq : null
  return {
    conversation: conversationFor(tx, conversation),
    ...standings.get(conversationId)!,
    messages: rows.map((row) => messageFor(tx, row)),
    older: isAfter ? after + 1 : beyond,
    newer: isAfter ? beyond : before === undefined ? null : Math.max(0, before - 1),
    availability,
    heads,
  }
}

/** That somebody opened it; what staff do also stands among the reads of the child. */
async function noteRead(tx: Tx, conversation: ConversationJson): Promise<void> {
  if (tx.actor.role !== 'guardian') await tellLooked(tx, [conversation])
  const subject = { conversation: conversation.id, child: conversation.child.id }
  await writeAudit(tx, { action: 'conversation.opened_to_read', subject })
}

const moveMarker: Statement<{ seq: number }> = statement(
  'move_conversation_marker',
  `insert into read_marker (person_id, role, channel_id, organisation_id, seq, at)
   select $1, $2, c.id, $3, $5::bigint, $6 from channel c where c.id = $4
   on conflict (person_id, role, channel_id) do update set seq = excluded.seq, at = excluded.at
     where excluded.seq > read_marker.seq
   returning seq`,
)
const moveSide = {
  guardian: statement<never>(
    'guardians_read',
    'update conversation set guardian_read_seq = $2, guardian_read_at = $3, guardian_read_name = $4 where id = $1',
  ),
  staff: statement<never>(
    'staff_read',
    'update conversation set staff_read_seq = $2, staff_read_at = $3, staff_read_name = $4 where id = $1',
  ),
}

const markerChannel = statement<{ id: string | null }>('marker_channel', 'select marker_channel($1) as id')

/**
 * The actor has read up to here; it never goes back. Told to the actor's own devices, and where the side had not read so far to all who
 * read it.
 */
export async function readUpTo(tx: Tx, conversationId: string, seq: number): Promise<Standing> {
  const conversation = await lockedConversation(tx, conversationId)
  const { personId, role, organisationId, firstName } = tx.actor
  // Up to the last message: that somebody read is nothing to be read.
  const upTo = Math.min(seq, conversation.last?.seq ?? 0)
  const [moved] = await tx.query(moveMarker, [personId, role, organisationId, conversationId, upTo, tx.now])
  if (moved) {
    const side = sideOf(tx)
    const known = side === 'guardian' ? conversation.guardianRead : conversation.staffRead
    const note = {
      action: 'conversation.read',
      subject: { conversation: conversationId, child: conversation.child.id, fields: ['seq'] },
    }
    const isFurther = moved.seq > (known?.seq ?? 0)
    if (isFurther) await tx.query(moveSide[side], [conversationId, moved.seq, tx.now, firstName])
    const [own] = await tx.query(markerChannel, [uuidv7()])
    const type = side === 'guardian' ? 'own.conversation_read' : 'work.conversation_read'
    const events: NewEvent[] = [
      ...(isFurther ? [{ channel: conversationId, type: 'conversation.read', item: conversationId }] : []),
      ...(own?.id ? [{ channel: own.id, type, item: conversationId }] : []),
    ]
    record(tx, events, note)
  }
  const standing = (await standingsIn(tx, [conversationId])).get(conversationId)
  if (!standing) throw new Refusal('not_found')
  return standing
}
