import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import { dayOf } from '../contract/clock.ts'
import { yearsAhead } from '../contract/planning.ts'
import type { RatioBand } from '../contract/ratio.ts'
import type { addRatioRule as addRoute, RatioRules } from '../contract/ratio-rules.ts'
import type { Output } from '../contract/route.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { claim, isTaken } from '../intent.ts'

interface RuleRow {
  id: string
  care_type: 'KDV' | 'BSO'
  starts_on: string
  bands: RatioBand[]
  added_at: Date
  removed_at: Date | null
}
const columns = 'id, care_type, starts_on, bands, added_at, removed_at'
const rulesThere = statement<RuleRow>(
  'ratio_rules',
  `select ${columns} from ratio_rule where removed_at is null order by care_type, starts_on, id`,
)
const todayOf = (tx: Tx): string => dayOf(tx.now, timeZone)
const isRemovable = (tx: Tx, row: RuleRow): boolean =>
  row.starts_on > todayOf(tx) || dayOf(row.added_at, timeZone) === todayOf(tx)

/** All rules of the organisation; administration may take some of them back. */
export async function rulesOf(tx: Tx): Promise<RatioRules> {
  const rows = await tx.query(rulesThere, [])
  return {
    today: todayOf(tx),
    rules: rows.map((row) => ({
      id: row.id,
      careType: row.care_type,
      startsOn: row.starts_on,
      bands: row.bands,
      removable: tx.actor.role === 'administration' && isRemovable(tx, row),
    })),
  }
}

const ruleOfDay = statement<{ id: string }>(
  'ratio_rule_there',
  'select id from ratio_rule where removed_at is null and care_type = $1 and starts_on = $2::date',
)
const insertRule = statement<never>(
  'insert_ratio_rule',
  `insert into ratio_rule (id, organisation_id, care_type, starts_on, bands, added_at) values ($1, $2, $3, $4, $5, $6)`,
)

/**
 * From a day on other numbers hold.
 * @throws Refusal `invalid` when that day is past, too far ahead, or others begin on it already
 */
export async function addRule(tx: Tx, { id, ...rule }: Output<(typeof addRoute)['body']>): Promise<void> {
  if (!(await claim(tx, id, rule))) return
  const { careType, startsOn, bands } = rule
  const refuse = (reason: string) => new Refusal('invalid', { fields: [{ path: 'startsOn', reason }] })
  const today = todayOf(tx)
  if (startsOn < today) throw refuse('past')
  if (Number(startsOn.slice(0, 4)) > Number(today.slice(0, 4)) + yearsAhead) throw refuse('too_far')
  if ((await tx.query(ruleOfDay, [careType, startsOn])).length > 0) throw refuse('taken')
  const row = [id, tx.actor.organisationId, careType, startsOn, JSON.stringify(bands), tx.now]
  await tx.query(insertRule, row).catch((error: unknown) => {
    // Of the id, or of the day, which somebody else took just then.
    throw isTaken(error) ? new Refusal('id_taken') : error
  })
  await writeAudit(tx, { action: 'ratio.rule_added', subject: { rule: id, careType, startsOn } })
}

const ruleById = statement<RuleRow>(
  'ratio_rule_by_id',
  `select ${columns} from ratio_rule where id = $1 and organisation_id = $2`,
)
const removeOne = statement<{ id: string }>(
  'remove_ratio_rule',
  'update ratio_rule set removed_at = $2 where id = $1 and removed_at is null returning id',
)

/**
 * Takes numbers back; asked once more it changes nothing.
 * @throws Refusal `invalid` when they hold already and were not added today
 */
export async function removeRule(tx: Tx, ruleId: string): Promise<void> {
  const [rule] = await tx.query(ruleById, [ruleId, tx.actor.organisationId])
  if (!rule) throw new Refusal('not_found')
  if (rule.removed_at !== null) return
  if (!isRemovable(tx, rule)) throw new Refusal('invalid', { fields: [{ path: 'ruleId', reason: 'in_force' }] })
  const [removed] = await tx.query(removeOne, [ruleId, tx.now])
  if (!removed) return
  const subject = { rule: ruleId, careType: rule.care_type, startsOn: rule.starts_on }
  await writeAudit(tx, { action: 'ratio.rule_removed', subject })
}
