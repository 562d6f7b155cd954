import * as v from 'valibot'
import { route } from './route.ts'
import { count, Day, Id, wording } from './values.ts'

/** So many years ahead something may be planned, at most. */
export const yearsAhead = 2

/** Minutes after midnight as a clock here shows them: 510 is half past eight, also on a day that has 23 hours or 25. */
const Minute = v.pipe(v.number(), v.integer('time'), v.minValue(0, 'time'), v.maxValue(1440, 'time'))

/** A part of a day. */
export const Part = v.pipe(
  v.strictObject({ from: Minute, until: Minute }),
  v.forward(
    v.check(({ from, until }) => from < until, 'before_from'),
    ['until'],
  ),
)
export type Part = v.InferOutput<typeof Part>

/** Seven days, Monday first; null where a child does not come. */
export const Week = v.pipe(v.array(v.nullable(Part)), v.length(7, 'seven'))
export type Week = v.InferOutput<typeof Week>

/** It holds from its first day until the next one of the same placement begins, or the placement ends. */
export const ContractWeek = v.strictObject({
  id: Id,
  startsOn: Day,
  days: v.array(v.nullable(Part)),
  version: v.number(),
})
export type ContractWeek = v.InferOutput<typeof ContractWeek>

export const ExtraDay = v.strictObject({ id: Id, groupId: Id, day: Day, from: v.number(), until: v.number() })
export type ExtraDay = v.InferOutput<typeof ExtraDay>

/** What is planned for a child; `expected.ts` says what follows from it for a day. */
export const Plan = v.strictObject({
  placements: v.array(
    v.strictObject({
      id: Id,
      groupId: Id,
      startsOn: Day,
      /** The last day. */
      endsOn: v.nullable(Day),
      /** In the order of their first days. */
      weeks: v.array(ContractWeek),
    }),
  ),
  extraDays: v.array(ExtraDay),
})
export type Plan = v.InferOutput<typeof Plan>

/** When a child is expected on a day; without a part not at all. */
export const Expected = v.strictObject({
  parts: v.array(Part),
  /** Besides its week, or longer than by it. */
  extra: v.boolean(),
})
export type Expected = v.InferOutput<typeof Expected>

export const ClosingDay = v.strictObject({
  id: Id,
  /** Null when the whole organisation is closed. */
  locationId: v.nullable(Id),
  day: Day,
  name: v.string(),
})
export type ClosingDay = v.InferOutput<typeof ClosingDay>

export const PlannedChild = v.strictObject({ id: Id, callName: v.string(), surname: v.string(), plan: Plan })
export type PlannedChild = v.InferOutput<typeof PlannedChild>

export const planning = route({
  method: 'GET',
  path: '/api/groups/:groupId/planning',
  summary:
    'The children who are placed in a group in a week, what is planned for them, and the closing days of that week.',
  noted: true,
  roles: ['manager'],
  params: v.strictObject({ groupId: Id }),
  /** Any day of the week; without it that of today. */
  query: v.strictObject({ day: v.optional(Day) }),
  reply: v.strictObject({
    group: v.strictObject({ id: Id, name: v.string(), location: v.string(), locationId: Id }),
    today: Day,
    monday: Day,
    closings: v.array(ClosingDay),
    children: v.array(PlannedChild),
  }),
  errors: ['not_found'],
})
export type Planning = v.InferOutput<(typeof planning)['reply']>

const planned = v.strictObject({ childId: Id, plan: Plan })

export const saveWeek = route({
  method: 'POST',
  path: '/api/placements/:placementId/weeks',
  summary: 'From a day on a child comes on these days; a week that begins on the same day makes way for it.',
  roles: ['manager'],
  params: v.strictObject({ placementId: Id }),
  body: v.strictObject({
    id: Id,
    startsOn: Day,
    days: Week,
    /** Of the week that begins on that day already; null when none does. */
    version: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  }),
  reply: planned,
  errors: ['not_found', 'id_taken', 'stale_version'],
})

export const removeWeek = route({
  method: 'DELETE',
  path: '/api/contract-weeks/:weekId',
  summary: 'Takes a week back: from its first day on the one before it holds again.',
  roles: ['manager'],
  params: v.strictObject({ weekId: Id }),
  query: v.strictObject({ version: count(1, 999_999) }),
  reply: planned,
  errors: ['not_found', 'stale_version'],
})

export const addExtraDay = route({
  method: 'POST',
  path: '/api/groups/:groupId/extra-days',
  summary: 'A child of the group comes on a day besides its week, or longer than by it.',
  roles: ['manager'],
  params: v.strictObject({ groupId: Id }),
  body: v.pipe(
    v.strictObject({ id: Id, childId: Id, day: Day, from: Minute, until: Minute }),
    v.forward(
      v.check(({ from, until }) => from < until, 'before_from'),
      ['until'],
    ),
  ),
  reply: planned,
  errors: ['not_found', 'id_taken'],
})

export const removeExtraDay = route({
  method: 'DELETE',
  path: '/api/extra-days/:extraDayId',
  summary: 'Takes an extra day back.',
  roles: ['manager'],
  params: v.strictObject({ extraDayId: Id }),
  reply: planned,
  errors: ['not_found'],
})

const closings = v.strictObject({
  /** Where this person may close: a manager the own locations. */
  locations: v.array(v.strictObject({ id: Id, name: v.string() })),
  /** From today on, in order. */
  closings: v.array(ClosingDay),
})
export type Closings = v.InferOutput<typeof closings>

/** On which days a child comes by its contract: in each place that it has or will have, what holds now and what follows. */
export const Schedule = v.strictObject({
  childId: Id,
  callName: v.string(),
  /** In the order of their first days. */
  places: v.array(
    v.strictObject({
      group: v.string(),
      startsOn: Day,
      endsOn: v.nullable(Day),
      /** First the one that holds, or will when the place begins; none when no week is known. */
      weeks: v.array(v.strictObject({ startsOn: Day, days: v.array(v.nullable(Part)) })),
    }),
  ),
})
export type Schedule = v.InferOutput<typeof Schedule>

export const schedules = route({
  method: 'GET',
  path: '/api/schedules',
  summary: 'The contract days of one’s own children, as they hold now and go on.',
  roles: ['guardian'],
  reply: v.strictObject({ today: Day, children: v.array(Schedule) }),
})

export const closingDays = route({
  method: 'GET',
  path: '/api/closing-days',
  summary:
    'The closing days from today on: for a manager those of the own locations and of the whole organisation, for administration the latter.',
  roles: ['manager', 'administration'],
  reply: closings,
})

export const addClosingDay = route({
  method: 'POST',
  path: '/api/closing-days',
  summary:
    'Closes a location on a day, which is for its manager; or the whole organisation, which is for administration.',
  roles: ['manager', 'administration'],
  body: v.strictObject({ id: Id, locationId: v.nullable(Id), day: Day, name: wording(60) }),
  reply: closings,
  errors: ['not_found', 'id_taken'],
})

export const removeClosingDay = route({
  method: 'DELETE',
  path: '/api/closing-days/:closingDayId',
  summary: 'Takes a closing day back.',
  roles: ['manager', 'administration'],
  params: v.strictObject({ closingDayId: Id }),
  reply: closings,
  errors: ['not_found'],
})
