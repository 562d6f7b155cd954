import { writeAudit } from '../../db/events.ts'
import { tellReads } from '../child-reads.ts'
import * as contract from '../contract/absence.ts'
import * as rules from '../contract/absence-rules.ts'
import { todayOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { route, type Surroundings } from '../http.ts'
import { cancelAbsence, changeAbsence, seeAbsence } from './change.ts'
import { historyOf } from './keeping.ts'
import { previewAbsence } from './preview.ts'
import { absenceFor, childrenToReport, rowOf } from './queries.ts'
import { reportAbsence } from './report.ts'
import { addRule, removeRule, rulesOf } from './rules.ts'

/** Mounts what guardians and staff say of a child that does not come, and until when that is to be said. */
export function absenceRoutes(to: Surroundings): void {
  route(to, contract.previewAbsence, async (tx, { body }) => ({
    now: tx.now.toISOString(),
    today: todayOf(tx),
    children: await previewAbsence(tx, body),
  }))
  route(to, contract.reportAbsence, async (tx, { body }) => ({ absences: await reportAbsence(tx, body) }))
  route(to, contract.changeAbsence, async (tx, { params, body }) => ({
    absence: absenceFor(tx, await changeAbsence(tx, params.absenceId, body)),
  }))
  route(to, contract.cancelAbsence, async (tx, { params, query }) => ({
    absence: absenceFor(tx, await cancelAbsence(tx, params.absenceId, query.version)),
  }))
  route(to, contract.seeAbsence, async (tx, { params, body }) => ({
    absence: await seeAbsence(tx, params.absenceId, body.version),
  }))
  route(to, contract.absenceHistory, async (tx, { params }) => {
    const row = await rowOf(tx, params.absenceId)
    if (!row) throw new Refusal('not_found')
    await childrenToReport(tx, [row.child_id])
    const revisions = await historyOf(tx, row.id)
    if (tx.actor.role !== 'guardian') await tellReads(tx, [row.child_id], 'absence_history', row.id)
    await writeAudit(tx, { action: 'absence.history_read', subject: { child: row.child_id, absence: row.id } })
    return { absence: absenceFor(tx, row), revisions }
  })
  route(to, rules.absenceRules, rulesOf)
  route(to, rules.addAbsenceRule, async (tx, { body }) => {
    await addRule(tx, body)
    return rulesOf(tx)
  })
  route(to, rules.removeAbsenceRule, async (tx, { params }) => {
    await removeRule(tx, params.ruleId)
    return rulesOf(tx)
  })
}
