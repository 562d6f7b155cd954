import { statement, type Tx } from '../../db/client.ts'
import { dayOf } from '../contract/clock.ts'
import type { Family, FamilyGuardian, Share } from '../contract/family.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'

const childrenSeen = statement<{ id: string; call_name: string; surname: string; group_name: string | null }>(
  'family_children',
  `select c.id, c.call_name, c.surname,
          (select gr.name from placement p join "group" gr on gr.id = p.group_id
            where p.child_id = c.id and p.starts_on <= local_day($2) order by p.starts_on desc limit 1) as group_name
     from child c where c.id = any(children_in_care()) and ($1::uuid is null or c.id = $1)
    order by c.call_name, c.surname, c.id`,
)

interface GuardianRow {
  guardianship_id: string
  child_id: string
  person_id: string
  first_name: string
  last_name: string
  parental_authority: boolean
  restricted_at: Date | null
  restriction_reason: string | null
  starts_on: string
  ends_on: string | null
  own_channel_id: string | null
}
const guardiansOf = statement<GuardianRow>('guardians_of', 'select * from guardians_of($1::uuid[])')

interface ShareRow {
  id: string
  child_id: string
  person_id: string
  purpose: Share['purpose']
  reason: string
  shared_at: Date
  ends_on: string
}
const sharesInForce = (name: string, condition: string) =>
  statement<ShareRow>(
    name,
    `select id, child_id, person_id, purpose, reason, shared_at, ends_on from share
      where ended_at is null and ends_on >= local_day($2) and ${condition} order by purpose, shared_at`,
  )
const ofChildren = sharesInForce('shares_of_children', 'child_id = any($1::uuid[])')
const withPerson = sharesInForce('shares_with_person', 'person_id = $1')

/** The children in the care of the manager who asks, with their guardians; one child, or all of them. */
export async function familiesOf(tx: Tx, childId?: string): Promise<Family[]> {
  const children = await tx.query(childrenSeen, [childId ?? null, tx.now])
  const ids = children.map(({ id }) => id)
  const [guardians, shares] = await Promise.all([tx.query(guardiansOf, [ids]), tx.query(ofChildren, [ids, tx.now])])
  return children.map((child) => ({
    child: { id: child.id, callName: child.call_name, surname: child.surname, group: child.group_name },
    guardians: guardians.filter((row) => row.child_id === child.id).map((row) => familyGuardian(row, shares)),
  }))
}

/** One child with its guardians; else nothing is found. */
export async function familyOf(tx: Tx, childId: string): Promise<Family> {
  const [family] = await familiesOf(tx, childId)
  if (!family) throw new Refusal('not_found')
  return family
}

const familyGuardian = (row: GuardianRow, shares: readonly ShareRow[]): FamilyGuardian => ({
  guardianshipId: row.guardianship_id,
  personId: row.person_id,
  firstName: row.first_name,
  lastName: row.last_name,
  authority: row.parental_authority,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  restriction: row.restricted_at && { at: row.restricted_at.toISOString(), ruling: row.restriction_reason ?? '' },
  shares: shares
    .filter((share) => share.child_id === row.child_id && share.person_id === row.person_id)
    .map(({ id, purpose, reason, shared_at: at, ends_on: until }) => ({
      id,
      purpose,
      reason,
      sharedAt: at.toISOString(),
      until,
    })),
})

/** A guardian of a child whom the actor manages. */
export interface ManagedGuardian {
  childId: string
  personId: string
  /** Where this guardian is told that something of theirs changed. */
  ownChannel: string | null
  /** May a stream be shared: guardian today, without authority, not restricted. */
  mayBeShared: boolean
}

const guardianshipSeen = statement<{ child_id: string; person_id: string }>(
  'guardianship_seen',
  'select child_id, person_id from guardianship where id = $1',
)

/** A guardian of one of the actor's children, by child and person; else nothing is found. */
export async function guardianFor(tx: Tx, childId: string, personId: string): Promise<ManagedGuardian> {
  const rows = (await tx.query(guardiansOf, [[childId]])).filter((row) => row.person_id === personId)
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  const today = dayOf(tx.now, timeZone)
  return {
    childId,
    personId,
    ownChannel: row.own_channel_id,
    mayBeShared:
      rows.some((one) => one.starts_on <= today) &&
      rows.every((one) => !one.parental_authority && one.restricted_at === null),
  }
}

/** The same by a guardianship. */
export async function guardianByGuardianship(tx: Tx, guardianshipId: string): Promise<ManagedGuardian> {
  const [row] = await tx.query(guardianshipSeen, [guardianshipId])
  if (!row) throw new Refusal('not_found')
  return guardianFor(tx, row.child_id, row.person_id)
}

const shareSeen = statement<{ child_id: string; person_id: string }>(
  'share_seen',
  'select child_id, person_id from share where id = $1',
)

/** Whom a share is with; else nothing is found. */
export async function sharedWith(tx: Tx, shareId: string): Promise<ManagedGuardian> {
  const [row] = await tx.query(shareSeen, [shareId])
  if (!row) throw new Refusal('not_found')
  return guardianFor(tx, row.child_id, row.person_id)
}

/** What is shared with the actor, of any child. */
export const sharesWithActor = async (
  tx: Tx,
): Promise<{ childId: string; purpose: Share['purpose']; sharedAt: string; until: string }[]> =>
  (await tx.query(withPerson, [tx.actor.personId, tx.now])).map((row) => ({
    childId: row.child_id,
    purpose: row.purpose,
    sharedAt: row.shared_at.toISOString(),
    until: row.ends_on,
  }))
