import { type Statement, statement, type Tx } from '../../db/client.ts'
import { record, storing } from '../../db/events.ts'
import { attachedOf } from '../contract/attached.ts'
import type { NewAttachments } from '../contract/attachment.ts'
import { type Conversation, mostPerMinute, type OpenConversation, previewLength } from '../contract/conversation.ts'
import type { Message } from '../contract/message.ts'
import { Refusal } from '../errors.ts'
import { claim, isTaken, refuseTaken } from '../intent.ts'
import { answered, answeringOf } from './answering.ts'
import { asAttachment, attach, filesToAttach, subjectOf } from './attaching.ts'
import {
  attachmentOf,
  type ConversationJson,
  conversationFor,
  conversationOf,
  messageFor,
  messageRow,
  refuseSilent,
  sideOf,
} from './queries.ts'

/** What a client makes of a message. */
export interface Written {
  id: string
  text: string
}

/** The same, with what is to come with it. */
export interface Sent extends Written {
  attachments: NewAttachments
  doneUpTo?: number | undefined
}

/** A message, and its conversation as it is then. */
export interface Said {
  conversation: Conversation
  message: Message
}

const openOne = statement<{ id: string; is_new: boolean }>(
  'open_conversation',
  'select * from open_conversation($1, $2, $3)',
)

/** The first message between a guardian and the group of a child; it goes into the conversation that they have already. */
export async function openConversation(tx: Tx, given: OpenConversation, secret: string): Promise<Said> {
  const { id, childId, guardianId = null, message } = given
  if (tx.actor.role !== 'guardian' && guardianId === null)
    throw new Refusal('invalid', { fields: [{ path: 'guardianId', reason: 'unknown_or_missing' }] })
  const [found] = await tx.query(openOne, [id, childId, guardianId ?? tx.actor.personId]).catch(refuseTaken)
  if (!found) throw new Refusal('not_found')
  if (!(await claim(tx, message.id, { childId, guardianId, ...asked(message) })))
    return asItIs(tx, found.id, message.id)
  const conversation = await conversationOf(tx, found.id)
  refuseSilent(conversation)
  if (found.is_new)
    record(tx, [{ channel: found.id, type: 'conversation.opened', item: found.id }], {
      action: 'conversation.opened',
      subject: { conversation: found.id, child: childId },
    })
  refuseFlood(tx, await sentLatelyIn(tx, found.id))
  return write(tx, conversation, message, secret)
}

/** What a message says: the same however often it comes. */
const asked = ({ text, attachments, doneUpTo }: Sent) => ({
  text,
  ...(attachments.length > 0 && { attachments }),
  ...(doneUpTo !== undefined && { doneUpTo }),
})

/** Sends a message in a conversation that the actor reads. */
export async function sendMessage(tx: Tx, conversationId: string, written: Sent, secret: string): Promise<Said> {
  // Asked in one go: each question of its own would keep the reader waiting for it.
  const [conversation, isFirst, lately] = await Promise.all([
    conversationOf(tx, conversationId),
    claim(tx, written.id, { conversationId, ...asked(written) }),
    sentLatelyIn(tx, conversationId),
  ])
  if (!isFirst) return asItIs(tx, conversationId, written.id)
  refuseSilent(conversation)
  refuseFlood(tx, lately)
  return write(tx, conversation, written, secret)
}

/** What was sent before, as it is now. */
export async function asItIs(tx: Tx, conversationId: string, messageId: string): Promise<Said> {
  const [conversation, row] = await Promise.all([conversationOf(tx, conversationId), messageRow(tx, messageId)])
  if (!row) throw new Refusal('not_found')
  return { conversation: conversationFor(tx, conversation), message: messageFor(tx, row) }
}

const storeMessage = storing(
  'store_message',
  (value) =>
    `insert into message (id, organisation_id, conversation_id, seq, side, author_id, author_name, author_role, text, sent_at)
     select ${value(1)}::uuid, ${value(2)}::uuid, n.channel_id, n.seq, ${value(3)}::text, ${value(4)}::uuid, ${value(5)}::text,
            ${value(6)}::text, ${value(7)}::text, ${value(8)}::timestamptz
       from numbered n`,
)
const readOwn: Statement<never> = statement(
  'read_own_message',
  `insert into read_marker (person_id, role, channel_id, organisation_id, seq, at)
   select m.author_id, m.author_role, m.conversation_id, m.organisation_id, m.seq, m.sent_at from message m where m.id = $1
   on conflict (person_id, role, channel_id) do update set seq = excluded.seq, at = excluded.at where excluded.seq > read_marker.seq`,
)

async function write(tx: Tx, json: ConversationJson, written: Sent, secret: string): Promise<Said> {
  const side = sideOf(tx)
  if (side === 'guardian' && written.doneUpTo !== undefined)
    throw new Refusal('invalid', { fields: [{ path: 'doneUpTo', reason: 'unknown_or_missing' }] })
  const files = await filesToAttach(tx, json, written.attachments)
  const { organisationId, personId, firstName, role } = tx.actor
  const answering = answeringOf(tx, json, written.doneUpTo)
  record(
    tx,
    [{ channel: json.id, type: 'message.sent', item: written.id }],
    {
      action: 'message.sent',
      subject: { ...subjectOf(json, files), message: written.id, ...(answering && { what: answering }) },
    },
    {
      store: {
        by: storeMessage,
        values: [written.id, organisationId, side, personId, firstName, role, written.text, tx.now],
        refuse: (error) => (isTaken(error) ? new Refusal('id_taken') : error),
      },
    },
  )
  await attach(tx, json, written.id, files, secret)
  tx.atCommit(readOwn, [written.id])
  const row = {
    id: written.id,
    conversation_id: json.id,
    seq: 0,
    side,
    author_id: personId,
    author_name: firstName,
    text: written.text,
    attachments: files.map(asAttachment),
    sent_at: tx.now,
    edited_at: null,
    retracted_at: null,
    was_read: false,
    recalled: false,
  }
  const at = tx.now.toISOString()
  const preview = [...written.text.replaceAll(/\s+/g, ' ').trim()].slice(0, previewLength).join('')
  const attached = attachedOf(row.attachments.map(attachmentOf))
  const last = {
    messageId: written.id,
    seq: 0,
    side,
    author: firstName,
    at,
    preview,
    attached,
    retracted: false,
    recalled: false,
  }
  const mark = { seq: 0, at, name: firstName }
  const read = side === 'guardian' ? { guardianRead: mark, done: false } : { staffRead: mark }
  const said = { conversation: conversationFor(tx, { ...json, last, ...read }), message: messageFor(tx, row) }
  answered(tx, json, answering, written.doneUpTo, said.conversation)
  // Which number it gets only the commit says.
  tx.onceCommitted(() => {
    const { seq } = tx.recorded.flatMap(({ events }) => events).findLast(({ channel }) => channel === json.id)!
    said.message.seq = seq
    said.conversation.last!.seq = seq
    said.conversation[side === 'guardian' ? 'guardianRead' : 'staffRead']!.seq = seq
  })
  return said
}

const sentLately = statement<{ sent: number; oldest: Date }>(
  'sent_lately',
  `select count(*)::integer as sent, min(sent_at) as oldest from (
     select sent_at from message where author_id = $1 and conversation_id = $2 and sent_at > $3 order by sent_at desc limit ${mostPerMinute}) lately`,
)

const minute = 60_000

/** What the actor sent in a conversation within the last minute. */
async function sentLatelyIn(tx: Tx, conversationId: string): Promise<{ sent: number; oldest: Date }> {
  const since = new Date(tx.now.getTime() - minute)
  return (await tx.query(sentLately, [tx.actor.personId, conversationId, since]))[0]!
}

/** @throws Refusal `too_many_requests` when the actor sent a minute's worth within the last one */
function refuseFlood(tx: Tx, lately: { sent: number; oldest: Date }): void {
  if (lately.sent < mostPerMinute) return
  const retryAfter = Math.max(1, Math.ceil((lately.oldest.getTime() + minute - tx.now.getTime()) / 1000))
  throw new Refusal('too_many_requests', { retryAfter })
}
