import type { Me } from '../../backend/contract/account.ts'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError, call, outOfReach } from '../api.ts'
import { forgetAllDrafts } from '../draft-shelf.ts'
import { endAtServer } from '../ending.ts'
import { forgetAllWritings } from '../left-behind.ts'
import { keepPaired, type Paired, paired, unlock } from '../paired.ts'
import { go } from '../router.ts'
import { comeBack, handedOver, hiddenAway, identified, session } from '../session.ts'
import { wipeStore } from '../store.ts'
import { checkPin, forgetOtherPin, forgetPin, keepPin } from './offline-pin.ts'

/** Why somebody does not get in. */
export type Refused =
  | { why: 'wrong' | 'spent' | 'gone' | 'no_connection' }
  | { why: 'wait'; seconds: number }
  | { why: 'error'; error: unknown }

/** Who works on this tablet, also while it is locked. */
export function worker(): Me | undefined {
  const now = session()
  return now.state === 'person' && now.me.tablet ? now.me : undefined
}

/**
 * Asks the server how the tablet is now, and forgets a PIN that is another one by now, is blocked, or whose person works there no more.
 * Gives whether it answered; a tablet that is none any more forgets all and says so.
 */
export async function askAgain(): Promise<boolean> {
  try {
    const tablet = await call('pairedTablet')
    keepPaired({ ...tablet, last: paired()?.last ?? null })
    await forgetOtherPin(tablet.people).catch((error: unknown) => console.error('What is kept of a PIN stays.', error))
    return true
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') await forgetTablet()
    return false
  }
}

/** Revoked, this browser keeps nothing of what was done on it. */
async function forgetTablet(): Promise<void> {
  await hiddenAway()
  keepPaired(null)
  go('/tablet?revoked', { replace: true })
  forgetAllDrafts()
  await Promise.allSettled([wipeStore(), forgetAllWritings(), forgetPin()])
}

let ending: Promise<void> | undefined
let stop = new AbortController()

/** Ends at the server the session of who has nothing to send any more; what this tablet keeps stays. */
export async function endSession(): Promise<void> {
  ending ??= (async () => {
    stop = new AbortController()
    try {
      await call('signOut', { signal: stop.signal })
      await hiddenAway()
    } catch {
      // Tried again once there is a connection, as long as it is locked.
    }
  })().finally(() => {
    ending = undefined
  })
  return ending
}

/**
 * Lets in who gives the right PIN: by the server, or without a connection who was here last.
 * What was being sent for somebody else has stopped by now.
 */
export async function letIn(personId: Id, pin: string): Promise<Refused | undefined> {
  const before = paired()
  if (!before) return { why: 'no_connection' }
  if (!navigator.onLine) return letInAlone(before, personId, pin)
  // Their answers would take the cookie of the new session with them.
  await Promise.all([ending, endAtServer()])
  try {
    const me = await call('identify', { body: { personId, pin } })
    // As it was told before: if it was changed meanwhile, this one is forgotten rather than kept for too long.
    const version = before.people.find(({ id }) => id === personId)?.pin
    await (version == null ? forgetPin() : keepPin(personId, pin, version)).catch((error: unknown) =>
      console.error('Without a connection it does not open.', error),
    )
    const isSame = before.last?.person.id === personId
    keepPaired({ ...before, last: me })
    if (isSame) await identified(me)
    else {
      await handedOver(me)
      unlock()
      // What stands in the memory of the page is the former's.
      location.replace('/')
      return await new Promise<never>(() => {})
    }
    unlock()
    return undefined
  } catch (error) {
    // Also where the server answers that it cannot: who was here last goes on by what the device knows.
    if (outOfReach(error)) return letInAlone(before, personId, pin)
    if (!(error instanceof ApiError)) return { why: 'error', error }
    if (error.code === 'wrong_pin') {
      // It may be the one that this tablet still knows.
      await askAgain()
      return { why: 'wrong' }
    }
    if (error.code === 'too_many_requests') return { why: 'wait', seconds: error.details.retryAfter ?? 60 }
    if (error.code === 'not_found') await askAgain()
    return { why: 'error', error }
  }
}

async function letInAlone({ last }: Paired, personId: Id, pin: string): Promise<Refused | undefined> {
  if (last?.person.id !== personId) return { why: 'no_connection' }
  const found = await checkPin(personId, pin).catch(() => 'gone' as const)
  if (found !== 'right') return { why: found }
  stop.abort()
  await ending
  await comeBack(last)
  unlock()
  return undefined
}
