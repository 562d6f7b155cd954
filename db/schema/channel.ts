import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { child } from './child.ts'
import { at, id, organisation, organisationId, ownOrganisationId, within } from './organisation.ts'
import { person } from './person.ts'
import { actor, administered, wall } from './wall.ts'

/**
 * A stream that each of its readers may read whole. The row is the lock under which its events are numbered, and
 * `open` is consent in force, read under that same lock; of attendance either of the two.
 */
export const channel = pgTable(
  'channel',
  {
    id: id(),
    organisationId: organisationId(),
    kind: text('kind').notNull(),
    childId: uuid('child_id'),
    personId: uuid('person_id'),
    seq: bigint('seq', { mode: 'number' }).notNull().default(0),
    /** The highest seq that trimming took from the log; an older cursor must fetch afresh. */
    floor: bigint('floor', { mode: 'number' }).notNull().default(0),
    open: boolean('open').notNull().default(false),
  },
  (t) => [
    uniqueIndex().on(t.childId, t.kind),
    uniqueIndex().on(t.personId, t.kind),
    index().on(t.childId, t.organisationId),
    index().on(t.personId, t.organisationId),
    index().on(t.organisationId),
    within(t, t.childId, child),
    within(t, t.personId, person),
    check(
      'channel_kind',
      sql`kind in ('diary', 'photos', 'absence', 'attendance', 'staff', 'own', 'work', 'conversation', 'action', 'asking')`,
    ),
    check(
      'channel_subject',
      sql`(kind in ('own', 'work')) = (person_id is not null) and (kind not in ('own', 'work', 'conversation')) = (child_id is not null)`,
    ),
    ...wall(
      'channel',
      { select: sql`id = ${actor.channels}`, insert: sql`${administered} and seq = 0 and (kind = 'own' or not open)` },
      { audience: 'all', worker: 'all' },
    ),
  ],
)

/** When a channel was open: consent was in force from `opened_at` until `closed_at`. */
export const channelPeriod = pgTable(
  'channel_period',
  {
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channel.id),
    organisationId: organisationId(),
    openedAt: at('opened_at').notNull(),
    closedAt: at('closed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.channelId, t.openedAt] }),
    index().on(t.organisationId),
    ...wall('channel_period', { select: sql`channel_id = ${actor.channels}` }, { audience: 'all' }),
  ],
)

/** The log: ids only. Views are loaded at delivery, so an edit or an erasure holds everywhere. */
export const event = pgTable(
  'event',
  {
    /** No foreign key: `record` holds the channel's row lock. */
    channelId: uuid('channel_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    organisationId: ownOrganisationId(),
    type: text('type').notNull(),
    /** The diary entry or photo card, the uploaded file, the closing day, the absence, the action, the hand-over, what the journal says of its group, the stay, the staffing, the message or conversation, or for `own.`, `consent.`, `presence.`, `collectors.` and other `planning.` events the child. */
    itemId: uuid('item_id').notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.channelId, t.seq] }),
    index().on(t.at),
    ...wall('event', { select: sql`channel_id = ${actor.channels}` }, { audience: 'all', worker: 'all' }),
  ],
)

/**
 * Counts the changes to who may see what in an organisation: an audience that was read at this count is right for as long
 * as the count is the same. The tables that decide it count up at the end of the transaction that changes them.
 */
export const accessEpoch = pgTable(
  'access_epoch',
  {
    organisationId: uuid('organisation_id')
      .primaryKey()
      .references(() => organisation.id),
    epoch: bigint('epoch', { mode: 'number' }).notNull(),
  },
  () => wall('access_epoch', {}, { audience: 'all', worker: 'select' }),
)

export interface EventRef {
  channel: string
  seq: number
}

/** Events that are committed but perhaps not yet published; the row goes when they are. */
export const outbox = pgTable(
  'outbox',
  {
    id: id(),
    organisationId: ownOrganisationId(),
    events: jsonb('events').$type<EventRef[]>().notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [index().on(t.createdAt), ...wall('outbox', {}, { audience: 'all', worker: 'all' })],
)

/** Up to where somebody read a channel in a role; it never goes back. */
export const readMarker = pgTable(
  'read_marker',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    role: text('role').notNull(),
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channel.id),
    organisationId: ownOrganisationId(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: at('at').notNull(),
  },
  (t) => {
    const mine = sql`person_id = ${actor.person} and role = ${actor.role} and channel_id = ${actor.channels} and organisation_id = ${actor.organisation}`
    return [
      primaryKey({ columns: [t.personId, t.role, t.channelId] }),
      index().on(t.channelId),
      ...wall('read_marker', { select: mine, insert: mine, update: mine }, { audience: 'select' }),
    ]
  },
)

/** A client's UUID for one intended change; the same id with another digest is a conflict. Kept 90 days. */
export const intent = pgTable(
  'intent',
  {
    /** The actor; no foreign key, or all posts of one person would lock that person's row. */
    personId: uuid('person_id').notNull(),
    id: uuid('id').notNull(),
    organisationId: ownOrganisationId(),
    digest: text('digest').notNull(),
    at: at('at').notNull(),
  },
  (t) => {
    const mine = sql`person_id = ${actor.person} and organisation_id = ${actor.organisation}`
    return [
      primaryKey({ columns: [t.personId, t.id] }),
      index().on(t.at),
      ...wall('intent', { select: mine, insert: mine }, { worker: 'all' }),
    ]
  },
)
