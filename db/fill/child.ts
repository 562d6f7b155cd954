import { createHash } from 'node:crypto'
import { add, added, type Filling, own } from '../filling.ts'

export interface NewChild {
  callName: string
  surname: string
  birthDate: string
  groupId: string
  careType?: 'KDV' | 'BSO'
  endsOn?: string
}

/** A child with contract, placement and its channels, all closed until consent is granted. */
export function child(filling: Filling, given: NewChild): string {
  const { callName, surname, birthDate, groupId, careType = 'KDV', endsOn = null } = given
  const id = added(filling, 'child', { first_names: callName, call_name: callName, surname, birth_date: birthDate })
  const dates = { child_id: id, starts_on: filling.since, ends_on: endsOn }
  const contractId = added(filling, 'contract', {
    ...dates,
    legal_entity_id: filling.legalEntityId,
    care_type: careType,
  })
  add(filling, 'placement', {
    ...own(filling),
    ...dates,
    id: placementOf(id),
    contract_id: contractId,
    group_id: groupId,
  })
  for (const kind of ['diary', 'photos', 'absence', 'attendance', 'action', 'asking', 'staff']) {
    const channel = { ...own(filling), id: channelOf(id, kind), kind, child_id: id, seq: 0, floor: 0, open: false }
    filling.channels.set(channel.id, channel)
    add(filling, 'channel', channel)
  }
  return id
}

/** The channel of a child that was added here: found again by name, so that callers need not carry it. */
export const channelOf = (childId: string, kind: string): string => named(childId, kind)

/** The placement of a child that was added here. */
export const placementOf = (childId: string): string => named(childId, 'placement')

function named(childId: string, what: string): string {
  const hex = createHash('sha256').update(`${childId} ${what}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export const mentor = (filling: Filling, childId: string, personId: string, startedAt: Date): string =>
  added(filling, 'mentor', { child_id: childId, person_id: personId, started_at: startedAt })

/** Somebody who may bring and fetch a child besides its guardians. */
export const collector = (
  filling: Filling,
  given: { childId: string; name: string; relation: string; phone?: string; endsOn?: string },
): string =>
  added(filling, 'collector', {
    child_id: given.childId,
    name: given.name,
    relation: given.relation,
    phone: given.phone ?? '',
    starts_on: filling.since,
    ends_on: given.endsOn ?? null,
    version: 1,
  })

/** What a child does not tolerate. */
export const allergy = (
  filling: Filling,
  given: {
    childId: string
    what: string
    advice?: string
    severe?: boolean
    at: Date
    by: { id: string; firstName: string }
  },
): string =>
  added(filling, 'allergy', {
    child_id: given.childId,
    what: given.what,
    advice: given.advice ?? '',
    severe: given.severe ?? false,
    noted_at: given.at,
    noted_by_id: given.by.id,
    noted_by_name: given.by.firstName,
    version: 1,
  })

export function guardianship(
  filling: Filling,
  childId: string,
  personId: string,
  given: { parentalAuthority?: boolean; restrictedAt?: string; endsOn?: string } = {},
): string {
  return added(filling, 'guardianship', {
    child_id: childId,
    person_id: personId,
    parental_authority: given.parentalAuthority ?? true,
    restricted_at: given.restrictedAt ?? null,
    starts_on: filling.since,
    ends_on: given.endsOn ?? null,
  })
}
