import * as v from 'valibot'
import { Me } from './account.ts'
import { LinkSecret, NewPassword } from './password.ts'
import { route } from './route.ts'
import { Opaque, Passed } from './second-factor.ts'
import { Id, Language, wording } from './values.ts'

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

export const invitationPasskeyOptions = route({
  method: 'POST',
  path: '/api/invitation/passkey-options',
  summary:
    'What the browser needs to make the first passkey of who was invited. Good once, for five minutes, for this link.',
  roles: 'anyone',
  body: v.strictObject({ secret: LinkSecret }),
  reply: v.strictObject({ challengeId: Id, options: Opaque }),
  errors: refusals,
})

export const acceptWithPasskey = route({
  method: 'POST',
  path: '/api/invitation/accept/passkey',
  summary:
    'The same with a passkey and no password: it stands for the second factor too, so the recovery codes come with it.',
  roles: 'anyone',
  body: v.strictObject({ secret: LinkSecret, challengeId: Id, name: wording(60), response: Opaque }),
  reply: Passed,
  errors: ['passkey_refused', ...refusals],
})
