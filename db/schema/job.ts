import { sql } from 'drizzle-orm'
import { pgPolicy, pgTable, text } from 'drizzle-orm/pg-core'
import { at } from './organisation.ts'
import { appRole, workerRole } from './wall.ts'

/** When each recurring job last succeeded, so that any process can tell whether the workers work. Nothing personal. */
export const jobRun = pgTable('job_run', { name: text('name').primaryKey(), ranAt: at('ran_at').notNull() }, () => [
  pgPolicy('job_run_worker', { for: 'all', to: workerRole, using: sql`true`, withCheck: sql`true` }),
  pgPolicy('job_run_app', { for: 'select', to: appRole, using: sql`true` }),
])
