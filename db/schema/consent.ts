import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { child } from './child.ts'
import { at, id, organisationId } from './organisation.ts'
import { permission } from './permission.ts'
import { person } from './person.ts'
import { actor, wall } from './wall.ts'

/** The consent ledger: only ever added to. What is in force follows from it; see `settle_consent`. */
export const consentDecision = pgTable(
  'consent_decision',
  {
    id: id(),
    organisationId: organisationId(),
    /** The order of recording; a guardian's latest decision is the one with the highest. */
    nr: bigint('nr', { mode: 'number' }).generatedAlwaysAsIdentity(),
    childId: uuid('child_id')
      .notNull()
      .references(() => child.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    /** One of the two statutory purposes, or `permission` with the organisation's own beside it. */
    purpose: text('purpose').notNull(),
    permissionId: uuid('permission_id').references(() => permission.id),
    decision: text('decision').notNull(),
    /** Of a permission: whether it was in force after this decision. Of the two purposes their channels know it. */
    inForce: boolean('in_force'),
    at: at('at').notNull(),
    policyVersion: text('policy_version').notNull(),
    language: text('language').notNull(),
  },
  (t) => [
    index().on(t.childId, t.purpose, t.personId, t.nr.desc()),
    index().on(t.personId),
    index().on(t.organisationId),
    index().on(t.permissionId),
    check('consent_decision_purpose', sql`purpose in ('diary', 'photos', 'permission')`),
    check('consent_decision_permission', sql`(purpose = 'permission') = (permission_id is not null)`),
    check('consent_decision_in_force', sql`(purpose = 'permission') = (in_force is not null)`),
    check('consent_decision_decision', sql`decision in ('granted', 'refused', 'withdrawn')`),
    ...wall(
      'consent_decision',
      {
        select: sql`child_id = ${actor.parental}`,
        insert: sql`child_id = ${actor.parental} and person_id = ${actor.person} and organisation_id = ${actor.organisation}`,
      },
      { audience: 'select' },
    ),
  ],
)
