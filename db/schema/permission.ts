import { sql } from 'drizzle-orm'
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { at, id, organisationId } from './organisation.ts'
import { person } from './person.ts'
import { actor, wall } from './wall.ts'

const mine = sql`organisation_id = ${actor.organisation}`
const managed = sql`${actor.isManager} and ${mine}`

/** What an organisation asks beside the two statutory purposes: an outing, swimming, medicine. */
export const permission = pgTable(
  'permission',
  {
    id: id(),
    organisationId: organisationId(),
    nameNl: text('name_nl').notNull(),
    nameEn: text('name_en').notNull(),
    explanationNl: text('explanation_nl').notNull(),
    explanationEn: text('explanation_en').notNull(),
    createdById: uuid('created_by_id')
      .notNull()
      .references(() => person.id),
    createdAt: at('created_at').notNull(),
    /** From when it is asked no more; what was decided stays. */
    endedAt: at('ended_at'),
  },
  (t) => [
    index().on(t.organisationId),
    index().on(t.createdById),
    ...wall('permission', { select: mine, insert: managed, update: managed }, { audience: 'select' }),
  ],
)
