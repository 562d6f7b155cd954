import { writeAudit } from '../../db/events.ts'
import * as contract from '../contract/audit.ts'
import type { Role } from '../contract/route.ts'
import { downloadRoute, route, type Surroundings } from '../http.ts'
import { exportAudit, searchAudit } from './audit.ts'
import { childrenNamed, peopleNamed } from './queries.ts'

/** Mounts what the privacy officer does with the audit. */
export function auditRoutes(to: Surroundings): void {
  route(to, contract.searchAudit, (tx, { query }) => searchAudit(tx, query))
  route(to, contract.auditNames, async (tx, { query }) => {
    const found =
      query.of === 'people'
        ? (await peopleNamed(tx, query.name)).map((row) => ({ ...row, roles: row.roles as Role[], birthDate: null }))
        : (await childrenNamed(tx, query.name)).map(({ birth_date: birthDate, ...row }) => ({
            ...row,
            roles: [],
            birthDate,
          }))
    await writeAudit(tx, { action: 'audit.names_read', subject: { [query.of]: found.map(({ id }) => id) } })
    return { found }
  })
  downloadRoute(to, contract.exportAudit, (tx, { body }) => exportAudit(tx, body))
}
