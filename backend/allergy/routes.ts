import { writeAudit } from '../../db/events.ts'
import { tellReads } from '../child-reads.ts'
import * as contract from '../contract/allergies.ts'
import { route, type Surroundings } from '../http.ts'
import { addAllergy, allergiesOf, changeAllergy } from './allergies.ts'

/** Mounts what is kept of children's allergies. */
export function allergyRoutes(to: Surroundings): void {
  route(to, contract.allergies, async (tx, { params }) => {
    const found = await allergiesOf(tx, params.childId)
    await tellReads(tx, [found.child.id], 'allergies')
    await writeAudit(tx, { action: 'allergies.read', subject: { child: found.child.id } })
    return found
  })
  route(to, contract.addAllergy, async (tx, { params, body }) => {
    await addAllergy(tx, params.childId, body)
    return allergiesOf(tx, params.childId)
  })
  route(to, contract.changeAllergy, async (tx, { params, body }) =>
    allergiesOf(tx, await changeAllergy(tx, params.allergyId, body)),
  )
}
