import { sql } from 'drizzle-orm'
import { check, index, integer, pgPolicy, text, uuid } from 'drizzle-orm/pg-core'
import { auth, rules } from './auth.ts'
import { at, id, location, organisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { audienceRole } from './wall.ts'

const byAudience = (table: string) =>
  pgPolicy(`${table}_audience`, { for: 'all', to: audienceRole, using: sql`true`, withCheck: sql`true` })

/** A device of a location that a manager paired: there staff say who they are by a PIN. Of its cookie only the digest is kept. */
export const tablet = auth.table(
  'tablet',
  {
    id: id(),
    organisationId: organisationId(),
    locationId: uuid('location_id').notNull(),
    name: text('name').notNull(),
    /** After so many minutes without a touch it locks. */
    idleMinutes: integer('idle_minutes').notNull(),
    digest: text('digest').notNull().unique(),
    pairedAt: at('paired_at').notNull(),
    pairedById: uuid('paired_by_id')
      .notNull()
      .references(() => person.id),
    seenAt: at('seen_at').notNull(),
    revokedAt: at('revoked_at'),
    revokedById: uuid('revoked_by_id').references(() => person.id),
  },
  (t) => [
    index().on(t.locationId, t.organisationId),
    index().on(t.organisationId),
    index().on(t.pairedById),
    index().on(t.revokedById),
    within(t, t.locationId, location),
    check('tablet_idle', sql`idle_minutes in (1, 2, 5, 10)`),
    check('tablet_revoked', sql`(revoked_at is null) = (revoked_by_id is null)`),
    ...rules('tablet'),
    byAudience('tablet'),
  ],
)

/** What a manager shows to pair a tablet: good once and for ten minutes. */
export const tabletCode = auth.table(
  'tablet_code',
  {
    id: id(),
    organisationId: organisationId(),
    locationId: uuid('location_id').notNull(),
    name: text('name').notNull(),
    idleMinutes: integer('idle_minutes').notNull(),
    digest: text('digest').notNull().unique(),
    madeAt: at('made_at').notNull(),
    madeById: uuid('made_by_id')
      .notNull()
      .references(() => person.id),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [
    index().on(t.locationId, t.organisationId),
    index().on(t.organisationId),
    index().on(t.madeById),
    within(t, t.locationId, location),
    ...rules('tablet_code'),
    byAudience('tablet_code'),
  ],
)
