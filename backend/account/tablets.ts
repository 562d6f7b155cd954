import { randomInt } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { run, statement, work } from '../../db/client.ts'
import { auditRow, insertAudit, writeAudit } from '../../db/events.ts'
import * as contract from '../contract/tablet.ts'
import { codeLength, codeLetters, codeLifetime } from '../contract/tablet-limits.ts'
import { Refusal } from '../errors.ts'
import { openRoute, route, type Surroundings } from '../http.ts'
import { digestOf, giveMark, markOf, newMark } from './mark.ts'
import type { AccountParts } from './routes.ts'
import { aboutTablet, tabletOf } from './tablet.ts'

const managed = statement<{
  id: string
  location_id: string
  location_name: string
  name: string
  idle_minutes: number
  paired_at: Date
  paired_by: string
  seen_at: Date
}>('managed_tablets', 'select * from managed_tablets()')
const addCode = statement<{ added: boolean }>(
  'add_tablet_code',
  'select add_tablet_code($1, $2, $3, $4, $5, $6) as added',
)
const revoke = statement<{ ended: string[] | null }>('revoke_tablet', 'select revoke_tablet($1) as ended')

/** Of two who type the same code at once, one finds it unused. */
const takeCode = statement<{ organisation_id: string; made_by_id: string }>(
  'take_tablet_code',
  `with taken as (
     update auth.tablet_code set used_at = $3 where digest = $2 and used_at is null and expires_at > $3
     returning organisation_id, location_id, name, idle_minutes, made_by_id
   ), paired as (
     insert into auth.tablet (id, organisation_id, location_id, name, idle_minutes, digest, paired_at, paired_by_id, seen_at)
     select $1, organisation_id, location_id, name, idle_minutes, $4, $3, made_by_id, $3 from taken
   )
   select organisation_id, made_by_id from taken`,
)
/** The tablet that a browser was until it was paired anew, unless it was revoked. */
const replace = statement<{ id: string; organisation_id: string }>(
  'replace_tablet',
  `update auth.tablet set revoked_at = $2, revoked_by_id = $3 where digest = $1 and revoked_at is null returning id, organisation_id`,
)
const endSessionsOn = statement<{ id: string }>(
  'end_sessions_on_tablet',
  'delete from auth.session where tablet_id = $1 returning id',
)

const newCode = () => Array.from({ length: codeLength }, () => codeLetters[randomInt(codeLetters.length)]).join('')

/** Mounts the tablets of a manager's locations, and pairing one. */
export function tabletRoutes(to: Surroundings, { pool, throttle, cookies, sessionEnded }: AccountParts): void {
  route(to, contract.tablets, async (tx) => ({
    tablets: (await tx.query(managed, [])).map((row) => ({
      id: row.id,
      name: row.name,
      location: { id: row.location_id, name: row.location_name },
      idleMinutes: row.idle_minutes,
      pairedAt: row.paired_at.toISOString(),
      pairedBy: row.paired_by,
      seenAt: row.seen_at.toISOString(),
    })),
  }))

  route(to, contract.addTabletCode, async (tx, { body }) => {
    const code = newCode()
    const id = uuidv7()
    const expiresAt = new Date(tx.now.getTime() + codeLifetime)
    const values = [id, body.locationId, body.name, body.idleMinutes, digestOf(code), expiresAt]
    const [row] = await tx.query(addCode, values)
    if (!row?.added) throw new Refusal('not_found')
    await writeAudit(tx, { action: 'tablet.code_made', subject: { code: id, location: body.locationId } })
    return { code, expiresAt: expiresAt.toISOString() }
  })

  route(to, contract.revokeTablet, async (tx, { params: { tabletId } }) => {
    const [row] = await tx.query(revoke, [tabletId])
    if (!row?.ended) throw new Refusal('not_found')
    await writeAudit(tx, { action: 'tablet.revoked', subject: { tablet: tabletId } })
    const { ended } = row
    tx.onceCommitted(() => {
      for (const id of ended) sessionEnded(id)
    })
    return {}
  })

  openRoute(to, contract.pairTablet, async ({ body }, edge) => {
    await throttle.visit(edge.ip)
    const now = to.now()
    const id = uuidv7()
    const mark = newMark()
    const before = markOf(edge, 'tablet', cookies)
    const ended = await work(pool, async (client) => {
      const [taken] = await run(client, takeCode, [id, digestOf(body.code), now, digestOf(mark)])
      if (!taken) throw new Refusal('code_refused')
      const { organisation_id, made_by_id } = taken
      const { ip, device } = edge
      const note = (action: string, tablet: string, organisation: string, by: string | null) =>
        run(client, insertAudit, auditRow(now, organisation, by, { action, subject: { tablet } }, { ip, device }))
      await note('tablet.paired', id, organisation_id, made_by_id)
      const [former] = before ? await run(client, replace, [digestOf(before), now, made_by_id]) : []
      if (!former) return []
      // Of another organisation, who made the code is nobody there.
      const by = former.organisation_id === organisation_id ? made_by_id : null
      await note('tablet.revoked', former.id, former.organisation_id, by)
      return run(client, endSessionsOn, [former.id])
    })
    for (const { id } of ended) sessionEnded(id)
    await throttle.welcome(edge.ip)
    giveMark(edge, 'tablet', cookies, mark)
    return aboutTablet(pool, id, now)
  })

  openRoute(to, contract.pairedTablet, async (_, edge) => {
    const { id } = await tabletOf(pool, edge, cookies)
    return aboutTablet(pool, id, to.now())
  })
}
