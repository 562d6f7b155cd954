import * as v from 'valibot'
import { GuardianConversation } from './conversation.ts'
import { route } from './route.ts'
import { Id } from './values.ts'

/** So many times within a day a guardian proposes to share a conversation about a child. */
export const mostProposals = 5

const oneConversation = v.strictObject({ conversationId: Id })

export const proposeSharing = route({
  method: 'POST',
  path: '/api/shared-conversations',
  summary:
    'A guardian proposes to another guardian of a child to share a conversation with the group from when both agree.',
  roles: ['guardian'],
  body: v.strictObject({ id: Id, childId: Id, withId: Id }),
  reply: v.strictObject({ conversation: GuardianConversation }),
  errors: ['not_found', 'id_taken', 'conversation_closed', 'too_many_requests'],
})

export const agreeSharing = route({
  method: 'POST',
  path: '/api/conversations/:conversationId/agreement',
  summary: 'The other guardian agrees; from then on both write, and the group reads.',
  roles: ['guardian'],
  params: oneConversation,
  reply: v.strictObject({ conversation: GuardianConversation }),
  errors: ['not_found', 'conversation_closed'],
})

export const endSharing = route({
  method: 'DELETE',
  path: '/api/conversations/:conversationId/agreement',
  summary:
    'Either guardian ends what is shared, or takes back or declines what was proposed; what was written stays to read.',
  roles: ['guardian'],
  params: oneConversation,
  reply: v.strictObject({ conversation: GuardianConversation }),
  errors: ['not_found'],
})
