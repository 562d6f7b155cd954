import { isDeepStrictEqual } from 'node:util'
import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import type { BreachAccount, saveBreach as saveRoute } from '../contract/breach.ts'
import type { Output } from '../contract/route.ts'
import { Refusal } from '../errors.ts'
import { accountOf, type BreachRow, breachFor } from './queries.ts'

const update = statement<never>(
  'save_breach',
  `update breach_record
      set version = version + 1, state = $2, happened = $3, consequences = $4, measures = $5, authority_told_on = $6, guardians_told_on = $7
    where id = $1`,
)

/**
 * Writes the account of a breach, and closes or reopens the record. Asked again for what it says already it changes nothing, so
 * that an answer that was lost can be asked for once more.
 * @throws Refusal `stale_version` with the version that is there now, when somebody wrote something else meanwhile
 */
export async function saveBreach(
  tx: Tx,
  breachId: string,
  { version, state, account }: Output<(typeof saveRoute)['body']>,
): Promise<void> {
  const row = await breachFor(tx, breachId, true)
  const fields = changed(row, state, account)
  if (fields.length === 0) return
  if (row.version !== version) throw new Refusal('stale_version', { version: row.version })
  const { happened, consequences, measures, authorityToldOn, guardiansToldOn } = account
  await tx.query(update, [breachId, state, happened, consequences, measures, authorityToldOn, guardiansToldOn])
  await writeAudit(tx, {
    action: 'breach.saved',
    subject: { breach: breachId, children: row.child_ids, state, fields },
  })
}

function changed(row: BreachRow, state: string, account: BreachAccount): string[] {
  const before = accountOf(row)
  const fields = Object.keys(before) as (keyof BreachAccount)[]
  return [
    ...fields.filter((field) => !isDeepStrictEqual(before[field], account[field])),
    ...(row.state === state ? [] : ['state']),
  ]
}

/** Leaves in the audit that records were looked at: the list, or one. */
export const noteBreachesRead = (tx: Tx, rows: readonly BreachRow[]): Promise<void> =>
  writeAudit(tx, {
    action: 'breach.read',
    subject: { breaches: rows.map(({ id }) => id), children: [...new Set(rows.flatMap((row) => row.child_ids))] },
  })
