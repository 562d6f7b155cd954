import { statement, type Tx } from '../../db/client.ts'
import type { PersonRecord, PersonState, PersonSummary } from '../contract/administration.ts'
import { dayOf } from '../contract/clock.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { inOrderOf, invitationOf, isNamed, lastInvitation, pageSize, stateOf } from './lists.ts'

/** Somebody of the organisation as adding people needs to know them. */
export interface KnownPerson {
  id: string
  firstName: string
  lastName: string
  email: string
  state: PersonState
  /** Roles and assignments without a last day. */
  roles: { role: string; locationId: string | null; startsOn: string }[]
  groups: { id: string; startsOn: string }[]
}

const known = statement<KnownPerson>(
  'people_by_email',
  `select p.id, p.first_name as "firstName", p.last_name as "lastName", p.email, ${stateOf('$3')} as state,
          coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'locationId', r.location_id, 'startsOn', r.starts_on))
                      from person_role r where r.person_id = p.id and r.ends_on is null), '[]') as roles,
          coalesce((select jsonb_agg(jsonb_build_object('id', s.group_id, 'startsOn', s.starts_on))
                      from staff_assignment s where s.person_id = p.id and s.ends_on is null), '[]') as groups
     from unnest($2::text[]) as wanted(email)
     join person p on p.organisation_id = $1 and p.email = wanted.email ${lastInvitation}`,
)

/** The people of the organisation at these addresses, which are in lower case. */
export async function peopleByEmail(tx: Tx, emails: readonly string[]): Promise<Map<string, KnownPerson>> {
  const rows = await tx.query(known, [tx.actor.organisationId, [...new Set(emails)], tx.now])
  return new Map(rows.map((row) => [row.email, row]))
}

const key = `${inOrderOf('p.last_name')}, lower(p.first_name), p.id`
const current = (table: string) => `(${table}.ends_on is null or ${table}.ends_on >= $4::date)`
const wantedPeople = `p.organisation_id = $1 and ${isNamed("p.first_name || ' ' || p.last_name || ' ' || p.email", '$2')}
  and ($3 or exists (select 1 from person_role r where r.person_id = p.id and r.role <> 'guardian' and ${current('r')}))`

const peoplePageRows = statement<PersonSummary>(
  'administered_people',
  `with page as (
     select p.* from person p
      where ${wantedPeople}
        and ($5::uuid is null or (${key}) > (select ${key} from person p where p.id = $5))
      order by ${key} limit $6
   )
   select p.id, p.first_name as "firstName", p.last_name as "lastName", p.email, ${stateOf('$7::timestamptz')} as state,
          array(select distinct r.role from person_role r where r.person_id = p.id and ${current('r')} order by 1) as roles,
          array(select g.name from staff_assignment s join "group" g on g.id = s.group_id
                 where s.person_id = p.id and ${current('s')}
                union
                select l.name from person_role r join location l on l.id = r.location_id
                 where r.person_id = p.id and ${current('r')} order by 1) as places
     from page p ${lastInvitation} order by ${key}`,
)
const peopleCount = statement<{ total: number }>(
  'administered_people_count',
  `select count(*)::integer as total from person p where ${wantedPeople}`,
)

/** A page of people by surname: who works here, or everybody. */
export async function peoplePage(
  tx: Tx,
  asked: { search?: string | undefined; everybody: boolean; after?: string | undefined },
): Promise<{ people: PersonSummary[]; total: number; more: boolean }> {
  const wanted = [
    tx.actor.organisationId,
    asked.search?.trim() || null,
    asked.everybody,
    dayOf(tx.now, timeZone),
  ] as const
  const [rows, [count]] = await Promise.all([
    tx.query(peoplePageRows, [...wanted, asked.after ?? null, pageSize + 1, tx.now]),
    tx.query(peopleCount, wanted),
  ])
  return { people: rows.slice(0, pageSize), total: count?.total ?? 0, more: rows.length > pageSize }
}

const personRow = statement<{
  id: string
  first_name: string
  last_name: string
  email: string
  language: 'nl' | 'en'
  state: PersonState
  invitation_id: string | null
  invited_at: Date
  expires_at: Date
}>(
  'administered_person',
  `select p.id, p.first_name, p.last_name, p.email, p.language, ${stateOf('$3')} as state,
          i.id as invitation_id, i.invited_at, i.expires_at
     from person p ${lastInvitation} where p.id = $1 and p.organisation_id = $2`,
)
const rolesOf = statement<PersonRecord['roles'][number]>(
  'administered_roles',
  `select r.id, r.role, l.name as location, r.starts_on as "startsOn", r.ends_on as "endsOn"
     from person_role r left join location l on l.id = r.location_id
    where r.person_id = $1 order by r.role, r.starts_on desc, r.id`,
)
const assignmentsOf = statement<PersonRecord['assignments'][number]>(
  'administered_assignments',
  `select s.id, g.name as "group", l.name as location, s.starts_on as "startsOn", s.ends_on as "endsOn"
     from staff_assignment s join "group" g on g.id = s.group_id join location l on l.id = g.location_id
    where s.person_id = $1 order by g.name, s.starts_on desc, s.id`,
)
const guardedBy = statement<PersonRecord['children'][number]>(
  'administered_guarded',
  `select c.id, c.call_name as "callName", c.surname from guardianship s join child c on c.id = s.child_id
    where s.person_id = $1 and (s.ends_on is null or s.ends_on >= $2::date) order by c.call_name, c.id`,
)

/** Everything that administration sees of a person; else nothing is found. */
export async function personRecordOf(tx: Tx, personId: string): Promise<PersonRecord> {
  const [[person], roles, assignments, children] = await Promise.all([
    tx.query(personRow, [personId, tx.actor.organisationId, tx.now]),
    tx.query(rolesOf, [personId]),
    tx.query(assignmentsOf, [personId]),
    tx.query(guardedBy, [personId, dayOf(tx.now, timeZone)]),
  ])
  if (!person) throw new Refusal('not_found')
  return {
    id: person.id,
    firstName: person.first_name,
    lastName: person.last_name,
    email: person.email,
    language: person.language,
    state: person.state,
    invitation: invitationOf(person.state, person),
    roles,
    assignments,
    children,
  }
}
