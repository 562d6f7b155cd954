import * as v from 'valibot'
import { StaffConversation, StaffLine } from './conversation.ts'
import { Head } from './diary.ts'
import { route } from './route.ts'
import { Cursor, Id } from './values.ts'

/** Milliseconds after which a claim lapses by itself: no shift is longer. */
export const claimFor = 12 * 3_600_000
/** So many conversations on a page of the inbox. */
export const conversationsPerPage = 50

const inboxStates = ['all', 'open', 'claimed', 'done'] as const
export const InboxState = v.picklist(inboxStates)
export type InboxState = v.InferOutput<typeof InboxState>

export const groupInbox = route({
  method: 'GET',
  path: '/api/groups/:groupId/conversations',
  summary:
    'The conversations about the children who are in a group today, newest message first; for a manager those that were handed over.',
  noted: true,
  roles: ['staff', 'manager'],
  params: v.strictObject({ groupId: Id }),
  query: v.strictObject({ state: v.optional(InboxState, 'all'), before: v.optional(Cursor) }),
  reply: v.strictObject({
    group: v.strictObject({ id: Id, name: v.string(), location: v.string() }),
    conversations: v.array(StaffLine),
    older: v.nullable(v.string()),
    /** How many of the whole group are in which state; urgent ones that are not done. */
    counts: v.strictObject({ open: v.number(), claimed: v.number(), done: v.number(), urgent: v.number() }),
    heads: v.array(Head),
  }),
  errors: ['not_found'],
})
export type GroupInbox = v.InferOutput<(typeof groupInbox)['reply']>

export const correspondents = route({
  method: 'GET',
  path: '/api/groups/:groupId/correspondents',
  summary: 'With whom staff could begin a conversation: the children who are in a group today and their guardians.',
  noted: true,
  roles: ['staff'],
  params: v.strictObject({ groupId: Id }),
  reply: v.strictObject({
    children: v.array(
      v.strictObject({
        id: Id,
        callName: v.string(),
        surname: v.string(),
        guardians: v.array(v.strictObject({ personId: Id, name: v.string(), conversationId: v.nullable(Id) })),
      }),
    ),
  }),
  errors: ['not_found'],
})

export const handleConversation = route({
  method: 'PUT',
  path: '/api/conversations/:conversationId/handling',
  summary:
    'What the group does with a conversation: who deals with it, that it is done or urgent, or the manager reads it too.',
  roles: ['staff', 'manager'],
  params: v.strictObject({ conversationId: Id }),
  body: v.variant('do', [
    /** `from`: who had it as far as this client knew; another has it by now → `claimed_meanwhile`. */
    v.strictObject({ do: v.literal('claim'), from: v.nullable(Id) }),
    v.strictObject({ do: v.literal('release') }),
    v.strictObject({ do: v.literal('done') }),
    v.strictObject({ do: v.literal('reopen') }),
    v.strictObject({ do: v.literal('urgent'), urgent: v.boolean() }),
    v.strictObject({ do: v.literal('hand_over') }),
    v.strictObject({ do: v.literal('hand_back') }),
  ]),
  /** As it is then; null for a manager who handed it back and reads it no more. */
  reply: v.strictObject({ conversation: v.nullable(StaffConversation) }),
  errors: ['not_found', 'claimed_meanwhile'],
})
export type HandleConversation = v.InferOutput<(typeof handleConversation)['body']>
