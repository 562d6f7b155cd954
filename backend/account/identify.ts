import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { NoActor, run, statement, work } from '../../db/client.ts'
import { auditRow, insertAudit } from '../../db/events.ts'
import { insertMail, mailRow } from '../../db/mail.ts'
import { hashPassword, verifyPassword } from '../../db/password.ts'
import { peppered } from '../../db/pin.ts'
import * as contract from '../contract/tablet.ts'
import { Refusal } from '../errors.ts'
import { type Edge, openRoute, type Surroundings } from '../http.ts'
import { aboutSession } from './me.ts'
import { endTabletSessions } from './pin.ts'
import type { AccountParts } from './routes.ts'
import { beginTabletSession, followRenewal, giveSession } from './session.ts'
import { type TabletRow, tabletOf } from './tablet.ts'

/** So many wrong ones in a row, over whatever time, and a PIN opens nothing until it is chosen anew; `throttle.pinWrong` counts over right ones. */
const mostWrong = 10

/** Whose PIN opens this tablet now. */
const pinOf = statement<{ digest: string }>(
  'pin_of',
  `select k.digest from tablet_people($1, $2) p join auth.pin k on k.user_id = p.person_id where p.person_id = $3 and k.blocked_at is null`,
)
/** Nothing where it was changed or blocked since it was read. */
const openPin = statement<{ user_id: string }>(
  'open_pin',
  `update auth.pin set wrong_in_a_row = 0 where user_id = $1 and digest = $2 and blocked_at is null returning user_id`,
)
/** Tells the one that blocks it apart: those that are under way with it find it blocked. */
const countWrong = statement<{ blocked: boolean }>(
  'count_wrong_pin',
  `update auth.pin set wrong_in_a_row = wrong_in_a_row + 1, blocked_at = case when wrong_in_a_row + 1 >= $4 or $5 then $3::timestamptz end
    where user_id = $1 and digest = $2 and blocked_at is null returning blocked_at is not null as blocked`,
)
/** Of the same organisation alone: what is tried of others is nobody's. */
const colleague = statement<{ id: string }>(
  'colleague_of_tablet',
  'select id from person where id = $1 and organisation_id = $2',
)
const endFormer = statement<{ id: string }>(
  'end_former_of_tablet',
  `delete from auth.session where token = $1 and (tablet_id = $2 or user_id = $3) returning id`,
)

/** For who has none: it takes as long to try. */
let decoy: Promise<string> | undefined

/** Mounts saying on a tablet who one is. */
export function identifyRoutes(to: Surroundings, parts: AccountParts): void {
  const { pool, throttle, cookies, sessionEnded } = parts
  openRoute(to, contract.identify, async ({ body: { personId, pin } }, edge) => {
    const tablet = await tabletOf(pool, edge, cookies)
    const note = (client: pg.Pool | pg.PoolClient, action: string, session?: string) =>
      noteAt(client, to.now(), tablet, personId, action, edge, session)
    await throttle.pin(tablet.id, personId, async () => {
      if (await isColleague(pool, tablet, personId)) await note(pool, 'tablet.pin_throttled')
    })
    decoy ??= hashPassword('no PIN is like this one')
    const [[known], none] = await Promise.all([run(pool, pinOf, [tablet.id, to.now(), personId]), decoy])
    const password = peppered(cookies.secret, personId, pin)
    const fits = await verifyPassword({ hash: known?.digest ?? none, password })
    const now = to.now()
    if (!known || !fits) {
      if (!(await isColleague(pool, tablet, personId))) throw new Refusal('wrong_pin')
      const tooOften = known ? await throttle.pinWrong(personId) : false
      const ended = await work(pool, async (client) => {
        await note(client, 'tablet.pin_failed')
        const counting = [personId, known?.digest, now, mostWrong, tooOften]
        const [counted] = known ? await run(client, countWrong, counting) : []
        if (!counted?.blocked) return []
        await note(client, 'tablet.pin_blocked')
        const mail = {
          organisationId: tablet.organisation_id,
          personId,
          kind: 'pin_blocked',
          causeId: uuidv7(),
        } as const
        await run(client, insertMail, mailRow(now, mail))
        return run(client, endTabletSessions, [personId])
      })
      for (const { id } of ended) sessionEnded(id)
      throw new Refusal('wrong_pin')
    }
    const { token, former } = await work(pool, async (client) => {
      if ((await run(client, openPin, [personId, known.digest])).length === 0) throw new Refusal('wrong_pin')
      const begun = await beginTabletSession(client, now, personId, tablet.id, edge)
      await note(client, 'tablet.identified', begun.id)
      const before = to.token(edge.request.headers.cookie)
      const former = before ? await run(client, endFormer, [before, tablet.id, personId]) : []
      return { token: begun.token, former }
    })
    const me = await aboutSession(to, pool, token, edge).catch((error: unknown) => {
      // The tablet was revoked meanwhile, or the work there ended.
      throw error instanceof NoActor ? new Refusal('not_found') : error
    })
    await throttle.pinSucceeded(tablet.id, personId)
    giveSession(edge, cookies, token)
    for (const { id } of former) followRenewal(edge, parts.sessionRenewed, id)
    return me
  })
}

const isColleague = async (pool: pg.Pool, { organisation_id }: TabletRow, personId: string) =>
  (await run(pool, colleague, [personId, organisation_id])).length > 0

async function noteAt(
  client: pg.Pool | pg.PoolClient,
  now: Date,
  tablet: TabletRow,
  personId: string,
  action: string,
  { ip, device }: Edge,
  session: string | undefined,
): Promise<void> {
  const origin = session ? { role: 'staff', session, ip, device } : { ip, device }
  const values = auditRow(now, tablet.organisation_id, personId, { action, subject: { tablet: tablet.id } }, origin)
  await run(client, insertAudit, values)
}
