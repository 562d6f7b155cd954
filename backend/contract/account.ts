import * as v from 'valibot'
import { Email, GivenPassword } from './password.ts'
import { gates, route } from './route.ts'
import { Id, Instant, Language } from './values.ts'

export const roles = ['guardian', 'staff', 'manager', 'administration', 'privacy_officer'] as const
export const RoleName = v.picklist(roles)

export const Theme = v.picklist(['system', 'light', 'dark'])
export type Theme = v.InferOutput<typeof Theme>
export const TextSize = v.picklist(['normal', 'large', 'huge'])
export type TextSize = v.InferOutput<typeof TextSize>

export const Me = v.strictObject({
  person: v.strictObject({ id: Id, firstName: v.string(), lastName: v.string(), language: Language }),
  roles: v.array(RoleName),
  organisation: v.strictObject({ id: Id, name: v.string(), timeZone: v.string() }),
  /** What this session must pass before it is good for anything else. */
  gate: v.nullable(v.picklist(gates)),
  /** How this account can prove that it is its person’s; one that began with a passkey may have no password. */
  factors: v.strictObject({ password: v.boolean(), app: v.boolean(), passkeys: v.number() }),
  theme: Theme,
  textSize: TextSize,
  /** Whether the first steps were gone through: the choices of consent were shown, taken or not. */
  welcomed: v.boolean(),
  /** The paired tablet on which a PIN was given, if it was: then this is good for the work there alone. */
  tablet: v.nullable(v.strictObject({ id: Id, name: v.string(), location: v.string(), idleMinutes: v.number() })),
  /** The server's clock, so that a client can tell how far its own is off. */
  now: Instant,
})
export type Me = v.InferOutput<typeof Me>

export const signIn = route({
  method: 'POST',
  path: '/api/account/sign-in',
  summary: 'Signs in with e-mail and password; sets the session cookie.',
  roles: 'anyone',
  body: v.strictObject({
    email: Email,
    password: GivenPassword,
  }),
  reply: Me,
  errors: ['wrong_credentials', 'too_many_requests'],
})

export const signOut = route({
  method: 'POST',
  path: '/api/account/sign-out',
  summary: 'Ends this session; its sockets are closed within a second.',
  roles: 'person',
  onTablet: true,
  before: 'second_factor',
  reply: v.strictObject({}),
})

export const me = route({
  method: 'GET',
  path: '/api/account/me',
  summary: 'Who is signed in, in which roles, at which organisation.',
  roles: 'person',
  onTablet: true,
  before: 'second_factor',
  reply: Me,
})

export const setLanguage = route({
  method: 'PUT',
  path: '/api/account/language',
  summary: 'The language in which this person reads; messages and mail follow.',
  roles: 'person',
  onTablet: true,
  before: 'second_factor',
  body: v.strictObject({ language: Language }),
  reply: v.strictObject({ language: Language }),
})

export const welcomed = route({
  method: 'POST',
  path: '/api/account/welcomed',
  summary: 'The first steps were gone through or skipped; they are not shown again.',
  roles: 'person',
  onTablet: true,
  reply: v.strictObject({}),
})

export const Session = v.strictObject({
  id: Id,
  current: v.boolean(),
  device: v.string(),
  ip: v.string(),
  createdAt: Instant,
  expiresAt: Instant,
})
export type Session = v.InferOutput<typeof Session>

export const sessions = route({
  method: 'GET',
  path: '/api/account/sessions',
  summary: 'The devices on which this person is signed in.',
  roles: 'person',
  reply: v.strictObject({ sessions: v.array(Session) }),
})

export const revokeSession = route({
  method: 'DELETE',
  path: '/api/account/sessions/:sessionId',
  summary: 'Signs one of this person’s devices out; its sockets are closed within a second.',
  roles: 'person',
  params: v.strictObject({ sessionId: Id }),
  reply: v.strictObject({}),
  errors: ['not_found'],
})

export const endSessions = route({
  method: 'DELETE',
  path: '/api/account/sessions',
  summary:
    'Signs this person out on every other device, or with `everywhere` on this one too; their sockets are closed within a second.',
  roles: 'person',
  body: v.strictObject({ everywhere: v.boolean() }),
  reply: v.strictObject({}),
})
