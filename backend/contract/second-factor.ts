import * as v from 'valibot'
import { Me } from './account.ts'
import { route } from './route.ts'
import { Id, Instant, wording } from './values.ts'

/** What proves once more that it is still the same person: not needed shortly after signing in. */
const Password = v.optional(v.pipe(v.string(), v.maxLength(128, 'too_long')))

const RecoveryCodes = v.array(v.string())

/** Who passed: who it is, now with a session of another id; and the recovery codes, when these are new. Shown once. */
export const Passed = v.strictObject({ me: Me, recoveryCodes: v.nullable(RecoveryCodes) })

export const Passkey = v.strictObject({ id: Id, name: v.string(), createdAt: Instant, usedAt: v.nullable(Instant) })
export type Passkey = v.InferOutput<typeof Passkey>

export const secondFactor = route({
  method: 'GET',
  path: '/api/account/second-factor',
  summary: 'How this account proves itself beside the password.',
  roles: 'person',
  reply: v.strictObject({
    /** Staff, managers, administration and privacy officers cannot do without. */
    mandatory: v.boolean(),
    app: v.nullable(v.strictObject({ since: Instant })),
    passkeys: v.array(Passkey),
    recoveryCodesLeft: v.number(),
  }),
})

export const beginApp = route({
  method: 'POST',
  path: '/api/account/second-factor/app',
  summary: 'Makes a secret for an authenticator app; it counts once a code confirmed it.',
  roles: 'person',
  before: 'second_factor',
  body: v.strictObject({ password: Password }),
  reply: v.strictObject({
    /** Base32, to type over. */
    secret: v.string(),
    /** What the picture to scan says. */
    uri: v.string(),
  }),
  errors: ['second_factor_needed', 'password_needed', 'wrong_credentials', 'too_many_requests'],
})

const Code = v.pipe(
  v.string(),
  v.transform((code) => code.replace(/[\s-]/g, '').toUpperCase()),
  v.regex(/^(\d{6}|[0-9A-Z]{10})$/, 'code'),
)

export const confirmApp = route({
  method: 'POST',
  path: '/api/account/second-factor/app/confirm',
  summary: 'Confirms the authenticator app with its first code; the session passes and gets another id.',
  roles: 'person',
  before: 'second_factor',
  body: v.strictObject({ code: Code }),
  reply: Passed,
  errors: ['wrong_code', 'second_factor_needed', 'too_many_requests'],
})

export const verifyCode = route({
  method: 'POST',
  path: '/api/account/second-factor/verify',
  summary: 'Passes with a code of the authenticator app or a recovery code; the session gets another id.',
  roles: 'person',
  before: 'second_factor',
  body: v.strictObject({ code: Code }),
  reply: Passed,
  errors: ['wrong_code', 'too_many_requests'],
})

export const removeApp = route({
  method: 'DELETE',
  path: '/api/account/second-factor/app',
  summary: 'Does without the authenticator app; not where it is the only second factor and one is mandatory.',
  roles: 'person',
  body: v.strictObject({ password: Password }),
  reply: v.strictObject({}),
  errors: ['last_factor', 'password_needed', 'wrong_credentials', 'too_many_requests'],
})

export const renewRecoveryCodes = route({
  method: 'POST',
  path: '/api/account/second-factor/recovery-codes',
  summary: 'Makes ten new recovery codes; the former ones are worth nothing any more.',
  roles: 'person',
  body: v.strictObject({ password: Password }),
  reply: v.strictObject({ recoveryCodes: RecoveryCodes }),
  errors: ['password_needed', 'wrong_credentials', 'too_many_requests'],
})

/** As the browser's own functions take and give it; checked by the library that knows the standard. */
export const Opaque = v.record(v.string(), v.unknown())

export const passkeyOptions = route({
  method: 'POST',
  path: '/api/account/passkey-options',
  summary: 'What the browser needs to make a passkey for this account.',
  roles: 'person',
  before: 'second_factor',
  body: v.strictObject({ password: Password }),
  reply: v.strictObject({ options: Opaque }),
  errors: ['second_factor_needed', 'password_needed', 'wrong_credentials', 'too_many_requests'],
})

export const addPasskey = route({
  method: 'POST',
  path: '/api/account/passkeys',
  summary: 'Keeps a passkey that the browser made; the session passes and gets another id.',
  roles: 'person',
  before: 'second_factor',
  body: v.strictObject({ name: wording(60), response: Opaque }),
  reply: Passed,
  errors: ['passkey_refused', 'second_factor_needed'],
})

export const removePasskey = route({
  method: 'DELETE',
  path: '/api/account/passkeys/:passkeyId',
  summary: 'Forgets a passkey; not the last factor where one is mandatory, nor the only way in.',
  roles: 'person',
  params: v.strictObject({ passkeyId: Id }),
  body: v.strictObject({ password: Password }),
  reply: v.strictObject({}),
  errors: ['not_found', 'last_factor', 'last_way_in', 'password_needed', 'wrong_credentials', 'too_many_requests'],
})

export const passkeyProofOptions = route({
  method: 'POST',
  path: '/api/account/second-factor/passkey/options',
  summary:
    'What the browser needs to prove once more, with a passkey of this account, that it is still the same person.',
  roles: 'person',
  reply: v.strictObject({ options: Opaque }),
})

export const provePasskey = route({
  method: 'POST',
  path: '/api/account/second-factor/passkey',
  summary: 'Proves it, in place of the password where that is asked for once more; the session gets another id.',
  roles: 'person',
  body: v.strictObject({ response: Opaque }),
  reply: Me,
  errors: ['passkey_refused', 'too_many_requests'],
})

export const passkeySignInOptions = route({
  method: 'POST',
  path: '/api/account/sign-in/passkey/options',
  summary: 'What the browser needs to sign in with a passkey.',
  roles: 'anyone',
  reply: v.strictObject({ challengeId: Id, options: Opaque }),
  errors: ['too_many_requests'],
})

export const passkeySignIn = route({
  method: 'POST',
  path: '/api/account/sign-in/passkey',
  summary: 'Signs in with a passkey, which stands for password and second factor together.',
  roles: 'anyone',
  body: v.strictObject({ challengeId: Id, response: Opaque }),
  reply: Me,
  errors: ['wrong_credentials', 'too_many_requests'],
})

export const resetFactors = route({
  method: 'DELETE',
  path: '/api/administration/people/:personId/second-factor',
  summary:
    'Clears the second factor of somebody who lost it; that person is signed out, and sets up another when signing in.',
  roles: ['administration'],
  params: v.strictObject({ personId: Id }),
  reply: v.strictObject({}),
  errors: ['not_found'],
})
