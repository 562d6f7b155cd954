import { statement, type Tx } from '../../db/client.ts'
import type { AuditRow } from '../contract/audit.ts'

/** An audit row as it lies in the database. */
export interface StoredRow {
  id: string
  at: Date
  person_id: string | null
  action: string
  payload: string | null
  seal: number | null
}

const namesById = statement<{ id: string; name: string }>(
  'audit_names_by_id',
  `select id, first_name || ' ' || last_name as name from person where id = any($1::uuid[])
   union all
   select id, call_name || ' ' || surname from child where id = any($1::uuid[])`,
)
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** How the people and children that some rows name are called now, and some others beside them. */
export async function namesIn(
  tx: Tx,
  rows: readonly StoredRow[],
  others: readonly (string | undefined)[] = [],
): Promise<Record<string, string>> {
  const named = rows.flatMap(({ person_id, payload }) => [person_id, ...(payload?.match(uuid) ?? [])])
  const ids = new Set([...others, ...named].filter((id) => typeof id === 'string'))
  const found = await tx.query(namesById, [[...ids]])
  return Object.fromEntries(found.map(({ id, name }) => [id, name]))
}

const peopleByName = statement<{ id: string; name: string; roles: string[] }>(
  'audit_people_by_name',
  `select p.id, p.first_name || ' ' || p.last_name as name,
          array(select distinct r.role from person_role r where r.person_id = p.id order by 1) as roles
     from person p
    where p.organisation_id = $1 and (p.first_name || ' ' || p.last_name) ilike $2
    order by p.last_name, p.first_name, p.id limit 20`,
)
const childrenByName = statement<{ id: string; name: string; birth_date: string }>(
  'audit_children_by_name',
  `select c.id, c.call_name || ' ' || c.surname as name, c.birth_date
     from child c
    where c.organisation_id = $1 and (c.call_name || ' ' || c.surname) ilike $2
    order by c.surname, c.call_name, c.id limit 20`,
)

/** What a pattern of SQL says literally. */
const containing = (name: string) => `%${name.replace(/[\\%_]/g, '\\$&')}%`

/** At most twenty people of the organisation whose name has this in it. */
export const peopleNamed = (tx: Tx, name: string) => tx.query(peopleByName, [tx.actor.organisationId, containing(name)])

/** At most twenty children of the organisation whose name has this in it. */
export const childrenNamed = (tx: Tx, name: string) =>
  tx.query(childrenByName, [tx.actor.organisationId, containing(name)])

/** Who and from where: what every row says beside its details. */
const origin = new Set(['role', 'session', 'ip', 'device'])

/** A row as the contract has it. */
export function auditRowOf(row: StoredRow): AuditRow {
  const said = (row.payload === null ? {} : JSON.parse(row.payload)) as Record<string, unknown>
  const one = (name: string) => (typeof said[name] === 'string' && said[name] !== '' ? said[name] : null)
  return {
    id: row.id,
    at: row.at.toISOString(),
    person: row.person_id,
    role: one('role'),
    action: row.action,
    details: Object.entries(said)
      .filter(([name, value]) => !origin.has(name) && value !== null && value !== '')
      .map(([name, value]) => ({ name, values: [value].flat().map(String) })),
    ip: one('ip'),
    device: one('device'),
    session: one('session'),
    seal: row.seal,
    erased: row.payload === null,
  }
}
