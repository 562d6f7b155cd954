import { v7 as uuidv7 } from 'uuid'
import { statement, type Tx } from '../../db/client.ts'
import { record, writeAudit } from '../../db/events.ts'
import type * as contract from '../contract/administration.ts'
import { dayOf } from '../contract/clock.ts'
import type { Output } from '../contract/route.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { claim, refuseTaken } from '../intent.ts'
import { type Additions, openAdditions, writeAdditions } from './additions.ts'
import { childRecordOf } from './children-queries.ts'
import { oneByOne } from './lock.ts'
import { isSamePerson } from './names.ts'
import { type KnownPerson, peopleByEmail } from './people-queries.ts'
import { administeredGroup } from './structure-queries.ts'

/** The oldest that a child in care can be. */
const mostYears = 18

/** @throws Refusal `invalid` when a child was not yet born, is none any more, or begins before being born */
export function checkDates(now: Date, birthDate: string, startsOn: string): void {
  const today = dayOf(now, timeZone)
  const problem = (path: string, reason: string) => new Refusal('invalid', { fields: [{ path, reason }] })
  if (birthDate > today) throw problem('birthDate', 'birth_in_future')
  if (birthDate < yearsFrom(today, -mostYears)) throw problem('birthDate', 'birth_too_old')
  if (startsOn < birthDate) throw problem('startsOn', 'start_before_birth')
  if (startsOn > yearsFrom(today, 3)) throw problem('startsOn', 'start_too_far')
}

/** The same day some years on, as a text to compare with. */
export const yearsFrom = (day: string, years: number): string => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`

/** @throws Refusal `invalid` when an address is another person's, or occurs twice */
function checkPeople(
  known: ReadonlyMap<string, KnownPerson>,
  given: readonly { email: string; firstName: string; lastName: string }[],
  path: (index: number) => string,
): void {
  const fields = given.flatMap(({ email, ...name }, index) => {
    const person = known.get(email)
    if (given.findIndex((one) => one.email === email) < index) return [{ path: path(index), reason: 'double_email' }]
    return person && !isSamePerson(person, name) ? [{ path: path(index), reason: 'other_name' }] : []
  })
  if (fields.length > 0) throw new Refusal('invalid', { fields })
}

/** The ids that the client made stand; what else is made here is new. */
async function write(tx: Tx, additions: Additions): Promise<void> {
  await writeAdditions(tx, additions).catch(refuseTaken)
}

/** Adds a child with guardians, contract, placement and channels; invites who has neither account nor invitation. */
export async function addChild(tx: Tx, input: Output<(typeof contract.addChild)['body']>): Promise<void> {
  checkDates(tx.now, input.birthDate, input.startsOn)
  const group = await administeredGroup(tx, input.groupId)
  if (!(await claim(tx, input.id, input))) return
  await oneByOne(tx)
  const known = await peopleByEmail(
    tx,
    input.guardians.map(({ email }) => email),
  )
  checkPeople(known, input.guardians, (index) => `guardians.${index}.email`)
  const additions = openAdditions(tx, known, (table) => (table === 'child' ? input.id : uuidv7()))
  additions.addChild({ ...input, group })
  await write(tx, additions)
  const { people, linked, invitations } = additions.counts
  await writeAudit(tx, {
    action: 'child.added',
    subject: { child: input.id, group: group.id, people, linked, invitations },
  })
}

const isGuardian = statement<{ id: string }>(
  'is_guardian',
  'select id from guardianship where child_id = $1 and person_id = $2 and (ends_on is null or ends_on >= $3::date)',
)

// Ended on the day it began, by mistake perhaps: it begins anew, for there is one a day.
const resume = statement<{ id: string }>(
  'resume_guardianship',
  `update guardianship set ends_on = null, parental_authority = $4
    where child_id = $1 and person_id = $2 and starts_on = $3::date returning id`,
)

/** Adds a guardian to a child, and settles what that changes. */
export async function addGuardian(
  tx: Tx,
  childId: string,
  input: Output<(typeof contract.addGuardian)['body']>,
): Promise<void> {
  await childRecordOf(tx, childId)
  if (!(await claim(tx, input.id, { childId, ...input }))) return
  await oneByOne(tx)
  const known = await peopleByEmail(tx, [input.email])
  checkPeople(known, [input], () => 'email')
  const person = known.get(input.email)
  const today = dayOf(tx.now, timeZone)
  if (person && (await tx.query(isGuardian, [childId, person.id, today])).length > 0)
    throw new Refusal('invalid', { fields: [{ path: 'email', reason: 'already_there' }] })
  const [resumed] = person ? await tx.query(resume, [childId, person.id, today, input.parentalAuthority]) : []
  if (resumed) return settle(tx, childId, 'guardianship.added', { guardianship: resumed.id, invitations: 0 })
  const additions = openAdditions(tx, known, (table) => (table === 'guardianship' ? input.id : uuidv7()))
  additions.addGuardian(childId, input)
  await write(tx, additions)
  const { invitations } = additions.counts
  await settle(tx, childId, 'guardianship.added', { guardianship: input.id, invitations })
}

const authority = statement<{ child_id: string }>(
  'set_authority',
  `update guardianship set parental_authority = $2
    where id = $1 and organisation_id = $3 and (ends_on is null or ends_on >= $4::date) returning child_id`,
)
const ending = statement<{ child_id: string; starts_on: string }>(
  'end_guardianship',
  `update guardianship set ends_on = $2::date
    where id = $1 and organisation_id = $3 and (ends_on is null or ends_on >= $4::date) returning child_id, starts_on`,
)

/** With or without parental authority from now on. Gives the child. */
export async function setAuthority(tx: Tx, guardianshipId: string, parental: boolean): Promise<string> {
  const { organisationId } = tx.actor
  const [row] = await tx.query(authority, [guardianshipId, parental, organisationId, dayOf(tx.now, timeZone)])
  if (!row) throw new Refusal('not_found')
  await settle(tx, row.child_id, 'guardianship.authority_set', {
    guardianship: guardianshipId,
    parental,
    fields: ['parentalAuthority'],
  })
  return row.child_id
}

/** Ends a guardianship with a day, of one that has not ended. Gives the child. */
export async function endGuardianship(tx: Tx, guardianshipId: string, endsOn: string): Promise<string> {
  const { organisationId } = tx.actor
  const [row] = await tx.query(ending, [guardianshipId, endsOn, organisationId, dayOf(tx.now, timeZone)])
  if (!row) throw new Refusal('not_found')
  checkEnd(row.starts_on, endsOn)
  await settle(tx, row.child_id, 'guardianship.ended', { guardianship: guardianshipId, endsOn, fields: ['endsOn'] })
  return row.child_id
}

/** @throws Refusal `invalid` when something would end before the day before it began */
export function checkEnd(startsOn: string, endsOn: string): void {
  const dayBefore = new Date(Date.parse(`${startsOn}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  if (endsOn < dayBefore) throw new Refusal('invalid', { fields: [{ path: 'endsOn', reason: 'before_start' }] })
}

const settleGuardianship = statement<{ channel_id: string; kind: 'staff' | 'own' }>(
  'settle_guardianship',
  'select * from settle_guardianship($1)',
)

/** Closes what no longer holds for a child and tells it, in the transaction that changed its guardians. */
async function settle(tx: Tx, childId: string, action: string, subject: Record<string, unknown>): Promise<void> {
  const channels = await tx.query(settleGuardianship, [childId])
  record(
    tx,
    channels.map(({ channel_id, kind }) => ({
      channel: channel_id,
      type: kind === 'staff' ? 'consent.changed' : 'own.consents_changed',
      item: childId,
    })),
    { action, subject: { child: childId, ...subject } },
  )
}
