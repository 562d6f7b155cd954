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

  // As a digest: what strangers type is not kept.
  const keyOf = (email: string, ip: string) =>
    createHash('sha256')
      .update(`${email.toLowerCase()}|${networkOf(ip)}`)
      .digest('base64url')

  return {
    /**
     * @param refusedFirst called at the first attempt that is refused, not for each of a flood
     * @throws Refusal `too_many_requests` with the seconds to wait
     */
    async attempt(email: string, ip: string, refusedFirst: () => Promise<void>): Promise<void> {
      const consumed = await Promise.allSettled([byAccount.consume(keyOf(email, ip)), byAddress.consume(networkOf(ip))])
      let wait = 0
      let isFirst = false
      for (const [n, { points }] of [byAccount, byAddress].entries()) {
        const one = consumed[n]!
        if (one.status === 'fulfilled') continue
        if (!(one.reason instanceof RateLimiterRes)) throw one.reason
        wait = Math.max(wait, one.reason.msBeforeNext)
        // Each attempt has a number of its own, so that one is the first.
        isFirst ||= one.reason.consumedPoints === points + 1
      }
      if (wait === 0) return
      if (isFirst) await refusedFirst()
      throw new Refusal('too_many_requests', { retryAfter: Math.ceil(wait / 1000) })
    },
    /** After a success earlier failures no longer count against this account here. */
    async succeeded(email: string, ip: string): Promise<void> {
      await Promise.all([byAccount.delete(keyOf(email, ip)), byAddress.reward(networkOf(ip))])
    },
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
