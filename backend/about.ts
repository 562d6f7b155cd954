import { dayOf } from './contract/clock.ts'
import type { Fact } from './contract/diary.ts'
import { momentsOf } from './contract/diary-text.ts'
import { timeZone } from './day.ts'
import { Refusal } from './errors.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** An entry may be about a moment up to five minutes ahead: clocks differ. */
const mostAhead = 5 * minute
/** And up to this long ago. */
const mostBack = 31 * day
/** A fact lies at most this far from the moment its entry is about. */
const mostApart = 1.5 * day

/** The moment an entry is about, its day, and the first and last moment that it speaks of. */
export interface About {
  at: Date
  day: string
  from: Date
  to: Date
}

/** What an entry speaks of, in time. */
export function aboutOf(aboutAt: string, moments: readonly string[]): About {
  const at = new Date(aboutAt)
  const times = [at.getTime(), ...moments.map((moment) => Date.parse(moment))]
  return { at, day: dayOf(at, timeZone), from: new Date(Math.min(...times)), to: new Date(Math.max(...times)) }
}

/**
 * @throws Refusal `time_in_future` beyond five minutes ahead, `time_too_old` beyond 31 days back, `invalid` for a fact
 *   far from the entry's own time
 */
export function checkAbout({ at, from, to }: About, now: Date): void {
  checkMoment(to, now)
  checkMoment(from, now)
  if (at.getTime() - from.getTime() > mostApart || to.getTime() - at.getTime() > mostApart) {
    throw new Refusal('invalid', { fields: [{ path: 'facts', reason: 'far_from_about' }] })
  }
}

/**
 * @param path which field of a request it is, where that must be told
 * @throws Refusal `time_in_future` beyond five minutes ahead, `time_too_old` beyond 31 days back
 */
export function checkMoment(moment: Date, now: Date, path?: string): void {
  const told = (reason: string) => (path === undefined ? {} : { fields: [{ path, reason }] })
  if (moment.getTime() > now.getTime() + mostAhead) throw new Refusal('time_in_future', told('in_future'))
  if (moment.getTime() < now.getTime() - mostBack) throw new Refusal('time_too_old', told('too_old'))
}

/** Every moment that some facts speak of. */
export const momentsIn = (facts: readonly Fact[]): string[] => facts.flatMap(momentsOf)
