import { sql } from 'drizzle-orm'
import { customType, index, jsonb, pgPolicy, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { at, id } from './organisation.ts'
import { actor, authRole, wall } from './wall.ts'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/**
 * Who did what, when, from which device and address. Ids and field names only, never content. `digest` covers payload
 * and salt, so both can be erased while the digest stays verifiable.
 */
export const audit = pgTable(
  'audit',
  {
    id: id(),
    /** Absent where nobody is known, as with a failed sign-in. */
    organisationId: uuid('organisation_id'),
    at: at('at').notNull(),
    personId: uuid('person_id'),
    action: text('action').notNull(),
    payload: jsonb('payload'),
    salt: bytes('salt'),
    digest: bytes('digest').notNull(),
  },
  (t) => [
    index().on(t.organisationId, t.at),
    index().on(t.personId, t.at),
    pgPolicy('audit_auth', { for: 'insert', to: authRole, withCheck: sql`true` }),
    ...wall(
      'audit',
      { insert: sql`person_id = ${actor.person} and organisation_id = ${actor.organisation}` },
      { worker: 'select' },
    ),
  ],
)
