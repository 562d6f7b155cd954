import * as v from 'valibot'
import { PhotoReader, RecalledReport, RecalledTag } from './photo.ts'
import { route } from './route.ts'
import { Day, Id, Instant, text } from './values.ts'

/** Within so many milliseconds of hearing of a breach the authority is told of what must be reported (GDPR, article 33, first paragraph). */
export const breachTerm = 72 * 3_600_000

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
  /** What was recalled. */
  kind: v.picklist(['photo', 'message']),
  state: v.picklist(['draft', 'closed']),
  version: v.number(),
  recalledAt: Instant,
  /** When a guardian first reported the photo, or else it was recalled: from then on 72 hours count, to tell the authority. */
  awareAt: Instant,
  recalledBy: v.string(),
  group: v.string(),
  /** In how many children's timelines it stood, at once or one after another, and on how many guardians' devices it was. */
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
  /** When it was first placed. */
  postedAt: Instant,
  reason: v.string(),
  /** In whose timelines it stood, in that order. */
  tags: v.array(RecalledTag),
  /** What guardians had reported about it before it was recalled. */
  reports: v.array(RecalledReport),
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

export const openBreaches = route({
  method: 'GET',
  path: '/api/open-breaches',
  summary: 'How many breach records wait to be written, and when the first of their 72 hours end; for the navigation.',
  roles: ['privacy_officer'],
  reply: v.strictObject({
    /** Drafts. */
    open: v.number(),
    /** Since when the one is known whose 72 hours end first, among drafts of which the authority was told nothing; null when there is none. */
    oldest: v.nullable(Instant),
  }),
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
