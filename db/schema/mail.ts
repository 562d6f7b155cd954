import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id, organisationId } from './organisation.ts'
import { person } from './person.ts'
import { actor, administered, wall } from './wall.ts'

/**
 * What is to be sent and what was: one row per person, kind and cause. Address, language and words are looked up when
 * sending, and a link is made then; nothing of it is kept.
 */
export const mail = pgTable(
  'mail',
  {
    id: id(),
    organisationId: organisationId(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    kind: text('kind').notNull(),
    /** What it is about, so that nothing is sent twice for one cause. */
    causeId: uuid('cause_id').notNull(),
    /** A few facts that the words need, such as the device that signed in; never a name or a text. */
    facts: jsonb('facts').notNull().$type<Record<string, string>>(),
    createdAt: at('created_at').notNull(),
    /** Not sent before. */
    dueAt: at('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    sentAt: at('sent_at'),
    /** Given up, or no longer wanted, and why. */
    droppedAt: at('dropped_at'),
    dropped: text('dropped'),
  },
  (t) => [
    unique().on(t.personId, t.kind, t.causeId),
    index('mail_due_index').on(t.dueAt).where(sql`sent_at is null and dropped_at is null`),
    index().on(t.organisationId),
    check(
      'mail_kind',
      sql`kind in ('invitation', 'password_reset', 'password_changed', 'new_device', 'second_factor_changed', 'policy_announced', 'breach_begun', 'pin_blocked')`,
    ),
    ...wall(
      'mail',
      {
        select: sql`person_id = ${actor.person} or ${administered}`,
        insert: sql`organisation_id = ${actor.organisation} and (person_id = ${actor.person} or ${administered})`,
      },
      { audience: 'all', worker: 'all', auth: 'all' },
    ),
  ],
)
