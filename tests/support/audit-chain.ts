import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { openPool } from '../../db/client.ts'
import { auditRow, insertAudit } from '../../db/events.ts'
import { type Head, seal } from '../../workers/seal.ts'
import { freshDatabase } from './postgres.ts'

export const now = new Date('2026-11-22T12:00:00Z')
const organisationId = uuidv7()
const personId = uuidv7()

/** A database with an audit of its own, its owner, and the workers' login. */
export async function openAudit(postgresUrl: string) {
  const database = await freshDatabase(postgresUrl)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  const worker = openPool(database.urls.worker, 2, () => {})
  const sealed = () => seal(worker, () => now)

  /** What somebody does who owns the server and switches the triggers off. */
  async function forced(sql: string): Promise<void> {
    await owner.query('set session_replication_role = replica')
    await owner.query(sql).finally(() => owner.query('set session_replication_role = origin'))
  }
  async function note(n: number, client: pg.ClientBase = owner): Promise<string> {
    const what = { action: 'diary.posted', subject: { n } }
    const values = auditRow(now, organisationId, personId, what, { ip: '192.0.2.1' })
    await client.query({ ...insertAudit, values: [...values] })
    return values[0] as string
  }
  return {
    database,
    owner,
    worker,
    forced,
    note,
    sealed,
    empty: () => forced('delete from audit; delete from audit_seal'),
    /** Three seals of three rows each. */
    async chain(): Promise<{ ids: string[]; heads: Head[] }> {
      const ids: string[] = []
      const heads: Head[] = []
      for (let round = 0; round < 3; round++) {
        for (let n = 0; n < 3; n++) ids.push(await note(round * 3 + n))
        heads.push((await sealed())!)
      }
      return { ids, heads }
    },
    async close() {
      await worker.end()
      await owner.end()
      await database.drop()
    },
  }
}

export type Audit = Awaited<ReturnType<typeof openAudit>>

export const known = ({ nr, hash }: Head) => ({ nr, hash: hash.toString('hex') })
