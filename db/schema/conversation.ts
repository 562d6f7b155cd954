import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { channel } from './channel.ts'
import { child } from './child.ts'
import { at, group, id, location, organisationId, ownOrganisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { actor, wall } from './wall.ts'

/** Of whoever reads its channel: see `conversation_reader`. */
const read = sql`id = ${actor.channels}`
const readMessage = sql`conversation_id = ${actor.channels}`

/**
 * What a guardian and the staff of a child's group write each other; a shared one is of two guardians, and proposed by one of them.
 * The row is made by `open_conversation` and `propose_sharing`, and what may change of it stands in `keep_conversation`.
 */
export const conversation = pgTable(
  'conversation',
  {
    /** The channel has the same. */
    id: id().references(() => channel.id),
    organisationId: organisationId(),
    childId: uuid('child_id').notNull(),
    kind: text('kind').notNull(),
    guardianId: uuid('guardian_id').notNull(),
    /** The other guardian, of a shared one. */
    withId: uuid('with_id'),
    openedAt: at('opened_at').notNull(),
    agreedAt: at('agreed_at'),
    endedAt: at('ended_at'),
    /** When the last message was sent: the order of lists. */
    lastAt: at('last_at').notNull(),
    /** Up to where each side has read, and who was the furthest, by first name. */
    guardianReadSeq: bigint('guardian_read_seq', { mode: 'number' }).notNull().default(0),
    guardianReadAt: at('guardian_read_at'),
    guardianReadName: text('guardian_read_name'),
    staffReadSeq: bigint('staff_read_seq', { mode: 'number' }).notNull().default(0),
    staffReadAt: at('staff_read_at'),
    staffReadName: text('staff_read_name'),
    /** What the group does with it. */
    done: boolean('done').notNull().default(false),
    claimedById: uuid('claimed_by_id').references(() => person.id),
    claimedByName: text('claimed_by_name'),
    claimedAt: at('claimed_at'),
    urgent: boolean('urgent').notNull().default(false),
    handedOverAt: at('handed_over_at'),
    handedOverByName: text('handed_over_by_name'),
  },
  (t) => [
    unique().on(t.id, t.organisationId),
    uniqueIndex('conversation_private').on(t.childId, t.guardianId).where(sql`kind = 'private'`),
    index().on(t.childId, t.organisationId),
    index().on(t.guardianId, t.organisationId),
    index().on(t.withId, t.organisationId),
    index().on(t.claimedById),
    index().on(t.organisationId),
    within(t, t.childId, child),
    within(t, t.guardianId, person),
    within(t, t.withId, person),
    check('conversation_kind', sql`kind in ('private', 'shared') and (kind = 'shared') = (with_id is not null)`),
    check(
      'conversation_claim',
      sql`(claimed_by_id is null) = (claimed_at is null) and (claimed_by_id is null) = (claimed_by_name is null)`,
    ),
    ...wall(
      'conversation',
      { select: read, update: sql`${read} and organisation_id = ${actor.organisation}` },
      { audience: 'all' },
    ),
  ],
)

export const message = pgTable(
  'message',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    conversationId: uuid('conversation_id').notNull(),
    /** Its number in the channel. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    side: text('side').notNull(),
    authorId: uuid('author_id')
      .notNull()
      .references(() => person.id),
    /** First name and role as they were then. */
    authorName: text('author_name').notNull(),
    authorRole: text('author_role').notNull(),
    /** Empty once it was taken back. */
    text: text('text').notNull(),
    sentAt: at('sent_at').notNull(),
    editedAt: at('edited_at'),
    retractedAt: at('retracted_at'),
    /** Whether the other side had read it when it was taken back. */
    wasRead: boolean('was_read').notNull().default(false),
    /** It was the staff's, and one of them took it back because it had gone astray. */
    recalled: boolean('recalled').notNull().default(false),
  },
  (t) => [
    unique().on(t.id, t.organisationId),
    uniqueIndex().on(t.conversationId, t.seq),
    index().on(t.conversationId, t.organisationId),
    index().on(t.conversationId, t.side, t.seq).where(sql`retracted_at is null`),
    index().on(t.authorId, t.conversationId, t.sentAt),
    index('message_words').using('gin', sql`words_of(author_name || ' ' || text)`),
    within(t, t.conversationId, conversation),
    check('message_side', sql`side = case author_role when 'guardian' then 'guardian' else 'staff' end`),
    check('message_role', sql`author_role in ('guardian', 'staff', 'manager')`),
    ...wall(
      'message',
      {
        select: readMessage,
        insert: sql`${readMessage} and organisation_id = ${actor.organisation} and author_id = ${actor.person} and author_role = ${actor.role} and edited_at is null and retracted_at is null`,
        update: sql`${readMessage} and organisation_id = ${actor.organisation} and author_id = ${actor.person}`,
      },
      { audience: 'all', worker: 'select' },
    ),
  ],
)

/** What a message said before it was edited; written by `keep_message` alone, and gone with the message that is taken back. */
export const messageRevision = pgTable(
  'message_revision',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    messageId: uuid('message_id').notNull(),
    text: text('text').notNull(),
    /** Until when it said so. */
    at: at('at').notNull(),
  },
  (t) => [
    index().on(t.messageId, t.organisationId),
    within(t, t.messageId, message),
    ...wall('message_revision', {}, { audience: 'all' }),
  ],
)

const managed = sql`${actor.isManager} and organisation_id = ${actor.organisation}`

/** What the staff of a location often write. */
export const messageTemplate = pgTable(
  'message_template',
  {
    id: id(),
    organisationId: organisationId(),
    locationId: uuid('location_id').notNull(),
    name: text('name').notNull(),
    text: text('text').notNull(),
    addedAt: at('added_at').notNull(),
    removedAt: at('removed_at'),
  },
  (t) => [
    index().on(t.locationId, t.organisationId),
    index().on(t.organisationId),
    within(t, t.locationId, location),
    ...wall('message_template', {
      select: sql`${actor.isCarer} and organisation_id = ${actor.organisation}`,
      insert: sql`${managed} and removed_at is null`,
      update: managed,
    }),
  ],
)

/** When a group reads messages, and what guardians are told while it does not. */
export const groupAvailability = pgTable(
  'group_availability',
  {
    groupId: uuid('group_id').primaryKey(),
    organisationId: organisationId(),
    /** Of each weekday from Monday on, in minutes after midnight as a clock shows them; null on days on which nobody reads. */
    fromMinutes: integer('from_minutes').array(),
    untilMinutes: integer('until_minutes').array(),
    awayText: text('away_text').notNull(),
    /** The last day of that text; null without an end. */
    awayUntilOn: date('away_until_on'),
    changedAt: at('changed_at').notNull(),
  },
  (t) => [
    index().on(t.groupId, t.organisationId),
    index().on(t.organisationId),
    within(t, t.groupId, group),
    check(
      'group_availability_week',
      sql`(from_minutes is null) = (until_minutes is null) and (from_minutes is null or (cardinality(from_minutes) = 7 and cardinality(until_minutes) = 7))`,
    ),
    ...wall('group_availability', {
      select: sql`organisation_id = ${actor.organisation}`,
      insert: managed,
      update: managed,
    }),
  ],
)
