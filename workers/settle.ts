import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { work } from '../db/client.ts'
import { auditRow, insertAudit } from '../db/events.ts'

interface Lapsed {
  child_id: string
  organisation_id: string
}

/**
 * Closes the consent streams that nobody's grant holds open any more, because the last day of a guardianship passed; each
 * child by itself, so that no post waits for all of them. The relay sends what was told.
 * @returns for how many children something was closed
 */
export async function settle(worker: pg.Pool, now: Date): Promise<number> {
  const { rows } = await worker.query<Lapsed>('select * from lapsed_consents($1)', [now])
  let settled = 0
  for (const { child_id: child, organisation_id: organisation } of rows) {
    settled += await work(worker, async (client) => {
      const closed = await client.query<{ purpose: string }>('select purpose from settle_lapsed($1, $2, $3)', [
        child,
        uuidv7(),
        now,
      ])
      const purposes = closed.rows.map(({ purpose }) => purpose)
      if (purposes.length === 0) return 0
      const note = { action: 'consent.lapsed', subject: { child, purposes } }
      const { name, text } = insertAudit
      await client.query({ name, text, values: auditRow(now, organisation, null, note, {}) as unknown[] })
      return 1
    })
  }
  return settled
}
