import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { NoActor, transaction, work } from '../../db/client.ts'
import { auditRow, insertAudit } from '../../db/events.ts'
import * as contract from '../contract/second-factor.ts'
import { Refusal } from '../errors.ts'
import { type Edge, openRoute, type Surroundings } from '../http.ts'
import { keepChallenge, takeChallenge } from './challenge.ts'
import { deviceOf } from './device.ts'
import { aboutMe } from './me.ts'
import {
  accountRoute,
  mayChangeFactors,
  noteAccount,
  noteFailedFactor,
  pass,
  refuseSecondFirst,
  tellFactorsChanged,
} from './proof.ts'
import { type KeptPasskey, relyingParty, storePasskey } from './relying-party.ts'
import type { AccountParts } from './routes.ts'
import { firstRecoveryCodes, keepOneFactor } from './second-factor.ts'
import { beginSession, endFormer, followRenewal, giveSession } from './session.ts'

/** Mounts passkeys: making one, forgetting one, signing in with one, proving once more with one. */
export function passkeyRoutes(to: Surroundings, parts: AccountParts): void {
  const { pool, throttle, cookies } = parts
  const party = relyingParty(cookies.publicUrl)
  const keysOf = async (personId: string) => {
    const { rows } = await pool.query<{ credential_key: string }>(
      'select credential_key from auth.passkey where user_id = $1',
      [personId],
    )
    return rows.map((row) => row.credential_key)
  }

  accountRoute(to, contract.passkeyOptions, parts, async (asking, { body }) => {
    const now = to.now()
    await mayChangeFactors(parts, asking, body.password, now)
    const { person, organisation } = asking.me
    const { rows } = await pool.query<{ email: string }>('select email from auth."user" where id = $1', [person.id])
    const options = await party.toMake({
      personId: person.id,
      email: rows[0]?.email ?? person.firstName,
      name: `${person.firstName} ${person.lastName}`,
      organisation: organisation.name,
      has: await keysOf(person.id),
    })
    await keepChallenge(pool, `passkey-add:${asking.actor.sessionId}`, options.challenge, now)
    return { options: { ...options } }
  })

  accountRoute(to, contract.addPasskey, parts, async (asking, { body }) => {
    const { person } = asking.me
    const challenge = await takeChallenge(pool, `passkey-add:${asking.actor.sessionId}`, to.now())
    const credential = await party.made(body.response, challenge)
    const { me, proved } = await pass(to, parts, asking, async (client, now) => {
      await refuseSecondFirst(client, asking)
      const id = await storePasskey(client, now, person.id, body.name, credential)
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

  accountRoute(to, contract.passkeyProofOptions, parts, async ({ me, actor }) => {
    const options = await party.toUse(await keysOf(me.person.id))
    await keepChallenge(pool, `passkey-prove:${actor.sessionId}`, options.challenge, to.now())
    return { options: { ...options } }
  })

  accountRoute(to, contract.provePasskey, parts, async (asking, { body }) => {
    const { me, actor, edge } = asking
    await throttle.code(me.person.id, edge.ip)
    const challenge = await takeChallenge(pool, `passkey-prove:${actor.sessionId}`, to.now())
    const { me: proven } = await pass(to, parts, asking, async (client, now) => {
      const key = challenge ? await usedKey(client, body.response, challenge, now) : undefined
      if (!key?.used || key.user_id !== me.person.id) throw new Refusal('passkey_refused')
    }).catch(noteFailedFactor(pool, asking, to.now()))
    await throttle.codeSucceeded(me.person.id, edge.ip)
    return proven
  })

  openRoute(to, contract.passkeySignInOptions, async (_, edge) => {
    await throttle.visit(edge.ip)
    const options = await party.toUse()
    const challengeId = uuidv7()
    await keepChallenge(pool, `passkey-in:${challengeId}`, options.challenge, to.now())
    return { challengeId, options: { ...options } }
  })

  openRoute(to, contract.passkeySignIn, async ({ body }, edge) => {
    await throttle.visit(edge.ip)
    const now = to.now()
    const challenge = await takeChallenge(pool, `passkey-in:${body.challengeId}`, now)
    if (!challenge) throw new Refusal('wrong_credentials')
    const begun = await work(pool, (client) => signedIn(client, body.response, challenge, now, edge))
    if (!begun) throw new Refusal('wrong_credentials')
    const { token, personId, former } = begun
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
    if (former) followRenewal(edge, parts.sessionRenewed, former)
    await device.remember(now)
    return me
  })

  /** A new session, when the response is that of a passkey which is kept here. */
  async function signedIn(
    client: pg.PoolClient,
    response: Record<string, unknown>,
    challenge: string,
    now: Date,
    edge: Edge,
  ): Promise<{ token: string; personId: string; former: string | undefined } | undefined> {
    const key = await usedKey(client, response, challenge, now)
    const note = { action: key?.used ? 'account.signed_in' : 'account.sign_in_failed', subject: { by: 'passkey' } }
    const origin = { ip: edge.ip, device: edge.device }
    const values = auditRow(now, key?.organisation_id ?? null, key?.user_id ?? null, note, origin)
    await client.query({ ...insertAudit, values: values as unknown[] })
    if (!key?.used) return undefined
    const former = await endFormer(client, to.token(edge.request.headers.cookie), key.user_id)
    return { token: await beginSession(client, now, key.user_id, edge, now), personId: key.user_id, former }
  }

  /** The passkey that a response names, and whether it signed this challenge; its use is noted. */
  async function usedKey(
    client: pg.PoolClient,
    response: Record<string, unknown>,
    challenge: string,
    now: Date,
  ): Promise<(Kept & { used: boolean }) | undefined> {
    const { rows } = await client.query<Kept>(
      `select k.id, k.user_id, k.public_key, k.counter, k.transports, p.organisation_id
         from auth.passkey k join person p on p.id = k.user_id where k.credential_key = $1 for update of k`,
      [String(response.id)],
    )
    const key = rows[0]
    if (!key) return undefined
    const counter = await party.used(key, response, challenge)
    if (counter === undefined) return { ...key, used: false }
    await client.query('update auth.passkey set counter = $2, used_at = $3 where id = $1', [key.id, counter, now])
    return { ...key, used: true }
  }
}

interface Kept extends KeptPasskey {
  organisation_id: string
}
