import * as v from 'valibot'
import { Me } from './account.ts'
import { route } from './route.ts'
import { codeLength, codeLetters, idleChoices, pinLength } from './tablet-limits.ts'
import { Id, Instant, wording } from './values.ts'

const IdleMinutes = v.picklist(idleChoices)
const Place = v.strictObject({ id: Id, name: v.string() })

export const Tablet = v.strictObject({
  id: Id,
  name: v.string(),
  location: Place,
  idleMinutes: v.number(),
  pairedAt: Instant,
  /** The first name of the manager who did. */
  pairedBy: v.string(),
  seenAt: Instant,
})
export type Tablet = v.InferOutput<typeof Tablet>

/**
 * The tablet on which one stands: what it is called and where, and who works there with a PIN today. First names only.
 * `pin` says nothing but that it is another one: a tablet forgets by it what it kept of a PIN of before. It is null of who is blocked.
 */
export const PairedTablet = v.strictObject({
  id: Id,
  name: v.string(),
  location: v.string(),
  idleMinutes: v.number(),
  people: v.array(v.strictObject({ id: Id, firstName: v.string(), pin: v.nullable(v.string()) })),
  now: Instant,
})
export type PairedTablet = v.InferOutput<typeof PairedTablet>

export const Pin = v.pipe(v.string(), v.regex(new RegExp(`^\\d{${pinLength.least},${pinLength.most}}$`), 'pin'))

/** A code as somebody types it: in small letters, in pieces. */
const Code = v.pipe(
  v.string(),
  v.maxLength(40, 'code'),
  v.transform((code) => code.replace(/[\s-]/g, '').toUpperCase()),
  v.regex(new RegExp(`^[${codeLetters}]{${codeLength}}$`), 'code'),
)

export const tablets = route({
  method: 'GET',
  path: '/api/tablets',
  summary: 'The paired tablets of the manager’s locations.',
  roles: ['manager'],
  reply: v.strictObject({ tablets: v.array(Tablet) }),
})

export const addTabletCode = route({
  method: 'POST',
  path: '/api/tablet-codes',
  summary: 'Makes a code with which one tablet is paired, once and within ten minutes.',
  roles: ['manager'],
  body: v.strictObject({ locationId: Id, name: wording(60), idleMinutes: IdleMinutes }),
  reply: v.strictObject({ code: v.string(), expiresAt: Instant }),
  errors: ['not_found'],
})

export const revokeTablet = route({
  method: 'DELETE',
  path: '/api/tablets/:tabletId',
  summary: 'A tablet is good for nothing any more; who works on it is signed out within a second.',
  roles: ['manager'],
  params: v.strictObject({ tabletId: Id }),
  reply: v.strictObject({}),
  errors: ['not_found'],
})

export const pairTablet = route({
  method: 'POST',
  path: '/api/tablet/pair',
  summary: 'Makes this browser the tablet for which a code was made, in place of the one that it was; sets its cookie.',
  roles: 'anyone',
  body: v.strictObject({ code: Code }),
  reply: PairedTablet,
  errors: ['code_refused', 'too_many_requests'],
})

export const pairedTablet = route({
  method: 'GET',
  path: '/api/tablet',
  summary: 'The tablet that this browser is, and who may say here who that is.',
  roles: 'anyone',
  reply: PairedTablet,
  errors: ['not_found'],
})

export const identify = route({
  method: 'POST',
  path: '/api/tablet/identify',
  summary: 'Signs in on this tablet with a PIN, as staff and for the work there alone; sets the session cookie.',
  roles: 'anyone',
  body: v.strictObject({ personId: Id, pin: Pin }),
  reply: Me,
  errors: ['not_found', 'wrong_pin', 'too_many_requests'],
})

export const ownPin = route({
  method: 'GET',
  path: '/api/account/pin',
  summary: 'Whether this person has a PIN for tablets, and whether it still opens them.',
  roles: 'person',
  reply: v.strictObject({ state: v.picklist(['none', 'set', 'blocked']) }),
  errors: ['not_found'],
})

export const setPin = route({
  method: 'PUT',
  path: '/api/account/pin',
  summary: 'Chooses a PIN for tablets; what was open with another one ends.',
  roles: 'person',
  body: v.strictObject({ pin: Pin, password: v.optional(v.pipe(v.string(), v.maxLength(128, 'too_long'))) }),
  reply: v.strictObject({}),
  errors: ['not_found', 'password_needed', 'wrong_credentials', 'too_many_requests'],
})
