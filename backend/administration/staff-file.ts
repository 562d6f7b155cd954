import type { ImportProblem } from '../contract/import.ts'
import type { NewWorker } from './additions.ts'
import { type Cells, choiceIn, dayIn, emailIn, groupIn, languages, nameIn, openCells } from './cells.ts'
import { yearsFrom } from './children.ts'
import type { Header } from './columns.ts'
import type { Line } from './csv.ts'
import { isSamePerson } from './names.ts'
import type { KnownPerson } from './people-queries.ts'
import type { PlacedGroup } from './structure-queries.ts'

const staff = ['medewerker', 'pedagogisch medewerker', 'staff']
const manager = ['manager', 'locatiemanager', 'location manager']
const workRoles = new Map([
  ...staff.map((word): [string, 'staff' | 'manager'] => [word, 'staff']),
  ...manager.map((word): [string, 'staff' | 'manager'] => [word, 'manager']),
])

/** What the rows are compared with. */
export interface Surroundings {
  today: string
  locations: readonly { id: string; name: string }[]
  groups: readonly PlacedGroup[]
  people: ReadonlyMap<string, KnownPerson>
}

/** Reads rows of staff, whose groups are parted by `|`, and of managers; each gives somebody or says what is wrong. */
export function openStaffFile(header: Header, around: Surroundings, problems: ImportProblem[]) {
  const seen = new Set<string>()

  function workIn(cells: Cells): NewWorker['work'] | undefined {
    const role = choiceIn(cells, 'role', 'role', workRoles)
    if (role === 'manager') {
      const name = nameIn(cells, 'location')
      if (!name) return undefined
      const found = around.locations.filter((one) => one.name.toLowerCase() === name.toLowerCase())
      if (found.length === 1) return { role, locationId: found[0]!.id }
      return cells.problem('location', found.length === 0 ? 'location_unknown' : 'location_ambiguous', name)
    }
    const names = cells
      .text('group')
      .split('|')
      .map((name) => name.trim())
    if (role !== 'staff' || !nameIn(cells, 'group')) return undefined
    const groups = names.filter((name) => name !== '').map((name) => groupIn(cells, name, around.groups))
    return { role, groupIds: groups.flatMap((group) => (group ? [group.id] : [])) }
  }

  return function read(line: Line): NewWorker | undefined {
    const cells = openCells(header, line, problems)
    const firstName = nameIn(cells, 'first_name')
    const lastName = nameIn(cells, 'last_name')
    const email = emailIn(cells, 'email')
    const work = workIn(cells)
    const startsOn = dayIn(cells, 'start')
    const language = choiceIn(cells, 'language', 'language', languages, 'nl')
    if (startsOn && startsOn > yearsFrom(around.today, 3)) cells.problem('start', 'start_too_far', startsOn)
    if (startsOn && work?.role === 'manager' && startsOn > around.today)
      cells.problem('start', 'start_in_future', startsOn)
    const known = email === undefined ? undefined : around.people.get(email)
    if (email !== undefined) {
      if (seen.has(email)) cells.problem('email', 'double_person', email)
      seen.add(email)
    }
    if (known && firstName && lastName && !isSamePerson(known, { firstName, lastName }))
      cells.problem('email', 'other_name', `${known.firstName} ${known.lastName}`)
    else if (known && work && hasAlready(known, work)) cells.problem('email', 'already_there', known.email)
    if (cells.isFaulty() || !firstName || !lastName || !email || !work || !startsOn || !language) return undefined
    return { firstName, lastName, email, language, startsOn, work }
  }
}

function hasAlready(known: KnownPerson, work: NewWorker['work']): boolean {
  if (work.role === 'manager')
    return known.roles.some(({ role, locationId }) => role === 'manager' && locationId === work.locationId)
  return work.groupIds.every((id) => known.groups.some((group) => group.id === id))
}
