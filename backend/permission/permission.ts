import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import type { Permission } from '../contract/permission.ts'
import { claim, refuseTaken } from '../intent.ts'

const insertPermission = statement<never>(
  'insert_permission',
  `insert into permission (id, organisation_id, name_nl, name_en, explanation_nl, explanation_en, created_by_id, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

/** Asks one thing more of all guardians of the organisation. */
export async function addPermission(tx: Tx, input: Permission): Promise<void> {
  if (!(await claim(tx, input.id, input))) return
  const { organisationId, personId } = tx.actor
  const { id, name, explanation } = input
  await tx
    .query(insertPermission, [id, organisationId, name.nl, name.en, explanation.nl, explanation.en, personId, tx.now])
    .catch(refuseTaken)
  await writeAudit(tx, { action: 'permission.added', subject: { permission: id } })
}

const markEnded = statement<{ id: string }>(
  'end_permission',
  'update permission set ended_at = $2 where id = $1 and ended_at is null returning id',
)

/** Asks it no more. Ending it again changes nothing. */
export async function endPermission(tx: Tx, permissionId: string): Promise<void> {
  const [ended] = await tx.query(markEnded, [permissionId, tx.now])
  if (ended) await writeAudit(tx, { action: 'permission.ended', subject: { permission: permissionId } })
}
