import type { ImportKind } from '../../backend/contract/import.ts'

const guardian = (n: number) => ['voornaam', 'achternaam', 'email', 'gezag', 'taal'].map((name) => `ouder${n}_${name}`)
const heads: Record<ImportKind, readonly string[]> = {
  children: [
    ...['roepnaam', 'voornamen', 'achternaam', 'geboortedatum', 'opvangsoort', 'groep', 'startdatum'],
    ...guardian(1),
    ...guardian(2),
  ],
  staff: ['voornaam', 'achternaam', 'email', 'rol', 'groep', 'locatie', 'startdatum', 'taal'],
}

/** The rows of an example file, with a group and a location that there are. */
export function templateOf(kind: ImportKind, group: string, location: string, today: string): string[][] {
  if (kind === 'staff') {
    return [
      [...heads.staff],
      ['Nienke', 'Post', 'nienke@voorbeeld.nl', 'medewerker', group, '', today, 'nl'],
      ['Otto', 'Quist', 'otto@voorbeeld.nl', 'locatiemanager', '', location, today, 'nl'],
    ]
  }
  return [
    [...heads.children],
    [
      ...['Noor', 'Noor Maria', 'de Vries', '2024-05-01', 'KDV', group, today],
      ...['Sanne', 'de Vries', 'sanne@voorbeeld.nl', 'ja', 'nl'],
      ...['Tom', 'Bakker', 'tom@voorbeeld.nl', 'nee', 'nl'],
    ],
  ]
}
