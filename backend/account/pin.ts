import { run, statement, work } from '../../db/client.ts'
import { hashPassword } from '../../db/password.ts'
import { peppered } from '../../db/pin.ts'
import * as contract from '../contract/tablet.ts'
import { Refusal } from '../errors.ts'
import type { Surroundings } from '../http.ts'
import { isCommonPin } from './pin-rules.ts'
import { accountRoute, mayChangeFactors, noteAccount } from './proof.ts'
import type { AccountParts } from './routes.ts'

const stateOf = statement<{ blocked: boolean }>(
  'pin_state',
  'select blocked_at is not null as blocked from auth.pin where user_id = $1',
)
const storePin = statement<never>(
  'store_pin',
  `insert into auth.pin (user_id, digest, set_at) values ($1, $2, $3)
   on conflict (user_id) do update set digest = excluded.digest, set_at = excluded.set_at, wrong_in_a_row = 0, blocked_at = null`,
)
export const endTabletSessions = statement<{ id: string }>(
  'end_tablet_sessions',
  'delete from auth.session where user_id = $1 and tablet_id is not null returning id',
)

/** Mounts the PIN of one's own account. */
export function pinRoutes(to: Surroundings, parts: AccountParts): void {
  const { pool, sessionEnded } = parts
  accountRoute(to, contract.ownPin, parts, async ({ me }) => {
    refuseOthers(me)
    const [found] = await run(pool, stateOf, [me.person.id])
    return { state: !found ? 'none' : found.blocked ? 'blocked' : 'set' } as const
  })

  accountRoute(to, contract.setPin, parts, async (asking, { body }) => {
    const { me } = asking
    refuseOthers(me)
    const now = to.now()
    // Said before proof is asked for: it depends on nothing but what was typed.
    if (isCommonPin(body.pin)) throw new Refusal('invalid', { fields: [{ path: 'pin', reason: 'too_simple' }] })
    await mayChangeFactors(parts, asking, body.password, now)
    const digest = await hashPassword(peppered(parts.cookies.secret, me.person.id, body.pin))
    await parts.throttle.pinChosen(me.person.id)
    const ended = await work(pool, async (client) => {
      await run(client, storePin, [me.person.id, digest, now])
      await noteAccount(client, asking, now, 'account.pin_set', { fields: ['pin'] })
      return run(client, endTabletSessions, [me.person.id])
    })
    for (const { id } of ended) sessionEnded(id)
    return {}
  })
}

/** Who does not work with children has no tablet to open. */
function refuseOthers({ roles }: { roles: readonly string[] }): void {
  if (!roles.includes('staff')) throw new Refusal('not_found')
}
