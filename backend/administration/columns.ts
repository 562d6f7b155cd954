import type { ImportKind, ImportProblem } from '../contract/import.ts'
import type { Line } from './csv.ts'

const guardianColumns = (n: 1 | 2) =>
  ({
    [`guardian${n}_first_name`]: [`ouder${n}_voornaam`, `guardian${n}_first_name`],
    [`guardian${n}_last_name`]: [`ouder${n}_achternaam`, `guardian${n}_last_name`],
    [`guardian${n}_email`]: [`ouder${n}_email`, `ouder${n}_e_mail`, `guardian${n}_email`],
    [`guardian${n}_authority`]: [`ouder${n}_gezag`, `guardian${n}_authority`],
    [`guardian${n}_language`]: [`ouder${n}_taal`, `guardian${n}_language`],
  }) as Record<string, string[]>

/** What a column of each kind may be called, in Dutch first. */
const columns: Record<ImportKind, Record<string, string[]>> = {
  children: {
    call_name: ['roepnaam', 'call_name'],
    first_names: ['voornamen', 'first_names'],
    surname: ['achternaam', 'surname', 'last_name'],
    birth_date: ['geboortedatum', 'birth_date', 'date_of_birth'],
    care_type: ['opvangsoort', 'care_type'],
    location: ['locatie', 'location'],
    group: ['groep', 'group'],
    start: ['startdatum', 'start_date'],
    ...guardianColumns(1),
    ...guardianColumns(2),
  },
  staff: {
    first_name: ['voornaam', 'first_name'],
    last_name: ['achternaam', 'last_name', 'surname'],
    email: ['email', 'e_mail', 'emailadres', 'e_mailadres'],
    role: ['rol', 'role'],
    group: ['groep', 'group'],
    location: ['locatie', 'location'],
    start: ['startdatum', 'start_date'],
    language: ['taal', 'language'],
  },
}

/** Those that a file may leave out altogether. */
const optional = /^(first_names|location|guardian2_\w+|guardian1_language|language)$/

const bsn = /(^|_)(bsn|burgerservicenummer|sofi_?nummer|citizen_service_number)|_?bsn_?(nummer|nr)/

const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')

/** Which column of the file is what, and what the file calls it. */
export interface Header {
  at: ReadonlyMap<string, number>
  called(column: string): string
  width: number
}

/** Reads the first line; a column that we do not know is refused by its name, and one for BSNs in words of its own. */
export function readHeader(kind: ImportKind, { row, cells }: Line): { header: Header; problems: ImportProblem[] } {
  const known = new Map(Object.entries(columns[kind]).flatMap(([column, names]) => names.map((name) => [name, column])))
  const at = new Map<string, number>()
  const problems: ImportProblem[] = []
  const problem = (column: string, reason: ImportProblem['reason']) =>
    problems.push({ row, column: column.slice(0, 60), reason, value: '' })
  for (const [index, cell] of cells.entries()) {
    const column = known.get(plain(cell))
    if (bsn.test(plain(cell))) problem(cell, 'bsn_column')
    // A last separator makes a column without a name; what stands in it is told by its row.
    else if (cell === '' && index === cells.length - 1) continue
    else if (!column) problem(cell, 'unknown_column')
    else if (at.has(column)) problem(cell, 'double_column')
    else at.set(column, index)
  }
  const dutch = (column: string) => columns[kind][column]![0]!
  if (!problems.some(({ reason }) => reason === 'bsn_column'))
    for (const column of Object.keys(columns[kind]))
      if (!at.has(column) && !optional.test(column)) problem(dutch(column), 'missing_column')
  const called = (column: string) => {
    const index = at.get(column)
    return index === undefined ? dutch(column) : cells[index]!
  }
  return { header: { at, called, width: at.size }, problems }
}
