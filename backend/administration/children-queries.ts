import { statement, type Tx } from '../../db/client.ts'
import type { ChildRecord, ChildSummary, PersonState } from '../contract/administration.ts'
import { dayOf } from '../contract/clock.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { inOrderOf, invitationOf, isNamed, lastInvitation, pageSize, stateOf } from './lists.ts'

const key = `${inOrderOf('c.surname')}, lower(c.call_name), c.id`
const wantedChildren = `c.organisation_id = $1 and ${isNamed("c.call_name || ' ' || c.surname", '$2')}
  and ($3::uuid is null or exists (select 1 from placement p where p.child_id = c.id and p.group_id = $3
                                     and (p.ends_on is null or p.ends_on >= $4::date)))`

const childPage = statement<{
  id: string
  call_name: string
  surname: string
  birth_date: string
  group_name: string | null
  guardians: ChildSummary['guardians']
}>(
  'administered_children',
  `with page as (
     select c.* from child c
      where ${wantedChildren}
        and ($5::uuid is null or (${key}) > (select ${key} from child c where c.id = $5))
      order by ${key} limit $6
   )
   select c.id, c.call_name, c.surname, c.birth_date,
          (select g.name from placement p join "group" g on g.id = p.group_id where p.child_id = c.id
            order by (p.starts_on <= $4::date and (p.ends_on is null or p.ends_on >= $4::date)) desc, p.starts_on desc limit 1) as group_name,
          coalesce((select jsonb_agg(jsonb_build_object('firstName', p.first_name, 'lastName', p.last_name,
                             'parentalAuthority', s.parental_authority, 'state', ${stateOf('$7::timestamptz')})
                             order by s.parental_authority desc, p.last_name, p.first_name)
                      from guardianship s join person p on p.id = s.person_id ${lastInvitation}
                     where s.child_id = c.id and (s.ends_on is null or s.ends_on >= $4::date)), '[]') as guardians
     from page c order by ${key}`,
)
const childCount = statement<{ total: number }>(
  'administered_child_count',
  `select count(*)::integer as total from child c where ${wantedChildren}`,
)

/** A page of children by surname; `search` is a part of call name and surname. */
export async function childrenPage(
  tx: Tx,
  asked: { search?: string | undefined; group?: string | undefined; after?: string | undefined },
): Promise<{ children: ChildSummary[]; total: number; more: boolean }> {
  const wanted = [
    tx.actor.organisationId,
    asked.search?.trim() || null,
    asked.group ?? null,
    dayOf(tx.now, timeZone),
  ] as const
  const [rows, [count]] = await Promise.all([
    tx.query(childPage, [...wanted, asked.after ?? null, pageSize + 1, tx.now]),
    tx.query(childCount, wanted),
  ])
  return {
    children: rows.slice(0, pageSize).map((row) => ({
      id: row.id,
      callName: row.call_name,
      surname: row.surname,
      birthDate: row.birth_date,
      group: row.group_name,
      guardians: row.guardians,
    })),
    total: count?.total ?? 0,
    more: rows.length > pageSize,
  }
}

const childRow = statement<{
  id: string
  first_names: string
  call_name: string
  surname: string
  birth_date: string
}>(
  'administered_child',
  'select id, first_names, call_name, surname, birth_date from child where id = $1 and organisation_id = $2',
)
const contractsOf = statement<ChildRecord['contracts'][number]>(
  'administered_contracts',
  `select c.id, c.care_type as "careType", e.name as "legalEntity", c.starts_on as "startsOn", c.ends_on as "endsOn"
     from contract c join legal_entity e on e.id = c.legal_entity_id where c.child_id = $1 order by c.starts_on desc, c.id`,
)
const placementsOf = statement<ChildRecord['placements'][number]>(
  'administered_placements',
  `select p.id, g.name as "group", l.name as location, p.starts_on as "startsOn", p.ends_on as "endsOn"
     from placement p join "group" g on g.id = p.group_id join location l on l.id = g.location_id
    where p.child_id = $1 order by p.starts_on desc, p.id`,
)
const guardiansOf = statement<{
  guardianship_id: string
  person_id: string
  first_name: string
  last_name: string
  email: string
  language: 'nl' | 'en'
  parental_authority: boolean
  restricted: boolean
  starts_on: string
  ends_on: string | null
  state: PersonState
  invitation_id: string | null
  invited_at: Date
  expires_at: Date
}>(
  'administered_guardians',
  `select s.id as guardianship_id, p.id as person_id, p.first_name, p.last_name, p.email, p.language, s.parental_authority,
          s.restricted_at is not null as restricted, s.starts_on, s.ends_on, ${stateOf('$2')} as state,
          i.id as invitation_id, i.invited_at, i.expires_at
     from guardianship s join person p on p.id = s.person_id ${lastInvitation}
    where s.child_id = $1
    order by (s.ends_on is not null and s.ends_on < $3::date), s.parental_authority desc, p.last_name, p.first_name, s.id`,
)

/** Everything that administration sees of a child; else nothing is found. */
export async function childRecordOf(tx: Tx, childId: string): Promise<ChildRecord> {
  const [[child], contracts, placements, guardians] = await Promise.all([
    tx.query(childRow, [childId, tx.actor.organisationId]),
    tx.query(contractsOf, [childId]),
    tx.query(placementsOf, [childId]),
    tx.query(guardiansOf, [childId, tx.now, dayOf(tx.now, timeZone)]),
  ])
  if (!child) throw new Refusal('not_found')
  return {
    id: child.id,
    firstNames: child.first_names,
    callName: child.call_name,
    surname: child.surname,
    birthDate: child.birth_date,
    contracts,
    placements,
    guardians: guardians.map((row) => ({
      guardianshipId: row.guardianship_id,
      personId: row.person_id,
      firstName: row.first_name,
      lastName: row.last_name,
      email: row.email,
      language: row.language,
      parentalAuthority: row.parental_authority,
      restricted: row.restricted,
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      state: row.state,
      invitation: invitationOf(row.state, row),
    })),
  }
}
