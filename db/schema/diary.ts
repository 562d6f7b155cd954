import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { channel } from './channel.ts'
import { at, id, ownOrganisationId } from './organisation.ts'
import { person } from './person.ts'
import { actor, wall } from './wall.ts'

/** One child's diary entry. A removed one keeps its row without content: the tombstone. */
export const diaryEntry = pgTable(
  'diary_entry',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    /** Channel, child, group and author have no foreign key: the writing transaction read or locked them, and sixteen checks each cost. */
    channelId: uuid('channel_id').notNull(),
    /** The seq of its `diary.posted`. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    childId: uuid('child_id').notNull(),
    groupId: uuid('group_id').notNull(),
    /** What one writing made for several children shares. */
    postId: uuid('post_id').notNull(),
    authorId: uuid('author_id').notNull(),
    /** As it was when written: a guardian sees the name, never the person. */
    authorName: text('author_name').notNull(),
    aboutAt: at('about_at').notNull(),
    text: text('text').notNull(),
    facts: jsonb('facts').notNull(),
    version: integer('version').notNull().default(1),
    postedAt: at('posted_at').notNull(),
    editedAt: at('edited_at'),
    removedAt: at('removed_at'),
  },
  (t) => {
    const readable = sql`channel_id = ${actor.channels}`
    const writable = sql`channel_id = ${actor.channels} and ${actor.isCarer} and organisation_id = ${actor.organisation}`
    return [
      // Ascending: read backwards it is the timeline's order, which its own `desc` here, with nulls last, would not be.
      index().on(t.channelId, t.aboutAt, t.id).where(sql`removed_at is null`),
      index().on(t.channelId, t.seq),
      index().on(t.groupId, t.aboutAt),
      check('diary_entry_content', sql`removed_at is not null or text <> '' or jsonb_array_length(facts) > 0`),
      check('diary_entry_tombstone', sql`removed_at is null or (text = '' and facts = '[]'::jsonb)`),
      ...wall('diary_entry', { select: readable, insert: writable, update: writable }, { worker: 'all' }),
    ]
  },
)

/** The earlier wordings of an entry, for staff only; they go when the entry is removed. */
export const diaryRevision = pgTable(
  'diary_revision',
  {
    entryId: uuid('entry_id')
      .notNull()
      .references(() => diaryEntry.id),
    version: integer('version').notNull(),
    organisationId: ownOrganisationId(),
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channel.id),
    authorId: uuid('author_id')
      .notNull()
      .references(() => person.id),
    authorName: text('author_name').notNull(),
    aboutAt: at('about_at').notNull(),
    text: text('text').notNull(),
    facts: jsonb('facts').notNull(),
    at: at('at').notNull(),
  },
  (t) => {
    const carers = sql`channel_id = ${actor.channels} and ${actor.isCarer} and organisation_id = ${actor.organisation}`
    return [
      primaryKey({ columns: [t.entryId, t.version] }),
      index().on(t.channelId),
      index().on(t.authorId),
      ...wall('diary_revision', { select: carers, insert: carers, delete: carers }, { worker: 'all' }),
    ]
  },
)
