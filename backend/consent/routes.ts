import { writeAudit } from '../../db/events.ts'
import { tellReads } from '../child-reads.ts'
import { dayOf } from '../contract/clock.ts'
import * as contract from '../contract/consent.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { groupFor } from '../group/queries.ts'
import { route, type Surroundings } from '../http.ts'
import { decideConsent } from './consent.ts'
import { consentsOf, matrixOf } from './queries.ts'

/** Mounts a guardian's consents, and what a manager sees of them. */
export function consentRoutes(to: Surroundings): void {
  route(to, contract.consents, async (tx) => ({ children: await consentsOf(tx) }))
  route(to, contract.decideConsent, async (tx, { body }) => {
    await decideConsent(tx, body)
    const [child] = await consentsOf(tx, body.childId)
    if (!child) throw new Refusal('not_found')
    return child
  })
  route(to, contract.consentMatrix, async (tx, { query }) => {
    const today = dayOf(tx.now, timeZone)
    const matrix = await matrixOf(tx, await groupFor(tx, query.group, today), today)
    const children = matrix.children.map(({ id }) => id)
    await tellReads(tx, children, 'consents')
    await writeAudit(tx, { action: 'consents.read', subject: { group: matrix.group.id, children } })
    return matrix
  })
}
