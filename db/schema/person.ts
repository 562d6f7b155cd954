import { sql } from 'drizzle-orm'
import { check, date, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { group, id, location, organisationId } from './organisation.ts'
import { actor, wall } from './wall.ts'

const myself = sql`person_id = ${actor.person}`

/** Somebody with an account; the account's user has the same id. */
export const person = pgTable(
  'person',
  {
    id: id(),
    organisationId: organisationId(),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    language: text('language').notNull().default('nl'),
  },
  (t) => [
    index().on(t.organisationId),
    check('person_language', sql`language in ('nl', 'en')`),
    ...wall(
      'person',
      { select: sql`id = ${actor.person}`, update: sql`id = ${actor.person}` },
      { audience: 'select', worker: 'select' },
    ),
  ],
)

/** The roles of a person with their dates; a manager's names the location. */
export const personRole = pgTable(
  'person_role',
  {
    id: id(),
    organisationId: organisationId(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    role: text('role').notNull(),
    locationId: uuid('location_id').references(() => location.id),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on'),
  },
  (t) => [
    index().on(t.personId, t.role),
    index().on(t.organisationId),
    index().on(t.locationId),
    check('person_role_role', sql`role in ('guardian', 'staff', 'manager', 'administration', 'privacy_officer')`),
    check('person_role_location', sql`(role = 'manager') = (location_id is not null)`),
    ...wall('person_role', { select: myself }, { audience: 'select' }),
  ],
)

/** In which group a staff member works, from and up to and including which day. */
export const staffAssignment = pgTable(
  'staff_assignment',
  {
    id: id(),
    organisationId: organisationId(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    groupId: uuid('group_id')
      .notNull()
      .references(() => group.id),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on'),
  },
  (t) => [
    index().on(t.personId),
    index().on(t.groupId),
    index().on(t.organisationId),
    ...wall('staff_assignment', { select: myself }, { audience: 'select' }),
  ],
)
