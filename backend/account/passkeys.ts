import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { NoActor, transaction, work } from '../../db/client.ts'
import { auditRow, insertAudit } from '../../db/events.ts'
import * as contract from '../contract/second-factor.ts'
import { Refusal } from '../errors.ts'
import { type Edge, openRoute, type Surroundings } from '../http.ts'
import { deviceOf } from './device.ts'
import { aboutMe } from './me.ts'
import { accountRoute, mayChangeFactors, noteAccount, pass, refuseSecondFirst, tellFactorsChanged } from './proof.ts'
import type { AccountParts } from './routes.ts'
import { firstRecoveryCodes, keepOneFactor } from './second-factor.ts'
import { beginSession, giveSession } from './session.ts'

/** A challenge is good once, and for this long. */
const challengeLifetime = 5 * 60 * 1000

/** Mounts passkeys: making one, forgetting one, signing in with one. */
export function passkeyRoutes(to: Surroundings, parts: AccountParts): void {
  const { pool, throttle, cookies } = parts
  const { hostname: rpID, origin: expectedOrigin } = new URL(cookies.publicUrl)

  accountRoute(to, contract.passkeyOptions, parts, async (asking, { body }) => {
    const now = to.now()
    await mayChangeFactors(parts, asking, body.password, now)
    const { person, organisation } = asking.me
    const { rows } = await pool.query<{ email: string; keys: string[] }>(
      `select u.email, array(select credential_key from auth.passkey where user_id = u.id) as keys from auth."user" u where u.id = $1`,
      [person.id],
    )
    const options = await generateRegistrationOptions({
      rpName: organisation.name,
      rpID,
      userName: rows[0]?.email ?? person.firstName,
      userDisplayName: `${person.firstName} ${person.lastName}`,
      userID: new TextEncoder().encode(person.id),
      attestationType: 'none',
      excludeCredentials: (rows[0]?.keys ?? []).map((id) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    await keepChallenge(pool, `passkey-add:${asking.actor.sessionId}`, options.challenge, now)
    return { options: { ...options } }
  })

  accountRoute(to, contract.addPasskey, parts, async (asking, { body }) => {
    const { person } = asking.me
    const challenge = await takeChallenge(pool, `passkey-add:${asking.actor.sessionId}`, to.now())
    const checked = await verifyRegistrationResponse({
      response: body.response as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin,
      expectedRPID: rpID,
      requireUserVerification: true,
    }).catch(() => undefined)
    if (!checked?.verified) throw new Refusal('wrong_code')
    const { credential } = checked.registrationInfo
    const { me, proved } = await pass(to, parts, asking, async (client, now) => {
      await refuseSecondFirst(client, asking)
      const id = uuidv7()
      await client.query(
        `insert into auth.passkey (id, user_id, name, credential_key, public_key, counter, transports, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          person.id,
          body.name,
          credential.id,
          Buffer.from(credential.publicKey).toString('base64url'),
          credential.counter,
          credential.transports ?? [],
          now,
        ],
      )
      await noteAccount(client, asking, now, 'account.passkey_added', { passkey: id })
      await tellFactorsChanged(client, asking, now, id)
      return firstRecoveryCodes(client, person.id)
    })
    return { me, recoveryCodes: proved }
  })

  accountRoute(to, contract.removePasskey, parts, async (asking, { params, body }) => {
    const now = to.now()
    await mayChangeFactors(parts, asking, body.password, now)
    await work(pool, async (client) => {
      await keepOneFactor(client, asking, params.passkeyId)
      const { rowCount } = await client.query('delete from auth.passkey where id = $1 and user_id = $2', [
        params.passkeyId,
        asking.me.person.id,
      ])
      if (!rowCount) throw new Refusal('not_found')
      await noteAccount(client, asking, now, 'account.passkey_removed', { passkey: params.passkeyId })
      await tellFactorsChanged(client, asking, now, uuidv7())
    })
    return {}
  })

  openRoute(to, contract.passkeySignInOptions, async (_, edge) => {
    await throttle.visit(edge.ip)
    const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' })
    const challengeId = uuidv7()
    await keepChallenge(pool, `passkey-in:${challengeId}`, options.challenge, to.now())
    return { challengeId, options: { ...options } }
  })

  openRoute(to, contract.passkeySignIn, async ({ body }, edge) => {
    await throttle.visit(edge.ip)
    const now = to.now()
    const challenge = await takeChallenge(pool, `passkey-in:${body.challengeId}`, now)
    const begun = await work(pool, (client) => signedIn(client, body.response, challenge, now, edge))
    if (!begun) throw new Refusal('wrong_credentials')
    const { token, personId } = begun
    const device = await deviceOf(pool, edge, cookies, personId)
    const opening = { token, role: 'any', ip: edge.ip, device: edge.device }
    const me = await transaction(to.pool, opening, now, 'write', async (tx) => {
      await device.announce(tx)
      return aboutMe(tx, pool)
    }).catch(async (error: unknown) => {
      if (!(error instanceof NoActor)) throw error
      // The account outlives its person's last role; that it is there is not told.
      await pool.query('delete from auth.session where token = $1', [token])
      throw new Refusal('wrong_credentials')
    })
    await throttle.welcome(edge.ip)
    giveSession(edge, cookies, token)
    await device.remember(now)
    return me
  })

  /** A new session, when the response is that of a passkey which is kept here. */
  async function signedIn(
    client: pg.PoolClient,
    response: Record<string, unknown>,
    expectedChallenge: string,
    now: Date,
    edge: Edge,
  ): Promise<{ token: string; personId: string } | undefined> {
    const { rows } = await client.query<Kept>(
      `select k.id, k.user_id, k.public_key, k.counter, k.transports, p.organisation_id
         from auth.passkey k join person p on p.id = k.user_id where k.credential_key = $1 for update of k`,
      [String(response.id)],
    )
    const key = rows[0]
    const counter = key && (await counterOf(key, response as unknown as AuthenticationResponseJSON, expectedChallenge))
    const note = {
      action: counter === undefined ? 'account.sign_in_failed' : 'account.signed_in',
      subject: { by: 'passkey' },
    }
    const origin = { ip: edge.ip, device: edge.device }
    const values = auditRow(now, key?.organisation_id ?? null, key?.user_id ?? null, note, origin)
    await client.query({ ...insertAudit, values: values as unknown[] })
    if (!key || counter === undefined) return undefined
    await client.query('update auth.passkey set counter = $2, used_at = $3 where id = $1', [key.id, counter, now])
    // Who proves it here again goes on with the new session alone.
    const former = to.token(edge.request.headers.cookie)
    if (former) await client.query('delete from auth.session where token = $1 and user_id = $2', [former, key.user_id])
    return { token: await beginSession(client, now, key.user_id, edge, now), personId: key.user_id }
  }

  /** The passkey's new counter, when it signed this challenge for this address. */
  async function counterOf(
    key: Kept,
    response: AuthenticationResponseJSON,
    expectedChallenge: string,
  ): Promise<number | undefined> {
    const publicKey = new Uint8Array(Buffer.from(key.public_key, 'base64url'))
    const credential = { id: response.id, publicKey, counter: key.counter, transports: key.transports }
    const requireUserVerification = true
    return verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin,
      expectedRPID: rpID,
      requireUserVerification,
      credential,
    }).then(
      ({ verified, authenticationInfo }) => (verified ? authenticationInfo.newCounter : undefined),
      () => undefined,
    )
  }
}

interface Kept {
  id: string
  user_id: string
  public_key: string
  counter: number
  transports: AuthenticatorTransport[]
  organisation_id: string
}

async function keepChallenge(pool: pg.Pool, identifier: string, value: string, now: Date): Promise<void> {
  await pool.query(
    `insert into auth.verification (id, identifier, value, expires_at, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)`,
    [uuidv7(), identifier, value, new Date(now.getTime() + challengeLifetime), now],
  )
}

/** @throws Refusal `wrong_credentials` when there is none, or no longer */
async function takeChallenge(pool: pg.Pool, identifier: string, now: Date): Promise<string> {
  const { rows } = await pool.query<{ value: string; expires_at: Date }>(
    'delete from auth.verification where identifier = $1 returning value, expires_at',
    [identifier],
  )
  const latest = rows.sort((a, b) => b.expires_at.getTime() - a.expires_at.getTime())[0]
  if (!latest || latest.expires_at <= now) throw new Refusal('wrong_credentials')
  return latest.value
}
