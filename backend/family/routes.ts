import { writeAudit } from '../../db/events.ts'
import { tellReads } from '../child-reads.ts'
import * as contract from '../contract/family.ts'
import { route, type Surroundings } from '../http.ts'
import { endShare, liftRestriction, restrictGuardian, shareStream } from './family.ts'
import { familiesOf, familyOf } from './queries.ts'

/** Mounts a location's families, and what a manager lets a guardian read or forbids. */
export function familyRoutes(to: Surroundings): void {
  route(to, contract.families, async (tx) => {
    const families = await familiesOf(tx)
    const children = families.map(({ child }) => child.id)
    await tellReads(tx, children, 'families')
    await writeAudit(tx, { action: 'families.read', subject: { children } })
    return { families }
  })
  route(to, contract.shareStream, async (tx, { body }) => {
    await shareStream(tx, body)
    return { family: await familyOf(tx, body.childId) }
  })
  route(to, contract.endShare, async (tx, { params }) => ({
    family: await familyOf(tx, await endShare(tx, params.shareId)),
  }))
  route(to, contract.restrictGuardian, async (tx, { params, body }) => ({
    family: await familyOf(tx, await restrictGuardian(tx, params.guardianshipId, body.id, body.ruling)),
  }))
  route(to, contract.liftRestriction, async (tx, { params }) => ({
    family: await familyOf(tx, await liftRestriction(tx, params.guardianshipId)),
  }))
}
