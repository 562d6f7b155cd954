import { statement, type Tx } from '../../db/client.ts'
import { record } from '../../db/events.ts'
import { recalledReaders } from '../breach/queries.ts'
import { beginBreach } from '../breach-begun.ts'
import { attachedOf } from '../contract/attached.ts'
import type { PhotoReader } from '../contract/photo.ts'
import { todayOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { claim } from '../intent.ts'
import { attachmentOf, lockedConversation, messageRow } from './queries.ts'
import { asItIs, type Said } from './send.ts'

const openersOf = statement<{
  person_id: string
  person_name: string
  call_name: string
  child_id: string
  seen_at: Date
  opened_at: Date | null
  saved_at: Date | null
}>('message_openers', 'select * from message_openers($1)')
const takeBack = statement<{ child_id: string }>('recall_message', 'select * from recall_message($1, $2)')

const lastGroup = statement<{ id: string; name: string }>(
  'last_group_of_child',
  `select g.id, g.name from child_groups($1, $2::date) s join "group" g on g.id = s.group_id order by g.name, g.id limit 1`,
)
/** Where a child was last that is in no group any more. */
const lastGroupOf = async (tx: Tx, childId: string) => (await tx.query(lastGroup, [childId, todayOf(tx)]))[0]

/**
 * Recalls a message of the staff that went astray, however long ago: it is gone for everybody with what came with it, and what is known of
 * whom it had reached goes into a breach record, begun for the privacy officer in the same transaction.
 * @throws Refusal `not_found` also for what was taken back already
 */
export async function recallMessage(
  tx: Tx,
  messageId: string,
  { id, reason }: { id: string; reason: string },
): Promise<Said & { readers: PhotoReader[] }> {
  const found = await messageRow(tx, messageId)
  if (found?.side !== 'staff') throw new Refusal('not_found')
  const conversation = await lockedConversation(tx, found.conversation_id)
  // Asked again, it is gone already; the list of whom it had reached is not.
  if (!(await claim(tx, id, { messageId, reason })))
    return { readers: await recalledReaders(tx, id), ...(await asItIs(tx, conversation.id, messageId)) }
  const row = (await messageRow(tx, messageId))!
  const group = conversation.group ?? (await lastGroupOf(tx, conversation.child.id))
  if (row.retracted_at !== null || !group) throw new Refusal('not_found')
  const { photos, documents } = attachedOf(row.attachments.map(attachmentOf))
  const openers = await tx.query(openersOf, [messageId])
  const readers = openers.map(
    (one): PhotoReader => ({
      personId: one.person_id,
      name: one.person_name,
      role: 'guardian',
      child: one.call_name,
      seenAt: one.seen_at.toISOString(),
      openedAt: one.opened_at?.toISOString() ?? null,
      savedAt: one.saved_at?.toISOString() ?? null,
    }),
  )
  const shown = await tx.query(takeBack, [messageId, readers.length > 0])
  const childIds = [...new Set([conversation.child.id, ...shown.map((one) => one.child_id)])]
  record(tx, [{ channel: conversation.id, type: 'message.retracted', item: messageId }], {
    action: 'message.recalled',
    subject: {
      conversation: conversation.id,
      child: conversation.child.id,
      children: childIds,
      message: messageId,
      breach: id,
    },
  })
  await beginBreach(tx, {
    ...{ id, kind: 'message', group, childIds, reason, readers },
    postedAt: new Date(row.sent_at),
    tags: [],
    reports: [],
    went: { photos, documents },
  })
  return { readers, ...(await asItIs(tx, conversation.id, messageId)) }
}
