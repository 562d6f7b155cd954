import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import { dayOf } from '../../../backend/contract/clock.ts'
import {
  type About,
  abouts,
  childOf,
  deciders,
  expectAnswer,
  type Family,
  familiesOf,
  type Ground,
  type Hand,
  hands,
  type Noun,
  pick,
} from './ground.ts'

type Act = { noun: 'handover'; copies: number } & (
  | { what: 'tell'; family: Family; inDays: 0 | 1 }
  | { what: 'change' | 'withdraw'; family: Family; which: number }
  | { what: 'see'; by: Hand; about: About; which: number }
)

const common = { noun: fc.constant('handover' as const), copies: fc.constantFrom(1, 1, 1, 2, 3) }
const family = fc.constantFrom(...deciders)
export const handoverActs: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ ...common, family, what: fc.constant('tell' as const), inDays: fc.constantFrom(0, 1) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...common,
      family,
      what: fc.constantFrom('change' as const, 'change' as const, 'withdraw' as const),
      which: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...common,
      what: fc.constant('see' as const),
      by: fc.constantFrom(...hands),
      about: fc.constantFrom(...abouts),
      which: fc.nat(3),
    }),
  },
)

interface Told {
  id: string
  about: About
  day: string
  note: string
  version: number
  seen: boolean
  isGone: boolean
}

/** What guardians tell the group before a child comes; changed, taken back and seen. */
export function playHandovers(ground: Ground): Noun<Act> {
  const { targets } = ground.cast
  const dayIn = (days: number) =>
    dayOf(new Date(ground.server().clock.now().getTime() + days * 86_400_000), 'Europe/Amsterdam')
  const told = new Map<string, Told>()
  for (const about of abouts) {
    const { handoverId: id, told: note } = targets[about]
    told.set(id, { id, about, day: dayIn(1), note, version: 1, seen: false, isGone: false })
  }
  const nothing = { night: null, slept: null, meal: null, mood: null, medicine: null, fetcher: null }
  const words = (about: About) => ground.words('handover', about, { purpose: 'diary' })
  const standing = (about: About) => [...told.values()].filter((one) => one.about === about && !one.isGone)

  async function tell({ family, inDays, copies }: Act & { what: 'tell' }): Promise<void> {
    const about = childOf(family)
    const [id, day, note] = [uuidv7(), dayIn(inDays), words(about)]
    const { childId } = targets[about]
    const body = { id: uuidv7(), handoverId: id, childId, day, ...nothing, note }
    const reply = await ground.send(family, 'POST', '/api/handovers', body, copies)
    // By who reads the diary, of a day of which nothing was told, before the child has gone.
    expectAnswer(reply, family, [404, 409, 422])
    if (reply.status === 200) told.set(id, { id, about, day, note, version: 1, seen: false, isGone: false })
  }

  async function change(one: Told, family: Family, copies: number): Promise<void> {
    const note = words(one.about)
    const body = { id: uuidv7(), version: one.version, ...nothing, note }
    const reply = await ground.send(family, 'PUT', `/api/handovers/${one.id}`, body, copies)
    expectAnswer(reply, family, [404, 409, 422])
    if (reply.status !== 200) return
    ground.erased(one.note)
    Object.assign(one, { note, version: body.version + 1, seen: false })
  }

  async function withdraw(one: Told, family: Family, copies: number): Promise<void> {
    const path = `/api/handovers/${one.id}?version=${one.version}`
    const reply = await ground.send(family, 'DELETE', path, undefined, copies)
    expectAnswer(reply, family, [404, 409, 422])
    if (reply.status !== 200) return
    ground.erased(one.note)
    one.isGone = true
  }

  async function see({ about, which, by: hand, copies }: Act & { what: 'see' }): Promise<void> {
    const one = pick(standing(about), which)
    if (!one) return
    const by = ground.somebody(hand, about)
    const { version } = one
    const reply = await ground.send(by, 'POST', `/api/handovers/${one.id}/seen`, { version }, copies)
    expectAnswer(reply, by, [404, 409])
    if (reply.status === 200 && one.version === version) one.seen = true
  }

  const shown = (all: readonly { id: string; note: string; seen: unknown; version: number }[]) =>
    all.map(({ id, note, seen, version }) => `${id} ${note} ${version} ${seen !== null}`).sort()
  const expected = (all: readonly Told[]) =>
    all.map(({ id, note, seen, version }) => `${id} ${note} ${version} ${seen}`).sort()

  return {
    async perform(act) {
      if (act.what === 'tell') return tell(act)
      if (act.what === 'see') return see(act)
      const one = pick(standing(childOf(act.family)), act.which)
      if (one) await (act.what === 'change' ? change : withdraw)(one, act.family, act.copies)
    },
    async end() {
      const today = dayIn(0)
      for (const about of abouts) {
        const here = about === 'noor' ? [ground.device('staff'), ground.tablet()] : [ground.device('manager')]
        const ofToday = expected(standing(about).filter(({ day }) => day === today))
        for (const device of here) expect(shown(device.screen().handovers)).toEqual(ofToday)
        for (const family of familiesOf(about)) {
          const reads = ground.granted.diary.has(family)
          expect(shown(ground.device(family).screen().handovers)).toEqual(reads ? expected(standing(about)) : [])
        }
      }
    },
  }
}
