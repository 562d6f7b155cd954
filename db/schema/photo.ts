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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { channel } from './channel.ts'
import { child } from './child.ts'
import { media, mediaKey, type StoredFile } from './media.ts'
import { at, group, id, ownOrganisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { actor, wall } from './wall.ts'

const channelId = () =>
  uuid('channel_id')
    .notNull()
    .references(() => channel.id)

const readable = sql`channel_id = ${actor.channels}`
const writable = sql`channel_id = ${actor.channels} and ${actor.isCarer} and organisation_id = ${actor.organisation}`

/** The photos of one post that show one child: a card in that child's timeline. A removed one keeps its row without content. */
export const photoCard = pgTable(
  'photo_card',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    channelId: channelId(),
    /** The seq of its `photos.posted`. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    childId: uuid('child_id').notNull(),
    groupId: uuid('group_id').notNull(),
    postId: uuid('post_id').notNull(),
    authorId: uuid('author_id').notNull(),
    authorName: text('author_name').notNull(),
    aboutAt: at('about_at').notNull(),
    text: text('text').notNull(),
    version: integer('version').notNull().default(1),
    postedAt: at('posted_at').notNull(),
    removedAt: at('removed_at'),
  },
  (t) => [
    unique().on(t.id, t.organisationId),
    index().on(t.channelId, t.aboutAt, t.id).where(sql`removed_at is null`),
    index().on(t.channelId, t.seq),
    index().on(t.groupId, t.aboutAt),
    // One card of a post for a child; a removed one is never put up again.
    uniqueIndex().on(t.postId, t.channelId).where(sql`removed_at is null`),
    index().on(t.postId),
    index().on(t.childId, t.organisationId),
    index().on(t.groupId, t.organisationId),
    index().on(t.authorId, t.organisationId),
    within(t, t.childId, child),
    within(t, t.groupId, group),
    within(t, t.authorId, person),
    check('photo_card_tombstone', sql`removed_at is null or text = ''`),
    ...wall(
      'photo_card',
      { select: readable, insert: writable, update: writable },
      { audience: 'all', worker: 'select' },
    ),
  ],
)

/** A photo or video on a card: with all that is needed to show it, so that a timeline reads nothing else. */
export const photo = pgTable(
  'photo',
  {
    /** Of this child's copy: the same file has another id in another child's timeline. */
    id: id(),
    organisationId: ownOrganisationId(),
    channelId: channelId(),
    childId: uuid('child_id').notNull(),
    cardId: uuid('card_id').notNull(),
    mediaId: uuid('media_id').notNull(),
    position: integer('position').notNull(),
    takenAt: at('taken_at').notNull(),
    /** Declared by its author to show no child. */
    showsNobody: boolean('shows_nobody').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    seconds: doublePrecision('seconds'),
    thumbhash: text('thumbhash').notNull(),
    files: jsonb('files').$type<StoredFile[]>().notNull(),
  },
  (t) => [
    unique().on(t.mediaId, t.childId),
    unique().on(t.id, t.organisationId),
    index().on(t.channelId, t.takenAt, t.id),
    index().on(t.cardId, t.position),
    index().on(t.cardId, t.organisationId),
    within(t, t.cardId, photoCard),
    // With the wrap of its key goes the photo.
    foreignKey({
      name: 'photo_has_key',
      columns: [t.mediaId, t.childId],
      foreignColumns: [mediaKey.mediaId, mediaKey.childId],
    }),
    ...wall('photo', { select: readable, insert: writable }, { audience: 'all', worker: 'select' }),
  ],
)

const ofPhoto = (t: { photoId: AnyPgColumn; organisationId: AnyPgColumn }, name: string) =>
  foreignKey({
    name: `${name}_within_organisation`,
    columns: [t.photoId, t.organisationId],
    foreignColumns: [photo.id, photo.organisationId],
  }).onDelete('cascade')

/** A guardian's heart for a photo; staff see how many there are, guardians only their own. */
export const photoHeart = pgTable(
  'photo_heart',
  {
    photoId: uuid('photo_id').notNull(),
    personId: uuid('person_id').notNull(),
    organisationId: ownOrganisationId(),
    channelId: channelId(),
    at: at('at').notNull(),
  },
  (t) => {
    const own = sql`person_id = ${actor.person} and ${actor.role} = 'guardian' and channel_id = ${actor.channels} and organisation_id = ${actor.organisation}`
    return [
      primaryKey({ columns: [t.photoId, t.personId] }),
      index().on(t.photoId, t.organisationId),
      index().on(t.channelId),
      index().on(t.personId, t.organisationId),
      ofPhoto(t, 'photo_heart'),
      within(t, t.personId, person),
      ...wall(
        'photo_heart',
        { select: sql`(${own}) or (${actor.isCarer} and channel_id = ${actor.channels})`, insert: own, delete: own },
        { audience: 'all', worker: 'select' },
      ),
    ]
  },
)

/**
 * In which child's timeline a photo stood, from when and until when, also where it was taken from: kept by triggers on `photo`, for
 * as long as the file is there.
 */
export const photoTag = pgTable(
  'photo_tag',
  {
    mediaId: uuid('media_id').notNull(),
    childId: uuid('child_id').notNull(),
    organisationId: ownOrganisationId(),
    fromAt: at('from_at').notNull(),
    untilAt: at('until_at'),
  },
  (t) => [
    primaryKey({ columns: [t.mediaId, t.childId, t.fromAt] }),
    index().on(t.mediaId, t.organisationId),
    index().on(t.childId, t.organisationId),
    foreignKey({
      name: 'photo_tag_within_organisation',
      columns: [t.mediaId, t.organisationId],
      foreignColumns: [media.id, media.organisationId],
    }).onDelete('cascade'),
    within(t, t.childId, child),
    ...wall('photo_tag', {}, { audience: 'all' }),
  ],
)

/** Who had a photo on a device: first of all, enlarged or played, and saved. */
export const photoView = pgTable(
  'photo_view',
  {
    /** Of a copy that may be gone by now: a photo that was retagged may still be recalled. */
    photoId: uuid('photo_id').notNull(),
    mediaId: uuid('media_id').notNull(),
    childId: uuid('child_id').notNull(),
    personId: uuid('person_id').notNull(),
    role: text('role').notNull(),
    organisationId: ownOrganisationId(),
    channelId: channelId(),
    seenAt: at('seen_at').notNull(),
    openedAt: at('opened_at'),
    savedAt: at('saved_at'),
  },
  (t) => {
    const own = sql`person_id = ${actor.person} and role = ${actor.role} and channel_id = ${actor.channels} and organisation_id = ${actor.organisation}`
    return [
      primaryKey({ columns: [t.photoId, t.personId, t.role] }),
      index().on(t.mediaId, t.organisationId),
      index().on(t.childId, t.organisationId),
      index().on(t.channelId),
      index().on(t.personId, t.organisationId),
      within(t, t.mediaId, media),
      within(t, t.childId, child),
      within(t, t.personId, person),
      ...wall('photo_view', { select: own, insert: own, update: own }, { audience: 'all' }),
    ]
  },
)

/** A guardian says that a photo should not be there, and what came of it; it stays when the photo goes, and a year after it was settled. */
export const photoReport = pgTable(
  'photo_report',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    /** Of a copy that may be gone by now, and of its file. */
    photoId: uuid('photo_id').notNull(),
    mediaId: uuid('media_id').notNull(),
    childId: uuid('child_id').notNull(),
    channelId: channelId(),
    reporterId: uuid('reporter_id').notNull(),
    reason: text('reason').notNull(),
    text: text('text').notNull(),
    at: at('at').notNull(),
    settledAt: at('settled_at'),
    settledById: uuid('settled_by_id'),
    outcome: text('outcome'),
  },
  (t) => {
    const carers = sql`channel_id = ${actor.channels} and ${actor.isCarer} and organisation_id = ${actor.organisation}`
    const own = sql`reporter_id = ${actor.person} and ${actor.role} = 'guardian' and channel_id = ${actor.channels} and organisation_id = ${actor.organisation}`
    return [
      // One that is open, for a guardian and a photo: said again, it is changed.
      uniqueIndex().on(t.photoId, t.reporterId).where(sql`settled_at is null`),
      index().on(t.photoId, t.organisationId),
      index().on(t.channelId),
      index().on(t.settledAt),
      index().on(t.mediaId),
      index().on(t.childId, t.organisationId),
      index().on(t.reporterId, t.organisationId),
      index().on(t.settledById, t.organisationId),
      within(t, t.childId, child),
      within(t, t.reporterId, person),
      within(t, t.settledById, person),
      check('photo_report_outcome', sql`outcome in ('stays', 'retagged', 'removed', 'recalled')`),
      check('photo_report_settled', sql`(settled_at is null) = (outcome is null)`),
      check('photo_report_reason', sql`reason in ('should_not_be_shown', 'wrong_child', 'other')`),
      ...wall(
        'photo_report',
        { select: sql`(${carers}) or (${own})`, insert: own, update: carers },
        { audience: 'all', worker: 'all' },
      ),
    ]
  },
)
