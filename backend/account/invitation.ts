import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { run, statement, transaction } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import { linkDigest } from '../../db/link.ts'
import { hashPassword } from '../../db/password.ts'
import type { Me } from '../contract/account.ts'
import * as contract from '../contract/invitation.ts'
import { Refusal } from '../errors.ts'
import { type Edge, openRoute, type Surroundings } from '../http.ts'
import { keepChallenge, takeChallenge } from './challenge.ts'
import { deviceOf } from './device.ts'
import { invitationBehind } from './link.ts'
import { aboutMe } from './me.ts'
import { makeAccount, noteNewAccount, storeFirstPassword } from './new-account.ts'
import { refusePoorPassword } from './password-rules.ts'
import { relyingParty, storePasskey } from './relying-party.ts'
import type { AccountParts } from './routes.ts'
import { firstRecoveryCodes } from './second-factor.ts'
import { giveSession } from './session.ts'

/** Mounts accepting an invitation; who does has no session yet, and one that was there before counts for nothing. */
export function invitationRoutes(to: Surroundings, { throttle, pool, cookies }: AccountParts): void {
  const party = relyingParty(cookies.publicUrl)

  /** Who an invitation is for; what is asked in vain counts against the address. */
  const lookUp = async (secret: string, edge: Edge) => {
    await throttle.visit(edge.ip)
    const invited = await invitationBehind(pool, secret, to.now())
    if (!invited.has_account && (await run(pool, emailElsewhere, [invited.email, invited.person_id])).length > 0)
      throw new Refusal('email_taken')
    await throttle.welcome(edge.ip)
    return invited
  }
  /** The same for somebody who has no account yet. */
  const newcomer = async (secret: string, edge: Edge) => {
    const invited = await lookUp(secret, edge)
    if (invited.has_account) throw new Refusal('link_used')
    return invited
  }
  /** Hands the first session over, and says who that is. */
  const arrive = async (token: string, personId: string, edge: Edge, now: Date, how: object): Promise<Me> => {
    const device = await deviceOf(pool, edge, cookies, personId)
    const opening = { token, role: 'any', ip: edge.ip, device: edge.device }
    const me = await transaction(to.pool, opening, now, 'write', async (tx) => {
      await writeAudit(tx, { action: 'account.signed_in', subject: { ...how } })
      return aboutMe(tx, pool)
    })
    giveSession(edge, cookies, token)
    await device.remember(now)
    return me
  }

  openRoute(to, contract.lookAtInvitation, async ({ body }, edge) => {
    const invited = await lookUp(body.secret, edge)
    return {
      firstName: invited.first_name,
      organisation: invited.organisation_name,
      email: invited.email,
      language: invited.language,
      hasAccount: invited.has_account,
    }
  })

  openRoute(to, contract.acceptInvitation, async ({ body }, edge) => {
    const invited = await newcomer(body.secret, edge)
    await refusePoorPassword(body.password, { email: invited.email, organisation: invited.organisation_name })
    const hash = await hashPassword(body.password)
    const now = to.now()
    const { token } = await makeAccount(pool, now, invited, edge, (client) =>
      storeFirstPassword(client, now, invited.person_id, hash),
    )
    return arrive(token, invited.person_id, edge, now, {})
  })

  openRoute(to, contract.invitationPasskeyOptions, async ({ body }, edge) => {
    const invited = await newcomer(body.secret, edge)
    const options = await party.toMake({
      personId: invited.person_id,
      email: invited.email,
      name: invited.first_name,
      organisation: invited.organisation_name,
      has: [],
    })
    const challengeId = uuidv7()
    await keepChallenge(pool, purposeOf(body.secret, challengeId), options.challenge, to.now())
    return { challengeId, options: { ...options } }
  })

  openRoute(to, contract.acceptWithPasskey, async ({ body }, edge) => {
    const invited = await newcomer(body.secret, edge)
    const { person_id: personId } = invited
    const now = to.now()
    const challenge = await takeChallenge(pool, purposeOf(body.secret, body.challengeId), now)
    const credential = await party.made(body.response, challenge)
    const keep = async (client: pg.PoolClient) => {
      const passkey = await storePasskey(client, now, personId, body.name, credential)
      await noteNewAccount(client, now, invited, edge, 'account.passkey_added', { passkey })
      return firstRecoveryCodes(client, personId)
    }
    // Its person was recognised by the authenticator: that is the second factor as well.
    const { token, kept } = await makeAccount(pool, now, invited, edge, keep, now)
    return { me: await arrive(token, personId, edge, now, { by: 'passkey' }), recoveryCodes: kept }
  })
}

/** A challenge belongs to one link, and each that is asked for stands by itself: two windows do not spoil each other's. */
const purposeOf = (secret: string, challengeId: string) => `passkey-invitation:${linkDigest(secret)}:${challengeId}`

const emailElsewhere = statement<{ id: string }>(
  'email_elsewhere',
  'select id from auth."user" where email = $1 and id <> $2',
)
