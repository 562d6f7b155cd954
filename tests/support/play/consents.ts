import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import {
  abouts,
  childOf,
  deciders,
  expectNothingOf,
  type Family,
  type Ground,
  isInForce,
  type Noun,
  type Purpose,
} from './ground.ts'

const decisions = ['granted', 'withdrawn', 'refused'] as const
interface Act {
  noun: 'consent'
  by: Family
  decision: (typeof decisions)[number]
  purpose: Purpose
}

export const consentActs: fc.Arbitrary<Act> = fc.record({
  noun: fc.constant('consent' as const),
  by: fc.constantFrom(...deciders),
  // Granted more often, or little would be written.
  decision: fc.constantFrom('granted' as const, ...decisions),
  purpose: fc.constantFrom('diary' as const, 'diary' as const, 'photos' as const),
})

/** What guardians decide; `beforeGrant` is asked of whoever never granted anything. */
export function playConsents(ground: Ground, beforeGrant: (name: Family) => void): Noun<Act> {
  const hasGranted = (name: Family) => ground.granted.diary.has(name) || ground.granted.photos.has(name)
  return {
    async perform({ by, decision, purpose }) {
      if (!hasGranted(by)) beforeGrant(by)
      if (!ground.granted[purpose].has(by)) expectNothingOf(ground, by, purpose)
      if (decision === 'granted') ground.granted[purpose].add(by)
      const { childId } = ground.cast.targets[childOf(by)]
      const body = { id: uuidv7(), childId, purpose, decision, language: 'nl' }
      const reply = await ground.send(by, 'POST', '/api/consents', body)
      expect(reply.status, reply.text).toBe(200)
      ground.latest[purpose].set(by, decision)
    },
    async end() {
      for (const name of deciders) {
        if (!hasGranted(name)) beforeGrant(name)
        for (const purpose of ['diary', 'photos'] as const)
          if (!ground.granted[purpose].has(name)) expectNothingOf(ground, name, purpose)
      }
      for (const about of abouts)
        for (const purpose of ['diary', 'photos'] as const) {
          const id = ground.cast.targets[about].channels[purpose]
          const { rows } = await ground.owner.query('select open from channel where id = $1', [id])
          expect(rows[0].open, `${purpose} of ${about}`).toBe(isInForce(ground, about, purpose))
        }
    },
  }
}
