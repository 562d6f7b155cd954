import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id, organisationId } from './organisation.ts'
import { person } from './person.ts'
import { actor, overseen, wall } from './wall.ts'

const mine = sql`organisation_id = ${actor.organisation}`
const managed = sql`(${actor.isManager} and ${mine})`

/** A version of the privacy statement or the terms. In force from its day until the next version's. */
export const policy = pgTable(
  'policy',
  {
    id: id(),
    organisationId: organisationId(),
    kind: text('kind').notNull(),
    version: integer('version').notNull(),
    /** Markdown. */
    textNl: text('text_nl').notNull(),
    textEn: text('text_en').notNull(),
    /** What changed, in a sentence or two. */
    summaryNl: text('summary_nl').notNull(),
    summaryEn: text('summary_en').notNull(),
    /** The purposes whose wording changed: who decided on one of them before is asked again; the decision stands. */
    reworded: text('reworded').array().notNull(),
    effectiveOn: date('effective_on').notNull(),
    publishedAt: at('published_at').notNull(),
    /** Absent for what was there from the beginning. */
    publishedById: uuid('published_by_id').references(() => person.id),
    /** When everybody's mail was on its way. */
    announcedAt: at('announced_at'),
  },
  (t) => [
    unique().on(t.organisationId, t.kind, t.version),
    index().on(t.publishedById),
    check('policy_kind', sql`kind in ('privacy', 'terms')`),
    check('policy_reworded', sql`reworded <@ array['diary', 'photos']`),
    ...wall('policy', { select: mine, insert: managed }, { audience: 'select', worker: 'all' }),
  ],
)

/** Who saw which version when. */
export const policyView = pgTable(
  'policy_view',
  {
    id: id(),
    organisationId: organisationId(),
    policyId: uuid('policy_id')
      .notNull()
      .references(() => policy.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    at: at('at').notNull(),
    language: text('language').notNull(),
  },
  (t) => [
    unique().on(t.policyId, t.personId),
    index().on(t.personId),
    index().on(t.organisationId),
    ...wall(
      'policy_view',
      {
        select: sql`person_id = ${actor.person} or ${managed} or ${overseen}`,
        insert: sql`person_id = ${actor.person} and ${mine}`,
      },
      { audience: 'select' },
    ),
  ],
)
