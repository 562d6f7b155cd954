import { statement, type Tx } from '../../db/client.ts'
import { record } from '../../db/events.ts'
import type { GuardianConversation } from '../contract/conversation.ts'
import { mostProposals } from '../contract/sharing.ts'
import { Refusal } from '../errors.ts'
import { claim, refuseTaken } from '../intent.ts'
import { type ConversationJson, conversationOf, guardianConversation, lockedConversation } from './queries.ts'

const propose = statement<{ id: string; is_new: boolean }>(
  'propose_sharing',
  'select * from propose_sharing($1, $2, $3)',
)

/** Proposes to another guardian of a child to share a conversation; the one that they share, or have proposed, already is given again. */
export async function proposeSharing(
  tx: Tx,
  { id, childId, withId }: { id: string; childId: string; withId: string },
): Promise<GuardianConversation> {
  const [found] = await tx.query(propose, [id, childId, withId]).catch(refuseTaken)
  if (!found) throw new Refusal('not_found')
  await claim(tx, id, { childId, withId })
  const conversation = await conversationOf(tx, found.id)
  if (conversation.silence === 'child_left') throw new Refusal('conversation_closed', { silence: 'child_left' })
  if (found.is_new) await refuseInsisting(tx, childId)
  // Also of one that comes again after the one it met has ended: nothing begins untold.
  if (found.is_new)
    record(tx, [{ channel: found.id, type: 'conversation.opened', item: found.id }], {
      action: 'conversation.sharing_proposed',
      subject: { conversation: found.id, child: childId },
    })
  return guardianConversation(conversation)
}

const day = 86_400_000
const proposedLately = statement<{ proposed: number; oldest: Date }>(
  'proposed_lately',
  `select count(*)::integer as proposed, min(opened_at) as oldest from conversation
    where kind = 'shared' and guardian_id = $1 and child_id = $2 and opened_at > $3`,
)

/**
 * Each stays with the other guardian for good, also declined: nobody is flooded with them.
 * @throws Refusal `too_many_requests` when the actor proposed a day’s worth, this one with them, within the last one
 */
async function refuseInsisting(tx: Tx, childId: string): Promise<void> {
  const since = new Date(tx.now.getTime() - day)
  const [lately] = await tx.query(proposedLately, [tx.actor.personId, childId, since])
  if (!lately || lately.proposed <= mostProposals) return
  const retryAfter = Math.max(1, Math.ceil((lately.oldest.getTime() + day - tx.now.getTime()) / 1000))
  throw new Refusal('too_many_requests', { retryAfter })
}

/** A shared conversation that the actor reads; else nothing is found. */
async function sharedOne(tx: Tx, conversationId: string): Promise<ConversationJson> {
  const conversation = await lockedConversation(tx, conversationId)
  if (conversation.kind !== 'shared') throw new Refusal('not_found')
  return conversation
}

const setAgreed = statement<never>('agree_sharing', 'update conversation set agreed_at = $2 where id = $1')
const setEnded = statement<never>('end_sharing', 'update conversation set ended_at = $2 where id = $1')

/** The one who was asked agrees; whoever proposed waits for that. Once more changes nothing. */
export async function agreeSharing(tx: Tx, conversationId: string): Promise<GuardianConversation> {
  const conversation = await sharedOne(tx, conversationId)
  if (conversation.proposedBy === tx.actor.personId) throw new Refusal('not_found')
  if (conversation.silence !== null && conversation.silence !== 'not_agreed')
    throw new Refusal('conversation_closed', { silence: conversation.silence })
  return told(tx, conversation, conversation.agreedAt === null ? setAgreed : undefined, 'conversation.sharing_agreed')
}

/** Either one ends it, takes back what was proposed or declines it. Once more changes nothing. */
export async function endSharing(tx: Tx, conversationId: string): Promise<GuardianConversation> {
  const conversation = await sharedOne(tx, conversationId)
  return told(tx, conversation, conversation.endedAt === null ? setEnded : undefined, 'conversation.sharing_ended')
}

async function told(
  tx: Tx,
  { id, child }: ConversationJson,
  change: typeof setEnded | undefined,
  action: string,
): Promise<GuardianConversation> {
  if (change) {
    await tx.query(change, [id, tx.now])
    record(tx, [{ channel: id, type: 'conversation.shared', item: id }], {
      action,
      subject: { conversation: id, child: child.id },
    })
  }
  return guardianConversation(await conversationOf(tx, id))
}
