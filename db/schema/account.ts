import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, pgPolicy, pgSchema, text, uuid } from 'drizzle-orm/pg-core'
import { at } from './organisation.ts'
import { audienceRole, authRole, loaderRole } from './wall.ts'

/** Accounts stand in a schema of their own; only the auth login reaches them, and `enter` reads sessions. */
export const auth = pgSchema('auth')

const rules = (table: string) => [
  pgPolicy(`${table}_auth`, { for: 'all', to: authRole, using: sql`true`, withCheck: sql`true` }),
  pgPolicy(`${table}_loader`, { for: 'all', to: loaderRole, using: sql`true`, withCheck: sql`true` }),
]

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
    expiresAt: at('expires_at').notNull(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [
    index().on(t.userId),
    ...rules('session'),
    pgPolicy('session_audience', { for: 'select', to: audienceRole, using: sql`true` }),
  ],
)

/** How an account proves itself: here by password only. */
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
