import { writeAudit } from '../../db/events.ts'
import { tellReads } from '../child-reads.ts'
import * as contract from '../contract/attendance.ts'
import { dayOf } from '../contract/clock.ts'
import * as collectors from '../contract/collectors.ts'
import * as ratio from '../contract/ratio-rules.ts'
import { timeZone } from '../day.ts'
import { route, type Surroundings } from '../http.ts'
import { checkIn, checkOut } from './arrivals.ts'
import { addCollector, changeCollector, collectorsOf } from './collectors.ts'
import { addStay, correctStay, removeStay, setEscorts, undoStay } from './corrections.ts'
import { staffingOn, staffStay } from './queries.ts'
import { addRule, removeRule, rulesOf } from './ratio-rules.ts'
import { setStaffing } from './staffing.ts'
import { historyOf, stayFor } from './stays.ts'

/** Mounts what staff note of who is there, who may fetch a child, and how many staff are needed. */
export function attendanceRoutes(to: Surroundings): void {
  route(to, contract.checkIn, async (tx, { params, body }) => ({
    stays: (await checkIn(tx, params.groupId, body)).map(staffStay),
  }))
  route(to, contract.checkOut, async (tx, { params, body }) => ({
    stays: (await checkOut(tx, params.groupId, body)).map(staffStay),
  }))
  route(to, contract.undoStay, async (tx, { params, body }) => ({
    stay: staffStay(await undoStay(tx, params.stayId, body)),
  }))
  route(to, contract.setEscorts, async (tx, { params, body }) => ({
    stay: staffStay(await setEscorts(tx, params.stayId, body)),
  }))
  route(to, contract.addStay, async (tx, { params, body }) => ({
    stay: staffStay(await addStay(tx, params.groupId, body)),
  }))
  route(to, contract.correctStay, async (tx, { params, body }) => ({
    stay: staffStay(await correctStay(tx, params.stayId, body)),
  }))
  route(to, contract.removeStay, async (tx, { params, body }) => ({
    stay: staffStay(await removeStay(tx, params.stayId, body.version, body.reason)),
  }))
  route(to, contract.stayHistory, async (tx, { params }) => {
    const row = await stayFor(tx, params.stayId)
    const revisions = await historyOf(tx, row.id)
    await tellReads(tx, [row.child_id], 'attendance_history', row.id)
    await writeAudit(tx, { action: 'attendance.history_read', subject: { child: row.child_id, stay: row.id } })
    return { stay: staffStay(row), revisions }
  })
  route(to, contract.setStaffing, async (tx, { params, body }) => {
    await setStaffing(tx, params.groupId, body)
    const day = dayOf(tx.now, timeZone)
    return { day, staffing: await staffingOn(tx, params.groupId, day) }
  })
  route(to, collectors.collectors, async (tx, { params }) => {
    const found = await collectorsOf(tx, params.childId)
    await tellReads(tx, [found.child.id], 'collectors')
    await writeAudit(tx, { action: 'collectors.read', subject: { child: found.child.id } })
    return found
  })
  route(to, collectors.addCollector, async (tx, { params, body }) => {
    await addCollector(tx, params.childId, body)
    return collectorsOf(tx, params.childId)
  })
  route(to, collectors.changeCollector, async (tx, { params, body }) =>
    collectorsOf(tx, await changeCollector(tx, params.collectorId, body)),
  )
  route(to, ratio.ratioRules, rulesOf)
  route(to, ratio.addRatioRule, async (tx, { body }) => {
    await addRule(tx, body)
    return rulesOf(tx)
  })
  route(to, ratio.removeRatioRule, async (tx, { params }) => {
    await removeRule(tx, params.ruleId)
    return rulesOf(tx)
  })
}
