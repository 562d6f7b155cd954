import * as v from 'valibot'
import { route } from './route.ts'
import { Day, Id } from './values.ts'

/** Nobody is cared for at this age any more. */
export const oldestAge = 18
export const mostPerStaff = 30

const CareType = v.picklist(['KDV', 'BSO'])
const age = v.pipe(v.number(), v.integer('number'), v.minValue(0, 'number'), v.maxValue(oldestAge, 'number'))

/** Children from an age, in whole years, until another; so many of them to one member of staff. */
export const RatioBand = v.pipe(
  v.strictObject({
    fromAge: age,
    untilAge: age,
    childrenPerStaff: v.pipe(
      v.number(),
      v.integer('number'),
      v.minValue(1, 'number'),
      v.maxValue(mostPerStaff, 'number'),
    ),
  }),
  v.forward(
    v.check(({ fromAge, untilAge }) => fromAge < untilAge, 'before_from'),
    ['untilAge'],
  ),
)

/** What holds for a care type on a day. */
export const Ratio = v.strictObject({
  careType: CareType,
  bands: v.array(v.strictObject({ fromAge: v.number(), untilAge: v.number(), childrenPerStaff: v.number() })),
})

/** How many children one member of staff cares for, from a day on, until the next one of the same care type begins. */
export const RatioRule = v.strictObject({
  id: Id,
  ...Ratio.entries,
  startsOn: Day,
  /** Whether it may still be taken back: it begins later, or was added today. */
  removable: v.boolean(),
})
export type RatioRule = v.InferOutput<typeof RatioRule>

const rules = v.strictObject({
  today: Day,
  /** By care type, in the order of their first days. */
  rules: v.array(RatioRule),
})
export type RatioRules = v.InferOutput<typeof rules>

export const ratioRules = route({
  method: 'GET',
  path: '/api/ratio-rules',
  summary: 'How many children one member of staff cares for by age, from which day on.',
  roles: ['manager', 'administration'],
  reply: rules,
})

export const addRatioRule = route({
  method: 'POST',
  path: '/api/ratio-rules',
  summary: 'From a day on, today or later, other numbers hold in the whole organisation.',
  roles: ['administration'],
  body: v.strictObject({
    id: Id,
    careType: CareType,
    startsOn: Day,
    /** In order, none over another. */
    bands: v.pipe(
      v.array(RatioBand),
      v.minLength(1, 'empty'),
      v.maxLength(oldestAge, 'too_many'),
      v.check((bands) => bands.every((band, n) => n === 0 || bands[n - 1]!.untilAge <= band.fromAge), 'order'),
    ),
  }),
  reply: rules,
  errors: ['not_found', 'id_taken'],
})

export const removeRatioRule = route({
  method: 'DELETE',
  path: '/api/ratio-rules/:ruleId',
  summary: 'Takes numbers back that hold later, or that were added today.',
  roles: ['administration'],
  params: v.strictObject({ ruleId: Id }),
  reply: rules,
  errors: ['not_found'],
})
