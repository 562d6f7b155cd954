import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { child } from './child.ts'
import { at, id, ownOrganisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { actor, administered, wall } from './wall.ts'

const kept = sql`((${actor.isManager} and child_id = ${actor.care}) or ${administered})`
const keptHere = sql`${kept} and organisation_id = ${actor.organisation}`

/** What a child does not tolerate, and what to do then; `allergies_of` tells it to those in whose care the child is. */
export const allergy = pgTable(
  'allergy',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    childId: uuid('child_id').notNull(),
    what: text('what').notNull(),
    /** What to do; empty when there is nothing to say. */
    advice: text('advice').notNull(),
    severe: boolean('severe').notNull(),
    /** When, and by whom, it was noted first; who changed it stands in the audit. */
    notedAt: at('noted_at').notNull(),
    notedById: uuid('noted_by_id')
      .notNull()
      .references(() => person.id),
    notedByName: text('noted_by_name').notNull(),
    version: integer('version').notNull().default(1),
    removedAt: at('removed_at'),
  },
  (t) => [
    index().on(t.childId, t.organisationId),
    index().on(t.notedById),
    within(t, t.childId, child),
    check('allergy_what', sql`char_length(what) between 1 and 100`),
    check('allergy_advice', sql`char_length(advice) <= 500`),
    ...wall(
      'allergy',
      {
        select: kept,
        insert: sql`${keptHere} and noted_by_id = ${actor.person} and version = 1 and removed_at is null`,
        update: keptHere,
      },
      { audience: 'select' },
    ),
  ],
)
