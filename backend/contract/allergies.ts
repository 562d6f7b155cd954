import * as v from 'valibot'
import { route } from './route.ts'
import { Id, Instant, text, wording } from './values.ts'

/** So many allergies are kept of a child at once, at most. */
export const mostAllergies = 20
export const longestAllergy = 100
export const longestAdvice = 500

const said = {
  what: wording(longestAllergy),
  /** What to do; empty when there is nothing to say. */
  advice: text(longestAdvice),
  /** It may threaten the child's life. */
  severe: v.boolean(),
}

/** What a child does not tolerate, as those see it in whose care the child is. */
export const Allergy = v.strictObject({ id: Id, what: v.string(), advice: v.string(), severe: v.boolean() })
export type Allergy = v.InferOutput<typeof Allergy>

/** The same, for those who keep it. */
export const KeptAllergy = v.strictObject({
  ...Allergy.entries,
  version: v.number(),
  notedAt: Instant,
  /** First name, as it was then. */
  notedBy: v.string(),
})
export type KeptAllergy = v.InferOutput<typeof KeptAllergy>

const all = v.strictObject({
  child: v.strictObject({ id: Id, callName: v.string(), surname: v.string() }),
  /** Severe ones first, then in the order of their names. */
  allergies: v.array(KeptAllergy),
})
export type Allergies = v.InferOutput<typeof all>

export const allergies = route({
  method: 'GET',
  path: '/api/children/:childId/allergies',
  summary: 'The allergies of a child: for administration, and for the manager in whose care it is.',
  noted: true,
  roles: ['manager', 'administration'],
  params: v.strictObject({ childId: Id }),
  reply: all,
  errors: ['not_found'],
})

export const addAllergy = route({
  method: 'POST',
  path: '/api/children/:childId/allergies',
  summary: 'Notes an allergy of a child.',
  roles: ['manager', 'administration'],
  params: v.strictObject({ childId: Id }),
  body: v.strictObject({ id: Id, ...said }),
  reply: all,
  errors: ['not_found', 'id_taken'],
})

export const changeAllergy = route({
  method: 'PUT',
  path: '/api/allergies/:allergyId',
  summary: 'Changes what is noted of an allergy, takes it away with `removed`, or brings it back.',
  roles: ['manager', 'administration'],
  params: v.strictObject({ allergyId: Id }),
  body: v.strictObject({
    id: Id,
    version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    ...said,
    removed: v.boolean(),
  }),
  reply: all,
  errors: ['not_found', 'id_taken', 'stale_version'],
})
