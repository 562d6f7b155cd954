import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../backend/contract/clock.ts'
import type { Fact } from '../backend/contract/diary.ts'
import { add, added, type Filling, own } from './filling.ts'
import { invitationLifetime } from './link.ts'
import type { EscortJson } from './schema/attendance.ts'

/* The nouns with which a filling is filled; each adds its rows and gives the id. */

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

/** When a child comes, Monday first, each day in minutes after midnight; from a day on. */
export const week = (
  filling: Filling,
  childId: string,
  days: readonly (readonly [from: number, until: number] | null)[],
  startsOn = filling.since,
): string =>
  added(filling, 'contract_week', {
    child_id: childId,
    placement_id: placementOf(childId),
    starts_on: startsOn,
    from_minutes: days.map((day) => day?.[0] ?? null),
    until_minutes: days.map((day) => day?.[1] ?? null),
    version: 1,
  })

export const extraDay = (
  filling: Filling,
  given: { childId: string; groupId: string; on: string; from: number; until: number },
): string =>
  added(filling, 'extra_day', {
    child_id: given.childId,
    group_id: given.groupId,
    comes_on: given.on,
    from_minute: given.from,
    until_minute: given.until,
  })

/** Without a location the whole organisation is closed. */
export const closingDay = (
  filling: Filling,
  { locationId = null, on, name }: { locationId?: string | null; on: string; name: string },
): string => added(filling, 'closing_day', { location_id: locationId, closed_on: on, name })

/** A child does not come, as somebody reported it; whole days. */
export const absence = (
  filling: Filling,
  given: {
    childId: string
    reason: 'sick' | 'holiday' | 'other'
    startsOn: string
    endsOn?: string
    note?: string
    by: { id: string; firstName: string; role: 'guardian' | 'staff' | 'manager' }
    at: Date
    seen?: { id: string; firstName: string; at: Date }
  },
): string => {
  const { childId, reason, startsOn, endsOn = startsOn, note = '', by, at, seen } = given
  const said = { child_id: childId, reason, starts_on: startsOn, ends_on: endsOn, note, late: false }
  const id = added(filling, 'absence', {
    ...said,
    version: 1,
    reporter_id: by.id,
    reporter_name: by.firstName,
    reporter_role: by.role,
    reported_at: at,
    seen_at: seen?.at ?? null,
    seen_by_id: seen?.id ?? null,
    seen_by_name: seen?.firstName ?? null,
  })
  const revision = (done: string, who: { id: string; firstName: string; role: string }, when: Date) =>
    added(filling, 'absence_revision', {
      ...said,
      absence_id: id,
      done,
      person_id: who.id,
      person_name: who.firstName,
      role: who.role,
      at: when,
    })
  revision('reported', by, at)
  if (seen) revision('seen', { ...seen, role: 'staff' }, seen.at)
  return id
}

/** Until when absences are to be reported from a day on; without a location in the whole organisation. */
export const absenceRule = (
  filling: Filling,
  given: {
    careType: 'KDV' | 'BSO'
    locationId?: string
    startsOn: string
    cutOffMinute: number
    daysBefore?: number
    credit?: 'none' | 'kept_before_cut_off'
    addedAt: Date
  },
): string =>
  added(filling, 'absence_rule', {
    care_type: given.careType,
    location_id: given.locationId ?? null,
    starts_on: given.startsOn,
    cut_off_minute: given.cutOffMinute,
    days_before: given.daysBefore ?? 0,
    credit: given.credit ?? 'none',
    added_at: given.addedAt,
  })

/** What a location tells of itself. */
export const locationInfo = (
  filling: Filling,
  locationId: string,
  given: {
    street: string
    postalCode: string
    city: string
    phone: string
    email: string
    fromMinutes: (number | null)[]
    untilMinutes: (number | null)[]
    houseRules: string
    by: string
    at: Date
  },
): string =>
  added(filling, 'location_info', {
    location_id: locationId,
    street: given.street,
    postal_code: given.postalCode,
    city: given.city,
    phone: given.phone,
    email: given.email,
    from_minutes: given.fromMinutes,
    until_minutes: given.untilMinutes,
    house_rules: given.houseRules,
    version: 1,
    changed_at: given.at,
    changed_by_id: given.by,
  })

export const mentor = (filling: Filling, childId: string, personId: string, startedAt: Date): string =>
  added(filling, 'mentor', { child_id: childId, person_id: personId, started_at: startedAt })
/** A child was in a group, or still is. */
export const stay = (
  filling: Filling,
  given: {
    childId: string
    groupId: string
    arrivedAt: Date
    leftAt?: Date
    broughtBy?: EscortJson
    fetchedBy?: EscortJson
    by: { id: string; firstName: string }
  },
): string => {
  const { childId, groupId, arrivedAt, leftAt, broughtBy, fetchedBy, by } = given
  const id = added(filling, 'stay', {
    child_id: childId,
    group_id: groupId,
    channel_id: channelOf(childId, 'attendance'),
    arrived_at: arrivedAt,
    left_at: leftAt ?? null,
    brought_by: broughtBy ?? null,
    fetched_by: fetchedBy ?? null,
    arrival_by_id: by.id,
    arrival_by_name: by.firstName,
    arrival_noted_at: arrivedAt,
    departure_by_id: leftAt ? by.id : null,
    departure_by_name: leftAt ? by.firstName : null,
    departure_noted_at: leftAt ?? null,
    corrected: false,
    version: leftAt ? 2 : 1,
  })
  const revision = (done: string, at: Date, left: Date | null) =>
    added(filling, 'stay_revision', {
      stay_id: id,
      child_id: childId,
      done,
      arrived_at: arrivedAt,
      left_at: left,
      brought_name: broughtBy?.name ?? null,
      fetched_name: left ? (fetchedBy?.name ?? null) : null,
      reason: '',
      person_id: by.id,
      person_name: by.firstName,
      at,
    })
  revision('arrived', arrivedAt, null)
  if (leftAt) revision('left', leftAt, leftAt)
  return id
}

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

/** So many staff work in a group from a moment on. */
export const staffing = (
  filling: Filling,
  given: { groupId: string; staff: number; at: Date; by: { id: string; firstName: string } },
): string =>
  added(filling, 'group_staffing', {
    group_id: given.groupId,
    staff: given.staff,
    at: given.at,
    person_id: given.by.id,
    person_name: given.by.firstName,
  })

/** How many children there may be to one member of staff, by age: from, until, how many; from a day on. */
export const ratioRule = (
  filling: Filling,
  given: {
    careType: 'KDV' | 'BSO'
    startsOn: string
    bands: readonly (readonly [fromAge: number, untilAge: number, childrenPerStaff: number])[]
    addedAt: Date
  },
): string =>
  added(filling, 'ratio_rule', {
    care_type: given.careType,
    starts_on: given.startsOn,
    bands: given.bands.map(([fromAge, untilAge, childrenPerStaff]) => ({ fromAge, untilAge, childrenPerStaff })),
    added_at: given.addedAt,
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

/** Somebody of the staff opened the day of the child's group. */
export const read = (filling: Filling, childId: string, personId: string, readerName: string, at: Date): string =>
  added(filling, 'child_read', {
    child_id: childId,
    person_id: personId,
    role: 'staff',
    reader_name: readerName,
    what: 'group_day',
    subject: dayOf(at, 'Europe/Amsterdam'),
    at,
  })

/** A stream that a manager shares with a guardian without authority, up to and including a day. */
export const share = (
  filling: Filling,
  given: { childId: string; personId: string; purpose?: 'diary' | 'photos'; reason: string; by: string; until: string },
): string =>
  added(filling, 'share', {
    child_id: given.childId,
    person_id: given.personId,
    purpose: given.purpose ?? 'diary',
    reason: given.reason,
    shared_by_id: given.by,
    shared_at: `${filling.since}T09:00:00Z`,
    ends_on: given.until,
  })

/** What the organisation asks beside the two purposes. */
export const permission = (
  filling: Filling,
  given: { name: Record<'nl' | 'en', string>; explanation: Record<'nl' | 'en', string>; by: string },
): string =>
  added(filling, 'permission', {
    name_nl: given.name.nl,
    name_en: given.name.en,
    explanation_nl: given.explanation.nl,
    explanation_en: given.explanation.en,
    created_by_id: given.by,
    created_at: `${filling.since}T07:00:00Z`,
  })

/** A guardian's decision about a permission; `inForce` says what results. */
export const permissionDecision = (
  filling: Filling,
  given: {
    childId: string
    personId: string
    permissionId: string
    decision: 'granted' | 'refused' | 'withdrawn'
    inForce: boolean
  },
): string =>
  added(filling, 'consent_decision', {
    child_id: given.childId,
    person_id: given.personId,
    purpose: 'permission',
    permission_id: given.permissionId,
    decision: given.decision,
    in_force: given.inForce,
    at: `${filling.since}T08:30:00Z`,
    policy_version: '2026-01',
    language: 'nl',
  })

/** A decision in the ledger. `open` says what is in force afterwards; give it with the last decision of a purpose. */
export function decision(
  filling: Filling,
  given: {
    childId: string
    personId: string
    purpose: 'diary' | 'photos'
    decision: 'granted' | 'refused' | 'withdrawn'
    at: string
    open: boolean
    /** Of the privacy statement; `-` where there is none. */
    policyVersion?: string
  },
): void {
  const { childId, personId, purpose, at, policyVersion = '-' } = given
  added(filling, 'consent_decision', {
    child_id: childId,
    person_id: personId,
    purpose,
    decision: given.decision,
    at,
    policy_version: policyVersion,
    language: 'nl',
  })
  const channelId = channelOf(childId, purpose)
  const channel = filling.channels.get(channelId)
  const period = filling.periods.get(channelId)
  if (channel) channel.open = given.open
  const attendance = filling.channels.get(channelOf(childId, 'attendance'))
  const isOpen = (of: 'diary' | 'photos') => filling.channels.get(channelOf(childId, of))?.open === true
  if (attendance) attendance.open = isOpen('diary') || isOpen('photos')
  if (given.open && !period) {
    const opened = { channel_id: channelId, organisation_id: filling.organisationId, opened_at: at, closed_at: null }
    filling.periods.set(channelId, opened)
    add(filling, 'channel_period', opened)
  }
  if (!given.open && period) {
    period.closed_at = at
    filling.periods.delete(channelId)
  }
}

export interface NewPolicy {
  kind: 'privacy' | 'terms'
  version: number
  text: { nl: string; en: string }
  summary: { nl: string; en: string }
  reworded?: ('diary' | 'photos')[]
  effectiveOn: string
  publishedAt: Date | string
  publishedById?: string
  /** When everybody was told; absent for what is still to be announced. */
  announcedAt?: Date | string
}

/** A version of the privacy statement or the terms. */
export const policy = (filling: Filling, given: NewPolicy): string =>
  added(filling, 'policy', {
    kind: given.kind,
    version: given.version,
    text_nl: given.text.nl,
    text_en: given.text.en,
    summary_nl: given.summary.nl,
    summary_en: given.summary.en,
    reworded: given.reworded ?? [],
    effective_on: given.effectiveOn,
    published_at: given.publishedAt,
    published_by_id: given.publishedById ?? null,
    announced_at: given.announcedAt ?? null,
  })

/** Somebody saw a version. */
export const policyView = (
  filling: Filling,
  policyId: string,
  personId: string,
  at: Date | string,
  language: 'nl' | 'en' = 'nl',
): string => added(filling, 'policy_view', { policy_id: policyId, person_id: personId, at, language })

export interface NewEntry {
  childId: string
  groupId: string
  postId?: string
  authorId: string
  authorName: string
  aboutAt: Date
  text: string
  facts: Fact[]
}

/** A diary entry with its event, posted at the time it is about. */
export function entry(filling: Filling, given: NewEntry): string {
  const channelId = channelOf(given.childId, 'diary')
  const channel = filling.channels.get(channelId)
  if (!channel) throw new Error('an entry needs a child that was added here')
  const seq = Number(channel.seq) + 1
  channel.seq = seq
  const id = added(filling, 'diary_entry', {
    channel_id: channelId,
    seq,
    child_id: given.childId,
    group_id: given.groupId,
    post_id: given.postId ?? uuidv7(),
    author_id: given.authorId,
    author_name: given.authorName,
    about_at: given.aboutAt,
    text: given.text,
    facts: given.facts,
    version: 1,
    posted_at: given.aboutAt,
  })
  add(filling, 'event', {
    channel_id: channelId,
    seq,
    organisation_id: filling.organisationId,
    type: 'diary.posted',
    item_id: id,
    at: given.aboutAt,
  })
  return id
}

/** What somebody has read of a channel so far. */
export function readMarker(
  filling: Filling,
  personId: string,
  role: string,
  channelId: string,
  seq: number,
  at: Date,
): void {
  add(filling, 'read_marker', {
    person_id: personId,
    role,
    channel_id: channelId,
    organisation_id: filling.organisationId,
    seq,
    at,
  })
}
