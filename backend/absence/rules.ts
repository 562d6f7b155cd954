import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import type { AbsenceRules, addAbsenceRule as addRoute } from '../contract/absence-rules.ts'
import { dayOf } from '../contract/clock.ts'
import type { Output } from '../contract/route.ts'
import { timeZone, todayOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { claim, isTaken } from '../intent.ts'
import { locationsOf, refuseOtherPlace, refuseTooFar } from '../planning/queries.ts'
import type { Rule } from './cut-off.ts'

type RuleRow = Rule & { added_at: Date; removed_at: Date | null }
const columns = 'id, care_type, location_id, starts_on, cut_off_minute, days_before, credit, added_at, removed_at'
const rulesAt = statement<RuleRow>(
  'absence_rules_at',
  `select ${columns} from absence_rule
    where removed_at is null and (location_id is null or location_id = any($1::uuid[]))
    order by care_type, location_id nulls first, starts_on, id`,
)

const isRemovable = (tx: Tx, row: RuleRow): boolean =>
  row.starts_on > todayOf(tx) || dayOf(row.added_at, timeZone) === todayOf(tx)

/** Where the actor sets rules, and those that hold or held there and in the organisation. */
export async function rulesOf(tx: Tx): Promise<AbsenceRules> {
  const locations = await locationsOf(tx)
  const places = new Set([...locations.map(({ id }) => id), ...(tx.actor.role === 'administration' ? [null] : [])])
  const rows = await tx.query(rulesAt, [locations.map(({ id }) => id)])
  return {
    today: todayOf(tx),
    locations,
    rules: rows.map((row) => ({
      id: row.id,
      careType: row.care_type,
      locationId: row.location_id,
      startsOn: row.starts_on,
      cutOffMinute: row.cut_off_minute,
      daysBefore: row.days_before,
      credit: row.credit,
      removable: places.has(row.location_id) && isRemovable(tx, row),
    })),
  }
}

const ruleThere = statement<{ id: string }>(
  'absence_rule_there',
  `select id from absence_rule where removed_at is null and care_type = $1 and starts_on = $2::date
      and location_id is not distinct from $3::uuid`,
)
const insertRule = statement<never>(
  'insert_absence_rule',
  `insert into absence_rule (id, organisation_id, care_type, location_id, starts_on, cut_off_minute, days_before, credit, added_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)

/**
 * From a day on another cut-off holds.
 * @throws Refusal `invalid` when that day is past, too far ahead, or another rule begins on it already
 */
export async function addRule(tx: Tx, { id, ...rule }: Output<(typeof addRoute)['body']>): Promise<void> {
  const { careType, locationId, startsOn, cutOffMinute, daysBefore, credit } = rule
  await refuseOtherPlace(tx, locationId)
  if (!(await claim(tx, id, rule))) return
  const refuse = (reason: string) => new Refusal('invalid', { fields: [{ path: 'startsOn', reason }] })
  if (startsOn < todayOf(tx)) throw refuse('past')
  refuseTooFar(tx, startsOn, 'startsOn')
  if ((await tx.query(ruleThere, [careType, startsOn, locationId])).length > 0) throw refuse('taken')
  const row = [id, tx.actor.organisationId, careType, locationId, startsOn, cutOffMinute, daysBefore, credit, tx.now]
  await tx.query(insertRule, row).catch((error: unknown) => {
    // Of the id, or of the day, which somebody else took just then.
    throw isTaken(error) ? new Refusal('id_taken') : error
  })
  const subject = { rule: id, location: locationId, careType, startsOn }
  await writeAudit(tx, { action: 'absence.rule_added', subject })
}

const ruleById = statement<RuleRow>('absence_rule_by_id', `select ${columns} from absence_rule where id = $1`)
const removeOne = statement<{ id: string }>(
  'remove_absence_rule',
  'update absence_rule set removed_at = $2 where id = $1 and removed_at is null returning id',
)

/**
 * Takes a rule back; asked once more it changes nothing.
 * @throws Refusal `invalid` when it holds already and was not added today
 */
export async function removeRule(tx: Tx, ruleId: string): Promise<void> {
  const [rule] = await tx.query(ruleById, [ruleId])
  if (!rule) throw new Refusal('not_found')
  await refuseOtherPlace(tx, rule.location_id)
  if (rule.removed_at !== null) return
  if (!isRemovable(tx, rule)) throw new Refusal('invalid', { fields: [{ path: 'ruleId', reason: 'in_force' }] })
  const [removed] = await tx.query(removeOne, [ruleId, tx.now])
  if (!removed) return
  const subject = { rule: ruleId, location: rule.location_id, careType: rule.care_type, startsOn: rule.starts_on }
  await writeAudit(tx, { action: 'absence.rule_removed', subject })
}
