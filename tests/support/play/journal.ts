import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import { dayOf } from '../../../backend/contract/clock.ts'
import {
  type About,
  abouts,
  expectAnswer,
  familiesOf,
  type Ground,
  type Hand,
  hands,
  type Noun,
  pick,
} from './ground.ts'

type Part = 'done' | 'plan'
type Act = { noun: 'journal'; about: About; by: Hand; copies: number } & (
  | { what: 'write'; part: Part; inDays: number }
  | { what: 'edit' | 'remove'; which: number }
)

const common = {
  noun: fc.constant('journal' as const),
  about: fc.constantFrom(...abouts),
  by: fc.constantFrom(...hands),
  copies: fc.constantFrom(1, 1, 1, 2, 3),
}
export const journalActs: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.record(common),
        fc.constantFrom<[Part, number]>(['done', 0], ['done', -1], ['plan', 0], ['plan', 1], ['plan', 2]),
      )
      .map(([given, [part, inDays]]) => ({ ...given, what: 'write' as const, part, inDays })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...common,
      what: fc.constantFrom('edit' as const, 'edit' as const, 'remove' as const),
      which: fc.nat(5),
    }),
  },
)

interface Written {
  id: string
  about: About
  text: string
  version: number
  isGone: boolean
}

/** The journal of a group: written once a day, corrected and removed. */
export function playJournal(ground: Ground): Noun<Act> {
  const { targets } = ground.cast
  const written = new Map<string, Written>()
  for (const about of abouts) {
    const { journalId: id, plans: text } = targets[about]
    written.set(id, { id, about, text, version: 1, isGone: false })
  }
  const words = (about: About) => ground.words('journal', about, { purpose: 'diary' })
  const standing = (about: About) => [...written.values()].filter((one) => one.about === about && !one.isGone)

  async function write({ about, by: hand, copies, part, inDays }: Act & { what: 'write' }): Promise<void> {
    const by = ground.somebody(hand, about)
    const day = dayOf(new Date(ground.server().clock.now().getTime() + inDays * 86_400_000), 'Europe/Amsterdam')
    const [id, text] = [uuidv7(), words(about)]
    const body = { id: uuidv7(), journalId: id, day, part, title: '', text, notMeant: [] }
    const reply = await ground.send(by, 'POST', `/api/groups/${targets[about].groupId}/journal`, body, copies)
    // Once for a day, by who worked there then, while a consent is in force.
    expectAnswer(reply, by, [404, 409])
    if (reply.status === 200) written.set(id, { id, about, text, version: 1, isGone: false })
  }

  async function change(one: Written, { what, by: hand, copies }: Act): Promise<void> {
    const by = ground.somebody(hand, one.about)
    const path = `/api/journal/${one.id}`
    const text = words(one.about)
    const body = { id: uuidv7(), version: one.version, title: '', text, notMeant: [] }
    const reply = await (what === 'remove'
      ? ground.send(by, 'DELETE', path, undefined, copies)
      : ground.send(by, 'PUT', path, body, copies))
    expectAnswer(reply, by, [404, 409])
    if (reply.status !== 200) return
    ground.erased(one.text)
    Object.assign(one, what === 'remove' ? { isGone: true } : { text, version: body.version + 1 })
  }

  return {
    async perform(act) {
      if (act.what === 'write') return write(act)
      const one = pick(standing(act.about), act.which)
      if (one) await change(one, act)
    },
    async end() {
      for (const about of abouts) {
        const texts = standing(about)
          .map(({ text }) => text)
          .sort()
        const here =
          about === 'noor'
            ? [ground.device('staff'), ground.device('secondTablet'), ground.tablet()]
            : [ground.device('manager')]
        for (const device of here) {
          const journal: Written[] = device.screen().journal
          expect(journal.map(({ text }) => text).sort()).toEqual(texts)
        }
        for (const family of familiesOf(about)) {
          const { items, plans } = ground.device(family).screen()
          const read = [...items, ...plans].filter(({ kind }) => kind === 'journal').map(({ text }) => text)
          const reads = ground.granted.diary.has(family)
          expect([...new Set(read)].sort(), `the journal for ${family}`).toEqual(reads ? texts : [])
        }
      }
    },
  }
}
