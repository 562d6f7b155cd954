import * as v from 'valibot'
import { Id, Instant } from './values.ts'

/** A file that its author placed, from whichever device: in which post, when that was done, and the moment that it is about. */
export const Placed = v.strictObject({ mediaId: Id, postId: Id, postedAt: Instant, aboutAt: Instant })
export type Placed = v.InferOutput<typeof Placed>
