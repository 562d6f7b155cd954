import { statement, type Tx } from '../../db/client.ts'
import { record } from '../../db/events.ts'
import { childToDecideFor } from '../child/queries.ts'
import type { decideConsent as decideRoute } from '../contract/consent.ts'
import type { Output } from '../contract/route.ts'
import { claim, refuseTaken } from '../intent.ts'
import { permissionToDecide } from '../permission/queries.ts'
import { privacyVersion } from '../policy/queries.ts'

const insertDecision = statement<never>(
  'insert_decision',
  `insert into consent_decision (id, organisation_id, child_id, person_id, purpose, permission_id, decision, at, policy_version, language, in_force)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
)
const settleConsent = statement<{ changed: boolean }>(
  'settle_consent',
  'select changed from settle_consent($1, $2, $3)',
)
const settlePermission = statement<{ in_force: boolean }>(
  'settle_permission',
  'select settle_permission($1, $2, $3) as in_force',
)
const consentChannels = statement<{ channel_id: string; kind: 'staff' | 'own' }>(
  'consent_channels',
  'select * from consent_channels($1)',
)

/**
 * Adds a guardian's decision to the ledger and settles what is in force, under the lock that numbers the channel's
 * events. Staff and every guardian with authority learn of it.
 * @throws Refusal `not_found` for a child or permission that is not the actor's to decide
 */
export async function decideConsent(tx: Tx, input: Output<(typeof decideRoute)['body']>): Promise<void> {
  const child = await childToDecideFor(tx, input.childId)
  const { purpose, permissionId = null } = input
  if (permissionId) await permissionToDecide(tx, permissionId, child.id)
  if (!(await claim(tx, input.id, input))) return
  const { organisationId, personId } = tx.actor
  const policyVersion = await privacyVersion(tx)
  const granting = input.decision === 'granted'
  // Of a permission what results is recorded with the decision; a stream keeps it in its channel.
  const [settled] = permissionId ? await tx.query(settlePermission, [child.id, permissionId, granting]) : []
  await tx
    .query(insertDecision, [
      input.id,
      organisationId,
      child.id,
      personId,
      purpose,
      permissionId,
      input.decision,
      tx.now,
      policyVersion,
      input.language,
      settled?.in_force ?? null,
    ])
    .catch(refuseTaken)
  if (!permissionId) await tx.query(settleConsent, [child.id, purpose, granting])
  const channels = await tx.query(consentChannels, [child.id])
  record(
    tx,
    channels.map(({ channel_id, kind }) => ({
      channel: channel_id,
      type: kind === 'staff' ? 'consent.changed' : 'own.consents_changed',
      item: child.id,
    })),
    {
      action: `consent.${input.decision}`,
      subject: { child: child.id, purpose, ...(permissionId && { permission: permissionId }), policyVersion },
    },
  )
}
