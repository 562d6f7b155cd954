import { v7 as uuidv7 } from 'uuid'
import { statement, type Tx } from '../../db/client.ts'
import { record, writeAudit } from '../../db/events.ts'
import type * as contract from '../contract/administration.ts'
import { dayOf } from '../contract/clock.ts'
import type { Output } from '../contract/route.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { claim, isTaken, refuseTaken } from '../intent.ts'
import { mentorEnded } from '../location/queries.ts'
import { openAdditions, writeAdditions } from './additions.ts'
import { checkEnd, yearsFrom } from './children.ts'
import { inviteAnew } from './invitations.ts'
import { oneByOne } from './lock.ts'
import { isSamePerson } from './names.ts'
import { peopleByEmail, personRecordOf } from './people-queries.ts'
import { structureOf } from './structure-queries.ts'

const wrong = (path: string, reason: string) => new Refusal('invalid', { fields: [{ path, reason }] })

/**
 * Adds staff of some groups or the manager of a location. Gives the person, who may have been known by the address.
 * @throws Refusal `not_found` for a group or location that is not the organisation's
 */
export async function addPerson(tx: Tx, input: Output<(typeof contract.addPerson)['body']>): Promise<string> {
  const { locations, groups } = await structureOf(tx)
  const { work } = input
  const there =
    work.role === 'staff'
      ? work.groupIds.every((id) => groups.some((group) => group.id === id))
      : locations.some(({ id }) => id === work.locationId)
  if (!there) throw new Refusal('not_found')
  const today = dayOf(tx.now, timeZone)
  if (input.startsOn > yearsFrom(today, 3)) throw wrong('startsOn', 'start_too_far')
  // A manager’s role is what lets in: before it begins the account would be good for nothing.
  if (work.role === 'manager' && input.startsOn > today) throw wrong('startsOn', 'start_in_future')
  const first = await claim(tx, input.id, input)
  if (first) await oneByOne(tx)
  const known = await peopleByEmail(tx, [input.email])
  const person = known.get(input.email)
  if (!first) {
    if (!person) throw new Refusal('not_found')
    return person.id
  }
  if (person && !isSamePerson(person, input)) throw wrong('email', 'other_name')
  const additions = openAdditions(tx, known, (table) => (table === 'person' ? input.id : uuidv7()))
  const personId = additions.addWorker({ ...input, work })
  if (!additions.rows.has('person_role') && !additions.rows.has('staff_assignment'))
    throw wrong('email', 'already_there')
  await writeAdditions(tx, additions).catch(refuseTaken)
  const { invitations } = additions.counts
  await writeAudit(tx, { action: 'person.added', subject: { person: personId, ...work, invitations } })
  return personId
}

const holdInvitations = statement<never>(
  'hold_invitations',
  'select from invitation where person_id = $1 and accepted_at is null and revoked_at is null for update',
)
const correct = statement<never>(
  'correct_person',
  'update person set first_name = $2, last_name = $3, email = $4 where id = $1',
)

/** Corrects a name or an address that nobody signs in with yet. Who got the wrong address’s mail can do nothing with it. */
export async function correctPerson(
  tx: Tx,
  personId: string,
  input: Output<(typeof contract.correctPerson)['body']>,
): Promise<void> {
  await oneByOne(tx)
  // Accepting waits for these rows, so that nobody becomes active at the old address while it is corrected.
  await tx.query(holdInvitations, [personId])
  const before = await personRecordOf(tx, personId)
  if (before.state === 'active') throw new Refusal('has_account')
  const fields = (['firstName', 'lastName', 'email'] as const).filter((field) => before[field] !== input[field])
  if (fields.length === 0) return
  await tx.query(correct, [personId, input.firstName, input.lastName, input.email]).catch((error: unknown) => {
    throw isTaken(error) ? wrong('email', 'taken') : error
  })
  await writeAudit(tx, { action: 'person.corrected', subject: { person: personId, fields } })
  if (fields.includes('email') && before.state !== 'uninvited') await inviteAnew(tx, personId, uuidv7())
}

const endingRole = statement<{ person_id: string; role: string; starts_on: string }>(
  'end_role',
  `update person_role set ends_on = $2::date
    where id = $1 and organisation_id = $3 and role in ('staff', 'manager') and (ends_on is null or ends_on >= $4::date)
   returning person_id, role, starts_on`,
)
// With the role again later the groups of before would be there at once.
const endingAssignments = statement<never>(
  'end_assignments',
  `update staff_assignment set ends_on = greatest($2::date, starts_on - 1)
    where person_id = $1 and (ends_on is null or ends_on > $2::date)`,
)
const endingAssignment = statement<{ person_id: string; starts_on: string }>(
  'end_assignment',
  `update staff_assignment set ends_on = $2::date
    where id = $1 and organisation_id = $3 and (ends_on is null or ends_on >= $4::date) returning person_id, starts_on`,
)

/** Ends work as staff, with its groups, or as manager. Gives the person and as what. */
export async function endRole(tx: Tx, roleId: string, endsOn: string): Promise<{ personId: string; role: string }> {
  const { organisationId } = tx.actor
  const [row] = await tx.query(endingRole, [roleId, endsOn, organisationId, dayOf(tx.now, timeZone)])
  if (!row) throw new Refusal('not_found')
  checkEnd(row.starts_on, endsOn)
  if (row.role === 'staff') await tx.query(endingAssignments, [row.person_id, endsOn])
  const subject = { person: row.person_id, role: roleId, named: row.role, endsOn, fields: ['endsOn'] }
  record(tx, await mentorEnded(tx, row.person_id), { action: 'role.ended', subject })
  return { personId: row.person_id, role: row.role }
}

/** Ends work in a group. Gives the person. */
export async function endAssignment(tx: Tx, assignmentId: string, endsOn: string): Promise<string> {
  const { organisationId } = tx.actor
  const [row] = await tx.query(endingAssignment, [assignmentId, endsOn, organisationId, dayOf(tx.now, timeZone)])
  if (!row) throw new Refusal('not_found')
  checkEnd(row.starts_on, endsOn)
  const subject = { person: row.person_id, assignment: assignmentId, endsOn, fields: ['endsOn'] }
  record(tx, await mentorEnded(tx, row.person_id), { action: 'assignment.ended', subject })
  return row.person_id
}
