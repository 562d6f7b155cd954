import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { child } from './child.ts'
import { at, id, location, organisationId, ownOrganisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { actor, administered, wall } from './wall.ts'

/** Of a guardian who is not restricted, with authority or without it, and of carers; consent plays no part. */
const seen = sql`(${actor.role} = 'guardian' or ${actor.isCarer}) and child_id = ${actor.children}`
const written = sql`${seen} and organisation_id = ${actor.organisation}`

const reasons = sql.raw(`reason in ('sick', 'holiday', 'other')`)
/** Whole days, or a part of one. */
const spans = sql.raw(
  `starts_on <= ends_on and ends_on - starts_on < 92 and (from_minute is null) = (until_minute is null)
   and (from_minute is null or (starts_on = ends_on and from_minute >= 0 and until_minute <= 1440 and from_minute < until_minute))`,
)

/**
 * When a child does not come though it is expected. Those of one child that are not cancelled never overlap: see
 * `keep_absence`.
 */
export const absence = pgTable(
  'absence',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    childId: uuid('child_id').notNull(),
    reason: text('reason').notNull(),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on').notNull(),
    /** Minutes after midnight as a clock shows them; null for whole days. */
    fromMinute: integer('from_minute'),
    untilMinute: integer('until_minute'),
    note: text('note').notNull(),
    /** Reported, or made longer, after the cut-off that held then. */
    late: boolean('late').notNull(),
    version: integer('version').notNull().default(1),
    reporterId: uuid('reporter_id')
      .notNull()
      .references(() => person.id),
    /** First name and role as they were then. */
    reporterName: text('reporter_name').notNull(),
    reporterRole: text('reporter_role').notNull(),
    reportedAt: at('reported_at').notNull(),
    changedAt: at('changed_at'),
    /** The group has seen it as it is now. */
    seenAt: at('seen_at'),
    seenById: uuid('seen_by_id').references(() => person.id),
    seenByName: text('seen_by_name'),
    cancelledAt: at('cancelled_at'),
  },
  (t) => [
    index().on(t.childId, t.endsOn).where(sql`cancelled_at is null`),
    index().on(t.childId, t.organisationId),
    index().on(t.reporterId),
    index().on(t.seenById),
    unique().on(t.id, t.organisationId),
    within(t, t.childId, child),
    check('absence_reason', reasons),
    check('absence_span', spans),
    check('absence_reporter', sql`reporter_role in ('guardian', 'staff', 'manager')`),
    check('absence_seen', sql`(seen_at is null) = (seen_by_id is null) and (seen_at is null) = (seen_by_name is null)`),
    ...wall(
      'absence',
      {
        select: seen,
        insert: sql`${written} and reporter_id = ${actor.person} and reporter_role = ${actor.role} and version = 1 and seen_at is null and cancelled_at is null`,
        update: written,
      },
      { audience: 'select', worker: 'select' },
    ),
  ],
)

/** What was done with an absence, and what it was after that; only ever added to. */
export const absenceRevision = pgTable(
  'absence_revision',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    absenceId: uuid('absence_id').notNull(),
    childId: uuid('child_id').notNull(),
    /** The request that did it, where it has an id of its own: what it came to is found again when it is repeated. */
    intentId: uuid('intent_id'),
    done: text('done').notNull(),
    reason: text('reason').notNull(),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on').notNull(),
    fromMinute: integer('from_minute'),
    untilMinute: integer('until_minute'),
    note: text('note').notNull(),
    late: boolean('late').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    personName: text('person_name').notNull(),
    role: text('role').notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    index().on(t.absenceId, t.organisationId),
    index().on(t.childId, t.organisationId),
    index().on(t.personId),
    within(t, t.absenceId, absence),
    within(t, t.childId, child),
    check('absence_revision_done', sql`done in ('reported', 'changed', 'extended', 'cancelled', 'seen')`),
    ...wall('absence_revision', {
      select: seen,
      insert: sql`${written} and person_id = ${actor.person} and role = ${actor.role}`,
    }),
  ],
)

/** A manager's for a location, administration's for the whole organisation. */
const agrees = sql`((${actor.isManager} and location_id is not null and organisation_id = ${actor.organisation}) or (${administered} and location_id is null))`

/** Until when absences are to be reported, from a day on: until the next rule of the same care type and place begins. */
export const absenceRule = pgTable(
  'absence_rule',
  {
    id: id(),
    organisationId: organisationId(),
    careType: text('care_type').notNull(),
    /** Null for the whole organisation; that of a location goes before it. */
    locationId: uuid('location_id'),
    startsOn: date('starts_on').notNull(),
    /** Minutes after midnight as a clock shows them, so many days before the day itself. */
    cutOffMinute: integer('cut_off_minute').notNull(),
    daysBefore: integer('days_before').notNull(),
    credit: text('credit').notNull(),
    addedAt: at('added_at').notNull(),
    removedAt: at('removed_at'),
  },
  (t) => [
    uniqueIndex('absence_rule_of_all')
      .on(t.organisationId, t.careType, t.startsOn)
      .where(sql`removed_at is null and location_id is null`),
    uniqueIndex().on(t.locationId, t.careType, t.startsOn).where(sql`removed_at is null`),
    index().on(t.organisationId, t.careType),
    index().on(t.locationId, t.organisationId),
    within(t, t.locationId, location),
    check('absence_rule_care_type', sql`care_type in ('KDV', 'BSO')`),
    check(
      'absence_rule_cut_off',
      sql`cut_off_minute >= 0 and cut_off_minute < 1440 and days_before >= 0 and days_before <= 31`,
    ),
    check('absence_rule_credit', sql`credit in ('none', 'kept_before_cut_off')`),
    ...wall('absence_rule', {
      select: sql`organisation_id = ${actor.organisation}`,
      insert: sql`${agrees} and removed_at is null`,
      update: agrees,
    }),
  ],
)
