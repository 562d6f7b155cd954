import * as v from 'valibot'
import { route } from './route.ts'
import { Id, Instant, Language } from './values.ts'

/** The two statutory purposes; they are independent (source: privacy statement, "Privacy en toestemming"). */
export const purposes = ['diary', 'photos'] as const
export const Purpose = v.picklist(purposes)
export type Purpose = v.InferOutput<typeof Purpose>

export const Decision = v.picklist(['granted', 'refused', 'withdrawn'])
export type Decision = v.InferOutput<typeof Decision>

/** Why a purpose is or is not in force for a child. */
export const ConsentReason = v.picklist(['granted', 'nobody_decided', 'refused_by_you', 'refused_by_other', 'closed'])

export const ConsentState = v.strictObject({
  purpose: Purpose,
  /** This guardian's own latest decision. */
  own: v.nullable(Decision),
  inForce: v.boolean(),
  /** `closed`: nobody refuses, yet it waits for a new act of granting. */
  reason: ConsentReason,
  /** The wording of the purpose changed after this guardian’s own decision, which stands: is it still what is meant? */
  askAgain: v.boolean(),
  /** Newest first; another guardian's decisions appear as facts without a name. */
  history: v.array(
    v.strictObject({
      id: Id,
      decision: Decision,
      at: Instant,
      by: v.picklist(['you', 'other']),
      policyVersion: v.string(),
    }),
  ),
})
export type ConsentState = v.InferOutput<typeof ConsentState>

export const ChildConsents = v.strictObject({
  child: v.strictObject({ id: Id, callName: v.string() }),
  /** Without parental authority somebody reads no consent and decides none. */
  mayDecide: v.boolean(),
  purposes: v.array(ConsentState),
})
export type ChildConsents = v.InferOutput<typeof ChildConsents>

export const consents = route({
  method: 'GET',
  path: '/api/consents',
  summary: 'What this guardian decided per child and purpose, and what results.',
  roles: ['guardian'],
  reply: v.strictObject({ children: v.array(ChildConsents) }),
})

export const decideConsent = route({
  method: 'POST',
  path: '/api/consents',
  summary: 'Grants, refuses or withdraws one purpose for one child; effective for the next item.',
  roles: ['guardian'],
  body: v.strictObject({
    id: Id,
    childId: Id,
    purpose: Purpose,
    decision: Decision,
    /** The language in which the purpose was read when deciding. */
    language: Language,
  }),
  reply: ChildConsents,
  errors: ['not_found', 'id_taken'],
})
