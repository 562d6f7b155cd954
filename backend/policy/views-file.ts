import { stringify } from 'csv-stringify/sync'
import type { PolicyView } from '../contract/policy.ts'
import type { Language } from '../contract/values.ts'
import { timeZone } from '../day.ts'

const words = {
  nl: { columns: ['Achternaam', 'Voornaam', 'Rollen', 'Gezien op', 'Taal'] },
  en: { columns: ['Surname', 'First name', 'Roles', 'Seen at', 'Language'] },
}
const roles: Record<Language, Record<PolicyView['roles'][number], string>> = {
  nl: {
    guardian: 'ouder',
    staff: 'medewerker',
    manager: 'locatiemanager',
    administration: 'administratie',
    privacy_officer: 'privacyfunctionaris',
  },
  en: {
    guardian: 'guardian',
    staff: 'staff',
    manager: 'manager',
    administration: 'administration',
    privacy_officer: 'privacy officer',
  },
}

/** `2026-11-22 15:30:00`, as the organisation’s clock showed it. */
const localTime = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })

/** Who saw a version, as a file that a spreadsheet opens; no cell is taken for a formula. */
export const viewsFile = (views: readonly PolicyView[], language: Language): string =>
  stringify(
    [
      words[language].columns,
      ...views.map((view) => [
        view.lastName,
        view.firstName,
        view.roles.map((role) => roles[language][role]).join(', '),
        view.at === null ? '' : localTime.format(new Date(view.at)),
        view.language ?? '',
      ]),
    ],
    { bom: true, delimiter: ';', escape_formulas: true, record_delimiter: 'windows' },
  )
