import { type Fact, momentsOf } from './contract/diary.ts'
import { dayOf } from './contract/values.ts'
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
  if (to.getTime() > now.getTime() + mostAhead) throw new Refusal('time_in_future')
  if (from.getTime() < now.getTime() - mostBack) throw new Refusal('time_too_old')
  if (at.getTime() - from.getTime() > mostApart || to.getTime() - at.getTime() > mostApart) {
    throw new Refusal('invalid', { fields: [{ path: 'facts', reason: 'far_from_about' }] })
  }
}

/** Every moment that some facts speak of. */
export const momentsIn = (facts: readonly Fact[]): string[] => facts.flatMap(momentsOf)
