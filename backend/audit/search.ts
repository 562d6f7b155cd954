import { type Statement, statement, type Tx } from '../../db/client.ts'
import { mostCounted, type searchAudit } from '../contract/audit.ts'
import { auditActions } from '../contract/audit-actions.ts'
import { dayOf } from '../contract/clock.ts'
import type { Output } from '../contract/route.ts'
import { lastId, placeOf } from '../cursor.ts'
import { boundsOf, daysOf, timeZone } from '../day.ts'
import type { StoredRow } from './queries.ts'

/** What the privacy officer looks for: a period, a kind of action, who did it, which child it is about. */
export type Filter = Omit<Output<(typeof searchAudit)['query']>, 'before'>

const columns = 'a.id, a.at, a.person_id, a.action, a.payload, a.seal'
const order = 'order by a.at desc, a.id desc'
const inPeriod = (row: string) => `${row}.at >= $1 and ${row}.at < $2 and (${row}.at, ${row}.id) < ($3, $4)`

// One statement for each way of looking, so that each has a plan of its own: by time, by who, by kind, by child.
const pageByTime = statement<StoredRow>(
  'audit_by_time',
  `select ${columns} from audit a where a.organisation_id = $6 and ${inPeriod('a')} ${order} limit $5`,
)
const pageByPerson = statement<StoredRow>(
  'audit_by_person',
  `select ${columns} from audit a
    where a.organisation_id = $6 and a.person_id = $7 and ($8::text[] is null or a.action = any($8)) and ${inPeriod('a')}
    ${order} limit $5`,
)
const pageByAction = statement<StoredRow>(
  'audit_by_action',
  `select ${columns}
     from unnest($7::text[]) as wanted(action)
    cross join lateral (
      select * from audit r where r.organisation_id = $6 and r.action = wanted.action and ${inPeriod('r')}
       order by r.at desc, r.id desc limit $5) a
    ${order} limit $5`,
)
const pageByChild = statement<StoredRow>(
  'audit_by_child',
  `select ${columns} from audit_of_child($6, $8, $7, $1, $2, $3, $4, $5) found join audit a on a.id = found.id ${order}`,
)

const perDay = (rows: string) =>
  `select wanted.nr::integer as nr, coalesce(sum(counted.many), 0)::integer as many
     from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as wanted(from_at, until_at, nr)
     left join lateral (${rows}) counted on true
    group by wanted.nr order by wanted.nr`
const during = 'a.at >= wanted.from_at and a.at < wanted.until_at'
type Counted = { nr: number; many: number }
const daysByTime = statement<Counted>(
  'audit_days_by_time',
  perDay(`select count(*) as many from audit a where a.organisation_id = $3 and ${during}`),
)
const daysByPerson = statement<Counted>(
  'audit_days_by_person',
  perDay(
    `select count(*) as many from audit a
      where a.organisation_id = $3 and a.person_id = $4 and ($5::text[] is null or a.action = any($5)) and ${during}`,
  ),
)
const daysByAction = statement<Counted>(
  'audit_days_by_action',
  perDay(
    `select one.many from unnest($4::text[]) as kind(action)
      cross join lateral (select count(*) as many from audit a
                           where a.organisation_id = $3 and a.action = kind.action and ${during}) one`,
  ),
)
const daysByChild = statement<Counted>(
  'audit_days_by_child',
  `with found as materialized (
     select f.at from audit_of_child($3, $5, $4, ($1::timestamptz[])[1], ($2::timestamptz[])[cardinality($2)], 'infinity', '${lastId}', null) f
   )
   ${perDay(`select count(*) as many from found a where ${during}`)}`,
)

const counting = ({ name, text }: Statement<StoredRow>) =>
  statement<{ many: number }>(`${name}_counted`, `select count(*)::integer as many from (${text}) found`)

type Ways<Row> = Record<'time' | 'person' | 'action' | 'child', Statement<Row>>
const pages: Ways<StoredRow> = { time: pageByTime, person: pageByPerson, action: pageByAction, child: pageByChild }
const dayCounts: Ways<Counted> = { time: daysByTime, person: daysByPerson, action: daysByAction, child: daysByChild }
const counts: Ways<{ many: number }> = {
  time: counting(pageByTime),
  person: counting(pageByPerson),
  action: counting(pageByAction),
  child: counting(pageByChild),
}

/** The moments between which a period lies; without a first day from the beginning, without a last one until tomorrow. */
function periodOf({ from, to }: Filter, now: Date): { from: Date | '-infinity'; until: Date } {
  return {
    from: from ? boundsOf(from).from : '-infinity',
    until: boundsOf(to ?? dayOf(now, timeZone)).until,
  }
}

const actionsOf = ({ kind }: Filter): readonly string[] | null => (kind ? auditActions[kind] : null)

/** By which of the ways something is looked for, and what that needs beside the period. */
function way<Row>(tx: Tx, filter: Filter, by: Ways<Row>): { statement: Statement<Row>; values: unknown[] } {
  const { organisationId } = tx.actor
  const actions = actionsOf(filter)
  if (filter.child) return { statement: by.child, values: [filter.child, filter.person ?? null, actions] }
  if (filter.person) return { statement: by.person, values: [organisationId, filter.person, actions] }
  if (actions) return { statement: by.action, values: [organisationId, actions] }
  return { statement: by.time, values: [organisationId] }
}

/** At most so many rows of the actor's organisation before a place, newest first. */
export function pageOf(tx: Tx, filter: Filter, before: string | undefined, most: number): Promise<StoredRow[]> {
  const { statement, values } = way(tx, filter, pages)
  const { from, until } = periodOf(filter, tx.now)
  return tx.query(statement, [from, until, ...placeOf(before), most, ...values])
}

/** How many rows there are before a place; beyond `most` they are not counted. */
export async function countOf(tx: Tx, filter: Filter, before: string, most: number): Promise<number> {
  const { from, until } = periodOf(filter, tx.now)
  const { statement, values } = way(tx, filter, counts)
  const [counted] = await tx.query(statement, [from, until, ...placeOf(before), most, ...values])
  return counted?.many ?? 0
}

/** How many rows there are on each of the last days of a period. */
export async function countsOf(tx: Tx, filter: Filter): Promise<{ day: string; count: number }[]> {
  const today = dayOf(tx.now, timeZone)
  const days = daysOf(filter.from, filter.to && filter.to < today ? filter.to : today, mostCounted)
  if (days.length === 0) return []
  const bounds = days.map(boundsOf)
  const { statement, values } = way(tx, filter, dayCounts)
  const rows = await tx.query(statement, [bounds.map(({ from }) => from), bounds.map(({ until }) => until), ...values])
  return rows.map(({ nr, many }) => ({ day: days[nr - 1]!, count: many }))
}
