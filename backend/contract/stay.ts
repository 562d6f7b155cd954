import * as v from 'valibot'
import { Id, Instant } from './values.ts'

/** Who may bring and fetch a child: one of its guardians, or a collector whom these named. */
export const Escort = v.strictObject({
  kind: v.picklist(['guardian', 'collector']),
  /** Of the person, or of the collector. */
  id: Id,
  /** In full, as it was when it was noted. */
  name: v.string(),
  /** What a collector is to the child; null of a guardian. */
  relation: v.nullable(v.string()),
})
export type Escort = v.InferOutput<typeof Escort>

/** Who noted something: first name as it was then, and when the server heard of it, which is later than the thing itself on a device without a connection. */
const Noted = v.strictObject({ personId: Id, name: v.string(), at: Instant })

/** A child was in a group from a moment until a moment, or still is, as the staff of the group read it. */
export const StaffStay = v.strictObject({
  id: Id,
  childId: Id,
  groupId: Id,
  arrivedAt: Instant,
  /** Null while the child is there. */
  leftAt: v.nullable(Instant),
  broughtBy: v.nullable(Escort),
  fetchedBy: v.nullable(Escort),
  arrivalNoted: Noted,
  departureNoted: v.nullable(Noted),
  version: v.number(),
  /** Its times were put right afterwards, or it was added afterwards; why is in its history. */
  corrected: v.boolean(),
  /** It was taken back: it stands nowhere any more. */
  removed: v.boolean(),
})
export type StaffStay = v.InferOutput<typeof StaffStay>

/** When a child was there, as its guardians read it: what is of today, and what has not ended, in order; nobody else's, and no names. */
export const Presence = v.strictObject({
  childId: Id,
  stays: v.array(v.strictObject({ id: Id, arrivedAt: Instant, leftAt: v.nullable(Instant) })),
})
export type Presence = v.InferOutput<typeof Presence>

/** How many staff work in a group, from a moment on until another number is set, or the day ends. */
export const Staffing = v.strictObject({
  id: Id,
  groupId: Id,
  staff: v.number(),
  at: Instant,
  /** First name of who said so. */
  name: v.string(),
})
export type Staffing = v.InferOutput<typeof Staffing>
