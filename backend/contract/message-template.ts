import * as v from 'valibot'
import { longestMessage } from './conversation-limits.ts'
import { route } from './route.ts'
import { Id, wording } from './values.ts'

export const MessageTemplate = v.strictObject({ id: Id, name: v.string(), text: v.string() })
export type MessageTemplate = v.InferOutput<typeof MessageTemplate>
const someTemplates = v.strictObject({ templates: v.array(MessageTemplate) })

export const messageTemplates = route({
  method: 'GET',
  path: '/api/groups/:groupId/message-templates',
  summary: 'The templates of the location of a group, by name.',
  roles: ['staff', 'manager'],
  params: v.strictObject({ groupId: Id }),
  reply: someTemplates,
  errors: ['not_found'],
})

export const addTemplate = route({
  method: 'POST',
  path: '/api/groups/:groupId/message-templates',
  summary: 'Adds a template for the location of a group.',
  roles: ['manager'],
  params: v.strictObject({ groupId: Id }),
  body: v.strictObject({ id: Id, name: wording(80), text: wording(longestMessage) }),
  reply: someTemplates,
  errors: ['not_found', 'id_taken'],
})

export const removeTemplate = route({
  method: 'DELETE',
  path: '/api/groups/:groupId/message-templates/:templateId',
  summary: 'Takes a template away.',
  roles: ['manager'],
  params: v.strictObject({ groupId: Id, templateId: Id }),
  reply: someTemplates,
  errors: ['not_found'],
})
