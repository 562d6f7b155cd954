import * as v from 'valibot'
import { route } from './route.ts'
import { Id, Instant, wording } from './values.ts'

/** The same words in the languages of the app. */
const worded = (most: number) => v.strictObject({ nl: wording(most), en: wording(most) })

/** What an organisation asks beside the two statutory purposes: an outing, swimming, medicine. */
export const Permission = v.strictObject({ id: Id, name: worded(80), explanation: worded(600) })
export type Permission = v.InferOutput<typeof Permission>

/** How one purpose stands for a child. `closed`: nobody refuses, yet it waits for a new act of granting. */
export const Standing = v.picklist(['in_force', 'refused', 'conflict', 'undecided', 'closed'])
export type Standing = v.InferOutput<typeof Standing>

export const ManagedPermission = v.strictObject({
  ...Permission.entries,
  createdAt: Instant,
  /** From when it is asked no more; what was decided stays. */
  endedAt: v.nullable(Instant),
  /** The children of the reader's location by how it stands for them. */
  counts: v.strictObject({
    in_force: v.number(),
    refused: v.number(),
    conflict: v.number(),
    undecided: v.number(),
    closed: v.number(),
  }),
})
export type ManagedPermission = v.InferOutput<typeof ManagedPermission>

export const permissions = route({
  method: 'GET',
  path: '/api/permissions',
  summary: 'What the organisation asks beside the two purposes, newest first, with how it stands at this location.',
  roles: ['manager'],
  reply: v.strictObject({ permissions: v.array(ManagedPermission) }),
})

export const addPermission = route({
  method: 'POST',
  path: '/api/permissions',
  summary: 'Asks one thing more of all guardians of the organisation.',
  roles: ['manager'],
  body: Permission,
  reply: v.strictObject({ permission: ManagedPermission }),
  errors: ['id_taken'],
})

export const endPermission = route({
  method: 'DELETE',
  path: '/api/permissions/:permissionId',
  summary: 'Asks it no more; what was decided stays visible as history.',
  roles: ['manager'],
  params: v.strictObject({ permissionId: Id }),
  reply: v.strictObject({ permission: ManagedPermission }),
  errors: ['not_found'],
})
