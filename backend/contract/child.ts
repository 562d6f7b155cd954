import * as v from 'valibot'
import { route } from './route.ts'
import { Cursor, Day, Id, Instant } from './values.ts'

/**
 * What somebody looked at: a group's day with all its children, the earlier wordings of an entry, what was written while a
 * device was away, how consents stand in a group, the families of a location, the planning of a group, what was done with an absence, a stay or a hand-over, who may fetch a child, its allergies, a conversation, what administration keeps of a child, or what its guardians were asked to do.
 */
export const readKinds = [
  'group_day',
  'earlier_wordings',
  'new_entries',
  'consents',
  'families',
  'planning',
  'absence_history',
  'conversation',
  'mentors',
  'attendance_history',
  'collectors',
  'allergies',
  'handover_history',
  'record',
  'actions',
] as const
export type ReadKind = (typeof readKinds)[number]

export const ChildRead = v.strictObject({
  id: Id,
  at: Instant,
  /** First name, as it was then. */
  name: v.string(),
  role: v.picklist(['staff', 'manager', 'administration']),
  what: v.picklist(readKinds),
  /** Of a group's day: which one. */
  day: v.nullable(Day),
})
export type ChildRead = v.InferOutput<typeof ChildRead>

export const childReads = route({
  method: 'GET',
  path: '/api/children/:childId/reads',
  summary:
    'Who of the organisation looked at this child, newest first; the same person and the same thing once an hour.',
  roles: ['guardian'],
  params: v.strictObject({ childId: Id }),
  query: v.strictObject({ before: v.optional(Cursor) }),
  reply: v.strictObject({
    child: v.strictObject({ id: Id, callName: v.string() }),
    reads: v.array(ChildRead),
    /** For the next page; absent at the end. */
    older: v.nullable(v.string()),
  }),
  errors: ['not_found'],
})
