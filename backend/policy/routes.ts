import * as contract from '../contract/policy.ts'
import { Refusal } from '../errors.ts'
import { route, type Surroundings } from '../http.ts'
import { noteViewsRead, publishPolicy, seePolicy } from './policy.ts'
import {
  policiesAnnouncedFor,
  policiesInForceFor,
  policyFor,
  policyVersionsOf,
  viewCountsOf,
  viewsOf,
} from './queries.ts'
import { viewsFile } from './views-file.ts'

const page = 50

/** Mounts the privacy statement and the terms: reading and having seen them, publishing, and who saw what. */
export function policyRoutes(to: Surroundings): void {
  route(to, contract.policies, async (tx) => {
    const [inForce, announced] = await Promise.all([policiesInForceFor(tx), policiesAnnouncedFor(tx)])
    return { inForce, announced }
  })
  route(to, contract.announcedPolicies, async (tx) => ({ announced: await policiesAnnouncedFor(tx) }))
  route(to, contract.policyVersions, (tx) => policyVersionsOf(tx))
  route(to, contract.policy, (tx, { params }) => policyFor(tx, params.policyId))
  route(to, contract.seePolicy, async (tx, { params, body }) => ({
    at: (await seePolicy(tx, params.policyId, body)).toISOString(),
  }))
  route(to, contract.publishPolicy, async (tx, { body }) => {
    await publishPolicy(tx, body)
    const published = (await policyVersionsOf(tx)).versions.find(({ id }) => id === body.id)
    if (!published) throw new Refusal('not_found')
    return published
  })
  route(to, contract.policyViews, async (tx, { params, query }) => {
    await policyFor(tx, params.policyId)
    await noteViewsRead(tx, params.policyId, 'policy.views_read')
    const seen = query.seen && query.seen === 'yes'
    const [counts, people] = await Promise.all([
      viewCountsOf(tx, params.policyId),
      viewsOf(tx, params.policyId, { seen, after: query.after, most: page + 1 }),
    ])
    const shown = people.slice(0, page)
    return { ...counts, people: shown, next: people.length > page ? shown.at(-1)!.personId : null }
  })
  route(to, contract.exportPolicyViews, async (tx, { params }) => {
    await policyFor(tx, params.policyId)
    await noteViewsRead(tx, params.policyId, 'policy.views_exported')
    return viewsFile(await viewsOf(tx, params.policyId), tx.actor.language)
  })
}
