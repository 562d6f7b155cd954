import { writeAudit } from '../../db/events.ts'
import { childrenToReport } from '../absence/queries.ts'
import { tellReads } from '../child-reads.ts'
import * as contract from '../contract/handover.ts'
import { route, type Surroundings } from '../http.ts'
import { changeHandover, seeHandover, tellHandover, withdrawHandover } from './handover.ts'
import { guardianHandover, handoverFor, historyOf, staffHandover } from './queries.ts'

/** Mounts what guardians tell the group before a child comes. */
export function handoverRoutes(to: Surroundings): void {
  route(to, contract.tellHandover, async (tx, { body }) => ({
    handover: guardianHandover(await tellHandover(tx, body)),
  }))
  route(to, contract.changeHandover, async (tx, { params, body }) => ({
    handover: guardianHandover(await changeHandover(tx, params.handoverId, body)),
  }))
  route(to, contract.withdrawHandover, async (tx, { params, query }) => {
    await withdrawHandover(tx, params.handoverId, query.version)
    return {}
  })
  route(to, contract.seeHandover, async (tx, { params, body }) => ({
    handover: staffHandover(await seeHandover(tx, params.handoverId, body.version)),
  }))
  route(to, contract.handoverHistory, async (tx, { params }) => {
    const row = await handoverFor(tx, params.handoverId)
    const isGuardian = tx.actor.role === 'guardian'
    // Who worked with the child in a group that it has left reads its diary on for a while, but no history.
    if (!isGuardian) await childrenToReport(tx, [row.child_id])
    const revisions = await historyOf(tx, row.id)
    if (!isGuardian) await tellReads(tx, [row.child_id], 'handover_history', row.id)
    await writeAudit(tx, { action: 'handover.history_read', subject: { child: row.child_id, handover: row.id } })
    return { handover: isGuardian ? guardianHandover(row) : staffHandover(row), revisions }
  })
}
