import * as v from 'valibot'
import { route } from './route.ts'
import { Day, Id, text } from './values.ts'

const minute = v.pipe(v.number(), v.integer('number'), v.minValue(0, 'number'), v.maxValue(1440, 'number'))

/** When a group reads messages: of each weekday from Monday on, in minutes after midnight, or not at all; null when not set. */
export const Hours = v.nullable(
  v.pipe(
    v.array(
      v.nullable(
        v.pipe(
          v.strictObject({ from: minute, until: minute }),
          v.check(({ from, until }) => from < until, 'before_start'),
        ),
      ),
    ),
    v.length(7, 'number'),
  ),
)
export type Hours = v.InferOutput<typeof Hours>

const Availability = v.strictObject({
  hours: Hours,
  /** What guardians are told until a day; empty when nothing. */
  awayText: v.string(),
  /** The last day; null without an end. */
  awayUntil: v.nullable(Day),
})

export const availability = route({
  method: 'GET',
  path: '/api/groups/:groupId/availability',
  summary: 'When a group reads messages, and what guardians are told while it does not.',
  roles: ['staff', 'manager'],
  params: v.strictObject({ groupId: Id }),
  reply: Availability,
  errors: ['not_found'],
})

export const setAvailability = route({
  method: 'PUT',
  path: '/api/groups/:groupId/availability',
  summary: 'Sets when a group reads messages, and what guardians are told while it does not.',
  roles: ['manager'],
  params: v.strictObject({ groupId: Id }),
  body: v.strictObject({ hours: Hours, awayText: text(500), awayUntil: v.nullable(Day) }),
  reply: Availability,
  errors: ['not_found'],
})
