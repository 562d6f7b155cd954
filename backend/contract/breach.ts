import * as v from 'valibot'
import { PhotoReader } from './photo.ts'
import { route } from './route.ts'
import { Day, Id, Instant, text } from './values.ts'

const words = text(5000)

/** What an organisation writes down of a breach, whether or not it must be reported (GDPR, article 33, fifth paragraph). */
export const BreachAccount = v.strictObject({
  /** What happened, what follows from it, and what was done. */
  happened: words,
  consequences: words,
  measures: words,
  /** When the authority and the guardians were told, as far as they were. */
  authorityToldOn: v.nullable(Day),
  guardiansToldOn: v.nullable(Day),
})
export type BreachAccount = v.InferOutput<typeof BreachAccount>

const breach = {
  id: Id,
  state: v.picklist(['draft', 'closed']),
  version: v.number(),
  /** When the photo was recalled: from then on 72 hours count, in which the authority is told of what must be reported. */
  recalledAt: Instant,
  recalledBy: v.string(),
  group: v.string(),
  /** How many children were on it, and on how many guardians' devices it was. */
  children: v.number(),
  readers: v.number(),
}

export const BreachLine = v.strictObject({
  ...breach,
  /** From then on nothing has to be in time. */
  authorityToldOn: v.nullable(Day),
})
export type BreachLine = v.InferOutput<typeof BreachLine>

export const Breach = v.strictObject({
  ...breach,
  postedAt: Instant,
  reason: v.string(),
  who: v.array(PhotoReader),
  account: BreachAccount,
})
export type Breach = v.InferOutput<typeof Breach>

export const breaches = route({
  method: 'GET',
  path: '/api/breaches',
  summary: 'The breach records of the organisation, newest first.',
  noted: true,
  roles: ['privacy_officer'],
  reply: v.strictObject({ breaches: v.array(BreachLine) }),
})

export const breachRecord = route({
  method: 'GET',
  path: '/api/breaches/:breachId',
  summary: 'A breach record: what was recalled, on whose devices it had been, and what was written about it.',
  noted: true,
  roles: ['privacy_officer'],
  params: v.strictObject({ breachId: Id }),
  reply: v.strictObject({ breach: Breach }),
  errors: ['not_found'],
})

export const saveBreach = route({
  method: 'PUT',
  path: '/api/breaches/:breachId',
  summary: 'Writes the account of a breach, and closes or reopens the record.',
  roles: ['privacy_officer'],
  params: v.strictObject({ breachId: Id }),
  body: v.strictObject({ version: v.number(), state: v.picklist(['draft', 'closed']), account: BreachAccount }),
  reply: v.strictObject({ breach: Breach }),
  errors: ['not_found', 'stale_version'],
})
