import { statement, type Tx } from '../../db/client.ts'
import { invitationLifetime } from '../../db/link.ts'
import type { CareType, NewGuardian } from '../contract/administration.ts'
import { dayOf } from '../contract/clock.ts'
import { timeZone } from '../day.ts'
import type { KnownPerson } from './people-queries.ts'
import type { PlacedGroup } from './structure-queries.ts'

export interface NewChild {
  firstNames: string
  callName: string
  surname: string
  birthDate: string
  careType: CareType
  group: PlacedGroup
  startsOn: string
  guardians: readonly NewGuardian[]
}

export interface NewWorker {
  firstName: string
  lastName: string
  email: string
  language: 'nl' | 'en'
  startsOn: string
  work: { role: 'staff'; groupIds: readonly string[] } | { role: 'manager'; locationId: string }
}

/** The tables that adding fills, in the order in which they refer to one another, and the columns filled. */
const tables = {
  person: ['first_name', 'last_name', 'email', 'language'],
  person_role: ['person_id', 'role', 'location_id', 'starts_on'],
  staff_assignment: ['person_id', 'group_id', 'starts_on'],
  child: ['first_names', 'call_name', 'surname', 'birth_date'],
  contract: ['child_id', 'legal_entity_id', 'care_type', 'starts_on'],
  placement: ['contract_id', 'child_id', 'group_id', 'starts_on'],
  guardianship: ['child_id', 'person_id', 'parental_authority', 'starts_on'],
  channel: ['kind', 'child_id', 'person_id', 'open'],
  invitation: ['person_id', 'invited_by_id', 'invited_at', 'expires_at'],
  mail: ['person_id', 'kind', 'cause_id', 'facts', 'created_at', 'due_at'],
} as const
type Table = keyof typeof tables
type Row = Record<string, unknown>

/** Makes the id of a new row. */
export type MakeId = (table: Table) => string

/** What adding people and children comes to: the rows to write and what they mean, before anything is written. */
export function openAdditions(tx: Pick<Tx, 'actor' | 'now'>, known: ReadonlyMap<string, KnownPerson>, makeId: MakeId) {
  const { organisationId, personId: invitedById } = tx.actor
  const today = dayOf(tx.now, timeZone)
  const rows = new Map<Table, Row[]>()
  const settled = new Map<string, KnownPerson>()
  const counts = { children: 0, people: 0, linked: 0, invitations: 0 }

  function add(table: Table, row: Row): string {
    const id = makeId(table)
    const whole = { id, organisation_id: organisationId, ...row }
    const there = rows.get(table)
    if (there) there.push(whole)
    else rows.set(table, [whole])
    return id
  }

  function invite(personId: string): void {
    const expires = new Date(tx.now.getTime() + invitationLifetime)
    const id = add('invitation', {
      person_id: personId,
      invited_by_id: invitedById,
      invited_at: tx.now,
      expires_at: expires,
    })
    const due = { created_at: tx.now, due_at: tx.now }
    add('mail', { person_id: personId, kind: 'invitation', cause_id: id, facts: {}, ...due })
    counts.invitations++
  }

  /** The person at an address: known, or new; invited unless there is an account or an open invitation. */
  function settle(given: Omit<NewGuardian, 'parentalAuthority'>): KnownPerson {
    const before = settled.get(given.email)
    if (before) return before
    const found = known.get(given.email)
    const { firstName, lastName, email, language } = given
    const person = found
      ? { ...found, roles: [...found.roles], groups: [...found.groups] }
      : {
          id: add('person', { first_name: firstName, last_name: lastName, email, language }),
          firstName,
          lastName,
          email,
          state: 'uninvited' as const,
          roles: [],
          groups: [],
        }
    settled.set(email, person)
    counts[found ? 'linked' : 'people']++
    if (person.state === 'uninvited' || person.state === 'expired') invite(person.id)
    return person
  }

  function giveRole(person: KnownPerson, role: string, startsOn: string, locationId: string | null = null): void {
    const has = person.roles.some(
      (one) => one.role === role && one.locationId === locationId && one.startsOn <= startsOn,
    )
    if (has) return
    person.roles.push({ role, locationId, startsOn })
    add('person_role', {
      person_id: person.id,
      role,
      location_id: locationId,
      starts_on: startsOn,
    })
    // Who had the role before has the channel already: those rows are left out when written.
    if (role === 'guardian') add('channel', { kind: 'own', person_id: person.id, child_id: null, open: true })
  }

  function addGuardian(childId: string, given: NewGuardian): string {
    const person = settle(given)
    giveRole(person, 'guardian', today)
    const { parentalAuthority: parental_authority } = given
    return add('guardianship', {
      child_id: childId,
      person_id: person.id,
      parental_authority,
      starts_on: today,
    })
  }

  return {
    counts,
    rows: rows as ReadonlyMap<Table, Row[]>,
    addGuardian,
    /** A child with contract, placement, guardians and its channels, all closed until consent is granted. */
    addChild(given: NewChild): string {
      const { firstNames, callName, surname, birthDate, group, startsOn } = given
      const childId = add('child', {
        first_names: firstNames,
        call_name: callName,
        surname,
        birth_date: birthDate,
      })
      const dates = { child_id: childId, starts_on: startsOn }
      const contract_id = add('contract', {
        ...dates,
        legal_entity_id: group.legalEntityId,
        care_type: given.careType,
      })
      add('placement', { ...dates, contract_id, group_id: group.id })
      for (const kind of ['diary', 'photos', 'absence', 'attendance', 'action', 'asking', 'staff'])
        add('channel', { kind, child_id: childId, person_id: null, open: false })
      for (const guardian of given.guardians) addGuardian(childId, guardian)
      counts.children++
      return childId
    },
    /** Staff may make their account at once; what they may see follows from the day on which the group does. */
    addWorker(given: NewWorker): string {
      const person = settle(given)
      const { work, startsOn } = given
      if (work.role === 'manager') giveRole(person, 'manager', startsOn, work.locationId)
      else {
        giveRole(person, 'staff', startsOn < today ? startsOn : today)
        for (const groupId of work.groupIds) {
          if (person.groups.some((group) => group.id === groupId && group.startsOn <= startsOn)) continue
          person.groups.push({ id: groupId, startsOn })
          add('staff_assignment', {
            person_id: person.id,
            group_id: groupId,
            starts_on: startsOn,
          })
        }
      }
      return person.id
    },
  }
}

export type Additions = ReturnType<typeof openAdditions>

/** So many rows a statement: long enough to be quick, short enough that no statement comes near its time limit. */
const chunk = 2_000

const inserts = new Map(
  (Object.keys(tables) as Table[]).map((table) => {
    const columns = ['id', 'organisation_id', ...tables[table]].join(', ')
    const rows = `select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`
    return [
      table,
      statement<never>(
        `add_${table}`,
        `insert into ${table} (${columns}) ${rows} ${table === 'channel' ? 'on conflict do nothing' : ''}`,
      ),
    ]
  }),
)

/** Writes all of it, some thousand rows at a time. */
export async function writeAdditions(tx: Tx, { rows }: Additions): Promise<void> {
  for (const [table, insert] of inserts) {
    const all = rows.get(table) ?? []
    for (let from = 0; from < all.length; from += chunk)
      await tx.query(insert, [JSON.stringify(all.slice(from, from + chunk))])
  }
}
