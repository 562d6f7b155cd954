import { sql } from 'drizzle-orm'
import { check, date, foreignKey, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { child, placement } from './child.ts'
import { at, group, id, location, organisationId, ownOrganisationId, within } from './organisation.ts'
import { actor, administered, wall } from './wall.ts'

const seenByCarer = sql`${actor.isCarer} and child_id = ${actor.children}`
const managed = sql`${actor.isManager} and child_id = ${actor.children} and organisation_id = ${actor.organisation}`

/** Of each day of the week both ends or neither, in minutes after midnight as a clock shows them. */
export const wholeDays = sql.raw(
  [1, 2, 3, 4, 5, 6, 7]
    .map((n) => {
      const [from, until] = [`from_minutes[${n}]`, `until_minutes[${n}]`]
      return `coalesce(${from} >= 0 and ${until} <= 1440 and ${from} < ${until}, ${from} is null and ${until} is null)`
    })
    .join(' and '),
)

/**
 * On which days of the week a child comes, from a day on: until the next week of the same placement begins, or the placement
 * ends. So two can never hold at once, and what held before stays.
 */
export const contractWeek = pgTable(
  'contract_week',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    childId: uuid('child_id').notNull(),
    placementId: uuid('placement_id').notNull(),
    startsOn: date('starts_on').notNull(),
    /** Seven of each, Monday first; null where the child does not come. */
    fromMinutes: integer('from_minutes').array().notNull(),
    untilMinutes: integer('until_minutes').array().notNull(),
    version: integer('version').notNull().default(1),
    removedAt: at('removed_at'),
  },
  (t) => [
    uniqueIndex().on(t.placementId, t.startsOn).where(sql`removed_at is null`),
    index().on(t.childId, t.placementId, t.organisationId),
    foreignKey({
      name: 'contract_week_placement_of_child',
      columns: [t.placementId, t.childId, t.organisationId],
      foreignColumns: [placement.id, placement.childId, placement.organisationId],
    }),
    check('contract_week_seven', sql`cardinality(from_minutes) = 7 and cardinality(until_minutes) = 7`),
    check('contract_week_days', wholeDays),
    ...wall(
      'contract_week',
      { select: seenByCarer, insert: sql`${managed} and version = 1 and removed_at is null`, update: managed },
      { audience: 'select', worker: 'select' },
    ),
  ],
)

/** A day on which a child comes besides its week, or longer than by it. */
export const extraDay = pgTable(
  'extra_day',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    childId: uuid('child_id').notNull(),
    groupId: uuid('group_id').notNull(),
    comesOn: date('comes_on').notNull(),
    fromMinute: integer('from_minute').notNull(),
    untilMinute: integer('until_minute').notNull(),
    removedAt: at('removed_at'),
  },
  (t) => [
    uniqueIndex().on(t.childId, t.comesOn).where(sql`removed_at is null`),
    index().on(t.childId, t.organisationId),
    index().on(t.groupId, t.organisationId),
    within(t, t.childId, child),
    within(t, t.groupId, group),
    check('extra_day_minutes', sql`from_minute >= 0 and until_minute <= 1440 and from_minute < until_minute`),
    ...wall(
      'extra_day',
      { select: seenByCarer, insert: sql`${managed} and removed_at is null`, update: managed },
      { audience: 'select', worker: 'select' },
    ),
  ],
)

/** A day on which a location is closed, or without one the whole organisation; the manager's and administration's to say. */
const closes = sql`((${actor.isManager} and location_id is not null and organisation_id = ${actor.organisation}) or (${administered} and location_id is null))`

export const closingDay = pgTable(
  'closing_day',
  {
    id: id(),
    organisationId: organisationId(),
    locationId: uuid('location_id'),
    closedOn: date('closed_on').notNull(),
    name: text('name').notNull(),
    removedAt: at('removed_at'),
  },
  (t) => [
    uniqueIndex('closing_day_of_all')
      .on(t.organisationId, t.closedOn)
      .where(sql`removed_at is null and location_id is null`),
    uniqueIndex().on(t.locationId, t.closedOn).where(sql`removed_at is null`),
    index().on(t.organisationId, t.closedOn),
    index().on(t.locationId, t.organisationId),
    within(t, t.locationId, location),
    ...wall(
      'closing_day',
      {
        select: sql`organisation_id = ${actor.organisation}`,
        insert: sql`${closes} and removed_at is null`,
        update: closes,
      },
      { worker: 'select' },
    ),
  ],
)
