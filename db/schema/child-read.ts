import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { child } from './child.ts'
import { conversation } from './conversation.ts'
import { at, id, ownOrganisationId } from './organisation.ts'
import { person } from './person.ts'
import { actor, wall } from './wall.ts'

/** Who of the carers or of administration looked at what of a child, for the child's guardians; only ever added to. */
export const childRead = pgTable(
  'child_read',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    childId: uuid('child_id')
      .notNull()
      .references(() => child.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    role: text('role').notNull(),
    /** As it was then: a guardian sees the name, never the person. */
    readerName: text('reader_name').notNull(),
    what: text('what').notNull(),
    /** The day, or the id of the entry, that was looked at; empty where there is none. */
    subject: text('subject').notNull(),
    /** Of a conversation: only those read of it who read the conversation. */
    conversationId: uuid('conversation_id').references(() => conversation.id),
    at: at('at').notNull(),
  },
  (t) => [
    index().on(t.childId, t.at, t.id),
    index().on(t.personId, t.childId, t.at),
    index().on(t.conversationId),
    check('child_read_conversation', sql`(what = 'conversation') = (conversation_id is not null)`),
    check(
      'child_read_what',
      sql`what in ('group_day', 'earlier_wordings', 'new_entries', 'consents', 'families', 'planning', 'absence_history', 'attendance_history', 'collectors', 'allergies', 'mentors', 'conversation', 'handover_history', 'record', 'actions')`,
    ),
    ...wall('child_read', {
      select: sql`(child_id = ${actor.parental} and (conversation_id is null or conversation_id = ${actor.channels})) or (person_id = ${actor.person} and ${actor.role} is not null)`,
      insert: sql`person_id = ${actor.person} and role = ${actor.role} and ((${actor.isCarer} and child_id = ${actor.children}) or (${actor.isAdministration} and what in ('record', 'collectors', 'allergies'))) and organisation_id = ${actor.organisation}`,
    }),
  ],
)
