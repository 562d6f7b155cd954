import { sql } from 'drizzle-orm'
import { check, date, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { PhotoReader, RecalledReport, RecalledTag } from '../../backend/contract/photo.ts'
import { at, group, id, ownOrganisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { actor, overseen, wall } from './wall.ts'

/**
 * What an organisation keeps of a breach (GDPR, article 33, fifth paragraph): begun by whoever recalls what went to the wrong
 * family, and from then on the privacy officer's alone. Whom it reached stands here as it was, for the photo is gone.
 */
export const breachRecord = pgTable(
  'breach_record',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    kind: text('kind').notNull(),
    groupId: uuid('group_id').notNull(),
    groupName: text('group_name').notNull(),
    childIds: uuid('child_ids').array().notNull(),
    postedAt: at('posted_at').notNull(),
    recalledAt: at('recalled_at').notNull(),
    /** When the organisation learned of it: by the first report of a guardian, else by the recall. */
    awareAt: at('aware_at').notNull(),
    recalledById: uuid('recalled_by_id').notNull(),
    recalledByName: text('recalled_by_name').notNull(),
    /** In the words of whoever recalled it. */
    reason: text('reason').notNull(),
    readers: jsonb('readers').$type<PhotoReader[]>().notNull(),
    /** In whose timelines it stood, and what guardians had reported about it. */
    tags: jsonb('tags').$type<RecalledTag[]>().notNull().default([]),
    reports: jsonb('reports').$type<RecalledReport[]>().notNull().default([]),
    state: text('state').notNull().default('draft'),
    version: integer('version').notNull().default(1),
    happened: text('happened').notNull(),
    consequences: text('consequences').notNull().default(''),
    measures: text('measures').notNull(),
    authorityToldOn: date('authority_told_on'),
    guardiansToldOn: date('guardians_told_on'),
  },
  (t) => [
    index().on(t.organisationId, t.recalledAt),
    index().on(t.groupId, t.organisationId),
    index().on(t.recalledById, t.organisationId),
    within(t, t.groupId, group),
    within(t, t.recalledById, person),
    check('breach_record_kind', sql`kind in ('photo', 'message')`),
    check('breach_record_state', sql`state in ('draft', 'closed')`),
    ...wall(
      'breach_record',
      {
        select: overseen,
        insert: sql`recalled_by_id = ${actor.person} and ${actor.isCarer} and organisation_id = ${actor.organisation} and state = 'draft'`,
        update: overseen,
      },
      { audience: 'select', worker: 'select' },
    ),
  ],
)
