import { sql } from 'drizzle-orm'
import { boolean, check, date, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, group, id, legalEntity, organisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { actor, administered, overseen, wall } from './wall.ts'

const visible = sql`child_id = ${actor.children}`
/** Of the actor, who passed its gate: before that it has no role, and nothing that names a child is its own. */
const ownOnceInside = sql`(person_id = ${actor.person} and ${actor.role} is not null)`
/** A manager's own, and no longer once the child is in the care of another location. */
const managed = sql`(${actor.isManager} and child_id = ${actor.care})`

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
    unique().on(t.id, t.organisationId),
    ...wall(
      'child',
      { select: sql`id = ${actor.children} or ${administered} or ${overseen}`, insert: administered },
      { audience: 'select', worker: 'select' },
    ),
  ],
)

const childId = () => uuid('child_id').notNull()

/** Who is guardian of a child, with or without parental authority; a court restriction overrides everything. */
export const guardianship = pgTable(
  'guardianship',
  {
    id: id(),
    organisationId: organisationId(),
    childId: childId(),
    personId: uuid('person_id').notNull(),
    parentalAuthority: boolean('parental_authority').notNull(),
    /** Entered by a manager, with the ruling it rests on. */
    restrictedAt: at('restricted_at'),
    restrictedById: uuid('restricted_by_id').references(() => person.id),
    restrictionReason: text('restriction_reason'),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on'),
  },
  (t) => [
    index().on(t.childId, t.organisationId),
    index().on(t.personId, t.organisationId),
    index().on(t.organisationId),
    unique().on(t.childId, t.personId, t.startsOn),
    index().on(t.restrictedById),
    within(t, t.childId, child),
    within(t, t.personId, person),
    ...wall(
      'guardianship',
      {
        select: sql`${ownOnceInside} or ${managed} or ${administered}`,
        insert: administered,
        update: sql`${managed} or ${administered}`,
      },
      { audience: 'select' },
    ),
  ],
)

export const contract = pgTable(
  'contract',
  {
    id: id(),
    organisationId: organisationId(),
    childId: childId(),
    legalEntityId: uuid('legal_entity_id').notNull(),
    /** KDV is day care, BSO after-school care. */
    careType: text('care_type').notNull(),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on'),
  },
  (t) => [
    index().on(t.childId, t.organisationId),
    index().on(t.organisationId),
    index().on(t.legalEntityId, t.organisationId),
    unique().on(t.id, t.organisationId),
    within(t, t.childId, child),
    within(t, t.legalEntityId, legalEntity),
    check('contract_care_type', sql`care_type in ('KDV', 'BSO')`),
    ...wall('contract', { select: sql`${visible} or ${administered}`, insert: administered }, { audience: 'select' }),
  ],
)

/** In which group a child is, from and up to and including which day. */
export const placement = pgTable(
  'placement',
  {
    id: id(),
    organisationId: organisationId(),
    contractId: uuid('contract_id').notNull(),
    childId: childId(),
    groupId: uuid('group_id').notNull(),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on'),
  },
  (t) => [
    index().on(t.childId, t.organisationId),
    index().on(t.groupId, t.organisationId),
    index().on(t.contractId, t.organisationId),
    index().on(t.organisationId),
    within(t, t.childId, child),
    within(t, t.groupId, group),
    within(t, t.contractId, contract),
    // What is planned for a placement is planned for its child.
    unique().on(t.id, t.childId, t.organisationId),
    ...wall(
      'placement',
      { select: sql`${visible} or ${administered}`, insert: administered },
      { audience: 'select', worker: 'select' },
    ),
  ],
)

/** A consent stream that a manager opened for a guardian without parental authority: who, why, until when. */
export const share = pgTable(
  'share',
  {
    id: id(),
    organisationId: organisationId(),
    childId: childId(),
    /** The guardian who may read. */
    personId: uuid('person_id').notNull(),
    purpose: text('purpose').notNull(),
    reason: text('reason').notNull(),
    sharedById: uuid('shared_by_id')
      .notNull()
      .references(() => person.id),
    sharedAt: at('shared_at').notNull(),
    /** The last day. */
    endsOn: date('ends_on').notNull(),
    endedAt: at('ended_at'),
  },
  (t) => [
    index().on(t.childId, t.personId),
    index().on(t.childId, t.organisationId),
    index().on(t.personId, t.organisationId),
    within(t, t.childId, child),
    within(t, t.personId, person),
    index().on(t.sharedById),
    index().on(t.organisationId),
    check('share_purpose', sql`purpose in ('diary', 'photos')`),
    ...wall(
      'share',
      {
        select: sql`${ownOnceInside} or ${managed}`,
        insert: sql`${managed} and shared_by_id = ${actor.person} and organisation_id = ${actor.organisation}`,
        update: managed,
      },
      { audience: 'select' },
    ),
  ],
)
