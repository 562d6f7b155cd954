import { sql } from 'drizzle-orm'
import { boolean, check, date, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, group, id, legalEntity, organisationId } from './organisation.ts'
import { person } from './person.ts'
import { actor, wall } from './wall.ts'

const visible = sql`child_id = ${actor.children}`

export const child = pgTable(
  'child',
  {
    id: id(),
    organisationId: organisationId(),
    firstNames: text('first_names').notNull(),
    callName: text('call_name').notNull(),
    surname: text('surname').notNull(),
    birthDate: date('birth_date').notNull(),
  },
  (t) => [
    index().on(t.organisationId),
    ...wall('child', { select: sql`id = ${actor.children}` }, { audience: 'select', worker: 'select' }),
  ],
)

const childId = () =>
  uuid('child_id')
    .notNull()
    .references(() => child.id)

/** Who is guardian of a child, with or without parental authority; a court restriction overrides everything. */
export const guardianship = pgTable(
  'guardianship',
  {
    id: id(),
    organisationId: organisationId(),
    childId: childId(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    parentalAuthority: boolean('parental_authority').notNull(),
    restrictedAt: at('restricted_at'),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on'),
  },
  (t) => [
    index().on(t.childId),
    index().on(t.personId),
    index().on(t.organisationId),
    unique().on(t.childId, t.personId, t.startsOn),
    ...wall('guardianship', { select: sql`person_id = ${actor.person}` }, { audience: 'select' }),
  ],
)

export const contract = pgTable(
  'contract',
  {
    id: id(),
    organisationId: organisationId(),
    childId: childId(),
    legalEntityId: uuid('legal_entity_id')
      .notNull()
      .references(() => legalEntity.id),
    /** KDV is day care, BSO after-school care. */
    careType: text('care_type').notNull(),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on'),
  },
  (t) => [
    index().on(t.childId),
    index().on(t.organisationId),
    index().on(t.legalEntityId),
    check('contract_care_type', sql`care_type in ('KDV', 'BSO')`),
    ...wall('contract', { select: visible }, { audience: 'select' }),
  ],
)

/** In which group a child is, from and up to and including which day. */
export const placement = pgTable(
  'placement',
  {
    id: id(),
    organisationId: organisationId(),
    contractId: uuid('contract_id')
      .notNull()
      .references(() => contract.id),
    childId: childId(),
    groupId: uuid('group_id')
      .notNull()
      .references(() => group.id),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on'),
  },
  (t) => [
    index().on(t.childId),
    index().on(t.groupId),
    index().on(t.contractId),
    index().on(t.organisationId),
    ...wall('placement', { select: visible }, { audience: 'select' }),
  ],
)
