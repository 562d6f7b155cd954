import { writeAudit } from '../../db/events.ts'
import * as contract from '../contract/account.ts'
import { route, type Surroundings } from '../http.ts'
import type { AccountParts } from './routes.ts'
import { deleteOthers } from './session.ts'

/** Mounts signing out everywhere at once. */
export function deviceRoutes(to: Surroundings, { pool, sessionEnded }: AccountParts): void {
  route(to, contract.endSessions, async (tx, { body }) => {
    await writeAudit(tx, { action: 'account.sessions_ended', subject: { everywhere: body.everywhere } })
    const ended = await deleteOthers(pool, tx.actor.personId, body.everywhere ? undefined : tx.actor.sessionId)
    for (const id of ended) sessionEnded(id)
    return {}
  })
}
