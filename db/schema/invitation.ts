import { index, pgTable, uuid } from 'drizzle-orm/pg-core'
import { at, id, organisationId } from './organisation.ts'
import { person } from './person.ts'
import { administered, wall } from './wall.ts'

/** That somebody was asked to make an account. The link itself is made when the mail is sent. */
export const invitation = pgTable(
  'invitation',
  {
    id: id(),
    organisationId: organisationId(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    invitedById: uuid('invited_by_id')
      .notNull()
      .references(() => person.id),
    invitedAt: at('invited_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    acceptedAt: at('accepted_at'),
    /** Taken back, or replaced by a later one. */
    revokedAt: at('revoked_at'),
  },
  (t) => [
    index().on(t.personId),
    index().on(t.invitedById),
    index().on(t.organisationId),
    ...wall(
      'invitation',
      { select: administered, insert: administered, update: administered },
      { worker: 'select', auth: 'all' },
    ),
  ],
)
