import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { channel } from './channel.ts'
import { child } from './child.ts'
import { at, group, id, ownOrganisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { actor, wall } from './wall.ts'

const readable = sql`channel_id = ${actor.channels}`
const carers = sql`${actor.isCarer} and organisation_id = ${actor.organisation}`
const parts = sql.raw(`part in ('done', 'plan')`)

/** That something stands in the journal of a group about a day; what it says stands with each child in whose diary it was recorded. */
export const journal = pgTable(
  'journal',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    groupId: uuid('group_id').notNull(),
    aboutOn: date('about_on').notNull(),
    part: text('part').notNull(),
    version: integer('version').notNull().default(1),
    authorId: uuid('author_id')
      .notNull()
      .references(() => person.id),
    /** First names, as they were then. */
    authorName: text('author_name').notNull(),
    postedAt: at('posted_at').notNull(),
    editedAt: at('edited_at'),
    editedByName: text('edited_by_name'),
    removedAt: at('removed_at'),
  },
  (t) => [
    uniqueIndex('journal_one_a_day').on(t.groupId, t.aboutOn, t.part).where(sql`removed_at is null`),
    index().on(t.groupId, t.organisationId),
    index().on(t.authorId),
    unique().on(t.id, t.organisationId),
    within(t, t.groupId, group),
    check('journal_part', parts),
    ...wall(
      'journal',
      {
        select: carers,
        insert: sql`${carers} and author_id = ${actor.person} and version = 1 and removed_at is null`,
        update: carers,
      },
      { audience: 'select' },
    ),
  ],
)

/** What the journal of its group says to the readers of one child's diary; a removed one keeps its row without content. */
export const journalPlace = pgTable(
  'journal_place',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    journalId: uuid('journal_id').notNull(),
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channel.id),
    /** The seq of its `journal.posted`. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    childId: uuid('child_id').notNull(),
    groupName: text('group_name').notNull(),
    aboutOn: date('about_on').notNull(),
    part: text('part').notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    version: integer('version').notNull().default(1),
    authorName: text('author_name').notNull(),
    postedAt: at('posted_at').notNull(),
    editedAt: at('edited_at'),
    removedAt: at('removed_at'),
  },
  (t) => [
    // Ascending, as that of the diary: read backwards it is the timeline's order.
    index().on(t.channelId, t.postedAt, t.id).where(sql`removed_at is null`),
    index().on(t.channelId, t.seq),
    uniqueIndex().on(t.journalId, t.childId),
    index().on(t.journalId, t.organisationId),
    index().on(t.childId, t.organisationId),
    within(t, t.journalId, journal),
    within(t, t.childId, child),
    check('journal_place_part', parts),
    check('journal_place_content', sql`(removed_at is null) = (text <> '')`),
    ...wall(
      'journal_place',
      {
        select: readable,
        insert: sql`${readable} and ${carers}`,
      },
      { audience: 'all', worker: 'select' },
    ),
  ],
)

/** The earlier wordings, for staff only; they go when it is removed. */
export const journalRevision = pgTable(
  'journal_revision',
  {
    placeId: uuid('place_id')
      .notNull()
      .references(() => journalPlace.id),
    version: integer('version').notNull(),
    organisationId: ownOrganisationId(),
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channel.id),
    title: text('title').notNull(),
    text: text('text').notNull(),
    /** Who changed it, by first name. */
    personName: text('person_name').notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.placeId, t.version] }),
    index().on(t.channelId),
    ...wall('journal_revision', { select: sql`${readable} and ${carers}` }, { audience: 'all' }),
  ],
)
