import * as v from 'valibot'
import { Day, Id } from './values.ts'

export const absenceReasons = ['sick', 'holiday', 'other'] as const

/** What a report runs into, with `absence_overlaps`. */
export const Overlap = v.strictObject({
  id: Id,
  childId: Id,
  callName: v.string(),
  reason: v.picklist(absenceReasons),
  startsOn: Day,
  endsOn: Day,
  part: v.nullable(v.strictObject({ from: v.number(), until: v.number() })),
  version: v.number(),
})
export type Overlap = v.InferOutput<typeof Overlap>
