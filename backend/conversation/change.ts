import { statement, type Tx } from '../../db/client.ts'
import { record } from '../../db/events.ts'
import { editFor, retractFor } from '../contract/conversation-limits.ts'
import { Refusal } from '../errors.ts'
import { claim } from '../intent.ts'
import {
  type ConversationJson,
  lockedConversation,
  type MessageRow,
  messageRow,
  refuseSilent,
  sideOf,
} from './queries.ts'
import { asItIs, type Said, type Written } from './send.ts'

/** A message that the actor wrote, and its conversation, which nobody else changes meanwhile; else nothing is found. */
async function ownMessage(tx: Tx, messageId: string): Promise<{ row: MessageRow; conversation: ConversationJson }> {
  const found = await messageRow(tx, messageId)
  if (!found || found.author_id !== tx.actor.personId || found.side !== sideOf(tx)) throw new Refusal('not_found')
  const conversation = await lockedConversation(tx, found.conversation_id)
  return { row: (await messageRow(tx, messageId))!, conversation }
}

/** What the database keeps for its author alone is not there for anybody else. */
async function changed(rows: Promise<unknown[]>): Promise<void> {
  if ((await rows).length === 0) throw new Refusal('not_found')
}

const isOver = (tx: Tx, { sent_at: sentAt }: MessageRow, term: number) =>
  tx.now.getTime() > new Date(sentAt).getTime() + term

const rewrite = statement<{ id: string }>(
  'edit_message',
  'update message set text = $2, edited_at = $3 where id = $1 returning id',
)

/**
 * The author puts right a message; what it said is kept, and what says the same changes nothing.
 * @throws Refusal `too_late` after 5 minutes, or once it was taken back; `conversation_closed` when nobody may write any more
 */
export async function editMessage(tx: Tx, messageId: string, { id, text }: Written): Promise<Said> {
  const { row, conversation } = await ownMessage(tx, messageId)
  if (!(await claim(tx, id, { messageId, text })) || row.text === text) return asItIs(tx, conversation.id, messageId)
  if (row.retracted_at !== null || isOver(tx, row, editFor)) throw new Refusal('too_late')
  refuseSilent(conversation)
  await changed(tx.query(rewrite, [messageId, text, tx.now]))
  record(tx, [{ channel: conversation.id, type: 'message.edited', item: messageId }], {
    action: 'message.edited',
    subject: { conversation: conversation.id, child: conversation.child.id, message: messageId, fields: ['text'] },
  })
  return asItIs(tx, conversation.id, messageId)
}

const takeBack = statement<{ id: string }>(
  'retract_message',
  `update message set text = '', retracted_at = $2, was_read = $3 where id = $1 returning id`,
)

/**
 * The author takes back a message: what it said is gone, that there was one stays. Once more changes nothing.
 * @throws Refusal `too_late` after 7 days
 */
export async function retractMessage(tx: Tx, messageId: string): Promise<Said> {
  const { row, conversation } = await ownMessage(tx, messageId)
  if (row.retracted_at !== null) return asItIs(tx, conversation.id, messageId)
  if (isOver(tx, row, retractFor)) throw new Refusal('too_late')
  const opposite = row.side === 'guardian' ? conversation.staffRead : conversation.guardianRead
  await changed(tx.query(takeBack, [messageId, tx.now, (opposite?.seq ?? 0) >= row.seq]))
  record(tx, [{ channel: conversation.id, type: 'message.retracted', item: messageId }], {
    action: 'message.retracted',
    subject: { conversation: conversation.id, child: conversation.child.id, message: messageId },
  })
  return asItIs(tx, conversation.id, messageId)
}
