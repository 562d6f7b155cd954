import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { StoredFile } from './media.ts'
import { at, id, ownOrganisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { actor, wall } from './wall.ts'

const mine = sql`person_id = ${actor.person} and ${actor.isCarer} and organisation_id = ${actor.organisation}`

/**
 * What somebody of the staff looks like, put by that person alone. It has the id of the upload that it was; its key stays sealed with the
 * installation's secret, for no child is in it. Who else sees it says `portraits_seen`.
 */
export const portrait = pgTable(
  'portrait',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    personId: uuid('person_id').notNull(),
    /** Null once its files are gone: then the row only says that a manager removed it. */
    wrappedKey: text('wrapped_key'),
    files: jsonb('files').$type<StoredFile[]>().notNull(),
    putAt: at('put_at').notNull(),
    removedAt: at('removed_at'),
    removedById: uuid('removed_by_id').references(() => person.id),
  },
  (t) => [
    unique().on(t.personId, t.organisationId),
    index().on(t.removedById),
    index().on(t.removedAt).where(sql`removed_at is not null`),
    index('portrait_files_index').using('gin', sql`files jsonb_path_ops`),
    within(t, t.personId, person),
    check('portrait_removed', sql`(removed_at is null) = (removed_by_id is null)`),
    check(
      'portrait_key',
      sql`(wrapped_key is null) = (files = '[]') and (wrapped_key is not null or removed_at is not null)`,
    ),
    ...wall('portrait', { select: mine, insert: mine, update: mine }, { audience: 'all', worker: 'select' }),
  ],
)
