import { sql } from 'drizzle-orm'
import { bigint, check, customType, index, pgPolicy, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { at, id } from './organisation.ts'
import { actor, authRole, overseen, wall } from './wall.ts'

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
    /** JSON, kept as text: the digest is of its very bytes. */
    payload: text('payload'),
    salt: bytes('salt'),
    digest: bytes('digest').notNull(),
    /** The seal that covers the row; absent for the few seconds until there is one. */
    seal: bigint('seal', { mode: 'number' }),
  },
  (t) => [
    index().on(t.seal, t.id),
    index('audit_erased_index').on(t.id).where(sql`action = 'audit.erased'`),
    check('audit_at', sql`isfinite(at)`),
    check('audit_seal', sql`seal > 0`),
    index().on(t.organisationId, t.at),
    index().on(t.organisationId, t.action, t.at),
    index().on(t.personId, t.at),
    // Follows the payload: what is erased there is found no more. Added to in lots, small enough to keep nobody waiting.
    index('audit_children_index').using('gin', sql`audit_children(payload)`).with({ gin_pending_list_limit: 512 }),
    pgPolicy('audit_auth', { for: 'insert', to: authRole, withCheck: sql`true` }),
    ...wall(
      'audit',
      {
        select: overseen,
        insert: sql`person_id = ${actor.person} and organisation_id = ${actor.organisation}`,
      },
      { audience: 'select', worker: 'all' },
    ),
  ],
)

/**
 * The chain over the audit: each seal covers some rows and the seal before it, so that a row that is changed, taken out or
 * put in afterwards shows. A row's payload and salt can still be erased when their time is over.
 */
export const auditSeal = pgTable(
  'audit_seal',
  {
    nr: bigint('nr', { mode: 'number' }).primaryKey(),
    sealedAt: at('sealed_at').notNull(),
    /** For each row in order 16 bytes of its id and 32 of its leaf; see `workers/seal.ts`. */
    leaves: bytes('leaves').notNull(),
    /** SHA-256 of the hash before it and the leaves. */
    hash: bytes('hash').notNull(),
  },
  () => wall('audit_seal', {}, { worker: 'all' }),
)
