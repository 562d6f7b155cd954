import * as v from 'valibot'
import { RoleName } from './account.ts'
import { Purpose } from './consent.ts'
import { route } from './route.ts'
import { Day, Id, Instant, Language, wording } from './values.ts'

/** What an organisation tells everybody beforehand (source: privacy statement, "Instemming met privacyverklaring"). */
export const policyKinds = ['privacy', 'terms'] as const
export const PolicyKind = v.picklist(policyKinds)
export type PolicyKind = v.InferOutput<typeof PolicyKind>

/** A new version is announced at least so many days before it takes effect. */
export const announcedDays = 14

/** A text holds at most so many bytes in UTF-8. */
export const mostTextBytes = 60_000

const Both = v.strictObject({ nl: v.string(), en: v.string() })

const about = {
  id: Id,
  kind: PolicyKind,
  version: v.number(),
  effectiveOn: Day,
  /** What changed, in a sentence or two. */
  summary: Both,
  /** The purposes whose wording changed: who decided before is asked again, and the decision stands. */
  reworded: v.array(Purpose),
}

/** A version that was told of and is not in force yet; seeing it ahead of its day counts. */
export const AnnouncedPolicy = v.strictObject({ ...about, seen: v.boolean() })
export type AnnouncedPolicy = v.InferOutput<typeof AnnouncedPolicy>

/** One version in full; the texts are Markdown. */
export const PolicyText = v.strictObject({ ...about, seen: v.boolean(), text: Both })
export type PolicyText = v.InferOutput<typeof PolicyText>

const params = v.strictObject({ policyId: Id })

export const policies = route({
  method: 'GET',
  path: '/api/policies',
  summary: 'The privacy statement and the terms in force, in full, and what was announced.',
  roles: 'person',
  onTablet: true,
  before: 'policies',
  reply: v.strictObject({ inForce: v.array(PolicyText), announced: v.array(AnnouncedPolicy) }),
})

export const announcedPolicies = route({
  method: 'GET',
  path: '/api/policies/announced',
  summary: 'The versions that were announced and are not in force yet, without their texts.',
  roles: 'person',
  onTablet: true,
  before: 'policies',
  reply: v.strictObject({ announced: v.array(AnnouncedPolicy) }),
})

export const policy = route({
  method: 'GET',
  path: '/api/policies/:policyId',
  summary: 'One version in full: in force, announced or former.',
  roles: 'person',
  onTablet: true,
  before: 'policies',
  params,
  reply: PolicyText,
  errors: ['not_found'],
})

export const seePolicy = route({
  method: 'POST',
  path: '/api/policies/:policyId/seen',
  summary: 'This person has seen a version; the first time is kept.',
  roles: 'person',
  onTablet: true,
  before: 'policies',
  params,
  /** The language in which it was read. */
  body: v.strictObject({ id: Id, language: Language }),
  reply: v.strictObject({ at: Instant }),
  errors: ['not_found', 'id_taken'],
})

export const PolicyState = v.picklist(['announced', 'in_force', 'former'])
export const PolicyVersion = v.strictObject({
  ...about,
  state: PolicyState,
  publishedAt: Instant,
  /** How many of today’s people saw it. */
  seen: v.number(),
})
export type PolicyVersion = v.InferOutput<typeof PolicyVersion>

export const policyVersions = route({
  method: 'GET',
  path: '/api/policies/versions',
  summary: 'Every version there is and was, newest first, and how many people saw each.',
  roles: ['manager', 'privacy_officer'],
  reply: v.strictObject({
    versions: v.array(PolicyVersion),
    /** Everybody with a role today: whom a new version is announced to. */
    people: v.number(),
  }),
})

/** Markdown that people write: as any text, and by the bytes that it takes. */
const markdown = v.pipe(
  wording(mostTextBytes),
  v.check((text) => new TextEncoder().encode(text).length <= mostTextBytes, 'too_long'),
)

export const publishPolicy = route({
  method: 'POST',
  path: '/api/policies',
  summary: `Publishes the next version of the privacy statement or the terms, at least ${announcedDays} days ahead.`,
  roles: ['manager'],
  body: v.strictObject({
    id: Id,
    kind: PolicyKind,
    textNl: markdown,
    textEn: markdown,
    summaryNl: wording(1000),
    summaryEn: wording(1000),
    reworded: v.pipe(
      v.array(Purpose),
      v.maxLength(2, 'too_many'),
      v.check((purposes) => new Set(purposes).size === purposes.length, 'twice'),
    ),
    effectiveOn: Day,
  }),
  reply: PolicyVersion,
  errors: ['id_taken'],
})

/** Whether somebody saw a version; what was seen by people who have no role any more stays recorded. */
export const PolicyView = v.strictObject({
  personId: Id,
  firstName: v.string(),
  lastName: v.string(),
  /** Those of today. */
  roles: v.array(RoleName),
  at: v.nullable(Instant),
  language: v.nullable(Language),
})
export type PolicyView = v.InferOutput<typeof PolicyView>

const Count = v.strictObject({ seen: v.number(), notYet: v.number() })

export const policyViews = route({
  method: 'GET',
  path: '/api/policies/:policyId/views',
  summary: 'Who saw a version, when and in which language, and who did not yet.',
  roles: ['manager', 'privacy_officer'],
  noted: true,
  params,
  query: v.strictObject({
    seen: v.optional(v.picklist(['yes', 'no'])),
    /** The person after whom the next page begins. */
    after: v.optional(Id),
  }),
  reply: v.strictObject({
    /** Of today’s people; somebody in two roles counts once in all, and in each role. */
    all: Count,
    roles: v.array(v.strictObject({ role: RoleName, ...Count.entries })),
    /** By surname. */
    people: v.array(PolicyView),
    /** For the next page; null at the end. */
    next: v.nullable(Id),
  }),
  errors: ['not_found'],
})

export const exportPolicyViews = route({
  method: 'POST',
  path: '/api/policies/:policyId/views.csv',
  summary: 'The same as a file, everybody in it.',
  roles: ['manager', 'privacy_officer'],
  noted: true,
  file: 'text/csv',
  params,
  reply: v.string(),
  errors: ['not_found'],
})
