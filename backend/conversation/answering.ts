import { statement, type Tx } from '../../db/client.ts'
import type { Conversation } from '../contract/conversation.ts'
import { claimFor } from '../contract/inbox.ts'
import { type ConversationJson, claimantOf, sideOf, staffConversation } from './queries.ts'

const takeUp = statement<{ id: string }>(
  'take_up_conversation',
  `update conversation set claimed_by_id = $2, claimed_by_name = $3, claimed_at = $4
    where id = $1 and not done and (claimed_at is null or claimed_at <= $5) returning id`,
)
const finish = statement<{ id: string }>(
  'finish_with_message',
  `update conversation set done = true, urgent = false, claimed_by_id = null, claimed_by_name = null, claimed_at = null
    where id = $1 and not exists (select 1 from message m
                                   where m.conversation_id = $1 and m.side = 'guardian' and m.seq > $2 and m.retracted_at is null)
   returning id`,
)

/** What a message of the group does with a conversation besides being said. */
export type Answering = 'claim' | 'done' | undefined

/**
 * What a message of the actor does with a conversation, as far as is known before it is committed: who answers what nobody deals with
 * takes it up, and who says so is done with it.
 */
export function answeringOf(tx: Tx, json: ConversationJson, doneUpTo: number | undefined): Answering {
  if (sideOf(tx) !== 'staff') return undefined
  if (doneUpTo !== undefined) return 'done'
  return json.done || claimantOf(tx, json) ? undefined : 'claim'
}

/**
 * Does it once the message stands, whatever others did meanwhile: what a guardian wrote after `doneUpTo` nobody has answered, so then
 * the conversation is not done but taken up.
 * @param said the conversation as it is answered; it has what came of it once all is committed
 */
export function answered(
  tx: Tx,
  json: ConversationJson,
  what: Answering,
  doneUpTo: number | undefined,
  said: Conversation,
): void {
  if (what === undefined) return
  const { personId, firstName } = tx.actor
  const is = (now: Partial<ConversationJson>) => (rows: unknown[]) => {
    if (rows.length > 0) Object.assign(said, { handling: staffConversation({ ...json, ...now }).handling })
  }
  const mine = { claimedById: personId, claimedByName: firstName, claimedAt: tx.now.toISOString() }
  const nobody = { claimedById: null, claimedByName: null, claimedAt: null }
  if (what === 'done')
    tx.atCommit(finish, [json.id, doneUpTo ?? 0], { done: is({ ...nobody, done: true, urgent: false }) })
  const lapsed = new Date(tx.now.getTime() - claimFor)
  tx.atCommit(takeUp, [json.id, personId, firstName, tx.now, lapsed], { done: is(mine) })
}
