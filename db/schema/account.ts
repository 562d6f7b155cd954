import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, pgPolicy, text, unique, uuid } from 'drizzle-orm/pg-core'
import { auth, rules } from './auth.ts'
import { at } from './organisation.ts'
import { person } from './person.ts'
import { tablet } from './tablet.ts'
import { audienceRole, workerRole } from './wall.ts'

/** The account of the person with the same id. */
export const user = auth.table(
  'user',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    email: text('email').notNull().unique(),
    emailVerified: boolean('email_verified').notNull().default(false),
    image: text('image'),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  () => rules('user'),
)

const userId = () =>
  uuid('user_id')
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' })

export const session = auth.table(
  'session',
  {
    id: uuid('id').primaryKey(),
    token: text('token').notNull().unique(),
    userId: userId(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    /** When this session proved a second factor; until then it may be good for nothing but that. */
    secondFactorAt: at('second_factor_at'),
    /** The tablet on which its person gave a PIN: then it is good for the work there and for nothing else. */
    tabletId: uuid('tablet_id').references(() => tablet.id),
    expiresAt: at('expires_at').notNull(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [
    index().on(t.userId),
    index().on(t.tabletId),
    ...rules('session'),
    pgPolicy('session_audience', { for: 'select', to: audienceRole, using: sql`true` }),
    pgPolicy('session_audience_ends', { for: 'delete', to: audienceRole, using: sql`true` }),
  ],
)

/** How an account proves itself: by a password. */
export const account = auth.table(
  'account',
  {
    id: uuid('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: userId(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: at('access_token_expires_at'),
    refreshTokenExpiresAt: at('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [index().on(t.userId), ...rules('account')],
)

export const verification = auth.table(
  'verification',
  {
    id: uuid('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: at('expires_at').notNull(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [index().on(t.identifier), ...rules('verification')],
)

/** Attempts to sign in, by account and by address; the shape is the limiter library's. */
export const attempt = auth.table(
  'attempt',
  {
    key: text('key').primaryKey(),
    points: integer('points').notNull().default(0),
    expire: bigint('expire', { mode: 'number' }),
  },
  () => rules('attempt'),
)

/** The authenticator app of an account, and one that is being set up; until a code confirmed it, it counts for nothing. */
export const secondFactor = auth.table(
  'second_factor',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => user.id, { onDelete: 'cascade' }),
    /** Both sealed with a key that follows from the secret of the installation. */
    sealedSecret: text('sealed_secret'),
    pendingSecret: text('pending_secret'),
    confirmedAt: at('confirmed_at'),
    /** The time step of the last code that was taken: none is taken twice. */
    lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
    createdAt: at('created_at').notNull(),
  },
  () => [
    check('second_factor_confirmed', sql`(confirmed_at is null) = (sealed_secret is null)`),
    ...rules('second_factor'),
    pgPolicy('second_factor_audience', { for: 'select', to: audienceRole, using: sql`true` }),
  ],
)

/** A code on paper, for who lost the authenticator; each is good once. */
export const recoveryCode = auth.table(
  'recovery_code',
  {
    id: uuid('id').primaryKey(),
    userId: userId(),
    digest: text('digest').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [index().on(t.userId), unique().on(t.userId, t.digest), ...rules('recovery_code')],
)

/** A key that a device keeps behind a finger or a face; it stands for password and second factor together. */
export const passkey = auth.table(
  'passkey',
  {
    id: uuid('id').primaryKey(),
    userId: userId(),
    name: text('name').notNull(),
    /** As the browser gives it, base64url. */
    credentialKey: text('credential_key').notNull().unique(),
    publicKey: text('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull(),
    createdAt: at('created_at').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [
    index().on(t.userId),
    ...rules('passkey'),
    pgPolicy('passkey_audience', { for: 'select', to: audienceRole, using: sql`true` }),
  ],
)

/** A link in a mail, good once and for a while; only its digest is kept. Its person has an account, or is to make one. */
export const link = auth.table(
  'link',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    kind: text('kind').notNull(),
    digest: text('digest').notNull().unique(),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [
    index().on(t.personId),
    check('link_kind', sql`kind in ('invitation', 'reset')`),
    ...rules('link'),
    pgPolicy('link_worker', { for: 'all', to: workerRole, using: sql`true`, withCheck: sql`true` }),
  ],
)

/** A browser in which an account was signed in before; another one is told by mail. */
export const knownDevice = auth.table(
  'known_device',
  {
    id: uuid('id').primaryKey(),
    userId: userId(),
    digest: text('digest').notNull(),
    seenAt: at('seen_at').notNull(),
  },
  (t) => [unique().on(t.userId, t.digest), ...rules('known_device')],
)

/** With which somebody says on a paired tablet who that is; chosen in the own account. */
export const pin = auth.table(
  'pin',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => user.id, { onDelete: 'cascade' }),
    digest: text('digest').notNull(),
    setAt: at('set_at').notNull(),
    /** Over whatever time, until it is given rightly. */
    wrongInARow: integer('wrong_in_a_row').notNull().default(0),
    /** Then it opens nothing until it is chosen anew. */
    blockedAt: at('blocked_at'),
  },
  () => [...rules('pin'), pgPolicy('pin_audience', { for: 'select', to: audienceRole, using: sql`true` })],
)
