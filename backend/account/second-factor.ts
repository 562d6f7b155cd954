import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { work } from '../../db/client.ts'
import { seal, unseal } from '../../db/sealing.ts'
import * as contract from '../contract/second-factor.ts'
import { Refusal } from '../errors.ts'
import type { Surroundings } from '../http.ts'
import { newRecoveryCodes, newSecret, recoveryDigest, stepOf, uriOf } from './authenticator.ts'
import {
  type Asking,
  accountRoute,
  isMandatory,
  mayChangeFactors,
  noteAccount,
  noteFailedFactor,
  pass,
  refuseSecondFirst,
  tellFactorsChanged,
} from './proof.ts'
import type { AccountParts } from './routes.ts'

/** Mounts the authenticator app and the recovery codes: setting up, proving, doing without. */
export function secondFactorRoutes(to: Surroundings, parts: AccountParts): void {
  const { pool } = parts
  const { secret } = parts.cookies

  accountRoute(to, contract.secondFactor, parts, async ({ me }) => {
    const [apps, passkeys, left] = await Promise.all([
      pool.query('select confirmed_at from auth.second_factor where user_id = $1', [me.person.id]),
      pool.query('select * from auth.passkey where user_id = $1 order by created_at', [me.person.id]),
      pool.query('select 1 from auth.recovery_code where user_id = $1 and used_at is null', [me.person.id]),
    ])
    const since: Date | null = apps.rows[0]?.confirmed_at ?? null
    return {
      mandatory: isMandatory(me),
      app: since && { since: since.toISOString() },
      passkeys: passkeys.rows.map((row) => ({
        id: row.id,
        name: row.name,
        createdAt: row.created_at.toISOString(),
        usedAt: row.used_at?.toISOString() ?? null,
      })),
      recoveryCodesLeft: left.rowCount ?? 0,
    }
  })

  accountRoute(to, contract.beginApp, parts, async (asking, { body }) => {
    const now = to.now()
    await mayChangeFactors(parts, asking, body.password, now)
    const { person, organisation } = asking.me
    const made = newSecret()
    await work(pool, async (client) => {
      await client.query(
        `insert into auth.second_factor (user_id, pending_secret, created_at) values ($1, $2, $3)
         on conflict (user_id) do update set pending_secret = excluded.pending_secret, created_at = excluded.created_at`,
        [person.id, seal(made, person.id, secret), now],
      )
      await noteAccount(client, asking, now, 'account.authenticator_begun')
    })
    const { rows } = await pool.query<{ email: string }>('select email from auth."user" where id = $1', [person.id])
    return { secret: made, uri: uriOf(made, organisation.name, rows[0]?.email ?? person.firstName) }
  })

  accountRoute(to, contract.confirmApp, parts, async (asking, { body }) => {
    const { person } = asking.me
    await parts.throttle.code(person.id, asking.edge.ip)
    const { me, proved } = await pass(to, parts, asking, async (client, now) => {
      await refuseSecondFirst(client, asking)
      const { rows } = await client.query<{ pending_secret: string | null }>(
        'select pending_secret from auth.second_factor where user_id = $1 for update',
        [person.id],
      )
      const pending = rows[0]?.pending_secret
      const step = pending && stepOf(unseal(pending, person.id, secret), body.code, now)
      if (!step) throw new Refusal('wrong_code')
      await client.query(
        `update auth.second_factor set sealed_secret = pending_secret, pending_secret = null, confirmed_at = $2, last_step = $3
          where user_id = $1`,
        [person.id, now, step],
      )
      await noteAccount(client, asking, now, 'account.authenticator_set')
      await tellFactorsChanged(client, asking, now, uuidv7())
      return firstRecoveryCodes(client, person.id)
    }).catch(noteFailedFactor(pool, asking, to.now()))
    await parts.throttle.codeSucceeded(person.id, asking.edge.ip)
    return { me, recoveryCodes: proved }
  })

  accountRoute(to, contract.verifyCode, parts, async (asking, { body }) => {
    const { person } = asking.me
    await parts.throttle.code(person.id, asking.edge.ip)
    const { me } = await pass(to, parts, asking, (client, now) =>
      /^\d{6}$/.test(body.code)
        ? takeCode(client, person.id, body.code, secret, now)
        : takeRecoveryCode(client, person.id, body.code, now),
    ).catch(noteFailedFactor(pool, asking, to.now()))
    await parts.throttle.codeSucceeded(person.id, asking.edge.ip)
    return { me, recoveryCodes: null }
  })

  accountRoute(to, contract.removeApp, parts, async (asking, { body }) => {
    const now = to.now()
    await mayChangeFactors(parts, asking, body.password, now)
    await work(pool, async (client) => {
      await keepOneFactor(client, asking, 'app')
      await client.query('delete from auth.second_factor where user_id = $1', [asking.me.person.id])
      await noteAccount(client, asking, now, 'account.authenticator_removed')
      await tellFactorsChanged(client, asking, now, uuidv7())
    })
    return {}
  })

  accountRoute(to, contract.renewRecoveryCodes, parts, async (asking, { body }) => {
    const now = to.now()
    await mayChangeFactors(parts, asking, body.password, now)
    const recoveryCodes = await work(pool, async (client) => {
      await noteAccount(client, asking, now, 'account.recovery_codes_renewed')
      return renewedCodes(client, asking.me.person.id)
    })
    return { recoveryCodes }
  })
}

/** Takes a code of the authenticator app; each step once, also when the same code comes twice at the same moment. */
async function takeCode(client: pg.ClientBase, userId: string, code: string, secret: string, now: Date): Promise<void> {
  const { rows } = await client.query<{ sealed_secret: string | null }>(
    'select sealed_secret from auth.second_factor where user_id = $1',
    [userId],
  )
  const sealed = rows[0]?.sealed_secret
  const step = sealed && stepOf(unseal(sealed, userId, secret), code, now)
  if (!step) throw new Refusal('wrong_code')
  const { rowCount } = await client.query(
    'update auth.second_factor set last_step = $2 where user_id = $1 and last_step < $2',
    [userId, step],
  )
  if (!rowCount) throw new Refusal('wrong_code')
}

async function takeRecoveryCode(client: pg.ClientBase, userId: string, code: string, now: Date): Promise<void> {
  const { rowCount } = await client.query(
    'update auth.recovery_code set used_at = $3 where user_id = $1 and digest = $2 and used_at is null',
    [userId, recoveryDigest(userId, code), now],
  )
  if (!rowCount) throw new Refusal('wrong_code')
}

/** Recovery codes come with the first factor, of whichever kind. */
export async function firstRecoveryCodes(client: pg.ClientBase, userId: string): Promise<string[] | null> {
  const { rowCount } = await client.query('select 1 from auth.recovery_code where user_id = $1 limit 1', [userId])
  return rowCount ? null : renewedCodes(client, userId)
}

async function renewedCodes(client: pg.ClientBase, userId: string): Promise<string[]> {
  const codes = newRecoveryCodes(userId)
  await client.query('delete from auth.recovery_code where user_id = $1', [userId])
  await client.query(
    'insert into auth.recovery_code (id, user_id, digest) select id, $2, digest from unnest($1::uuid[], $3::text[]) as made(id, digest)',
    [codes.map(() => uuidv7()), userId, codes.map(({ digest }) => digest)],
  )
  return codes.map(({ code }) => code)
}

/**
 * Where a second factor is mandatory one must be left; where none is left the recovery codes go as well. An account without a
 * password keeps a passkey whatever else it has: a code alone lets nobody in.
 * @throws Refusal `last_factor`, `last_way_in`
 */
export async function keepOneFactor(client: pg.ClientBase, { me }: Asking, without: 'app' | string): Promise<void> {
  // Held until the commit, so that two removals at once cannot each count on the other's factor.
  await client.query('select 1 from auth."user" where id = $1 for update', [me.person.id])
  const { rows } = await client.query<{ app: boolean; passkey: boolean; password: boolean }>(
    `select exists (select 1 from auth.second_factor where user_id = $1 and confirmed_at is not null and $2 <> 'app') as app,
            exists (select 1 from auth.passkey where user_id = $1 and id::text <> $2) as passkey,
            exists (select 1 from auth.account where user_id = $1 and password is not null) as password`,
    [me.person.id, without],
  )
  const left = rows[0]
  if (!left?.passkey && !left?.password) throw new Refusal('last_way_in')
  if (left.app || left.passkey) return
  if (isMandatory(me)) throw new Refusal('last_factor')
  await client.query('delete from auth.recovery_code where user_id = $1', [me.person.id])
}
