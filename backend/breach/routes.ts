import * as contract from '../contract/breach.ts'
import { route, type Surroundings } from '../http.ts'
import { noteBreachesRead, saveBreach } from './breach.ts'
import { breachesOf, breachFor, breachLine, openBreachesOf, wholeBreach } from './queries.ts'

/** Mounts what the privacy officer keeps of breaches. */
export function breachRoutes(to: Surroundings): void {
  route(to, contract.breaches, async (tx) => {
    const rows = await breachesOf(tx)
    await noteBreachesRead(tx, rows)
    return { breaches: rows.map(breachLine) }
  })
  route(to, contract.openBreaches, async (tx) => {
    const { open, oldest } = await openBreachesOf(tx)
    return { open, oldest: oldest?.toISOString() ?? null }
  })
  route(to, contract.breachRecord, async (tx, { params }) => {
    const row = await breachFor(tx, params.breachId)
    await noteBreachesRead(tx, [row])
    return { breach: wholeBreach(row) }
  })
  route(to, contract.saveBreach, async (tx, { params, body }) => {
    await saveBreach(tx, params.breachId, body)
    return { breach: wholeBreach(await breachFor(tx, params.breachId)) }
  })
}
