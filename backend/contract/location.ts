import * as v from 'valibot'
import { ClosingDay, Week } from './planning.ts'
import { route } from './route.ts'
import { Id, Instant, text } from './values.ts'

/** So long the house rules may be. */
export const houseRulesLength = 10_000

const line = (most: number) =>
  v.pipe(
    text(most),
    v.trim(),
    v.check((value) => !/[\t\n]/.test(value), 'one_line'),
  )

/** What a location tells of itself; what it does not tell is empty. */
const said = {
  street: line(120),
  postalCode: v.pipe(line(12), v.toUpperCase()),
  city: line(80),
  phone: v.pipe(line(30), v.regex(/^(\+?[0-9][0-9 ()-]{5,})?$/, 'phone')),
  email: v.pipe(line(254), v.union([v.literal(''), v.pipe(v.string(), v.email())], 'email')),
  /** When it is open, Monday first. */
  opening: Week,
  houseRules: text(houseRulesLength),
}
export const LocationSaid = v.strictObject(said)
export type LocationSaid = v.InferOutput<typeof LocationSaid>

const TeamMember = v.strictObject({
  firstName: v.string(),
  role: v.picklist(['staff', 'manager']),
  /** In which of its groups, by name; a manager in none. */
  groups: v.array(v.string()),
  /** What somebody looks like, for who put a portrait; another id with every picture. */
  portraitId: v.nullable(Id),
  /** Of which of a guardian’s children somebody is mentor. */
  mentorOf: v.array(Id),
})
export type TeamMember = v.InferOutput<typeof TeamMember>

export const LocationInfo = v.strictObject({
  id: Id,
  name: v.string(),
  ...said,
  opening: v.array(Week.pipe[0].item),
  /** 0 as long as nobody has told anything. */
  version: v.number(),
  changedAt: v.nullable(Instant),
  /** Who works there today in the groups that concern the reader; managers first. */
  team: v.array(TeamMember),
  /** From today on, those of the whole organisation among them. */
  closings: v.array(ClosingDay),
})
export type LocationInfo = v.InferOutput<typeof LocationInfo>

export const locations = route({
  method: 'GET',
  path: '/api/locations',
  summary:
    'Where the children of a guardian are, or where staff and managers work: how to reach it, when it is open, who works there, and who is mentor of the guardian’s children.',
  roles: ['guardian', 'staff', 'manager'],
  reply: v.strictObject({
    locations: v.array(LocationInfo),
    /** Of a guardian, by call name. */
    children: v.array(
      v.strictObject({
        id: Id,
        callName: v.string(),
        locationId: Id,
        group: v.string(),
      }),
    ),
  }),
})
export type Locations = v.InferOutput<(typeof locations)['reply']>

export const saveLocation = route({
  method: 'PUT',
  path: '/api/locations/:locationId',
  summary: 'What a location tells of itself, by its manager.',
  roles: ['manager'],
  params: v.strictObject({ locationId: Id }),
  body: v.strictObject({
    ...said,
    /** The one that was changed here; 0 for the first. */
    version: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  }),
  reply: v.strictObject({ location: LocationInfo }),
  errors: ['not_found', 'stale_version'],
})

const MentoredChild = v.strictObject({
  id: Id,
  callName: v.string(),
  surname: v.string(),
  group: v.string(),
  mentorId: v.nullable(Id),
})
export type MentoredChild = v.InferOutput<typeof MentoredChild>

const mentored = v.strictObject({
  /** Who may be one: the staff of the location today. */
  staff: v.array(v.strictObject({ id: Id, firstName: v.string(), locationId: Id })),
  /** The children placed there today, by group and call name. */
  children: v.array(v.strictObject({ ...MentoredChild.entries, locationId: Id })),
})
export type Mentors = v.InferOutput<typeof mentored>

export const mentors = route({
  method: 'GET',
  path: '/api/mentors',
  summary: 'Who is mentor of the children of the manager’s location.',
  noted: true,
  roles: ['manager'],
  reply: mentored,
})

export const setMentor = route({
  method: 'PUT',
  path: '/api/children/:childId/mentor',
  summary: 'Says who is mentor of a child, or that nobody is.',
  roles: ['manager'],
  params: v.strictObject({ childId: Id }),
  body: v.strictObject({ personId: v.nullable(Id) }),
  reply: v.strictObject({ child: MentoredChild }),
  errors: ['not_found'],
})
