import * as v from 'valibot'
import { lengthOf, passwordLength } from './password-length.ts'
import { route } from './route.ts'
import { Language } from './values.ts'

/** A password that somebody gives to get in. */
export const GivenPassword = v.pipe(
  v.string(),
  v.minLength(1, 'empty'),
  v.maxLength(1024, 'too_long'),
  v.check((password) => lengthOf(password) <= passwordLength.most, 'too_long'),
)

/**
 * A password that somebody chooses: long enough, of whatever characters. Whether it is one that many use
 * (`too_common`), the current one (`same`) or the person's own name (`like_name`) is looked up: see `account/password-rules.ts`.
 */
export const NewPassword = v.pipe(
  GivenPassword,
  v.check((password) => lengthOf(password) >= passwordLength.least, 'too_short'),
  v.check((password) => password.isWellFormed(), 'unsafe_characters'),
)

export const Email = v.pipe(v.string(), v.trim(), v.maxLength(254, 'too_long'), v.email('email'))

/** What stands behind the `#` of a link in a mail. */
export const LinkSecret = v.pipe(v.string(), v.regex(/^[\w-]{43}$/, 'link'))

export const changePassword = route({
  method: 'PUT',
  path: '/api/account/password',
  summary:
    'Another password, or the first of an account that has none; ends every other session of this person and renews this one.',
  roles: 'person',
  /** The current one, where there is one; else the session must have proven itself a moment ago. */
  body: v.strictObject({ currentPassword: v.optional(GivenPassword), password: NewPassword }),
  reply: v.strictObject({}),
  errors: ['password_needed', 'too_many_requests'],
})

export const passwordForgotten = route({
  method: 'POST',
  path: '/api/account/password/forgotten',
  summary:
    'Asks for a mail with a link to choose another password. The answer is the same whether or not there is an account.',
  roles: 'anyone',
  body: v.strictObject({ email: Email }),
  reply: v.strictObject({}),
  errors: ['too_many_requests'],
})

export const lookAtReset = route({
  method: 'POST',
  path: '/api/account/password/look',
  summary: 'Whose password a link is to choose.',
  roles: 'anyone',
  body: v.strictObject({ secret: LinkSecret }),
  reply: v.strictObject({ email: v.string(), language: Language }),
  errors: ['not_found', 'link_expired', 'link_used', 'too_many_requests'],
})

export const resetPassword = route({
  method: 'POST',
  path: '/api/account/password/reset',
  summary: 'Chooses another password by a link; ends all sessions of its person and begins none.',
  roles: 'anyone',
  body: v.strictObject({ secret: LinkSecret, password: NewPassword }),
  reply: v.strictObject({}),
  errors: ['not_found', 'link_expired', 'link_used', 'too_many_requests'],
})
