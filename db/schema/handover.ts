import { sql } from 'drizzle-orm'
import { check, date, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { channel } from './channel.ts'
import { child } from './child.ts'
import { at, id, ownOrganisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { actor, wall } from './wall.ts'

/** Who reads the child's diary: a guardian by the own decision, and the carers; of a hand-over those alone in whose care the child is. */
const readable = sql`channel_id = ${actor.channels}`
const isGuardian = sql`${actor.role} = 'guardian'`
const written = sql`${readable} and organisation_id = ${actor.organisation}`

/** What was told, as one value. */
export interface HandoverSaid {
  night: 'good' | 'restless' | 'short' | null
  slept: { from: number; until: number } | null
  meal: { what: string; at: number | null } | null
  mood: 'happy' | 'content' | 'calm' | 'tired' | 'sad' | 'upset' | null
  medicine: { what: string; dose: string; at: number | null } | null
  /** A guardian, with the person, or somebody else by name. */
  fetcher: { kind: 'guardian' | 'other'; name: string; personId: string | null } | null
  note: string
}

/** What a guardian tells the group of a child before it comes on a day; one that was taken back keeps its row without content. */
export const handover = pgTable(
  'handover',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    /** The child's diary, by which its guardians may read it or may not. */
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channel.id),
    childId: uuid('child_id').notNull(),
    comesOn: date('comes_on').notNull(),
    said: jsonb('said').$type<HandoverSaid>().notNull(),
    version: integer('version').notNull().default(1),
    tellerId: uuid('teller_id')
      .notNull()
      .references(() => person.id),
    /** First names, as they were then. */
    tellerName: text('teller_name').notNull(),
    toldAt: at('told_at').notNull(),
    changedAt: at('changed_at'),
    changedByName: text('changed_by_name'),
    /** The group has seen it as it is now. */
    seenAt: at('seen_at'),
    seenById: uuid('seen_by_id').references(() => person.id),
    seenByName: text('seen_by_name'),
    withdrawnAt: at('withdrawn_at'),
  },
  (t) => [
    uniqueIndex('handover_one_a_day').on(t.childId, t.comesOn).where(sql`withdrawn_at is null`),
    // Ascending, as that of the diary: read backwards it is the timeline's order.
    index().on(t.channelId, t.toldAt, t.id).where(sql`withdrawn_at is null`),
    index().on(t.channelId),
    index().on(t.childId, t.organisationId),
    index().on(t.tellerId),
    index().on(t.seenById),
    unique().on(t.id, t.organisationId),
    within(t, t.childId, child),
    check('handover_tombstone', sql`withdrawn_at is null or said = '{}'::jsonb`),
    check(
      'handover_seen',
      sql`(seen_at is null) = (seen_by_id is null) and (seen_at is null) = (seen_by_name is null)`,
    ),
    ...wall(
      'handover',
      {
        select: sql`${readable} and (${isGuardian} or child_id = ${actor.care})`,
        insert: sql`${written} and ${isGuardian} and teller_id = ${actor.person} and version = 1 and seen_at is null and withdrawn_at is null`,
        update: sql`${written} and (${isGuardian} or (${actor.isCarer} and child_id = ${actor.care}))`,
      },
      { audience: 'select', worker: 'select' },
    ),
  ],
)

/** What was done with a hand-over, and what it said after that; gone with what was taken back. */
export const handoverRevision = pgTable(
  'handover_revision',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    handoverId: uuid('handover_id').notNull(),
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channel.id),
    done: text('done').notNull(),
    said: jsonb('said').$type<HandoverSaid>().notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    personName: text('person_name').notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    index().on(t.handoverId, t.organisationId),
    index().on(t.channelId),
    index().on(t.personId),
    within(t, t.handoverId, handover),
    check('handover_revision_done', sql`done in ('told', 'changed', 'seen')`),
    ...wall('handover_revision', {
      select: readable,
      insert: sql`${written} and person_id = ${actor.person}`,
      delete: sql`${written} and ${isGuardian}`,
    }),
  ],
)
