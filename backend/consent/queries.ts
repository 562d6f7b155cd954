import { statement, type Tx } from '../../db/client.ts'
import type { ChildConsents, ConsentState, Decision, Purpose } from '../contract/consent.ts'
import { purposes } from '../contract/consent.ts'
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
const decisions = statement<{
  id: string
  child_id: string
  person_id: string
  purpose: Purpose
  decision: Decision
  at: Date
  policy_version: string
}>(
  'consent_decisions',
  `select id, child_id, person_id, purpose, decision, at, policy_version
     from consent_decision where child_id = any($1::uuid[]) order by nr desc`,
)
const inForce = statement<{ child_id: string; purpose: Purpose; in_force: boolean }>(
  'consents_in_force',
  'select * from consents_in_force()',
)

/** What the actor decided per child and purpose and what results; one child, or all of them. */
export async function consentsOf(tx: Tx, childId?: string): Promise<ChildConsents[]> {
  const children = await tx.query(guardedChildren, [tx.actor.personId, childId ?? null, tx.now])
  const [ledger, states, reworded] = await Promise.all([
    tx.query(decisions, [children.map((child) => child.id)]),
    tx.query(inForce, []),
    rewordedOn(tx),
  ])
  return children.map((child) => ({
    child: { id: child.id, callName: child.call_name },
    mayDecide: child.parental_authority,
    purposes: child.parental_authority
      ? purposes.map((purpose) => {
          const history = ledger
            .filter((row) => row.child_id === child.id && row.purpose === purpose)
            .map((row) => ({
              id: row.id,
              decision: row.decision,
              at: row.at.toISOString(),
              by: row.person_id === tx.actor.personId ? ('you' as const) : ('other' as const),
              policyVersion: row.policy_version,
            }))
          const open = states.some(
            (state) => state.child_id === child.id && state.purpose === purpose && state.in_force,
          )
          // Their latest of each: the ledger comes newest first.
          const others = new Map(
            ledger
              .filter(
                (row) => row.child_id === child.id && row.purpose === purpose && row.person_id !== tx.actor.personId,
              )
              .reverse()
              .map((row) => [row.person_id, row.decision]),
          )
          const own = history.find((one) => one.by === 'you')
          const askAgain = own !== undefined && reworded(purpose, new Date(own.at))
          return { ...explained(purpose, open, history, [...others.values()]), askAgain }
        })
      : [],
  }))
}

function explained(
  purpose: Purpose,
  open: boolean,
  history: ConsentState['history'],
  others: Decision[],
): Omit<ConsentState, 'askAgain'> {
  const own = history.find((one) => one.by === 'you')?.decision ?? null
  const against = (decision: Decision | null) => decision === 'refused' || decision === 'withdrawn'
  const reason = open
    ? 'granted'
    : against(own)
      ? 'refused_by_you'
      : others.some(against)
        ? 'refused_by_other'
        : own === null && others.length === 0
          ? 'nobody_decided'
          : 'closed'
  return { purpose, own, inForce: open, reason, history }
}
