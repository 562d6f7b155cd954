import { sql } from 'drizzle-orm'
import { pgPolicy, pgSchema } from 'drizzle-orm/pg-core'
import { authRole, loaderRole } from './wall.ts'

/** Accounts stand in a schema of their own; only the auth login reaches them, and `enter` reads sessions. */
export const auth = pgSchema('auth')

export const rules = (table: string) => [
  pgPolicy(`${table}_auth`, { for: 'all', to: authRole, using: sql`true`, withCheck: sql`true` }),
  pgPolicy(`${table}_loader`, { for: 'all', to: loaderRole, using: sql`true`, withCheck: sql`true` }),
]
