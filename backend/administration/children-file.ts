import type { NewGuardian } from '../contract/administration.ts'
import type { ImportProblem } from '../contract/import.ts'
import type { NewChild } from './additions.ts'
import { authorities, type Cells, choiceIn, dayIn, emailIn, groupIn, languages, nameIn, openCells } from './cells.ts'
import { yearsFrom } from './children.ts'
import type { Header } from './columns.ts'
import type { Line } from './csv.ts'
import { isSamePerson, nameKey } from './names.ts'
import type { KnownPerson } from './people-queries.ts'
import type { PlacedGroup } from './structure-queries.ts'

const careTypes = new Map<string, 'KDV' | 'BSO'>([
  ['kdv', 'KDV'],
  ['dagopvang', 'KDV'],
  ['kinderdagverblijf', 'KDV'],
  ['bso', 'BSO'],
  ['buitenschoolse opvang', 'BSO'],
])

/** By which two children are the same child. */
export const childKey = (callName: string, surname: string, birthDate: string): string =>
  `${nameKey(callName, surname)}|${birthDate}`

/** What the rows are compared with. */
export interface Surroundings {
  today: string
  groups: readonly PlacedGroup[]
  /** The `childKey`s of the children that are there. */
  children: ReadonlySet<string>
  people: ReadonlyMap<string, KnownPerson>
}

/** Reads rows of children with up to two guardians; each gives a child or says what is wrong with it. */
export function openChildrenFile(header: Header, around: Surroundings, problems: ImportProblem[]) {
  const seen = new Set<string>()
  const named = new Map<string, string>()

  function guardianIn(cells: Cells, n: 1 | 2): NewGuardian | undefined {
    const column = (name: string) => `guardian${n}_${name}`
    const firstName = nameIn(cells, column('first_name'))
    const lastName = nameIn(cells, column('last_name'))
    const email = emailIn(cells, column('email'))
    const parentalAuthority = choiceIn(cells, column('authority'), 'authority', authorities)
    const language = choiceIn(cells, column('language'), 'language', languages, 'nl')
    if (!firstName || !lastName || !email || parentalAuthority === undefined || !language) return undefined
    const name = nameKey(firstName, lastName)
    const known = around.people.get(email)
    if (known && !isSamePerson(known, { firstName, lastName }))
      cells.problem(column('email'), 'other_name', `${known.firstName} ${known.lastName}`)
    else if ((named.get(email) ?? name) !== name) cells.problem(column('email'), 'other_name_in_file', email)
    named.set(email, named.get(email) ?? name)
    return { firstName, lastName, email, language, parentalAuthority }
  }

  return function read(line: Line): NewChild | undefined {
    const cells = openCells(header, line, problems)
    const callName = nameIn(cells, 'call_name')
    const firstNames = nameIn(cells, 'first_names', callName ?? ' ')
    const surname = nameIn(cells, 'surname')
    const birthDate = dayIn(cells, 'birth_date')
    const careType = choiceIn(cells, 'care_type', 'care_type', careTypes)
    const groupName = nameIn(cells, 'group')
    const group = groupName && groupIn(cells, groupName, around.groups)
    const startsOn = dayIn(cells, 'start')
    if (birthDate) checkBirth(cells, birthDate, startsOn, around.today)
    if (startsOn && startsOn > yearsFrom(around.today, 3)) cells.problem('start', 'start_too_far', startsOn)
    const first = guardianIn(cells, 1)
    const hasSecond = [...header.at.keys()].some((one) => one.startsWith('guardian2_') && cells.text(one) !== '')
    const second = hasSecond ? guardianIn(cells, 2) : undefined
    if (first && first.email === second?.email) cells.problem('guardian2_email', 'double_email', first.email)
    if (callName && surname && birthDate) {
      const key = childKey(callName, surname, birthDate)
      if (around.children.has(key)) cells.problem('', 'child_exists', `${callName} ${surname}`)
      else if (seen.has(key)) cells.problem('', 'double_child', `${callName} ${surname}`)
      seen.add(key)
    }
    if (cells.isFaulty() || !callName || !firstNames || !surname || !birthDate || !careType || !group) return undefined
    if (!startsOn || !first || (hasSecond && !second)) return undefined
    const guardians = second ? [first, second] : [first]
    return { firstNames, callName, surname, birthDate, careType, group, startsOn, guardians }
  }
}

function checkBirth(cells: Cells, birthDate: string, startsOn: string | undefined, today: string): void {
  if (birthDate > today) cells.problem('birth_date', 'birth_in_future', birthDate)
  else if (birthDate < yearsFrom(today, -18)) cells.problem('birth_date', 'birth_too_old', birthDate)
  else if (startsOn && startsOn < birthDate) cells.problem('start', 'start_before_birth', startsOn)
}
