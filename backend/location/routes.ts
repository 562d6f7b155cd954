import { writeAudit } from '../../db/events.ts'
import { tellReads } from '../child-reads.ts'
import * as contract from '../contract/location.ts'
import { route, type Surroundings } from '../http.ts'
import { saveLocation, setMentor } from './location.ts'
import { childrenThere, locationsFor, mentorsFor } from './queries.ts'

/** Mounts what a location tells of itself, and who is mentor of whom. */
export function locationRoutes(to: Surroundings): void {
  route(to, contract.locations, async (tx) => ({
    locations: await locationsFor(tx),
    children: await childrenThere(tx),
  }))
  route(to, contract.saveLocation, async (tx, { params, body }) => ({
    location: await saveLocation(tx, params.locationId, body),
  }))
  route(to, contract.mentors, async (tx) => {
    const known = await mentorsFor(tx)
    const children = known.children.map(({ id }) => id)
    await tellReads(tx, children, 'mentors')
    await writeAudit(tx, { action: 'mentors.read', subject: { children } })
    return known
  })
  route(to, contract.setMentor, async (tx, { params, body }) => ({
    child: await setMentor(tx, params.childId, body.personId),
  }))
}
