import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { child } from './child.ts'
import { at, id, location, organisationId, ownOrganisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { wholeDays } from './planning.ts'
import { actor, wall } from './wall.ts'

const mine = sql`organisation_id = ${actor.organisation}`
const managed = sql`${actor.isManager} and ${mine}`

/** What a location tells of itself to those whose children are there; which location a manager may write about says `keep_planning`. */
export const locationInfo = pgTable(
  'location_info',
  {
    id: id(),
    organisationId: organisationId(),
    locationId: uuid('location_id').notNull(),
    street: text('street').notNull(),
    postalCode: text('postal_code').notNull(),
    city: text('city').notNull(),
    phone: text('phone').notNull(),
    email: text('email').notNull(),
    /** Seven of each, Monday first; null where it is closed. */
    fromMinutes: integer('from_minutes').array().notNull(),
    untilMinutes: integer('until_minutes').array().notNull(),
    houseRules: text('house_rules').notNull(),
    version: integer('version').notNull().default(1),
    changedAt: at('changed_at').notNull(),
    changedById: uuid('changed_by_id')
      .notNull()
      .references(() => person.id),
  },
  (t) => [
    uniqueIndex().on(t.locationId, t.organisationId),
    index().on(t.organisationId),
    index().on(t.changedById),
    within(t, t.locationId, location),
    check('location_info_seven', sql`cardinality(from_minutes) = 7 and cardinality(until_minutes) = 7`),
    check('location_info_days', wholeDays),
    ...wall('location_info', { select: mine, insert: managed, update: managed }),
  ],
)

const seen = sql`child_id = ${actor.children}`

/** Who of the staff is there for a child in particular, since when; at most one at a time. */
export const mentor = pgTable(
  'mentor',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    childId: uuid('child_id').notNull(),
    personId: uuid('person_id').notNull(),
    startedAt: at('started_at').notNull(),
    endedAt: at('ended_at'),
  },
  (t) => [
    uniqueIndex().on(t.childId).where(sql`ended_at is null`),
    index().on(t.childId, t.organisationId),
    index().on(t.personId, t.organisationId),
    within(t, t.childId, child),
    within(t, t.personId, person),
    ...wall(
      'mentor',
      {
        select: seen,
        insert: sql`${managed} and child_id = ${actor.care} and ended_at is null`,
        update: sql`${managed} and child_id = ${actor.care}`,
      },
      { audience: 'select' },
    ),
  ],
)
