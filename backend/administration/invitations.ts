import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import { invitationLifetime } from '../../db/link.ts'
import { queueMail } from '../../db/mail.ts'
import { Refusal } from '../errors.ts'
import { claim, refuseTaken } from '../intent.ts'
import { personRecordOf } from './people-queries.ts'

const revokeOpen = statement<never>(
  'revoke_open_invitations',
  'update invitation set revoked_at = $2 where person_id = $1 and accepted_at is null and revoked_at is null',
)
const insertInvitation = statement<never>(
  'insert_invitation',
  `insert into invitation (id, organisation_id, person_id, invited_by_id, invited_at, expires_at)
   values ($1, $2, $3, $4, $5, $6)`,
)

/** Revokes what invitations there are and makes a new one, whose mail goes with the transaction. */
export async function inviteAnew(tx: Tx, personId: string, id: string): Promise<void> {
  const { organisationId, personId: invitedById } = tx.actor
  const expires = new Date(tx.now.getTime() + invitationLifetime)
  await tx.query(revokeOpen, [personId, tx.now])
  await tx.query(insertInvitation, [id, organisationId, personId, invitedById, tx.now, expires]).catch(refuseTaken)
  await queueMail(tx, { personId, kind: 'invitation', causeId: id })
  await writeAudit(tx, { action: 'invitation.sent', subject: { person: personId, invitation: id } })
}

/** Invites somebody again who has no account yet. */
export async function invite(tx: Tx, personId: string, id: string): Promise<void> {
  const person = await personRecordOf(tx, personId)
  if (!(await claim(tx, id, { personId }))) return
  if (person.state === 'active') throw new Refusal('has_account')
  await inviteAnew(tx, personId, id)
}

const revoke = statement<{ person_id: string }>(
  'revoke_invitation',
  `update invitation set revoked_at = $2
    where id = $1 and organisation_id = $3 and accepted_at is null and revoked_at is null returning person_id`,
)

/** Takes an invitation back that nobody accepted. Gives the person. */
export async function withdrawInvitation(tx: Tx, invitationId: string): Promise<string> {
  const [row] = await tx.query(revoke, [invitationId, tx.now, tx.actor.organisationId])
  if (!row) throw new Refusal('not_found')
  await writeAudit(tx, {
    action: 'invitation.withdrawn',
    subject: { person: row.person_id, invitation: invitationId },
  })
  return row.person_id
}
