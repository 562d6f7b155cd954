import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../db/migrate.ts'
import { loginUrls, type Right } from '../../db/roles.ts'
import { startPostgres } from '../../db/server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The run's throwaway server, as its superuser. */
    postgresUrl: string
  }
}

/** With what the tests' databases derive their logins and sign their sessions. */
export const testSecret = 'a-secret-for-tests-only-0123456789abcdef'
const template = 'ouderapp_test_template'

/**
 * Starts one throwaway PostgreSQL for the run, with a migrated template that each test file copies. TEST_POSTGRES_BIN
 * names the programs of another version, TEST_DATABASE_URL a server that already runs.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { TEST_DATABASE_URL: outside, TEST_POSTGRES_BIN: programs } = process.env
  const dataDir = await mkdtemp(join(tmpdir(), 'ouderapp-test-'))
  const server = outside
    ? { url: outside, stop: async () => {} }
    : await startPostgres({ dataDir, durable: false, ...(programs ? { programs } : {}) })
  await asOwner(server.url, (owner) => owner.query(`drop database if exists ${template}`))
  await asOwner(server.url, (owner) => owner.query(`create database ${template}`))
  await migrate(withDatabase(server.url, template), { secret: testSecret })
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

export type TestDatabase = { ownerUrl: string; urls: Record<Right, string>; drop(): Promise<void> }

/** A migrated, empty database of the caller's own: `await freshDatabase(inject('postgresUrl'))`. */
export async function freshDatabase(postgresUrl: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const ownerUrl = withDatabase(postgresUrl, name)
  await asOwner(postgresUrl, (owner) => owner.query(`create database ${name} template ${template}`))
  await migrate(ownerUrl, { secret: testSecret })
  return {
    ownerUrl,
    urls: loginUrls(ownerUrl, testSecret),
    drop: async () => void (await asOwner(postgresUrl, (owner) => owner.query(`drop database ${name} with (force)`))),
  }
}

/** Runs something as the server's superuser. */
export async function asOwner<T>(url: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
