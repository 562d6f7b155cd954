import { statement, type Tx } from '../../db/client.ts'
import type { NewEvent } from '../../db/events.ts'
import { dayOf } from '../contract/clock.ts'
import type { GroupMentor } from '../contract/group.ts'
import type { LocationInfo, Locations, Mentors, TeamMember } from '../contract/location.ts'
import { timeZone } from '../day.ts'
import { closingsFrom } from '../planning/queries.ts'
import { portraitsSeen } from '../portrait/queries.ts'

interface InfoRow {
  id: string
  name: string
  street: string | null
  postal_code: string | null
  city: string | null
  phone: string | null
  email: string | null
  from_minutes: (number | null)[] | null
  until_minutes: (number | null)[] | null
  house_rules: string | null
  version: number | null
  changed_at: Date | null
}
const infoRows = statement<InfoRow>(
  'location_infos',
  `select l.id, l.name, i.street, i.postal_code, i.city, i.phone, i.email, i.from_minutes, i.until_minutes, i.house_rules,
          i.version, i.changed_at
     from location l
     left join location_info i on i.location_id = l.id
    where l.id in (select a.location_id from actor_groups() a)
    order by l.name, l.id`,
)
const teamRows = statement<{
  location_id: string
  person_id: string
  first_name: string
  role: TeamMember['role']
  groups: string[]
}>('location_teams', 'select location_id, person_id, first_name, role, groups from location_teams()')

const mentorRows = statement<{ child_id: string; person_id: string }>(
  'mentors_of_actor',
  'select child_id, person_id from mentors_of_actor()',
)

/** The locations that concern the actor, with who works there today and when they are closed. */
export async function locationsFor(tx: Tx): Promise<LocationInfo[]> {
  const rows = await tx.query(infoRows, [])
  const teams = await tx.query(teamRows, [])
  const mentors = tx.actor.role === 'guardian' ? await tx.query(mentorRows, []) : []
  const portraits = await portraitsSeen(tx)
  const closings = await closingsFrom(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    street: row.street ?? '',
    postalCode: row.postal_code ?? '',
    city: row.city ?? '',
    phone: row.phone ?? '',
    email: row.email ?? '',
    opening: Array.from({ length: 7 }, (_, n) => {
      const [from, until] = [row.from_minutes?.[n], row.until_minutes?.[n]]
      return from == null || until == null ? null : { from, until }
    }),
    houseRules: row.house_rules ?? '',
    version: row.version ?? 0,
    changedAt: row.changed_at?.toISOString() ?? null,
    team: teams
      .filter(({ location_id }) => location_id === row.id)
      .map(({ person_id, first_name: firstName, role, groups }) => {
        const mentorOf = role === 'staff' ? mentors.filter((one) => one.person_id === person_id) : []
        const portraitId = portraits.get(person_id) ?? null
        return { firstName, role, groups, portraitId, mentorOf: mentorOf.map(({ child_id }) => child_id) }
      }),
    closings: closings.filter(({ locationId }) => locationId === null || locationId === row.id),
  }))
}

const placedRows = statement<{
  id: string
  call_name: string
  surname: string
  location_id: string
  group_name: string
  mentor_id: string | null
}>(
  'children_with_mentors',
  `select c.id, c.call_name, c.surname, g.location_id, g.name as group_name, m.person_id as mentor_id
     from child c
     join lateral (select p.group_id from placement p
                    where p.child_id = c.id and (p.ends_on is null or p.ends_on > $1::date - 56)
                      and ($2::boolean or (p.starts_on <= $1::date and (p.ends_on is null or p.ends_on >= $1::date)))
                    order by (p.starts_on <= $1::date and (p.ends_on is null or p.ends_on >= $1::date)) desc, p.starts_on desc
                    limit 1) placed on true
     join "group" g on g.id = placed.group_id and g.location_id in (select a.location_id from actor_groups() a)
     left join mentors_of_actor() m on m.child_id = c.id
    order by g.name, c.call_name, c.surname, c.id`,
)
const placedFor = (tx: Tx, wherever: boolean) => tx.query(placedRows, [dayOf(tx.now, timeZone), wherever])

/** Where a guardian’s children are, or will be; of others none. */
export async function childrenThere(tx: Tx): Promise<Locations['children']> {
  if (tx.actor.role !== 'guardian') return []
  const rows = await placedFor(tx, true)
  return rows
    .map((row) => ({
      id: row.id,
      callName: row.call_name,
      locationId: row.location_id,
      group: row.group_name,
    }))
    .sort((a, b) => a.callName.localeCompare(b.callName, 'nl'))
}

/** The children of a manager's location with their mentors, and who may be one. */
export async function mentorsFor(tx: Tx): Promise<Mentors> {
  const teams = await tx.query(teamRows, [])
  const rows = await placedFor(tx, false)
  return {
    staff: teams
      .filter(({ role }) => role === 'staff')
      .map((one) => ({ id: one.person_id, firstName: one.first_name, locationId: one.location_id })),
    children: rows.map((row) => ({
      id: row.id,
      callName: row.call_name,
      surname: row.surname,
      group: row.group_name,
      locationId: row.location_id,
      mentorId: row.mentor_id,
    })),
  }
}

const seenRows = statement<{ child_id: string; mentor: GroupMentor | null }>(
  'mentors_seen',
  'select child_id, mentor from mentors_seen($1::uuid[])',
)

/** Who is mentor today of some children of a carer's groups. */
export async function mentorsSeen(tx: Tx, childIds: readonly string[]): Promise<ReadonlyMap<string, GroupMentor>> {
  const rows = await tx.query(seenRows, [childIds])
  return new Map(rows.flatMap(({ child_id, mentor }) => (mentor ? [[child_id, mentor]] : [])))
}

const toldIn = statement<{ id: string }>('mentor_channel', 'select channel_id as id from collector_channel($1)')

const mentoredIn = statement<{ child_id: string; channel_id: string }>(
  'mentored_channels',
  'select child_id, channel_id from mentored_channels($1)',
)

/** What tells the carers of the children of whom somebody was mentor that nobody is, once that one works there no more. */
export async function mentorEnded(tx: Tx, personId: string): Promise<NewEvent[]> {
  const rows = await tx.query(mentoredIn, [personId])
  return rows.map(({ child_id, channel_id }) => ({ channel: channel_id, type: 'mentor.changed', item: child_id }))
}

/** What tells the carers of a child that another is its mentor: where they are told who may fetch it. */
export async function mentorChanged(tx: Tx, childId: string): Promise<NewEvent[]> {
  const channels = await tx.query(toldIn, [childId])
  return channels.map(({ id }) => ({ channel: id, type: 'mentor.changed', item: childId }))
}
