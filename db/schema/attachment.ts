import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { channel } from './channel.ts'
import { child } from './child.ts'
import { conversation, message } from './conversation.ts'
import { media, type StoredFile } from './media.ts'
import { at, id, ownOrganisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { actor, wall } from './wall.ts'

/**
 * A photo or document that came with a message. Whoever sends it says only where it goes; what the file is, `keep_attachment` takes from
 * `media`. It goes with the message that is taken back.
 */
export const messageAttachment = pgTable(
  'message_attachment',
  {
    /** The file's own: it goes with one message, once. */
    id: id().references(() => media.id),
    organisationId: ownOrganisationId(),
    conversationId: uuid('conversation_id').notNull(),
    messageId: uuid('message_id').notNull(),
    position: integer('position').notNull(),
    kind: text('kind').notNull(),
    /** What a document is called. */
    name: text('name'),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    width: integer('width'),
    height: integer('height'),
    seconds: doublePrecision('seconds'),
    thumbhash: text('thumbhash'),
    files: jsonb('files').$type<StoredFile[]>().notNull(),
    takenAt: at('taken_at').notNull(),
    /** A photo of the staff, declared to show no child. */
    showsNobody: boolean('shows_nobody').notNull(),
    /** The photos of the child, which whoever sees this must be able to read too; null for what shows no child, or is a guardian's own. */
    photosChannelId: uuid('photos_channel_id').references(() => channel.id),
    /** The file's key, wrapped for the child of the conversation. */
    childId: uuid('child_id').notNull(),
    wrapped: text('wrapped').notNull(),
  },
  (t) => {
    const read = sql`conversation_id = ${actor.channels}`
    return [
      unique().on(t.id, t.organisationId),
      unique().on(t.messageId, t.position),
      index().on(t.messageId, t.organisationId),
      index().on(t.conversationId, t.organisationId),
      index().on(t.childId, t.organisationId),
      index().on(t.photosChannelId),
      index('attachment_words').using('gin', sql`words_of(coalesce(name, ''))`),
      within(t, t.conversationId, conversation),
      within(t, t.messageId, message),
      within(t, t.childId, child),
      check('message_attachment_place', sql`position between 0 and 5`),
      check('message_attachment_kind', sql`kind in ('photo', 'document') and (kind = 'document') = (name is not null)`),
      check('message_attachment_photo', sql`(kind = 'photo') = (thumbhash is not null)`),
      ...wall(
        'message_attachment',
        {
          select: sql`${read} and (photos_channel_id is null or photos_channel_id = ${actor.channels})`,
          insert: sql`${read} and organisation_id = ${actor.organisation}`,
        },
        { audience: 'all', worker: 'select' },
      ),
    ]
  },
)

const ofAttachment = (t: { attachmentId: AnyPgColumn; organisationId: AnyPgColumn }, name: string) =>
  foreignKey({
    name: `${name}_within_organisation`,
    columns: [t.attachmentId, t.organisationId],
    foreignColumns: [messageAttachment.id, messageAttachment.organisationId],
  }).onDelete('cascade')

/** Who is on a photo that staff sent; no guardian is ever told. */
export const attachmentTag = pgTable(
  'attachment_tag',
  {
    attachmentId: uuid('attachment_id').notNull(),
    childId: uuid('child_id').notNull(),
    organisationId: ownOrganisationId(),
    conversationId: uuid('conversation_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.attachmentId, t.childId] }),
    index().on(t.attachmentId, t.organisationId),
    index().on(t.childId, t.organisationId),
    index().on(t.conversationId, t.organisationId),
    ofAttachment(t, 'attachment_tag'),
    within(t, t.conversationId, conversation),
    within(t, t.childId, child),
    ...wall(
      'attachment_tag',
      {
        insert: sql`conversation_id = ${actor.channels} and child_id = ${actor.children} and ${actor.isCarer} and organisation_id = ${actor.organisation}`,
      },
      { audience: 'all' },
    ),
  ],
)

/** Who had an attachment on a device: first of all, enlarged, and saved. */
export const attachmentView = pgTable(
  'attachment_view',
  {
    attachmentId: uuid('attachment_id').notNull(),
    personId: uuid('person_id').notNull(),
    role: text('role').notNull(),
    organisationId: ownOrganisationId(),
    conversationId: uuid('conversation_id').notNull(),
    seenAt: at('seen_at').notNull(),
    openedAt: at('opened_at'),
    savedAt: at('saved_at'),
  },
  (t) => {
    const own = sql`person_id = ${actor.person} and role = ${actor.role} and conversation_id = ${actor.channels} and organisation_id = ${actor.organisation}`
    return [
      primaryKey({ columns: [t.attachmentId, t.personId, t.role] }),
      index().on(t.attachmentId, t.organisationId),
      index().on(t.personId, t.organisationId),
      index().on(t.conversationId, t.organisationId),
      ofAttachment(t, 'attachment_view'),
      within(t, t.conversationId, conversation),
      within(t, t.personId, person),
      ...wall('attachment_view', { select: own, insert: own, update: own }, { audience: 'all' }),
    ]
  },
)
