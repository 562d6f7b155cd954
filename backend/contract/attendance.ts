import * as v from 'valibot'
import { longestReason, mostAtOnce, mostStaff, shortestReason } from './attendance-limits.ts'
import { route } from './route.ts'
import { Staffing, StaffStay } from './stay.ts'
import { Day, Id, Instant, text, wording } from './values.ts'

/** Whom somebody chose of those who may bring and fetch the child; null for nobody. */
export const EscortChoice = v.nullable(v.strictObject({ kind: v.picklist(['guardian', 'collector']), id: Id }))
export type EscortChoice = v.InferOutput<typeof EscortChoice>

const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const reason = v.pipe(
  wording(longestReason),
  v.check((given) => given.trim().length >= shortestReason, 'too_short'),
)
const oneGroup = v.strictObject({ groupId: Id })
const oneStay = v.strictObject({ stayId: Id })

const isDistinct = (all: readonly string[]) => new Set(all).size === all.length
const isInOrder = ({ arrivedAt, leftAt }: { arrivedAt: Instant; leftAt: Instant | null }) =>
  leftAt === null || Date.parse(leftAt) >= Date.parse(arrivedAt)

/** Each child and each stay once. */
const children = <Item extends v.GenericSchema<unknown, { childId: Id; stayId: Id }>>(item: Item) =>
  v.pipe(
    v.array(item),
    v.minLength(1, 'empty'),
    v.maxLength(mostAtOnce, 'too_many'),
    v.check((all) => isDistinct(all.map(({ childId }) => childId)), 'twice'),
    v.check((all) => isDistinct(all.map(({ stayId }) => stayId)), 'twice'),
  )

/** In the order of the children. */
const stays = v.strictObject({ stays: v.array(StaffStay) })
const stay = v.strictObject({ stay: StaffStay })

export const checkIn = route({
  method: 'POST',
  path: '/api/groups/:groupId/check-ins',
  summary:
    'Children of the group of today have arrived, all or none; each `at` when it happened on the device, at most 24 hours ago. Who is there already is told with what stands.',
  roles: ['staff', 'manager'],
  params: oneGroup,
  body: v.strictObject({
    id: Id,
    /** `stayId`: the device makes it; `broughtBy` may be said later. */
    children: children(v.strictObject({ childId: Id, stayId: Id, at: Instant, broughtBy: EscortChoice })),
  }),
  reply: stays,
  errors: ['not_found', 'id_taken', 'already_present', 'overlaps', 'time_in_future', 'time_too_old'],
})
export type CheckIn = v.InferOutput<(typeof checkIn)['body']>

export const checkOut = route({
  method: 'POST',
  path: '/api/groups/:groupId/check-outs',
  summary:
    'Children have left the group, all or none; each `at` when it happened on the device, at most 24 hours ago. Of a stay that has ended, or that there is none of, what stands is told.',
  roles: ['staff', 'manager'],
  params: oneGroup,
  body: v.strictObject({
    id: Id,
    children: children(v.strictObject({ childId: Id, stayId: Id, at: Instant, fetchedBy: EscortChoice })),
  }),
  reply: stays,
  errors: ['not_found', 'id_taken', 'not_present', 'before_arrival', 'time_in_future', 'time_too_old'],
})
export type CheckOut = v.InferOutput<(typeof checkOut)['body']>

export const undoStay = route({
  method: 'POST',
  path: '/api/stays/:stayId/undo',
  summary:
    'Takes back the last step, an arrival or a departure, within ten minutes. Asked once more with the same version it changes nothing.',
  roles: ['staff', 'manager'],
  params: oneStay,
  /** `step`: which one is meant. What never arrived left the version that its device expected to somebody else's change. */
  body: v.strictObject({ version, step: v.optional(v.picklist(['arrived', 'left'])) }),
  reply: stay,
  errors: ['not_found', 'stale_version', 'already_present'],
})

export type UndoStay = v.InferOutput<(typeof undoStay)['body']>

export const setEscorts = route({
  method: 'PUT',
  path: '/api/stays/:stayId/escorts',
  summary:
    'Who brought or fetched a child, without a reason while it is there and on the day that it left. What is not given stays; what came last counts.',
  roles: ['staff', 'manager'],
  params: oneStay,
  body: v.strictObject({ id: Id, broughtBy: v.optional(EscortChoice), fetchedBy: v.optional(EscortChoice) }),
  reply: stay,
  errors: ['not_found', 'id_taken', 'not_present'],
})
export type SetEscorts = v.InferOutput<(typeof setEscorts)['body']>

const times = { arrivedAt: Instant, leftAt: v.nullable(Instant) }

export const addStay = route({
  method: 'POST',
  path: '/api/groups/:groupId/stays',
  summary: 'Adds a stay that nobody noted, with a reason: staff up to a week back, a manager up to eight weeks.',
  roles: ['staff', 'manager'],
  params: oneGroup,
  body: v.pipe(
    v.strictObject({
      id: Id,
      stayId: Id,
      childId: Id,
      ...times,
      broughtBy: EscortChoice,
      fetchedBy: EscortChoice,
      reason,
    }),
    v.forward(
      v.check((given) => isInOrder(given), 'before_arrival'),
      ['leftAt'],
    ),
  ),
  reply: stay,
  errors: ['not_found', 'id_taken', 'already_present', 'overlaps', 'time_in_future', 'time_too_old'],
})
export type AddStay = v.InferOutput<(typeof addStay)['body']>

export const correctStay = route({
  method: 'PUT',
  path: '/api/stays/:stayId',
  summary:
    'Puts right when a child arrived and left, and who brought or fetched it, with a reason: staff up to a week back, a manager up to eight weeks.',
  roles: ['staff', 'manager'],
  params: oneStay,
  body: v.pipe(
    v.strictObject({
      id: Id,
      version,
      ...times,
      /** What is not given stays as it is. */
      broughtBy: v.optional(EscortChoice),
      fetchedBy: v.optional(EscortChoice),
      reason,
    }),
    v.forward(
      v.check((given) => isInOrder(given), 'before_arrival'),
      ['leftAt'],
    ),
  ),
  reply: stay,
  errors: ['not_found', 'id_taken', 'stale_version', 'already_present', 'overlaps', 'time_in_future', 'time_too_old'],
})
export type CorrectStay = v.InferOutput<(typeof correctStay)['body']>

export const removeStay = route({
  method: 'POST',
  path: '/api/stays/:stayId/removal',
  summary: 'Takes back a stay that was none, with a reason, as far back as it may be corrected.',
  roles: ['staff', 'manager'],
  params: oneStay,
  body: v.strictObject({ version, reason }),
  reply: stay,
  errors: ['not_found', 'stale_version', 'time_too_old'],
})

export const stayDeeds = ['arrived', 'left', 'undone', 'escorts', 'added', 'corrected', 'removed'] as const

/** What was done with a stay, and what it was after that. */
export const StayRevision = v.strictObject({
  id: Id,
  at: Instant,
  done: v.picklist(stayDeeds),
  /** First name, as it was then. */
  name: v.string(),
  arrivedAt: Instant,
  leftAt: v.nullable(Instant),
  /** Names, as they were then. */
  broughtBy: v.nullable(v.string()),
  fetchedBy: v.nullable(v.string()),
  /** Of what needed none it is empty. */
  reason: text(longestReason),
})
export type StayRevision = v.InferOutput<typeof StayRevision>

export const stayHistory = route({
  method: 'GET',
  path: '/api/stays/:stayId/history',
  summary: 'What was done with a stay, oldest first: what it was after that, who did it, when and why.',
  noted: true,
  roles: ['staff', 'manager'],
  params: oneStay,
  reply: v.strictObject({ stay: StaffStay, revisions: v.array(StayRevision) }),
  errors: ['not_found'],
})

export const setStaffing = route({
  method: 'PUT',
  path: '/api/groups/:groupId/staffing',
  summary: 'So many staff work in the group from `at` on, until the next number or the end of the day.',
  roles: ['staff', 'manager'],
  params: oneGroup,
  body: v.strictObject({
    id: Id,
    staff: v.pipe(v.number(), v.integer('number'), v.minValue(0, 'number'), v.maxValue(mostStaff, 'number')),
    at: Instant,
  }),
  /** What holds now, which a later one may have made another. */
  reply: v.strictObject({ day: Day, staffing: v.nullable(Staffing) }),
  errors: ['not_found', 'id_taken', 'time_in_future', 'time_too_old'],
})
export type SetStaffing = v.InferOutput<(typeof setStaffing)['body']>
