import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  doublePrecision,
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
import { at, group, id, ownOrganisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { actor, wall } from './wall.ts'

/** One file in the store: in which form of the picture, under which name, of which type, and how many bytes it holds opened. */
export interface StoredFile {
  kind: string
  name: string
  type: string
  bytes: number
}

/**
 * A file that somebody sent: a photo or video of the staff for a group's photos, or a photo or document that goes with a message. Until it is
 * placed it is its sender's alone, and its key is sealed with the installation's secret; from then on the key is wrapped for the tagged
 * children, or for the child of the conversation, only.
 */
export const media = pgTable(
  'media',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    uploaderId: uuid('uploader_id').notNull(),
    /** For whose photos it was sent; null when it goes with a message. */
    groupId: uuid('group_id'),
    /** In a conversation about which child it goes, and on which side of it; null when it is for a group's photos. */
    childId: uuid('child_id'),
    side: text('side'),
    kind: text('kind').notNull(),
    /** What a document is called. */
    name: text('name'),
    /** Of the file as it was sent. */
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    state: text('state').notNull(),
    reason: text('reason'),
    progress: doublePrecision('progress').notNull().default(0),
    wrappedKey: text('wrapped_key'),
    files: jsonb('files').$type<StoredFile[]>().notNull().default([]),
    width: integer('width'),
    height: integer('height'),
    seconds: doublePrecision('seconds'),
    thumbhash: text('thumbhash'),
    /** What the camera said. */
    cameraAt: at('camera_at'),
    /** When it was taken as the device knows that sent it: most often when its file was last changed. */
    deviceAt: at('device_at'),
    createdAt: at('created_at').notNull(),
    /** A worker says by then what became of it; after that another takes it up. */
    dueAt: at('due_at'),
    attempts: integer('attempts').notNull().default(0),
    /** What placed it. */
    postId: uuid('post_id'),
  },
  (t) => {
    // In the role in which it was sent: who works here and is a guardian too keeps the two apart.
    const mine = sql`uploader_id = ${actor.person} and organisation_id = ${actor.organisation}
      and ((${actor.isCarer} and (side is null or side = 'staff')) or (${actor.role} = 'guardian' and side = 'guardian'))`
    const sent = sql`${mine} and (child_id is null or child_id = ${actor.children})`
    return [
      unique().on(t.id, t.organisationId),
      index().on(t.uploaderId, t.createdAt).where(sql`post_id is null`),
      index().on(t.uploaderId, t.organisationId),
      index().on(t.groupId, t.organisationId),
      index().on(t.dueAt).where(sql`state = 'received'`),
      index().on(t.createdAt).where(sql`post_id is null`),
      index('media_files_index').using('gin', sql`files jsonb_path_ops`),
      within(t, t.uploaderId, person),
      within(t, t.groupId, group),
      index().on(t.childId, t.organisationId),
      within(t, t.childId, child),
      check('media_kind', sql`kind in ('photo', 'video', 'document')`),
      check('media_place', sql`(group_id is null) = (child_id is not null) and (child_id is null) = (side is null)`),
      check('media_side', sql`side in ('guardian', 'staff')`),
      check('media_document', sql`(kind = 'document') = (name is not null)`),
      check('media_state', sql`state in ('uploading', 'received', 'ready', 'refused', 'failed')`),
      check('media_refused', sql`(state = 'refused') = (reason is not null)`),
      check('media_tagged', sql`post_id is null or (state = 'ready' and wrapped_key is null)`),
      ...wall('media', { select: mine, insert: sent, update: mine }, { audience: 'all', worker: 'all' }),
    ]
  },
)

/** How much guardians began to send of late, whatever became of it; which files that were it does not say. */
export const uploadBegun = pgTable(
  'upload_begun',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    personId: uuid('person_id').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    index().on(t.personId, t.at),
    index().on(t.personId, t.organisationId),
    index().on(t.at),
    within(t, t.personId, person),
    ...wall(
      'upload_begun',
      { select: sql`person_id = ${actor.person} and organisation_id = ${actor.organisation}` },
      { audience: 'all', worker: 'all' },
    ),
  ],
)

/** A child's own key, sealed with the installation's secret. Without it the wraps made with it open nothing. */
export const childKey = pgTable(
  'child_key',
  {
    childId: uuid('child_id')
      .primaryKey()
      .references(() => child.id),
    organisationId: ownOrganisationId(),
    sealed: text('sealed').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    index().on(t.childId, t.organisationId),
    within(t, t.childId, child),
    ...wall('child_key', {
      select: sql`child_id = ${actor.children}`,
      insert: sql`child_id = ${actor.children} and (${actor.isCarer} or ${actor.role} = 'guardian') and organisation_id = ${actor.organisation}`,
    }),
  ],
)

/** A file's key, wrapped for a child that the file is about. */
export const mediaKey = pgTable(
  'media_key',
  {
    mediaId: uuid('media_id').notNull(),
    childId: uuid('child_id').notNull(),
    organisationId: ownOrganisationId(),
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channel.id),
    wrapped: text('wrapped').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.mediaId, t.childId] }),
    index().on(t.channelId),
    index().on(t.mediaId, t.organisationId),
    index().on(t.childId, t.organisationId),
    within(t, t.mediaId, media),
    within(t, t.childId, child),
    ...wall(
      'media_key',
      {
        select: sql`channel_id = ${actor.channels}`,
        insert: sql`channel_id = ${actor.channels} and ${actor.isCarer} and organisation_id = ${actor.organisation}`,
      },
      { audience: 'all' },
    ),
  ],
)

/** Files in the store that nothing needs any more; a worker removes them. */
export const unwantedFile = pgTable(
  'unwanted_file',
  { name: text('name').primaryKey(), organisationId: ownOrganisationId(), at: at('at').notNull() },
  () => [...wall('unwanted_file', {}, { audience: 'all', worker: 'all' })],
)

/** Files in the store of which no row knew, and since when; one that stays unknown is removed, one that is known again is struck off. */
export const orphanFile = pgTable(
  'orphan_file',
  { name: text('name').primaryKey(), seenAt: at('seen_at').notNull() },
  () => wall('orphan_file', {}, { worker: 'all' }),
)
