import * as v from 'valibot'
import { Head } from './diary.ts'
import { Permission, Standing } from './permission.ts'
import { route } from './route.ts'
import { Day, Id, Instant, Language } from './values.ts'

/** The two statutory purposes; they are independent (source: privacy statement, "Privacy en toestemming"). */
export const purposes = ['diary', 'photos'] as const
export const Purpose = v.picklist(purposes)
export type Purpose = v.InferOutput<typeof Purpose>

export const Decision = v.picklist(['granted', 'refused', 'withdrawn'])
export type Decision = v.InferOutput<typeof Decision>

/** Why something is or is not in force for a child. */
export const ConsentReason = v.picklist([
  'granted',
  'nobody_decided',
  'refused_by_you',
  'withdrawn_by_you',
  'refused_by_other',
  'closed',
])
export type ConsentReason = v.InferOutput<typeof ConsentReason>

const decided = {
  /** This guardian's own latest decision. */
  own: v.nullable(Decision),
  inForce: v.boolean(),
  /** `closed`: nobody refuses, yet it waits for a new act of granting. */
  reason: ConsentReason,
  /** Of those who decide now, one says yes and another no; no comes first. */
  conflict: v.boolean(),
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
}

export const ConsentState = v.strictObject({
  purpose: Purpose,
  ...decided,
  /** The wording of the purpose changed after this guardian’s own decision, which stands: is it still what is meant? */
  askAgain: v.boolean(),
})
export type ConsentState = v.InferOutput<typeof ConsentState>

/** The same of a permission that the organisation asks, or asked once: then only its history is left. */
export const PermissionState = v.strictObject({ permission: Permission, ended: v.boolean(), ...decided })
export type PermissionState = v.InferOutput<typeof PermissionState>

export const ChildConsents = v.strictObject({
  child: v.strictObject({ id: Id, callName: v.string() }),
  /** Without parental authority somebody reads no consent and decides none. */
  mayDecide: v.boolean(),
  purposes: v.array(ConsentState),
  /** Only for who ever granted one of the two purposes for this child ("what needs what", M16). */
  permissions: v.array(PermissionState),
  /** What the location's manager shares with a guardian who has no authority. */
  shares: v.array(v.strictObject({ purpose: Purpose, sharedAt: Instant, until: Day })),
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
  summary: 'Grants, refuses or withdraws one purpose or permission for one child; effective for the next item.',
  roles: ['guardian'],
  body: v.pipe(
    v.strictObject({
      id: Id,
      childId: Id,
      purpose: v.picklist([...purposes, 'permission']),
      /** With the purpose `permission`: which one. */
      permissionId: v.optional(Id),
      decision: Decision,
      /** The language in which the purpose was read when deciding. */
      language: Language,
    }),
    v.check(({ purpose, permissionId }) => (purpose === 'permission') === (permissionId !== undefined), 'permission'),
  ),
  reply: ChildConsents,
  errors: ['not_found', 'id_taken'],
})

export const MatrixChild = v.strictObject({
  id: Id,
  callName: v.string(),
  surname: v.string(),
  diary: Standing,
  photos: Standing,
  /** In the order of the matrix's permissions. */
  permissions: v.array(Standing),
})
export type MatrixChild = v.InferOutput<typeof MatrixChild>

export const consentMatrix = route({
  method: 'GET',
  path: '/api/consents/matrix',
  summary: 'How each consent stands for the children of a group today, with the heads at the same moment.',
  noted: true,
  roles: ['manager'],
  query: v.strictObject({ group: Id }),
  reply: v.strictObject({
    group: v.strictObject({ id: Id, name: v.string(), location: v.string() }),
    permissions: v.array(v.strictObject({ id: Id, name: Permission.entries.name })),
    children: v.array(MatrixChild),
    heads: v.array(Head),
  }),
  errors: ['not_found'],
})
export type ConsentMatrix = v.InferOutput<(typeof consentMatrix)['reply']>
