import * as contract from '../contract/consent.ts'
import { Refusal } from '../errors.ts'
import { route, type Surroundings } from '../http.ts'
import { decideConsent } from './consent.ts'
import { consentsOf } from './queries.ts'

/** Mounts a guardian's consents. */
export function consentRoutes(to: Surroundings): void {
  route(to, contract.consents, async (tx) => ({ children: await consentsOf(tx) }))
  route(to, contract.decideConsent, async (tx, { body }) => {
    await decideConsent(tx, body)
    const [child] = await consentsOf(tx, body.childId)
    if (!child) throw new Refusal('not_found')
    return child
  })
}
