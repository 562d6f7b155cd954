import { v7 as uuidv7 } from 'uuid'
import { add, added, type Filling } from '../filling.ts'
import { invitationLifetime } from '../link.ts'

export const location = (filling: Filling, name: string): string =>
  added(filling, 'location', { name, legal_entity_id: filling.legalEntityId })

export const group = (filling: Filling, locationId: string, name: string): string =>
  added(filling, 'group', { name, location_id: locationId })

export interface NewPerson {
  firstName: string
  lastName: string
  email: string
  passwordHash: string
  language?: 'nl' | 'en'
  /** Has gone through the first steps, unless said otherwise. */
  welcomed?: boolean
  /** A manager's role names the location. */
  roles: { role: string; locationId?: string; endsOn?: string }[]
  /** Has no account, but was invited at that moment by somebody. */
  invited?: { at: Date; byId: string }
}

/** A person with an account or an invitation to make one, and as a guardian with an own channel. */
export function person(filling: Filling, given: NewPerson): string {
  const id = uuidv7()
  const { firstName, lastName, language = 'nl' } = given
  const at = `${filling.since}T00:00:00Z`
  add(filling, 'person', {
    id,
    organisation_id: filling.organisationId,
    first_name: firstName,
    last_name: lastName,
    email: given.email.toLowerCase(),
    language,
    welcomed_at: given.invited || given.welcomed === false ? null : at,
  })
  for (const { role, locationId, endsOn } of given.roles) {
    added(filling, 'person_role', {
      person_id: id,
      role,
      location_id: locationId ?? null,
      starts_on: filling.since,
      ends_on: endsOn ?? null,
    })
  }
  if (given.roles.some(({ role }) => role === 'guardian'))
    added(filling, 'channel', { kind: 'own', person_id: id, seq: 0, floor: 0, open: true })
  if (given.invited) {
    invitation(filling, id, given.invited)
    return id
  }
  add(filling, 'auth.user', {
    id,
    name: firstName,
    email: given.email.toLowerCase(),
    email_verified: true,
    created_at: at,
    updated_at: at,
  })
  add(filling, 'auth.account', {
    id: uuidv7(),
    account_id: id,
    provider_id: 'credential',
    user_id: id,
    password: given.passwordHash,
    created_at: at,
    updated_at: at,
  })
  return id
}

/** An authenticator app that is set up; the secret as it is kept. */
export function authenticator(filling: Filling, personId: string, sealedSecret: string): void {
  const at = `${filling.since}T00:00:00Z`
  add(filling, 'auth.second_factor', {
    user_id: personId,
    sealed_secret: sealedSecret,
    confirmed_at: at,
    last_step: 0,
    created_at: at,
  })
}

/** A PIN for the tablets of a location, as its hash is kept. */
export function pin(filling: Filling, personId: string, digest: string): void {
  const at = `${filling.since}T00:00:00Z`
  add(filling, 'auth.pin', { user_id: personId, digest, set_at: at, wrong_in_a_row: 0, blocked_at: null })
}

/** An open invitation, whose mail is still to be sent. */
export function invitation(filling: Filling, personId: string, { at, byId }: { at: Date; byId: string }): string {
  const id = added(filling, 'invitation', {
    person_id: personId,
    invited_by_id: byId,
    invited_at: at,
    expires_at: new Date(at.getTime() + invitationLifetime),
  })
  added(filling, 'mail', {
    person_id: personId,
    kind: 'invitation',
    cause_id: id,
    facts: {},
    created_at: at,
    due_at: at,
    attempts: 0,
  })
  return id
}

/** A session that is ready to use, its second factor proven as it began; the token goes into a cookie. */
export function session(
  filling: Filling,
  personId: string,
  token: string,
  expiresAt: Date,
  beganAt = new Date(),
): string {
  const id = uuidv7()
  const at = beganAt.toISOString()
  add(filling, 'auth.session', {
    id,
    token,
    user_id: personId,
    expires_at: expiresAt,
    second_factor_at: at,
    created_at: at,
    updated_at: at,
    ip_address: '',
    user_agent: '',
  })
  return id
}

export const assignment = (filling: Filling, personId: string, groupId: string, endsOn?: string): string =>
  added(filling, 'staff_assignment', {
    person_id: personId,
    group_id: groupId,
    starts_on: filling.since,
    ends_on: endsOn ?? null,
  })
