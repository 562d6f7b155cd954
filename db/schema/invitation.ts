import { index, pgTable, uuid } from 'drizzle-orm/pg-core'
import { at, id, organisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { administered, wall } from './wall.ts'

/** That somebody was asked to make an account. The link itself is made when the mail is sent. */
export const invitation = pgTable(
  'invitation',
  {
    id: id(),
    organisationId: organisationId(),
    personId: uuid('person_id').notNull(),
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
    index().on(t.personId, t.organisationId),
    within(t, t.personId, person),
    index().on(t.invitedById),
    index().on(t.organisationId),
    ...wall(
      'invitation',
      { select: administered, insert: administered, update: administered },
      { worker: 'select', auth: 'all' },
    ),
  ],
)
