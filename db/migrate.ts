import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runMigrations } from 'bullmq'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { databaseOf, loginUrls, prepareRoles } from './roles.ts'
import { StartError } from './start-error.ts'

const oldestPostgres = 15
const lock = 0x6f756465
const migrationsFolder = join(import.meta.dirname, 'migrations')

/**
 * Brings the owner's database to what this code expects: roles and logins, tables, and the queue's own schema.
 * Any number of processes may do it at once. Refuses a database that a newer ouderapp has already changed.
 */
export async function migrate(ownerUrl: string, { secret }: { secret: string }): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  owner.on('error', () => {})
  await owner.connect().catch((error: Error) => {
    throw new StartError(`The database cannot be reached (${error.message}): check DATABASE_URL.`)
  })
  try {
    await refuseOldServer(owner)
    await owner.query('select pg_advisory_lock($1)', [lock])
    await refuseNewerDatabase(owner)
    await prepareRoles(owner, databaseOf(ownerUrl), secret)
    await applyMigrations(drizzle(owner), { migrationsFolder })
    await migrateQueue(owner, decodeURIComponent(new URL(loginUrls(ownerUrl, secret).worker).username))
  } finally {
    await owner.end()
  }
}

async function refuseOldServer(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ server_version: string }>('show server_version')
  const version = rows[0]?.server_version ?? ''
  if (Number.parseInt(version, 10) < oldestPostgres) {
    throw new StartError(`The database is PostgreSQL ${version}: ouderapp needs ${oldestPostgres} or later.`)
  }
}

async function refuseNewerDatabase(owner: pg.Client): Promise<void> {
  const { rows: found } = await owner.query<{ there: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  )
  if (!found[0]?.there) return
  const { rows } = await owner.query<{ latest: string | null }>(
    'select max(created_at) as latest from drizzle.__drizzle_migrations',
  )
  const latest = Number(rows[0]?.latest ?? 0)
  const journal: { entries: { when: number }[] } = JSON.parse(
    readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8'),
  )
  if (latest > Math.max(0, ...journal.entries.map((entry) => entry.when))) {
    throw new StartError(
      'The database is newer than this ouderapp: start the version that last ran on it or a later one, or restore an older backup.',
    )
  }
}

/** The queue's tables, for the workers' login; it cannot make them itself, having no right to make schemas. */
async function migrateQueue(owner: pg.Client, login: string): Promise<void> {
  await runMigrations(owner, 'queue')
  const to = pg.escapeIdentifier(login)
  await owner.query(`grant usage on schema queue to ${to}`)
  await owner.query(`grant all on all tables in schema queue to ${to}`)
  await owner.query(`grant all on all sequences in schema queue to ${to}`)
}
