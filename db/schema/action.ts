import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { channel } from './channel.ts'
import { child } from './child.ts'
import { at, id, ownOrganisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { actor, wall } from './wall.ts'

/** Of carers who work in a group of the child today. */
const asked = sql`${actor.isCarer} and child_id = ${actor.children} and channel_id = ${actor.channels}`
/** And of a guardian who is not restricted, with authority or without it; consent plays no part. */
const seen = sql`(${actor.role} = 'guardian' and child_id = ${actor.children}) or (${asked})`
const asks = sql`${asked} and organisation_id = ${actor.organisation}`
/** A guardian's answer is the guardian's own; carers read those of all. */
const answered = sql`(${actor.role} = 'guardian' and person_id = ${actor.person} and child_id = ${actor.children}) or (${asked})`
const answers = sql`${actor.role} = 'guardian' and person_id = ${actor.person} and child_id = ${actor.children} and organisation_id = ${actor.organisation}`

/** Something that the guardians of one child are asked to do; those that were asked together have the same batch. */
export const action = pgTable(
  'action',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    childId: uuid('child_id').notNull(),
    /** Where the carers are told: whoever reads that channel reads it. */
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channel.id),
    batchId: uuid('batch_id').notNull(),
    kind: text('kind').notNull(),
    text: text('text').notNull(),
    link: text('link'),
    dueOn: date('due_on'),
    /** Whether one guardian is enough, or each is asked. */
    enough: text('enough').notNull(),
    /** One guardian is enough, and one answered: kept by `keep_answer`, since no guardian reads another's answer. */
    answered: boolean('answered').notNull().default(false),
    version: integer('version').notNull().default(1),
    askerId: uuid('asker_id')
      .notNull()
      .references(() => person.id),
    /** First name and role as they were then. */
    askerName: text('asker_name').notNull(),
    askerRole: text('asker_role').notNull(),
    askedAt: at('asked_at').notNull(),
    editedAt: at('edited_at'),
    closedAt: at('closed_at'),
    closedById: uuid('closed_by_id').references(() => person.id),
    closedByName: text('closed_by_name'),
    closedWhy: text('closed_why'),
  },
  (t) => [
    index('action_open').on(t.childId).where(sql`closed_at is null`),
    index().on(t.childId, t.closedAt),
    index().on(t.childId, t.organisationId),
    index().on(t.channelId),
    index().on(t.askerId),
    index().on(t.closedById),
    unique().on(t.id, t.organisationId),
    within(t, t.childId, child),
    check('action_kind', sql`kind in ('bring', 'form', 'read', 'other')`),
    check('action_text', sql`length(text) between 1 and 500`),
    check('action_link', sql`link is null or (link like 'https://%' and length(link) <= 500)`),
    check('action_enough', sql`enough in ('one', 'each') and (enough = 'one' or not answered)`),
    check('action_asker', sql`asker_role in ('staff', 'manager')`),
    check(
      'action_closed',
      sql`(closed_at is null) = (closed_by_id is null) and (closed_at is null) = (closed_by_name is null) and (closed_at is null) = (closed_why is null) and coalesce(closed_why, 'done') in ('done', 'withdrawn')`,
    ),
    ...wall(
      'action',
      {
        select: seen,
        insert: sql`${asks} and asker_id = ${actor.person} and asker_role = ${actor.role} and version = 1 and closed_at is null and not answered`,
        update: asks,
      },
      { audience: 'all', worker: 'select' },
    ),
  ],
)

/** What an action said before it was changed; only ever added to. */
export const actionRevision = pgTable(
  'action_revision',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    actionId: uuid('action_id').notNull(),
    childId: uuid('child_id').notNull(),
    /** As of the action. */
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channel.id),
    text: text('text').notNull(),
    link: text('link'),
    dueOn: date('due_on'),
    /** Who changed it, and when. */
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    at: at('at').notNull(),
  },
  (t) => [
    index().on(t.actionId, t.organisationId),
    index().on(t.childId, t.organisationId),
    index().on(t.channelId),
    index().on(t.personId),
    within(t, t.actionId, action),
    within(t, t.childId, child),
    ...wall('action_revision', {
      select: asked,
      insert: sql`${asks} and person_id = ${actor.person}`,
    }),
  ],
)

/** That a guardian has seen an action, or will do it. */
export const actionAnswer = pgTable(
  'action_answer',
  {
    actionId: uuid('action_id').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    organisationId: ownOrganisationId(),
    childId: uuid('child_id').notNull(),
    /** As of the action: kept by `keep_answer`. */
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channel.id),
    /** First name as it was then. */
    personName: text('person_name').notNull(),
    note: text('note').notNull(),
    at: at('at').notNull(),
    takenBackAt: at('taken_back_at'),
  },
  (t) => [
    primaryKey({ columns: [t.actionId, t.personId] }),
    index().on(t.actionId, t.organisationId),
    index().on(t.childId, t.organisationId),
    index().on(t.channelId),
    index().on(t.personId),
    within(t, t.actionId, action),
    within(t, t.childId, child),
    check('action_answer_note', sql`length(note) <= 200`),
    ...wall(
      'action_answer',
      { select: answered, insert: sql`${answers} and taken_back_at is null`, update: answers },
      { audience: 'select', worker: 'select' },
    ),
  ],
)
