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
  const byPin = limiter('pin', 5, 15 * 60)
  const byTablet = limiter('pin-tablet', 30, 15 * 60)
  // Whatever its owner gives right in between; of four digits thirty a month are four in a hundred a year.
  const wrongOfPin = limiter('pin-wrong', 30, 30 * 24 * 60 * 60)
  const byRequest = limiter('forgotten', 5, 15 * 60)
  const byMailbox = limiter('reset-mail', 3, 60 * 60)

  // As a digest: what strangers type is not kept.
  const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url')
  const keyOf = (email: string, ip: string) => digestOf(`${email.toLowerCase()}|${networkOf(ip)}`)

  return {
    /**
     * @param refusedFirst called at the first attempt that is refused, not for each of a flood
     * @throws Refusal `too_many_requests` with the seconds to wait; so do the others that throw
     */
    attempt: (email: string, ip: string, refusedFirst?: () => Promise<void>): Promise<void> =>
      refusing(
        [
          [byAddress, networkOf(ip)],
          [byAccount, keyOf(email, ip)],
        ],
        refusedFirst,
      ),
    /** For what names no account: a link, a passkey. */
    visit: (ip: string): Promise<void> => refusing([[byAddress, networkOf(ip)]]),
    /** The link was good: it does not count against the address. */
    async welcome(ip: string): Promise<void> {
      await byAddress.reward(networkOf(ip))
    },
    /** For a code of the second factor. */
    code: (personId: string, ip: string): Promise<void> =>
      refusing([
        [byCode, keyOf(personId, ip)],
        [byCodeAccount, personId],
      ]),
    async codeSucceeded(personId: string, ip: string): Promise<void> {
      await Promise.all([byCode.delete(keyOf(personId, ip)), byCodeAccount.reward(personId)])
    },
    /** For a PIN: of one person on one tablet, and of all of them there. What is tried of one closes that one, not the others. */
    async pin(tabletId: string, personId: string, refusedFirst: () => Promise<void>): Promise<void> {
      // A tablet that is closed leaves no row for each person that is made up on it.
      const tried = await byTablet.get(tabletId)
      if (tried && tried.consumedPoints > byTablet.points) throw tooMany(tried)
      await refusing(
        [
          [byPin, `${tabletId}|${personId}`],
          [byTablet, tabletId],
        ],
        refusedFirst,
      )
    },
    /** Whether so many wrong ones were given of a person's PIN lately that it is to open nothing any more. */
    pinWrong: async (personId: string): Promise<boolean> =>
      (await wrongOfPin.penalty(personId)).consumedPoints >= wrongOfPin.points,
    /** Of another PIN none was tried. */
    async pinChosen(personId: string): Promise<void> {
      await wrongOfPin.delete(personId)
    },
    async pinSucceeded(tabletId: string, personId: string): Promise<void> {
      await Promise.all([byPin.delete(`${tabletId}|${personId}`), byTablet.reward(tabletId)])
    },
    /** For asking for a mail, which does not count as guessing a password. */
    forgotten: (email: string, ip: string): Promise<void> =>
      refusing([
        [byAddress, networkOf(ip)],
        [byRequest, keyOf(email, ip)],
      ]),
    /** Whether one more mail may go to this address: three an hour, whoever asks from wherever. */
    mayMailReset: (email: string): Promise<boolean> =>
      byMailbox.consume(digestOf(email.toLowerCase())).then(
        () => true,
        (refused: unknown) => {
          if (!(refused instanceof RateLimiterRes)) throw refused
          return false
        },
      ),
    /** After a success earlier failures no longer count against this account here. */
    async succeeded(email: string, ip: string): Promise<void> {
      await Promise.all([byAccount.delete(keyOf(email, ip)), byAddress.reward(networkOf(ip))])
    },
  }
}

/** One after the other: an address that is refused leaves no row for each account that it made up. */
async function refusing(
  limits: readonly (readonly [limiter: RateLimiterPostgres, key: string])[],
  refusedFirst?: () => Promise<void>,
): Promise<void> {
  for (const [limiter, key] of limits) {
    try {
      await limiter.consume(key)
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      // Each attempt has a number of its own, so that one is the first.
      if (refused.consumedPoints === limiter.points + 1) await refusedFirst?.()
      throw tooMany(refused)
    }
  }
}

const tooMany = ({ msBeforeNext }: RateLimiterRes) =>
  new Refusal('too_many_requests', { retryAfter: Math.ceil(msBeforeNext / 1000) })

/** What one subscriber has: an IPv4 address, or the 2^64 addresses of an IPv6 network. */
function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  return address instanceof ipaddr.IPv6
    ? `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`)}/64`
    : address.toString()
}

export type Throttle = ReturnType<typeof openThrottle>
