import { isDeepStrictEqual } from 'node:util'
import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { statement, type Tx } from '../../db/client.ts'
import { type AuditNote, record } from '../../db/events.ts'
import type { HandoverSaid } from '../../db/schema/handover.ts'
import { childrenToReport } from '../absence/queries.ts'
import type { ChangeHandover, HandoverRevision, TellHandover } from '../contract/handover.ts'
import { todayOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { claim, refuseTaken, takenBy } from '../intent.ts'
import {
  childToTellOf,
  type HandoverRow,
  handoverFor,
  handoverOf,
  hasGone,
  type ToldChild,
  wasWithdrawn,
} from './queries.ts'

type Given = Omit<ChangeHandover, 'id' | 'version'>

const refuse = (path: string, reason: string) => new Refusal('invalid', { fields: [{ path, reason }] })
const consentMissing = ({ id, callName }: ToldChild) => new Refusal('consent_missing', { children: [{ id, callName }] })

/** Something is told only while consent is in force, which is decided again under the lock that numbers the event. */
const whileOpen = (tx: Tx, child: ToldChild) => ({ from: tx.now, to: tx.now, refuse: () => consentMissing(child) })

/** @throws Refusal `too_late` once the child has gone home and is expected no more that day, or the day is over */
async function refuseLate(tx: Tx, childId: string, day: string): Promise<void> {
  const today = todayOf(tx)
  if (day < today || (day === today && (await hasGone(tx, childId)))) throw new Refusal('too_late')
}

function saidOf(
  tx: Tx,
  { night, slept, meal, mood, medicine, note, fetcher }: Given,
  was?: HandoverSaid,
): HandoverSaid {
  const { personId, firstName } = tx.actor
  const fetches =
    fetcher === null
      ? null
      : fetcher.kind === 'self'
        ? ({ kind: 'guardian', personId, name: firstName } as const)
        : fetcher.kind === 'other'
          ? ({ kind: 'other', personId: null, name: fetcher.name.trim() } as const)
          : (was?.fetcher ?? null)
  return { night, slept, meal, mood, medicine, note, fetcher: fetches }
}

const insertHandover = statement<never>(
  'insert_handover',
  `insert into handover (id, organisation_id, channel_id, child_id, comes_on, said, teller_id, teller_name, told_at)
   values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9)`,
)

/**
 * Tells what the group needs to know of a child that comes today or tomorrow: once a day, by whichever guardian is first.
 * @throws Refusal `consent_missing` without consent in force, `too_late` once the child has gone home, `stale_version` with what was told
 *   by another meanwhile
 */
export async function tellHandover(
  tx: Tx,
  { id, handoverId, childId, day, ...given }: TellHandover,
): Promise<HandoverRow> {
  const child = await childToTellOf(tx, childId, day)
  if (!(await claim(tx, id, { handoverId, childId, day, given }))) return handoverFor(tx, handoverId)
  // First the consent: without it nobody is told whether the child was there.
  if (!child.isOpen) throw consentMissing(child)
  await refuseLate(tx, childId, day)
  if (day > Temporal.PlainDate.from(todayOf(tx)).add({ days: 1 }).toString()) throw refuse('day', 'too_far')
  if (!child.isPlaced) throw refuse('day', 'not_placed')
  if (given.fetcher?.kind === 'kept') throw refuse('fetcher', 'kept')
  const there = await handoverOf(tx, childId, day)
  if (there) throw new Refusal('stale_version', { version: there.version })
  const { organisationId, personId, firstName } = tx.actor
  const said = saidOf(tx, given)
  const values = [
    handoverId,
    organisationId,
    child.channel,
    childId,
    day,
    JSON.stringify(said),
    personId,
    firstName,
    tx.now,
  ]
  await tx.query(insertHandover, values).catch((error: unknown) => {
    // Who told it just now begins with version 1.
    if (takenBy(error) === 'handover_one_a_day') throw new Refusal('stale_version', { version: 1 })
    refuseTaken(error)
  })
  await keepRevision(tx, handoverId, 'told')
  recordOf(tx, 'handover.told', child.channel, { handover: handoverId, child: childId }, whileOpen(tx, child))
  return handoverFor(tx, handoverId)
}

const updateHandover = statement<never>(
  'update_handover',
  `update handover set said = $2::jsonb, version = version + 1, changed_at = $3, changed_by_name = $4,
          seen_at = null, seen_by_id = null, seen_by_name = null
    where id = $1`,
)

/** Changes what was told, whichever guardian told it; that the group has seen it is true no more. What says the same changes nothing. */
export async function changeHandover(
  tx: Tx,
  handoverId: string,
  { id, version, ...given }: ChangeHandover,
): Promise<HandoverRow> {
  const row = await handoverFor(tx, handoverId, true)
  if (!(await claim(tx, id, { handoverId, version, given }))) return row
  const child = await childToTellOf(tx, row.child_id, row.comes_on)
  if (!child.isOpen) throw consentMissing(child)
  await refuseLate(tx, row.child_id, row.comes_on)
  if (row.version !== version) throw new Refusal('stale_version', { version: row.version })
  const said = saidOf(tx, given, row.said)
  const fields = (Object.keys(said) as (keyof HandoverSaid)[]).filter(
    (name) => !isDeepStrictEqual(said[name], row.said[name]),
  )
  if (fields.length === 0) return row
  await tx.query(updateHandover, [handoverId, JSON.stringify(said), tx.now, tx.actor.firstName])
  await keepRevision(tx, handoverId, 'changed')
  const subject = { handover: handoverId, child: row.child_id, fields }
  recordOf(tx, 'handover.changed', row.channel_id, subject, whileOpen(tx, child))
  return handoverFor(tx, handoverId)
}

const eraseRevisions = statement<never>(
  'erase_handover_revisions',
  'delete from handover_revision where handover_id = $1',
)
const withdrawOne = statement<never>(
  'withdraw_handover',
  `update handover set said = '{}', version = version + 1, withdrawn_at = $2, changed_at = null, changed_by_name = null,
          seen_at = null, seen_by_id = null, seen_by_name = null
    where id = $1`,
)

/** Takes back what was told, with its history, also after a withdrawal of consent; a tombstone stays in the channel. */
export async function withdrawHandover(tx: Tx, handoverId: string, version: number): Promise<void> {
  if (await wasWithdrawn(tx, handoverId)) return
  const row = await handoverFor(tx, handoverId, true)
  await refuseLate(tx, row.child_id, row.comes_on)
  if (row.version !== version) throw new Refusal('stale_version', { version: row.version })
  await tx.query(eraseRevisions, [handoverId])
  await tx.query(withdrawOne, [handoverId, tx.now])
  recordOf(tx, 'handover.withdrawn', row.channel_id, { handover: handoverId, child: row.child_id })
}

const seeOne = statement<never>(
  'see_handover',
  'update handover set seen_at = $2, seen_by_id = $3, seen_by_name = $4 where id = $1',
)

/**
 * The group in which the child is today has seen what was told as it is in this version; once more changes nothing.
 * @throws Refusal `consent_missing` without consent in force: nothing is added to what is kept of it any more
 */
export async function seeHandover(tx: Tx, handoverId: string, version: number): Promise<HandoverRow> {
  const row = await handoverFor(tx, handoverId, true)
  await childrenToReport(tx, [row.child_id])
  if (row.version !== version) throw new Refusal('stale_version', { version: row.version })
  if (row.seen_at !== null) return row
  const child = await childToTellOf(tx, row.child_id, row.comes_on)
  if (!child.isOpen) throw consentMissing(child)
  await tx.query(seeOne, [handoverId, tx.now, tx.actor.personId, tx.actor.firstName])
  await keepRevision(tx, handoverId, 'seen')
  recordOf(tx, 'handover.seen', row.channel_id, { handover: handoverId, child: row.child_id }, whileOpen(tx, child))
  return handoverFor(tx, handoverId)
}

type Deed = 'handover.told' | 'handover.changed' | 'handover.withdrawn' | 'handover.seen'

function recordOf(
  tx: Tx,
  type: Deed,
  channel: string,
  subject: AuditNote['subject'] & { handover: string },
  open?: ReturnType<typeof whileOpen>,
): void {
  record(tx, [{ channel, type, item: subject.handover }], { action: type, subject }, open ? { open } : {})
}

const insertRevision = statement<never>(
  'insert_handover_revision',
  `insert into handover_revision (id, organisation_id, handover_id, channel_id, done, said, person_id, person_name, at)
   select $1, h.organisation_id, h.id, h.channel_id, $3, h.said, $4, $5, $6 from handover h where h.id = $2`,
)

/** What was done with a hand-over just now, and what it says after that. */
async function keepRevision(tx: Tx, handoverId: string, done: HandoverRevision['done']): Promise<void> {
  await tx.query(insertRevision, [uuidv7(), handoverId, done, tx.actor.personId, tx.actor.firstName, tx.now])
}
