import * as v from 'valibot'
import { Id, Instant } from './values.ts'

const child = {
  id: Id,
  callName: v.string(),
  inForce: v.boolean(),
  /** `not_then`: consent is in force now but was not at the time it is about. */
  reason: v.nullable(v.picklist(['not_now', 'not_then'])),
  readers: v.number(),
}

/** Who will see something about some children, and for whom it may not be recorded and why. */
export const AudiencePreview = v.strictObject({
  /** Families (children) of whom at least one guardian will read it. */
  families: v.number(),
  children: v.array(v.strictObject(child)),
})
export type AudiencePreview = v.InferOutput<typeof AudiencePreview>

/** The same of photos, with the moments of each child at which there was no consent; `readers` are those of its photos of other moments. */
export const PhotoAudience = v.strictObject({
  families: v.number(),
  children: v.array(v.strictObject({ ...child, refusedAt: v.array(Instant) })),
})
export type PhotoAudience = v.InferOutput<typeof PhotoAudience>
