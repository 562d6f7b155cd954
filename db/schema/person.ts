import { sql } from 'drizzle-orm'
import { check, date, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, group, id, location, organisationId, within } from './organisation.ts'
import { actor, administered, overseen, wall } from './wall.ts'

const myself = sql`person_id = ${actor.person}`

/** Somebody who has an account or is invited to make one; the account's user has the same id. */
export const person = pgTable(
  'person',
  {
    id: id(),
    organisationId: organisationId(),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    /** In lower case; where mail goes, and what an account signs in with. */
    email: text('email').notNull(),
    language: text('language').notNull().default('nl'),
    theme: text('theme').notNull().default('system'),
    textSize: text('text_size').notNull().default('normal'),
    /** When the first steps were gone through; the choices of consent were shown by then, taken or not. */
    welcomedAt: at('welcomed_at'),
  },
  (t) => [
    unique().on(t.organisationId, t.email),
    unique().on(t.id, t.organisationId),
    check('person_language', sql`language in ('nl', 'en')`),
    check('person_theme', sql`theme in ('system', 'light', 'dark')`),
    check('person_text_size', sql`text_size in ('normal', 'large', 'huge')`),
    check('person_email', sql`email = lower(email)`),
    ...wall(
      'person',
      {
        select: sql`id = ${actor.person} or ${administered} or ${overseen}`,
        insert: administered,
        update: sql`id = ${actor.person} or ${administered}`,
      },
      { audience: 'select', worker: 'select', auth: 'select' },
    ),
  ],
)

/** The roles of a person with their dates; a manager's names the location. */
export const personRole = pgTable(
  'person_role',
  {
    id: id(),
    organisationId: organisationId(),
    personId: uuid('person_id').notNull(),
    role: text('role').notNull(),
    locationId: uuid('location_id'),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on'),
  },
  (t) => [
    index().on(t.personId, t.role),
    index().on(t.personId, t.organisationId),
    index().on(t.organisationId),
    index().on(t.locationId, t.organisationId),
    within(t, t.personId, person),
    within(t, t.locationId, location),
    check('person_role_role', sql`role in ('guardian', 'staff', 'manager', 'administration', 'privacy_officer')`),
    check('person_role_location', sql`(role = 'manager') = (location_id is not null)`),
    // Who administers or oversees is not named by administration itself.
    ...wall(
      'person_role',
      {
        select: sql`${myself} or ${administered} or ${overseen}`,
        insert: sql`${administered} and role in ('guardian', 'staff', 'manager')`,
        update: sql`${administered} and role in ('guardian', 'staff', 'manager')`,
      },
      { audience: 'select', worker: 'select' },
    ),
  ],
)

/** In which group a staff member works, from and up to and including which day. */
export const staffAssignment = pgTable(
  'staff_assignment',
  {
    id: id(),
    organisationId: organisationId(),
    personId: uuid('person_id').notNull(),
    groupId: uuid('group_id').notNull(),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on'),
  },
  (t) => [
    index().on(t.personId, t.organisationId),
    index().on(t.groupId, t.organisationId),
    index().on(t.organisationId),
    within(t, t.personId, person),
    within(t, t.groupId, group),
    ...wall(
      'staff_assignment',
      { select: sql`${myself} or ${administered}`, insert: administered, update: administered },
      { audience: 'select' },
    ),
  ],
)

/** What somebody wants to be told, and how fast; without a row the topic's own habit holds. */
export const topicChoice = pgTable(
  'topic_choice',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    organisationId: organisationId(),
    topic: text('topic').notNull(),
    choice: text('choice').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.topic] }),
    index().on(t.organisationId),
    check('topic_choice_topic', sql`topic in ('diary', 'photos', 'messages', 'news', 'planning', 'account')`),
    check('topic_choice_choice', sql`choice in ('immediate', 'daily', 'off')`),
    ...wall('topic_choice', { select: myself, insert: myself, update: myself }, { worker: 'select' }),
  ],
)
