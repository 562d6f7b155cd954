import * as v from 'valibot'
import { CreditEffect } from './absence.ts'
import { route } from './route.ts'
import { Day, Id } from './values.ts'

/** So many days before the day itself a cut-off may be, at most. */
export const mostDaysBefore = 31

const agreed = {
  careType: v.picklist(['KDV', 'BSO']),
  /** Null for the whole organisation; that of a location goes before it. */
  locationId: v.nullable(Id),
  /** It holds for the days from this one on, until the next one of the same care type and place begins. */
  startsOn: Day,
  credit: CreditEffect,
}

/** Until when an absence is to be reported: a time as a clock shows it, so many days before the day itself. */
export const AbsenceRule = v.strictObject({
  id: Id,
  ...agreed,
  /** Minutes after midnight. */
  cutOffMinute: v.number(),
  daysBefore: v.number(),
  /** Whether it may still be taken back: it begins later, or was added today. */
  removable: v.boolean(),
})
export type AbsenceRule = v.InferOutput<typeof AbsenceRule>

const rules = v.strictObject({
  today: Day,
  /** For which places this person may set rules: a manager the own locations, administration the organisation. */
  locations: v.array(v.strictObject({ id: Id, name: v.string() })),
  /** By care type, the organisation's first, in the order of their first days. */
  rules: v.array(AbsenceRule),
})
export type AbsenceRules = v.InferOutput<typeof rules>

export const absenceRules = route({
  method: 'GET',
  path: '/api/absence-rules',
  summary:
    'Until when absences are to be reported: for a manager at the own locations and in the organisation, for administration the latter.',
  roles: ['manager', 'administration'],
  reply: rules,
})

export const addAbsenceRule = route({
  method: 'POST',
  path: '/api/absence-rules',
  summary:
    'From a day on another cut-off holds: at a location, which is for its manager, or in the whole organisation, which is for administration.',
  roles: ['manager', 'administration'],
  body: v.strictObject({
    id: Id,
    ...agreed,
    cutOffMinute: v.pipe(v.number(), v.integer('time'), v.minValue(0, 'time'), v.maxValue(1439, 'time')),
    daysBefore: v.pipe(v.number(), v.integer('number'), v.minValue(0, 'number'), v.maxValue(mostDaysBefore, 'number')),
  }),
  reply: rules,
  errors: ['not_found', 'id_taken'],
})

export const removeAbsenceRule = route({
  method: 'DELETE',
  path: '/api/absence-rules/:ruleId',
  summary: 'Takes a rule back that begins later, or that was added today.',
  roles: ['manager', 'administration'],
  params: v.strictObject({ ruleId: Id }),
  reply: rules,
  errors: ['not_found'],
})
