import { isDeepStrictEqual } from 'node:util'
import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { type Statement, statement, type Tx } from '../../db/client.ts'
import {
  type AskAction,
  type ChangeAction,
  type ClosedWhy,
  changedWithin,
  dueAhead,
  mostOpen,
  type StaffAction,
} from '../contract/action.ts'
import { todayOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { claim, refuseTaken } from '../intent.ts'
import { type ActionJson, actionFor, actionOf, childrenConcerned, countOpen, staffAction } from './queries.ts'
import { tellAll } from './tell.ts'

const refuse = (path: string, reason: string) => new Refusal('invalid', { fields: [{ path, reason }] })

/** @throws Refusal `invalid` when it is due before today, or more than a year ahead */
function refuseDay(tx: Tx, dueOn: string | null): void {
  if (dueOn === null) return
  const today = todayOf(tx)
  if (dueOn < today) throw refuse('dueOn', 'past')
  if (dueOn > Temporal.PlainDate.from(today).add({ days: dueAhead }).toString()) throw refuse('dueOn', 'too_far')
}

const insertActions = statement<never>(
  'insert_actions',
  `insert into action (id, organisation_id, child_id, channel_id, batch_id, kind, text, link, due_on, enough, asker_id, asker_name, asker_role, asked_at)
   select g.id, $4, g.child, g.channel, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
     from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as g(id, child, channel)`,
)

/** Asks the guardians of some children for something, all or none. */
export async function askAction(tx: Tx, { id, children: given, ...said }: AskAction): Promise<StaffAction[]> {
  const ids = given.map(({ childId }) => childId)
  const children = await childrenConcerned(tx, ids)
  if (await claim(tx, id, { given, said })) {
    refuseDay(tx, said.dueOn)
    const open = await countOpen(tx, ids)
    if (ids.some((child) => (open.get(child) ?? 0) >= mostOpen)) throw refuse('children', 'too_many_open')
    const { organisationId, personId, firstName, role } = tx.actor
    const { kind, text, link, dueOn, enough } = said
    const values = [organisationId, id, kind, text, link, dueOn, enough, personId, firstName, role, tx.now]
    const channels = children.map(({ carersChannel }) => carersChannel)
    await tx.query(insertActions, [given.map(({ actionId }) => actionId), ids, channels, ...values]).catch(refuseTaken)
    const told = given.map(({ actionId }, n) => ({ child: children[n]!, actionId }))
    tellAll(tx, 'action.asked', told, 'action.asked')
  }
  return Promise.all(given.map(({ actionId }) => asStaff(tx, actionId)))
}

/** @throws Refusal `stale_version` when it was changed meanwhile */
function refuseStale(json: ActionJson, version: number): void {
  if (json.version !== version) throw new Refusal('stale_version', { version: json.version })
}

async function asStaff(tx: Tx, actionId: string): Promise<StaffAction> {
  const json = await actionOf(tx, actionId)
  if (!json) throw new Refusal('not_found')
  return staffAction(json)
}

/** Changes one; where the wall lets the actor change nothing, nothing is found and nothing is told. */
async function changed(tx: Tx, by: Statement<{ id: string }>, values: readonly unknown[]): Promise<void> {
  const [one] = await tx.query(by, values)
  if (!one) throw new Refusal('not_found')
}

const keepRevision = statement<never>(
  'insert_action_revision',
  `insert into action_revision (id, organisation_id, action_id, child_id, channel_id, text, link, due_on, person_id, at)
   select $1, x.organisation_id, x.id, x.child_id, x.channel_id, x.text, x.link, x.due_on, $3, $4 from action x where x.id = $2`,
)
const keepWords = statement<{ id: string }>(
  'change_action',
  'update action set text = $2, link = $3, due_on = $4, edited_at = $5, version = version + 1 where id = $1 returning id',
)

/**
 * Changes what an action says; what says the same changes nothing.
 * @throws Refusal `too_late` when somebody has answered, or it was asked too long ago
 */
export async function changeAction(
  tx: Tx,
  actionId: string,
  { id, version, ...said }: ChangeAction,
): Promise<StaffAction> {
  const { json, child } = await actionFor(tx, actionId)
  if (!(await claim(tx, id, { actionId, version, said }))) return staffAction(json)
  if (json.closed_at !== null) throw new Refusal('action_closed')
  refuseStale(json, version)
  const was = { text: json.text, link: json.link, dueOn: json.due_on }
  const fields = (Object.keys(was) as (keyof typeof was)[]).filter((name) => !isDeepStrictEqual(was[name], said[name]))
  if (fields.length === 0) return staffAction(json)
  const age = tx.now.getTime() - Date.parse(json.asked_at)
  if (json.answers !== null || age > changedWithin * 60_000) throw new Refusal('too_late')
  if (fields.includes('dueOn')) refuseDay(tx, said.dueOn)
  await tx.query(keepRevision, [uuidv7(), actionId, tx.actor.personId, tx.now])
  await changed(tx, keepWords, [actionId, said.text, said.link, said.dueOn, tx.now])
  tellAll(tx, 'action.changed', [{ child, actionId }], 'action.changed', fields)
  return asStaff(tx, actionId)
}

const keepClosed = statement<{ id: string }>(
  'close_action',
  `update action set closed_at = $2, closed_by_id = $3, closed_by_name = $4, closed_why = $5, version = version + 1 where id = $1 returning id`,
)

/** Nobody is asked any more; what is closed already stays as it was. */
export async function closeAction(
  tx: Tx,
  actionId: string,
  { version, why }: { version: number; why: ClosedWhy },
): Promise<StaffAction> {
  const { json, child } = await actionFor(tx, actionId)
  if (json.closed_at !== null) return staffAction(json)
  refuseStale(json, version)
  const { personId, firstName } = tx.actor
  await changed(tx, keepClosed, [actionId, tx.now, personId, firstName, why])
  const done = why === 'done' ? 'action.done' : 'action.withdrawn'
  tellAll(tx, 'action.changed', [{ child, actionId }], done)
  return asStaff(tx, actionId)
}

/**
 * Takes the closing of this version back; what is open stays so.
 * @throws Refusal `invalid` when so many are open by now that nobody reads more
 */
export async function reopenAction(tx: Tx, actionId: string, version: number): Promise<StaffAction> {
  const { json, child } = await actionFor(tx, actionId)
  if (json.closed_at === null) return staffAction(json)
  refuseStale(json, version)
  const open = await countOpen(tx, [json.child_id])
  if ((open.get(json.child_id) ?? 0) >= mostOpen) throw refuse('children', 'too_many_open')
  await changed(tx, keepClosed, [actionId, null, null, null, null])
  tellAll(tx, 'action.changed', [{ child, actionId }], 'action.reopened')
  return asStaff(tx, actionId)
}
