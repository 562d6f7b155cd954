import * as v from 'valibot'
import { RoleName } from './account.ts'
import { route } from './route.ts'
import { Day, Id, Instant, Language, text, wording } from './values.ts'

/** A name as people write it. */
export const Name = v.pipe(wording(100), v.trim())
/** Where mail goes and what an account signs in with; the same address in other capitals is the same. */
export const Email = v.pipe(v.string(), v.trim(), v.maxLength(254, 'too_long'), v.email('email'), v.toLowerCase())
/** KDV is day care, BSO after-school care. */
export const CareType = v.picklist(['KDV', 'BSO'])
export type CareType = v.InferOutput<typeof CareType>

/**
 * How far somebody is: with an account, invited, with an invitation whose 72 hours are over, or with one that was taken back.
 */
export const PersonState = v.picklist(['active', 'invited', 'expired', 'uninvited'])
export type PersonState = v.InferOutput<typeof PersonState>

const Invitation = v.strictObject({ id: Id, invitedAt: Instant, expiresAt: Instant })

/** Somebody who may be a guardian of several children; an e-mail address that is known is that person. */
export const NewGuardian = v.strictObject({
  firstName: Name,
  lastName: Name,
  email: Email,
  language: Language,
  parentalAuthority: v.boolean(),
})
export type NewGuardian = v.InferOutput<typeof NewGuardian>

export const Guardian = v.strictObject({
  guardianshipId: Id,
  personId: Id,
  firstName: v.string(),
  lastName: v.string(),
  email: v.string(),
  language: Language,
  parentalAuthority: v.boolean(),
  /** By a court; entered by a manager. */
  restricted: v.boolean(),
  startsOn: Day,
  endsOn: v.nullable(Day),
  state: PersonState,
  invitation: v.nullable(Invitation),
})
export type Guardian = v.InferOutput<typeof Guardian>

export const ChildSummary = v.strictObject({
  id: Id,
  callName: v.string(),
  surname: v.string(),
  birthDate: Day,
  /** Today's, or the last or the next one. */
  group: v.nullable(v.string()),
  guardians: v.array(
    v.strictObject({ firstName: v.string(), lastName: v.string(), parentalAuthority: v.boolean(), state: PersonState }),
  ),
})
export type ChildSummary = v.InferOutput<typeof ChildSummary>

export const ChildRecord = v.strictObject({
  id: Id,
  firstNames: v.string(),
  callName: v.string(),
  surname: v.string(),
  birthDate: Day,
  contracts: v.array(
    v.strictObject({
      id: Id,
      careType: CareType,
      legalEntity: v.string(),
      startsOn: Day,
      endsOn: v.nullable(Day),
    }),
  ),
  placements: v.array(
    v.strictObject({ id: Id, group: v.string(), location: v.string(), startsOn: Day, endsOn: v.nullable(Day) }),
  ),
  /** Those of now and of later first, then the former. */
  guardians: v.array(Guardian),
})
export type ChildRecord = v.InferOutput<typeof ChildRecord>

const Search = { search: v.optional(text(100)), after: v.optional(Id) }

export const structure = route({
  method: 'GET',
  path: '/api/administration/structure',
  summary: 'The locations and groups of the organisation.',
  roles: ['administration'],
  reply: v.strictObject({
    locations: v.array(
      v.strictObject({
        id: Id,
        name: v.string(),
        groups: v.array(v.strictObject({ id: Id, name: v.string() })),
      }),
    ),
  }),
})

export const administeredChildren = route({
  method: 'GET',
  path: '/api/administration/children',
  summary: 'The children of the organisation by surname, fifty at a time, by name or group.',
  roles: ['administration'],
  noted: true,
  query: v.strictObject({ ...Search, group: v.optional(Id) }),
  reply: v.strictObject({ children: v.array(ChildSummary), total: v.number(), more: v.boolean() }),
})

export const childRecord = route({
  method: 'GET',
  path: '/api/administration/children/:childId',
  summary: 'A child with guardians, contracts and placements.',
  roles: ['administration'],
  noted: true,
  params: v.strictObject({ childId: Id }),
  reply: ChildRecord,
  errors: ['not_found'],
})

export const addChild = route({
  method: 'POST',
  path: '/api/administration/children',
  summary: 'Adds a child with guardians, contract and placement; who has no account yet is invited.',
  roles: ['administration'],
  body: v.strictObject({
    /** The child's. */
    id: Id,
    firstNames: Name,
    callName: Name,
    surname: Name,
    birthDate: Day,
    careType: CareType,
    groupId: Id,
    /** Of contract and placement; the guardians are guardians from today. */
    startsOn: Day,
    guardians: v.pipe(v.array(NewGuardian), v.minLength(1, 'empty'), v.maxLength(6, 'too_many')),
  }),
  reply: ChildRecord,
  errors: ['not_found', 'id_taken', 'invalid', 'import_running'],
})

export const addGuardian = route({
  method: 'POST',
  path: '/api/administration/children/:childId/guardians',
  summary: 'Adds a guardian to a child. It may close what was in force, and opens nothing.',
  roles: ['administration'],
  params: v.strictObject({ childId: Id }),
  body: v.strictObject({ id: Id, ...NewGuardian.entries }),
  reply: ChildRecord,
  errors: ['not_found', 'id_taken', 'invalid', 'import_running'],
})

export const setAuthority = route({
  method: 'PUT',
  path: '/api/administration/guardianships/:guardianshipId/authority',
  summary: 'With or without parental authority from now on. It may close what was in force, and opens nothing.',
  roles: ['administration'],
  params: v.strictObject({ guardianshipId: Id }),
  body: v.strictObject({ parentalAuthority: v.boolean() }),
  reply: ChildRecord,
  errors: ['not_found'],
})

/** The last day; the day before today ends it at once, and the day before the first makes that it never was. */
const End = v.strictObject({ endsOn: Day })

export const endGuardianship = route({
  method: 'PUT',
  path: '/api/administration/guardianships/:guardianshipId/end',
  summary: 'Ends a guardianship with a day. It may close what was in force, and opens nothing.',
  roles: ['administration'],
  params: v.strictObject({ guardianshipId: Id }),
  body: End,
  reply: ChildRecord,
  errors: ['not_found', 'invalid'],
})

export const PersonSummary = v.strictObject({
  id: Id,
  firstName: v.string(),
  lastName: v.string(),
  email: v.string(),
  /** Today's and later ones. */
  roles: v.array(RoleName),
  /** Groups as staff and locations as manager. */
  places: v.array(v.string()),
  state: PersonState,
})
export type PersonSummary = v.InferOutput<typeof PersonSummary>

export const PersonRecord = v.strictObject({
  id: Id,
  firstName: v.string(),
  lastName: v.string(),
  email: v.string(),
  language: Language,
  state: PersonState,
  invitation: v.nullable(Invitation),
  roles: v.array(
    v.strictObject({
      id: Id,
      role: RoleName,
      location: v.nullable(v.string()),
      startsOn: Day,
      endsOn: v.nullable(Day),
    }),
  ),
  assignments: v.array(
    v.strictObject({ id: Id, group: v.string(), location: v.string(), startsOn: Day, endsOn: v.nullable(Day) }),
  ),
  /** Whose guardian this person is. */
  children: v.array(v.strictObject({ id: Id, callName: v.string(), surname: v.string() })),
})
export type PersonRecord = v.InferOutput<typeof PersonRecord>

export const people = route({
  method: 'GET',
  path: '/api/administration/people',
  summary: 'Who works here, by surname, fifty at a time; guardians when asked for by name.',
  roles: ['administration'],
  noted: true,
  query: v.strictObject({ ...Search, who: v.optional(v.picklist(['workers', 'everybody'])) }),
  reply: v.strictObject({ people: v.array(PersonSummary), total: v.number(), more: v.boolean() }),
})

export const personRecord = route({
  method: 'GET',
  path: '/api/administration/people/:personId',
  summary: 'A person with roles, groups and invitation.',
  roles: ['administration'],
  noted: true,
  params: v.strictObject({ personId: Id }),
  reply: PersonRecord,
  errors: ['not_found'],
})

export const addPerson = route({
  method: 'POST',
  path: '/api/administration/people',
  summary: 'Adds staff of some groups, or the manager of a location; who has no account yet is invited.',
  roles: ['administration'],
  body: v.strictObject({
    /** The person's, unless the e-mail address is somebody's already. */
    id: Id,
    firstName: Name,
    lastName: Name,
    email: Email,
    language: Language,
    startsOn: Day,
    work: v.variant('role', [
      v.strictObject({
        role: v.literal('staff'),
        groupIds: v.pipe(v.array(Id), v.minLength(1, 'empty'), v.maxLength(30, 'too_many')),
      }),
      v.strictObject({ role: v.literal('manager'), locationId: Id }),
    ]),
  }),
  reply: PersonRecord,
  errors: ['not_found', 'id_taken', 'invalid', 'import_running'],
})

export const correctPerson = route({
  method: 'PUT',
  path: '/api/administration/people/:personId',
  summary: 'Corrects name or address before there is an account; with another address a new invitation goes there.',
  roles: ['administration'],
  params: v.strictObject({ personId: Id }),
  body: v.strictObject({ firstName: Name, lastName: Name, email: Email }),
  reply: PersonRecord,
  errors: ['not_found', 'invalid', 'has_account', 'import_running'],
})

export const endRole = route({
  method: 'PUT',
  path: '/api/administration/roles/:roleId/end',
  summary: 'Ends work as staff or manager with a day; with the role of staff its groups end too.',
  roles: ['administration'],
  params: v.strictObject({ roleId: Id }),
  body: End,
  reply: PersonRecord,
  errors: ['not_found', 'invalid'],
})

export const endAssignment = route({
  method: 'PUT',
  path: '/api/administration/assignments/:assignmentId/end',
  summary: 'Ends work in a group with a day.',
  roles: ['administration'],
  params: v.strictObject({ assignmentId: Id }),
  body: End,
  reply: PersonRecord,
  errors: ['not_found', 'invalid'],
})

export const invite = route({
  method: 'POST',
  path: '/api/administration/people/:personId/invitations',
  summary: 'Invites again: the former invitation is worth nothing any more, the new one 72 hours.',
  roles: ['administration'],
  params: v.strictObject({ personId: Id }),
  body: v.strictObject({ id: Id }),
  reply: PersonRecord,
  errors: ['not_found', 'id_taken', 'has_account'],
})

export const withdrawInvitation = route({
  method: 'DELETE',
  path: '/api/administration/invitations/:invitationId',
  summary: 'Takes an open invitation back.',
  roles: ['administration'],
  params: v.strictObject({ invitationId: Id }),
  reply: PersonRecord,
  errors: ['not_found'],
})
