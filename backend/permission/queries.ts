import { statement, type Tx } from '../../db/client.ts'
import type { ManagedPermission, Permission, Standing } from '../contract/permission.ts'
import { Refusal } from '../errors.ts'

interface Row {
  id: string
  name_nl: string
  name_en: string
  explanation_nl: string
  explanation_en: string
  created_at: Date
  ended_at: Date | null
}

const ofOrganisation = statement<Row>(
  'permissions',
  `select id, name_nl, name_en, explanation_nl, explanation_en, created_at, ended_at from permission
    order by created_at desc, id desc`,
)

export interface KnownPermission extends Permission {
  createdAt: Date
  endedAt: Date | null
}

/** Everything that the actor's organisation asks, or asked once, newest first. */
export const permissionsOf = async (tx: Tx): Promise<KnownPermission[]> =>
  (await tx.query(ofOrganisation, [])).map((row) => ({
    id: row.id,
    name: { nl: row.name_nl, en: row.name_en },
    explanation: { nl: row.explanation_nl, en: row.explanation_en },
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }))

const everGranted = statement<{ id: string }>(
  'permission_to_decide',
  `select p.id from permission p
    where p.id = $1 and p.ended_at is null
      and exists (select 1 from consent_decision d
                   where d.child_id = $2 and d.person_id = $3 and d.purpose in ('diary', 'photos') and d.decision = 'granted')`,
)

/**
 * A permission that the actor may decide for a child: it is asked now, and one of the two purposes was ever granted ("what
 * needs what": M16 needs either). Else nothing is found.
 */
export async function permissionToDecide(tx: Tx, permissionId: string, childId: string): Promise<void> {
  const [found] = await tx.query(everGranted, [permissionId, childId, tx.actor.personId])
  if (!found) throw new Refusal('not_found')
}

/** How one purpose stands for one child, as `consent_standings` counts it. */
export interface StandingRow {
  child_id: string
  purpose: 'diary' | 'photos' | 'permission'
  permission_id: string | null
  in_force: boolean
  granted: number
  against: number
}

const standings = statement<StandingRow>('consent_standings', 'select * from consent_standings($1::uuid[])')

/** How each purpose stands for these children, as far as they are the actor's; one that nobody decided may be absent. */
export const standingsOf = (tx: Tx, childIds: readonly string[]): Promise<StandingRow[]> =>
  tx.query(standings, [childIds])

/** Puts a count into the word that a manager reads. */
export function standingOf(row: StandingRow | undefined): Standing {
  if (!row) return 'undecided'
  if (row.in_force) return 'in_force'
  if (row.against > 0) return row.granted > 0 ? 'conflict' : 'refused'
  return row.granted > 0 ? 'closed' : 'undecided'
}

const placedToday = statement<{ id: string }>(
  'children_placed_today',
  `select c.id from child c
    where c.id = any(children_in_care())
      and exists (select 1 from placement p
                   where p.child_id = c.id and p.starts_on <= local_day($1) and (p.ends_on is null or p.ends_on >= local_day($1)))`,
)

/** The organisation's permissions with how they stand for the children placed at the actor's location today. */
export async function managedPermissions(tx: Tx): Promise<ManagedPermission[]> {
  const [permissions, children] = await Promise.all([permissionsOf(tx), tx.query(placedToday, [tx.now])])
  const rows = await standingsOf(
    tx,
    children.map(({ id }) => id),
  )
  const found = new Map(rows.map((row) => [`${row.child_id} ${row.permission_id}`, row]))
  return permissions.map(({ createdAt, endedAt, ...permission }) => {
    const counts = { in_force: 0, refused: 0, conflict: 0, undecided: 0, closed: 0 }
    for (const child of children) counts[standingOf(found.get(`${child.id} ${permission.id}`))]++
    return { ...permission, createdAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null, counts }
  })
}

/** One of them; else nothing is found. */
export async function managedPermission(tx: Tx, permissionId: string): Promise<ManagedPermission> {
  const found = (await managedPermissions(tx)).find(({ id }) => id === permissionId)
  if (!found) throw new Refusal('not_found')
  return found
}
