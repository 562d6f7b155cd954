import { statement, type Tx } from '../../db/client.ts'
import type { ChildConsents, ConsentMatrix, ConsentReason, ConsentState, Decision } from '../contract/consent.ts'
import { purposes } from '../contract/consent.ts'
import { sharesWithActor } from '../family/queries.ts'
import { childrenOf, type Group } from '../group/queries.ts'
import { headsOf } from '../heads.ts'
import { permissionsOf, type StandingRow, standingOf, standingsOf } from '../permission/queries.ts'
import { rewordedOn } from '../policy/queries.ts'

const guardedChildren = statement<{ id: string; call_name: string; parental_authority: boolean }>(
  'consent_children',
  `select c.id, c.call_name, g.parental_authority
     from child c
     join guardianship g on g.child_id = c.id
    where g.person_id = $1 and ($2::uuid is null or c.id = $2)
      and g.starts_on <= local_day($3) and (g.ends_on is null or g.ends_on >= local_day($3))
    order by c.birth_date, c.call_name, c.id`,
)

interface DecisionRow {
  id: string
  child_id: string
  person_id: string
  purpose: StandingRow['purpose']
  permission_id: string | null
  decision: Decision
  at: Date
  policy_version: string
}
const decisions = statement<DecisionRow>(
  'consent_decisions',
  `select id, child_id, person_id, purpose, permission_id, decision, at, policy_version
     from consent_decision where child_id = any($1::uuid[]) order by nr desc`,
)

/** What the actor decided per child and purpose and what results; one child, or all of them. */
export async function consentsOf(tx: Tx, childId?: string): Promise<ChildConsents[]> {
  const children = await tx.query(guardedChildren, [tx.actor.personId, childId ?? null, tx.now])
  const ids = children.map((child) => child.id)
  const [ledger, standings, permissions, shares, reworded] = await Promise.all([
    tx.query(decisions, [ids]),
    standingsOf(tx, ids),
    permissionsOf(tx),
    sharesWithActor(tx),
    rewordedOn(tx),
  ])
  const stateOf = (childId: string, purpose: DecisionRow['purpose'], permissionId: string | null) => {
    const isIt = (row: DecisionRow | StandingRow) =>
      row.child_id === childId && row.purpose === purpose && row.permission_id === permissionId
    return explained(ledger.filter(isIt), standings.find(isIt), tx.actor.personId)
  }
  return children.map(({ id, call_name: callName, parental_authority: mayDecide }) => {
    const child = { id, callName }
    if (!mayDecide) {
      const shared = shares.flatMap(({ childId, ...share }) => (childId === id ? [share] : []))
      return { child, mayDecide, purposes: [], permissions: [], shares: shared }
    }
    const granted = ledger.some(
      (row) =>
        row.child_id === id &&
        row.person_id === tx.actor.personId &&
        row.purpose !== 'permission' &&
        row.decision === 'granted',
    )
    return {
      child,
      mayDecide,
      purposes: purposes.map((purpose) => {
        const state = stateOf(id, purpose, null)
        const own = state.history.find(({ by }) => by === 'you')
        return { purpose, ...state, askAgain: own !== undefined && reworded(purpose, new Date(own.at)) }
      }),
      permissions: granted
        ? permissions.flatMap(({ createdAt: _, endedAt, ...permission }) => {
            const state = stateOf(id, 'permission', permission.id)
            return endedAt && state.history.length === 0 ? [] : [{ permission, ended: endedAt !== null, ...state }]
          })
        : [],
      shares: [],
    }
  })
}

/** The state of one purpose of one child from its ledger, newest first, and from what is counted of all who decide now. */
function explained(
  ledger: readonly DecisionRow[],
  standing: StandingRow | undefined,
  actor: string,
): Omit<ConsentState, 'purpose' | 'askAgain'> {
  const history = ledger.map((row) => ({
    id: row.id,
    decision: row.decision,
    at: row.at.toISOString(),
    by: row.person_id === actor ? ('you' as const) : ('other' as const),
    policyVersion: row.policy_version,
  }))
  const own = history.find((one) => one.by === 'you')?.decision ?? null
  const { in_force: inForce = false, granted = 0, against = 0 } = standing ?? {}
  return {
    own,
    inForce,
    reason: reasonOf(own, inForce, granted, against),
    conflict: granted > 0 && against > 0,
    history,
  }
}

function reasonOf(own: Decision | null, inForce: boolean, granted: number, against: number): ConsentReason {
  if (inForce) return 'granted'
  if (own === 'refused') return 'refused_by_you'
  if (own === 'withdrawn') return 'withdrawn_by_you'
  if (against > 0) return 'refused_by_other'
  return granted > 0 ? 'closed' : 'nobody_decided'
}

/** How each consent stands for the children of a group on a day, for its manager. */
export async function matrixOf(tx: Tx, group: Group, day: string): Promise<ConsentMatrix> {
  const [placed, permissions, heads] = await Promise.all([
    childrenOf(tx, group.id, day),
    permissionsOf(tx),
    headsOf(tx),
  ])
  const asked = permissions.filter(({ endedAt }) => endedAt === null)
  const rows = await standingsOf(
    tx,
    placed.map(({ id }) => id),
  )
  const keyOf = (childId: string, purpose: string | null) => `${childId} ${purpose}`
  const found = new Map(rows.map((row) => [keyOf(row.child_id, row.permission_id ?? row.purpose), standingOf(row)]))
  const standing = (childId: string, purpose: string) => found.get(keyOf(childId, purpose)) ?? 'undecided'
  return {
    group,
    permissions: asked.map(({ id, name }) => ({ id, name })),
    children: placed.map(({ id, call_name: callName, surname }) => ({
      id,
      callName,
      surname,
      diary: standing(id, 'diary'),
      photos: standing(id, 'photos'),
      permissions: asked.map((permission) => standing(id, permission.id)),
    })),
    heads,
  }
}
