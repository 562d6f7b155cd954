import { Temporal } from 'temporal-polyfill'
import { statement, type Tx } from '../../db/client.ts'
import { type AuditNote, type NewEvent, record } from '../../db/events.ts'
import { collectorsChanged } from '../attendance/queries.ts'
import { dayOf } from '../contract/clock.ts'
import type * as contract from '../contract/family.ts'
import type { Output } from '../contract/route.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { claim, refuseTaken } from '../intent.ts'
import { guardianByGuardianship, guardianFor, type ManagedGuardian, sharedWith } from './queries.ts'

/** What happens to a guardian's reading is told to that guardian alone, whose screens fetch anew at once. */
function tell(
  tx: Tx,
  guardian: ManagedGuardian,
  { action, subject }: AuditNote,
  others: readonly NewEvent[] = [],
): void {
  const { childId, personId, ownChannel } = guardian
  const own = ownChannel ? [{ channel: ownChannel, type: 'own.consents_changed', item: childId }] : []
  record(tx, [...own, ...others], { action, subject: { child: childId, guardian: personId, ...subject } })
}

const insertShare = statement<never>(
  'insert_share',
  `insert into share (id, organisation_id, child_id, person_id, purpose, reason, shared_by_id, shared_at, ends_on)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)
const replaceShares = statement<never>(
  'replace_shares',
  `update share set ended_at = $4 where child_id = $1 and person_id = $2 and purpose = $3 and ended_at is null`,
)

/**
 * Lets a guardian without authority read a stream until a day; an earlier share of the same stream makes way for it.
 * @throws Refusal `not_found` unless such a guardian of a child of the actor's is there, without a court's restriction
 */
export async function shareStream(tx: Tx, input: Output<(typeof contract.shareStream)['body']>): Promise<void> {
  const guardian = await guardianFor(tx, input.childId, input.personId)
  if (!guardian.mayBeShared) throw new Refusal('not_found')
  const today = Temporal.PlainDate.from(dayOf(tx.now, timeZone))
  if (input.until < today.toString()) throw new Refusal('invalid', { fields: [{ path: 'until', reason: 'past' }] })
  if (input.until > today.add({ years: 1 }).toString())
    throw new Refusal('invalid', { fields: [{ path: 'until', reason: 'too_far' }] })
  if (!(await claim(tx, input.id, input))) return
  const { organisationId, personId: by } = tx.actor
  const { id, childId, personId, purpose, reason, until } = input
  await tx.query(replaceShares, [childId, personId, purpose, tx.now])
  await tx
    .query(insertShare, [id, organisationId, childId, personId, purpose, reason, by, tx.now, until])
    .catch(refuseTaken)
  tell(tx, guardian, { action: 'share.given', subject: { share: id, purpose, until } })
}

const endOne = statement<{ purpose: string }>(
  'end_share',
  'update share set ended_at = $2 where id = $1 and ended_at is null returning purpose',
)

/** Ends a share at once; ending it again changes nothing. Gives the child. */
export async function endShare(tx: Tx, shareId: string): Promise<string> {
  const guardian = await sharedWith(tx, shareId)
  const [ended] = await tx.query(endOne, [shareId, tx.now])
  if (ended) tell(tx, guardian, { action: 'share.ended', subject: { share: shareId, purpose: ended.purpose } })
  return guardian.childId
}

const restrict = statement<{ id: string }>(
  'restrict_guardian',
  `update guardianship set restricted_at = $3, restricted_by_id = $4, restriction_reason = $5
    where child_id = $1 and person_id = $2 and restricted_at is null returning id`,
)

/**
 * Enters a court's restriction on all that makes somebody guardian of a child. What that guardian decided before still
 * counts, since authority is another matter than contact. Gives the child.
 */
export async function restrictGuardian(tx: Tx, guardianshipId: string, id: string, ruling: string): Promise<string> {
  const guardian = await guardianByGuardianship(tx, guardianshipId)
  if (!(await claim(tx, id, { guardianshipId, ruling }))) return guardian.childId
  const { childId, personId } = guardian
  const rows = await tx.query(restrict, [childId, personId, tx.now, tx.actor.personId, ruling])
  if (rows.length > 0) {
    const subject = { guardianships: rows.map((row) => row.id), fields: ['restricted_at', 'restriction_reason'] }
    // Who may fetch the child no more is offered on no tablet from now on.
    const fetches = await collectorsChanged(tx, childId)
    tell(tx, guardian, { action: 'guardianship.restricted', subject }, fetches)
  }
  return childId
}

const lift = statement<{ id: string }>(
  'lift_restriction',
  `update guardianship set restricted_at = null, restricted_by_id = null, restriction_reason = null
    where child_id = $1 and person_id = $2 and restricted_at is not null returning id`,
)

/** Lifts it again; who it was entered by and when stays in the audit. Gives the child. */
export async function liftRestriction(tx: Tx, guardianshipId: string): Promise<string> {
  const guardian = await guardianByGuardianship(tx, guardianshipId)
  const rows = await tx.query(lift, [guardian.childId, guardian.personId])
  if (rows.length > 0) {
    const subject = { guardianships: rows.map((row) => row.id), fields: ['restricted_at', 'restriction_reason'] }
    const fetches = await collectorsChanged(tx, guardian.childId)
    tell(tx, guardian, { action: 'guardianship.restriction_lifted', subject }, fetches)
  }
  return guardian.childId
}
