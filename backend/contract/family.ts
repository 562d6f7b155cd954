import * as v from 'valibot'
import { route } from './route.ts'
import { Day, Id, Instant, wording } from './values.ts'

/** The streams that a manager may share; what they are is said by consent. */
const Stream = v.picklist(['diary', 'photos'])

/** Why somebody may read or may not: for the file, not for the guardian. */
const reason = v.pipe(wording(300), v.minLength(3, 'too_short'))

export const Share = v.strictObject({
  id: Id,
  purpose: Stream,
  reason: v.string(),
  sharedAt: Instant,
  /** The last day. */
  until: Day,
})
export type Share = v.InferOutput<typeof Share>

/** Somebody who is guardian of a child, now or from a later day. */
export const FamilyGuardian = v.strictObject({
  guardianshipId: Id,
  personId: Id,
  firstName: v.string(),
  lastName: v.string(),
  authority: v.boolean(),
  startsOn: Day,
  endsOn: v.nullable(Day),
  /** A court's restriction overrides all: since when, and the ruling it rests on. */
  restriction: v.nullable(v.strictObject({ at: Instant, ruling: v.string() })),
  /** What is shared with this guardian now. */
  shares: v.array(Share),
})
export type FamilyGuardian = v.InferOutput<typeof FamilyGuardian>

export const Family = v.strictObject({
  child: v.strictObject({ id: Id, callName: v.string(), surname: v.string(), group: v.nullable(v.string()) }),
  guardians: v.array(FamilyGuardian),
})
export type Family = v.InferOutput<typeof Family>

const changed = v.strictObject({ family: Family })

export const families = route({
  method: 'GET',
  path: '/api/families',
  summary: 'The children of the location with their guardians, and what each of them may read by way of exception.',
  noted: true,
  roles: ['manager'],
  reply: v.strictObject({ families: v.array(Family) }),
})

export const shareStream = route({
  method: 'POST',
  path: '/api/shares',
  summary: 'Lets a guardian without parental authority read a stream of the child until a day, at most a year ahead.',
  roles: ['manager'],
  body: v.strictObject({ id: Id, childId: Id, personId: Id, purpose: Stream, reason, until: Day }),
  reply: changed,
  errors: ['not_found', 'id_taken'],
})

export const endShare = route({
  method: 'DELETE',
  path: '/api/shares/:shareId',
  summary: 'Ends a share at once.',
  roles: ['manager'],
  params: v.strictObject({ shareId: Id }),
  reply: changed,
  errors: ['not_found'],
})

export const restrictGuardian = route({
  method: 'POST',
  path: '/api/guardianships/:guardianshipId/restriction',
  summary: 'Enters a court’s restriction: this guardian reads and decides nothing of the child any more, at once.',
  roles: ['manager'],
  params: v.strictObject({ guardianshipId: Id }),
  body: v.strictObject({ id: Id, ruling: reason }),
  reply: changed,
  errors: ['not_found', 'id_taken'],
})

export const liftRestriction = route({
  method: 'DELETE',
  path: '/api/guardianships/:guardianshipId/restriction',
  summary: 'Lifts a court’s restriction; what was closed meanwhile does not open by it.',
  roles: ['manager'],
  params: v.strictObject({ guardianshipId: Id }),
  reply: changed,
  errors: ['not_found'],
})
