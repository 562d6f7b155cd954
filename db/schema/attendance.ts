import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { channel } from './channel.ts'
import { child } from './child.ts'
import { at, group, id, organisationId, ownOrganisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { actor, administered, wall } from './wall.ts'

const cared = sql`(${actor.isCarer} and child_id = ${actor.children})`
/** A stay that is in the actor's own group, or of a child in the actor's care. */
const concerned = sql`(${cared} and (group_id = ${actor.groups} or child_id = ${actor.care}))`
const written = sql`${cared} and organisation_id = ${actor.organisation}`

/** Who brought or fetched a child, as it was then: names stay what they were. */
export interface EscortJson {
  kind: 'guardian' | 'collector'
  id: string
  name: string
  relation: string | null
}

/**
 * A child was in a group from a moment until a moment, or still is. Those of one child that are not removed never overlap, and one of them at
 * most has not ended: see `keep_stay`.
 */
export const stay = pgTable(
  'stay',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    childId: uuid('child_id').notNull(),
    groupId: uuid('group_id').notNull(),
    /** The child's channel of attendance, by which its guardians may read it or may not. */
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channel.id),
    arrivedAt: at('arrived_at').notNull(),
    leftAt: at('left_at'),
    broughtBy: jsonb('brought_by').$type<EscortJson>(),
    fetchedBy: jsonb('fetched_by').$type<EscortJson>(),
    arrivalById: uuid('arrival_by_id')
      .notNull()
      .references(() => person.id),
    arrivalByName: text('arrival_by_name').notNull(),
    /** When the server heard of it. */
    arrivalNotedAt: at('arrival_noted_at').notNull(),
    departureById: uuid('departure_by_id').references(() => person.id),
    departureByName: text('departure_by_name'),
    departureNotedAt: at('departure_noted_at'),
    corrected: boolean('corrected').notNull().default(false),
    version: integer('version').notNull().default(1),
    removedAt: at('removed_at'),
  },
  (t) => [
    uniqueIndex('stay_one_open').on(t.childId).where(sql`left_at is null and removed_at is null`),
    index().on(t.childId, t.leftAt),
    index().on(t.childId, t.organisationId),
    index().on(t.groupId, t.organisationId),
    index().on(t.groupId, t.leftAt),
    index().on(t.channelId),
    index().on(t.arrivalById),
    index().on(t.departureById),
    unique().on(t.id, t.organisationId),
    within(t, t.childId, child),
    within(t, t.groupId, group),
    check('stay_order', sql`left_at is null or left_at >= arrived_at`),
    check(
      'stay_departure',
      sql`(left_at is null) = (departure_by_id is null) and (left_at is null) = (departure_by_name is null) and (left_at is null) = (departure_noted_at is null)`,
    ),
    ...wall(
      'stay',
      {
        select: sql`${concerned} or (${actor.role} = 'guardian' and channel_id = ${actor.channels})`,
        insert: sql`${written} and arrival_by_id = ${actor.person} and version = 1 and removed_at is null`,
        update: sql`${concerned} and organisation_id = ${actor.organisation}`,
      },
      { audience: 'select', worker: 'select' },
    ),
  ],
)

/** What was done with a stay, and what it was after that; only ever added to. */
export const stayRevision = pgTable(
  'stay_revision',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    stayId: uuid('stay_id').notNull(),
    childId: uuid('child_id').notNull(),
    done: text('done').notNull(),
    arrivedAt: at('arrived_at').notNull(),
    leftAt: at('left_at'),
    broughtName: text('brought_name'),
    fetchedName: text('fetched_name'),
    /** Empty for what needs none. */
    reason: text('reason').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    personName: text('person_name').notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    index().on(t.stayId, t.organisationId),
    index().on(t.childId, t.organisationId),
    index().on(t.personId),
    within(t, t.stayId, stay),
    within(t, t.childId, child),
    check('stay_revision_done', sql`done in ('arrived', 'left', 'undone', 'escorts', 'added', 'corrected', 'removed')`),
    ...wall('stay_revision', { select: cared, insert: sql`${written} and person_id = ${actor.person}` }),
  ],
)

const kept = sql`((${actor.isManager} and child_id = ${actor.care}) or ${administered})`
const keptHere = sql`${kept} and organisation_id = ${actor.organisation}`

/** Somebody who may bring and fetch a child besides its guardians; `escorts_of` tells staff who these are today. */
export const collector = pgTable(
  'collector',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    childId: uuid('child_id').notNull(),
    name: text('name').notNull(),
    relation: text('relation').notNull(),
    /** Empty when nobody knows it. */
    phone: text('phone').notNull(),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    index().on(t.childId, t.organisationId),
    within(t, t.childId, child),
    check('collector_span', sql`ends_on is null or starts_on <= ends_on`),
    ...wall(
      'collector',
      { select: kept, insert: sql`${keptHere} and version = 1`, update: keptHere },
      { audience: 'select' },
    ),
  ],
)

/** How many staff work in a group from a moment on; only ever added to. */
export const groupStaffing = pgTable(
  'group_staffing',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    groupId: uuid('group_id').notNull(),
    staff: integer('staff').notNull(),
    at: at('at').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    personName: text('person_name').notNull(),
  },
  (t) => [
    index().on(t.groupId, t.at),
    index().on(t.groupId, t.organisationId),
    index().on(t.personId),
    within(t, t.groupId, group),
    check('group_staffing_staff', sql`staff >= 0 and staff <= 20`),
    ...wall(
      'group_staffing',
      {
        select: sql`${actor.isCarer} and organisation_id = ${actor.organisation}`,
        insert: sql`${actor.isCarer} and organisation_id = ${actor.organisation} and person_id = ${actor.person}`,
      },
      { worker: 'select' },
    ),
  ],
)

/** How many children there may be to one member of staff, by age, from a day on: until the next rule of the same care type begins. */
export const ratioRule = pgTable(
  'ratio_rule',
  {
    id: id(),
    organisationId: organisationId(),
    careType: text('care_type').notNull(),
    startsOn: date('starts_on').notNull(),
    bands: jsonb('bands').$type<{ fromAge: number; untilAge: number; childrenPerStaff: number }[]>().notNull(),
    addedAt: at('added_at').notNull(),
    removedAt: at('removed_at'),
  },
  (t) => [
    uniqueIndex().on(t.organisationId, t.careType, t.startsOn).where(sql`removed_at is null`),
    index().on(t.organisationId),
    check('ratio_rule_care_type', sql`care_type in ('KDV', 'BSO')`),
    ...wall('ratio_rule', {
      select: sql`organisation_id = ${actor.organisation}`,
      insert: sql`${administered} and removed_at is null`,
      update: administered,
    }),
  ],
)
