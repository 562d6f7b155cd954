import * as v from 'valibot'
import { route } from './route.ts'
import { Day, Id, text, wording } from './values.ts'

/** So many collectors a child has at once, at most. */
export const mostCollectors = 20

const said = {
  name: wording(120),
  /** What this person is to the child: grandmother, neighbour. */
  relation: wording(60),
  /** Empty when nobody knows it. */
  phone: text(40),
  startsOn: Day,
  /** The last day. */
  endsOn: v.nullable(Day),
}

/** Somebody who may bring and fetch a child besides its guardians, from a day until a day. */
export const Collector = v.strictObject({
  id: Id,
  name: v.string(),
  relation: v.string(),
  phone: v.string(),
  startsOn: Day,
  endsOn: v.nullable(Day),
  version: v.number(),
})
export type Collector = v.InferOutput<typeof Collector>

interface Span {
  startsOn: Day
  endsOn: Day | null
}
const isInOrder = ({ startsOn, endsOn }: Span) => endsOn === null || startsOn <= endsOn
const all = v.strictObject({
  child: v.strictObject({ id: Id, callName: v.string(), surname: v.string() }),
  today: Day,
  /** In the order of their names, also those whose time is over or has yet to begin. */
  collectors: v.array(Collector),
})
export type Collectors = v.InferOutput<typeof all>

export const collectors = route({
  method: 'GET',
  path: '/api/children/:childId/collectors',
  summary:
    'Who may bring and fetch a child besides its guardians: for administration, and for the manager of its location.',
  noted: true,
  roles: ['manager', 'administration'],
  params: v.strictObject({ childId: Id }),
  reply: all,
  errors: ['not_found'],
})

export const addCollector = route({
  method: 'POST',
  path: '/api/children/:childId/collectors',
  summary: 'From a day on somebody may bring and fetch a child.',
  roles: ['manager', 'administration'],
  params: v.strictObject({ childId: Id }),
  body: v.pipe(
    v.strictObject({ id: Id, ...said }),
    v.forward(
      v.check((given) => isInOrder(given), 'before_start'),
      ['endsOn'],
    ),
  ),
  reply: all,
  errors: ['not_found', 'id_taken'],
})

export const changeCollector = route({
  method: 'PUT',
  path: '/api/collectors/:collectorId',
  summary: 'Changes who may bring and fetch a child, or until when.',
  roles: ['manager', 'administration'],
  params: v.strictObject({ collectorId: Id }),
  body: v.pipe(
    v.strictObject({ id: Id, version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)), ...said }),
    v.forward(
      v.check((given) => isInOrder(given), 'before_start'),
      ['endsOn'],
    ),
  ),
  reply: all,
  errors: ['not_found', 'id_taken', 'stale_version'],
})
