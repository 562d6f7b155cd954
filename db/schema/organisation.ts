import { sql } from 'drizzle-orm'
import { type AnyPgColumn, foreignKey, index, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { actor, wall } from './wall.ts'

export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
export const id = () => uuid('id').primaryKey()
export const organisationId = () =>
  uuid('organisation_id')
    .notNull()
    .references(() => organisation.id)
/** On rows that are written often and already hang from a row with that foreign key. */
export const ownOrganisationId = () => uuid('organisation_id').notNull()

/**
 * A reference that leads nowhere but into the row's own organisation: the wall knows organisations apart by the row's own
 * column, and PostgreSQL looks past the wall when it checks a reference.
 */
export const within = (
  row: { organisationId: AnyPgColumn },
  column: AnyPgColumn,
  other: { id: AnyPgColumn; organisationId: AnyPgColumn },
) =>
  foreignKey({
    name: `${column.name}_within_organisation`,
    columns: [column, row.organisationId],
    foreignColumns: [other.id, other.organisationId],
  })

const mine = sql`organisation_id = ${actor.organisation}`

export const organisation = pgTable(
  'organisation',
  {
    id: id(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull().default('Europe/Amsterdam'),
    /** Where people turn to for help. */
    supportEmail: text('support_email'),
    supportPhone: text('support_phone'),
    createdAt: at('created_at').notNull(),
  },
  () =>
    wall(
      'organisation',
      {
        select: sql`id = ${actor.organisation}`,
        update: sql`${actor.isAdministration} and id = ${actor.organisation}`,
      },
      { audience: 'select', worker: 'select' },
    ),
)

/** The company that contracts and invoices; one organisation may have several. */
export const legalEntity = pgTable(
  'legal_entity',
  { id: id(), organisationId: organisationId(), name: text('name').notNull() },
  (t) => [unique().on(t.id, t.organisationId), index().on(t.organisationId), ...wall('legal_entity', { select: mine })],
)

export const location = pgTable(
  'location',
  {
    id: id(),
    organisationId: organisationId(),
    legalEntityId: uuid('legal_entity_id')
      .notNull()
      .references(() => legalEntity.id),
    name: text('name').notNull(),
  },
  (t) => [
    unique().on(t.id, t.organisationId),
    index().on(t.organisationId),
    index().on(t.legalEntityId),
    ...wall('location', { select: mine }, { audience: 'select', worker: 'select' }),
  ],
)

export const group = pgTable(
  'group',
  {
    id: id(),
    organisationId: organisationId(),
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    name: text('name').notNull(),
  },
  (t) => [
    unique().on(t.id, t.organisationId),
    index().on(t.organisationId),
    index().on(t.locationId),
    ...wall('group', { select: mine }, { audience: 'select', worker: 'select' }),
  ],
)
