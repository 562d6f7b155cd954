import { dayOf } from '../contract/clock.ts'
import * as contract from '../contract/portrait.ts'
import { timeZone } from '../day.ts'
import { groupsOf } from '../group/queries.ts'
import { asSession, openRoute, route, type Surroundings } from '../http.ts'
import { type Pictures, sendFile } from '../picture-file.ts'
import { putPortrait, removePortrait } from './portrait.ts'
import { ownPortrait, portraitFile } from './queries.ts'

/** Mounts the portraits of the staff. */
export function portraitRoutes(to: Surroundings, pictures: Pictures): void {
  route(to, contract.ownPortrait, async (tx) => {
    const own = await ownPortrait(tx)
    const [group] = await groupsOf(tx, dayOf(tx.now, timeZone))
    const byOther = own?.removed_at && own.removed_by_id !== tx.actor.personId
    return {
      portraitId: own && !own.removed_at ? own.id : null,
      removedAt: byOther ? own.removed_at!.toISOString() : null,
      groupId: group?.id ?? null,
    }
  })
  route(to, contract.putPortrait, async (tx, { body }) => {
    await putPortrait(tx, body.mediaId)
    return { portraitId: body.mediaId }
  })
  route(to, contract.removePortrait, async (tx, { params }) => {
    await removePortrait(tx, params.portraitId, false)
    return {}
  })
  route(to, contract.restorePortrait, async (tx, { params }) => {
    await removePortrait(tx, params.portraitId, true)
    return {}
  })
  openRoute(to, contract.portraitFile, async ({ params }, edge) => {
    const find = () =>
      asSession(to, contract.portraitFile, edge, 'snapshot', (tx) =>
        portraitFile(tx, params.portraitId, params.rendition, pictures.secret),
      )
    return sendFile(pictures, edge, await find(), find)
  })
}
