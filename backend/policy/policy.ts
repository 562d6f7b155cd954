import { Temporal } from 'temporal-polyfill'
import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import { dayOf } from '../contract/clock.ts'
import { announcedDays, type publishPolicy as publishRoute, type seePolicy as seeRoute } from '../contract/policy.ts'
import type { Output } from '../contract/route.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { claim, refuseTaken } from '../intent.ts'
import { policyFor } from './queries.ts'

const lockKind = statement<never>('lock_policy_kind', 'select pg_advisory_xact_lock(hashtextextended($1, 0))')
const lastOfKind = statement<{ version: number; effective_on: string }>(
  'last_policy_of_kind',
  'select version, effective_on from policy where kind = $1 order by version desc limit 1',
)
const insertPolicy = statement<never>(
  'insert_policy',
  `insert into policy (id, organisation_id, kind, version, text_nl, text_en, summary_nl, summary_en, reworded, effective_on,
                       published_at, published_by_id)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
)

/**
 * Publishes the next version of a kind, to take effect on its day; the mail worker tells everybody.
 * @throws Refusal `invalid` with `too_soon` for a day that is not far enough ahead (source: issue 3, 14 days), and with
 *   `before_announced` for one before that of an announced version, which would then take its place. On the same day
 *   the later version counts: so what was announced wrongly is put right before it ever held.
 */
export async function publishPolicy(tx: Tx, input: Output<(typeof publishRoute)['body']>): Promise<void> {
  if (!(await claim(tx, input.id, input))) return
  const { organisationId, personId } = tx.actor
  // Two that publish at once get numbers of their own.
  await tx.query(lockKind, [`policy ${organisationId} ${input.kind}`])
  const [last] = await tx.query(lastOfKind, [input.kind])
  const earliest = Temporal.PlainDate.from(dayOf(tx.now, timeZone)).add({ days: announcedDays }).toString()
  if (input.effectiveOn < earliest) throw wrongDay('too_soon')
  if (last && input.effectiveOn < last.effective_on) throw wrongDay('before_announced')
  const version = (last?.version ?? 0) + 1
  const { id, kind, textNl, textEn, summaryNl, summaryEn, reworded, effectiveOn } = input
  await tx
    .query(insertPolicy, [
      id,
      organisationId,
      kind,
      version,
      textNl,
      textEn,
      summaryNl,
      summaryEn,
      reworded,
      effectiveOn,
      tx.now,
      personId,
    ])
    .catch(refuseTaken)
  await writeAudit(tx, { action: 'policy.published', subject: { policy: id, kind, version, reworded, effectiveOn } })
}

const wrongDay = (reason: string) => new Refusal('invalid', { fields: [{ path: 'effectiveOn', reason }] })

const insertView = statement<{ at: Date }>(
  'insert_policy_view',
  `insert into policy_view (id, organisation_id, policy_id, person_id, at, language) values ($1, $2, $3, $4, $5, $6)
   on conflict (policy_id, person_id) do nothing returning at`,
)
const myView = statement<{ at: Date }>(
  'my_policy_view',
  'select at from policy_view where policy_id = $1 and person_id = $2',
)

/**
 * Records that the actor has seen a version, also ahead of its day; the first time stays.
 * @returns when that was
 * @throws Refusal `not_found` for a version of another organisation
 */
export async function seePolicy(
  tx: Tx,
  policyId: string,
  { id, language }: Output<(typeof seeRoute)['body']>,
): Promise<Date> {
  const { kind, version } = await policyFor(tx, policyId)
  const { personId, organisationId } = tx.actor
  const [added] = await tx
    .query(insertView, [id, organisationId, policyId, personId, tx.now, language])
    .catch(refuseTaken)
  if (!added) return (await tx.query(myView, [policyId, personId]))[0]!.at
  await writeAudit(tx, { action: 'policy.seen', subject: { policy: policyId, kind, version, language } })
  return added.at
}

/** A reading of who saw what, or an export of it, leaves its record. */
export const noteViewsRead = (tx: Tx, policyId: string, action: 'policy.views_read' | 'policy.views_exported') =>
  writeAudit(tx, { action, subject: { policy: policyId } })
