import { type Statement, statement, type Tx } from '../../db/client.ts'
import { record } from '../../db/events.ts'
import type { StaffConversation } from '../contract/conversation.ts'
import type { HandleConversation } from '../contract/inbox.ts'
import { Refusal } from '../errors.ts'
import {
  type ConversationJson,
  claimantOf,
  conversationsWith,
  lockedConversation,
  staffConversation,
} from './queries.ts'

const setClaim = statement<never>(
  'claim_conversation',
  'update conversation set claimed_by_id = $2, claimed_by_name = $3, claimed_at = $4, done = false where id = $1',
)
const setDone = statement<never>(
  'finish_conversation',
  `update conversation set done = $2, urgent = urgent and not $2, claimed_by_id = null, claimed_by_name = null, claimed_at = null
    where id = $1`,
)
const setUrgent = statement<never>('urge_conversation', 'update conversation set urgent = $2 where id = $1')
const setHandedOver = statement<never>(
  'hand_over_conversation',
  'update conversation set handed_over_at = $2, handed_over_by_name = $3 where id = $1',
)

/** A manager who hands it back reads it no more, and deals with it no more. */
const setHandedBack = statement<never>(
  'hand_back_conversation',
  `update conversation set handed_over_at = null, handed_over_by_name = null,
          claimed_by_id = case when $2::boolean then null else claimed_by_id end,
          claimed_by_name = case when $2::boolean then null else claimed_by_name end,
          claimed_at = case when $2::boolean then null else claimed_at end
    where id = $1`,
)

/** What is to be written, and which fields that changes; nothing where it says what is so already. */
function changeOf(
  tx: Tx,
  json: ConversationJson,
  asked: HandleConversation,
): { by: Statement<never>; values: unknown[]; fields: string[] } | undefined {
  const { personId, firstName } = tx.actor
  const claimant = claimantOf(tx, json)
  const refuse = () => new Refusal('claimed_meanwhile', { claimedBy: claimant!.name })
  switch (asked.do) {
    case 'claim':
      if (claimant?.id === personId && !json.done) return undefined
      if (claimant && claimant.id !== personId && claimant.id !== asked.from) throw refuse()
      return { by: setClaim, values: [personId, firstName, tx.now], fields: ['claim'] }
    case 'release':
      if (claimant && claimant.id !== personId) throw refuse()
      return json.claimedById === null ? undefined : { by: setClaim, values: [null, null, null], fields: ['claim'] }
    case 'done':
      return json.done ? undefined : { by: setDone, values: [true], fields: ['done', 'claim', 'urgent'] }
    case 'reopen':
      return json.done ? { by: setDone, values: [false], fields: ['done'] } : undefined
    case 'urgent':
      return json.urgent === asked.urgent ? undefined : { by: setUrgent, values: [asked.urgent], fields: ['urgent'] }
    case 'hand_over':
      if (json.handedOverAt !== null) return undefined
      return { by: setHandedOver, values: [tx.now, firstName], fields: ['handedOver'] }
    case 'hand_back': {
      if (json.handedOverAt === null) return undefined
      const letsGo = tx.actor.role === 'manager' && json.claimedById === personId
      return { by: setHandedBack, values: [letsGo], fields: letsGo ? ['handedOver', 'claim'] : ['handedOver'] }
    }
  }
}

/**
 * What the group does with a conversation. Gives it as it is then, as long as the actor reads it.
 * @throws Refusal `claimed_meanwhile` when another deals with it than this client knew
 */
export async function handle(
  tx: Tx,
  conversationId: string,
  asked: HandleConversation,
): Promise<StaffConversation | null> {
  const json = await lockedConversation(tx, conversationId)
  const change = changeOf(tx, json, asked)
  if (!change) return staffConversation(json)
  await tx.query(change.by, [conversationId, ...change.values])
  record(tx, [{ channel: conversationId, type: 'conversation.handled', item: conversationId }], {
    action: 'conversation.handled',
    subject: { conversation: conversationId, child: json.child.id, what: asked.do, fields: change.fields },
  })
  if (asked.do === 'hand_back' && tx.actor.role === 'manager') return null
  const [now] = await conversationsWith(tx, [conversationId])
  return now ? staffConversation(now) : null
}

const letGo = statement<{ id: string }>('release_claims', 'select * from release_claims()')

/** Whoever signs out deals with nothing any more. */
export async function releaseClaims(tx: Tx): Promise<void> {
  const released = await tx.query(letGo, [])
  if (released.length === 0) return
  record(
    tx,
    released.map(({ id }) => ({ channel: id, type: 'conversation.handled', item: id })),
    {
      action: 'conversation.handled',
      subject: { conversations: released.map(({ id }) => id), what: 'release', fields: ['claim'] },
    },
  )
}
