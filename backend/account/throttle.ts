import { createHash } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '../errors.ts'

/**
 * Slows guessing down by account together with address, and by address alone; never by account alone, which would let
 * anybody lock the owner out.
 */
export function openThrottle(pool: pg.Pool) {
  const limiter = (keyPrefix: string, points: number, duration: number) =>
    new RateLimiterPostgres({
      storeClient: pool,
      schemaName: 'auth',
      tableName: 'attempt',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      points,
      duration,
    })
  const byAccount = limiter('account', 10, 15 * 60)
  const byAddress = limiter('address', 100, 15 * 60)
  const byCode = limiter('code', 10, 15 * 60)
  // Who tries codes knows the password; of six digits so few are tried that none is found, from however many addresses.
  const byCodeAccount = limiter('code-account', 60, 60 * 60)

  // As a digest: what strangers type is not kept.
  const keyOf = (email: string, ip: string) =>
    createHash('sha256')
      .update(`${email.toLowerCase()}|${networkOf(ip)}`)
      .digest('base64url')

  return {
    /** @throws Refusal `too_many_requests` with the seconds to wait */
    async attempt(email: string, ip: string): Promise<void> {
      await within(byAccount.consume(keyOf(email, ip)), byAddress.consume(networkOf(ip)))
    },
    /** The same for what names no account. */
    async address(ip: string): Promise<void> {
      await within(byAddress.consume(networkOf(ip)))
    },
    /** The same for a code of the second factor. */
    async code(personId: string, ip: string): Promise<void> {
      await within(byCode.consume(keyOf(personId, ip)), byCodeAccount.consume(personId))
    },
    async codeSucceeded(personId: string, ip: string): Promise<void> {
      await Promise.all([byCode.delete(keyOf(personId, ip)), byCodeAccount.reward(personId)])
    },
    /** After a success earlier failures no longer count against this account here. */
    async succeeded(email: string, ip: string): Promise<void> {
      await Promise.all([byAccount.delete(keyOf(email, ip)), byAddress.reward(networkOf(ip))])
    },
  }
}

async function within(...consumed: Promise<unknown>[]): Promise<void> {
  try {
    await Promise.all(consumed)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw new Refusal('too_many_requests', { retryAfter: Math.ceil(refused.msBeforeNext / 1000) })
  }
}

/** What one subscriber has: an IPv4 address, or the 2^64 addresses of an IPv6 network. */
function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  return address instanceof ipaddr.IPv6
    ? `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`)}/64`
    : address.toString()
}

export type Throttle = ReturnType<typeof openThrottle>
