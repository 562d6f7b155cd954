import * as v from 'valibot'
import { Me } from './account.ts'
import { LinkSecret, NewPassword } from './password.ts'
import { route } from './route.ts'
import { Language } from './values.ts'

/** Whom an invitation is for. */
export const Invited = v.strictObject({
  firstName: v.string(),
  organisation: v.string(),
  email: v.string(),
  language: Language,
  /** Already has an account: there is nothing to accept, only to sign in. */
  hasAccount: v.boolean(),
})
export type Invited = v.InferOutput<typeof Invited>

const refusals = ['not_found', 'link_expired', 'link_used', 'email_taken', 'too_many_requests'] as const

export const lookAtInvitation = route({
  method: 'POST',
  path: '/api/invitation/look',
  summary: 'Whom an invitation is for, by the secret of its link.',
  roles: 'anyone',
  body: v.strictObject({ secret: LinkSecret }),
  reply: Invited,
  errors: refusals,
})

export const acceptInvitation = route({
  method: 'POST',
  path: '/api/invitation/accept',
  summary: 'Makes the account of who was invited, uses the invitation up, and signs in.',
  roles: 'anyone',
  body: v.strictObject({ secret: LinkSecret, password: NewPassword }),
  reply: Me,
  errors: refusals,
})
