import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { GuardianAction, OwnAnswer, StaffAction } from '../../../backend/contract/action.ts'
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

type Enough = 'one' | 'each'
type Act = { noun: 'action'; copies: number } & (
  | { what: 'ask'; by: Hand; about: About | 'both'; enough: Enough }
  | { what: 'answer'; family: Family; answered: boolean; which: number }
  | { what: 'close' | 'reopen' | 'reword'; by: Hand; which: number }
)

const common = { noun: fc.constant('action' as const), copies: fc.constantFrom(1, 1, 1, 2, 3) }
export const actionActs: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      ...common,
      what: fc.constant('ask' as const),
      by: fc.constantFrom(...hands),
      about: fc.constantFrom<About | 'both'>(...abouts, 'both'),
      enough: fc.constantFrom<Enough>('one', 'each'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...common,
      what: fc.constant('answer' as const),
      family: fc.constantFrom(...deciders),
      answered: fc.constantFrom(true, true, false),
      which: fc.nat(10),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...common,
      what: fc.constantFrom('close' as const, 'reopen' as const, 'reword' as const),
      by: fc.constantFrom(...hands),
      which: fc.nat(10),
    }),
  },
)

interface Asked {
  id: string
  about: About
  text: string
  enough: Enough
  version: number
  isClosed: boolean
  /** The note of each who answered. */
  answers: Map<Family, string>
}

/** What guardians are asked: asked, answered by each of them, closed and opened again. */
export async function playActions(ground: Ground): Promise<Noun<Act>> {
  const { targets, people } = ground.cast
  const asked = new Map<string, Asked>()
  const batches = new Set<string>()
  for (const about of abouts) {
    const { id, words: text, note } = targets[about].asked
    const { rows } = await ground.owner.query('select enough, version from action where id = $1', [id])
    const answers = new Map([[about === 'noor' ? 'guardian' : 'otherFamily', note] as const])
    asked.set(id, { id, about, text, ...rows[0], isClosed: false, answers })
  }

  async function ask({ by: hand, about, enough, copies }: Act & { what: 'ask' }): Promise<void> {
    const all = about === 'both' ? abouts : [about]
    const by = about === 'both' ? people.manager : ground.somebody(hand, about)
    const text = ground.words(
      'action',
      all.length === 1 ? all[0]! : 'noor',
      all.length === 1 ? {} : { outsiders: [], isForAll: true },
    )
    const children = all.map((one) => ({ childId: targets[one].childId, actionId: uuidv7() }))
    const body = { id: uuidv7(), children, kind: 'bring', enough, text, link: null, dueOn: null }
    const reply = await ground.send(by, 'POST', '/api/actions', body, copies)
    expectAnswer(reply, by, [])
    if (reply.status !== 200) return
    for (const [n, { actionId: id }] of children.entries())
      asked.set(id, { id, about: all[n]!, text, enough, version: 1, isClosed: false, answers: new Map() })
    for (const { batchId } of reply.body.actions) batches.add(batchId)
  }

  async function answer({ family, answered, which, copies }: Act & { what: 'answer' }): Promise<void> {
    const about = childOf(family)
    const one = pick(
      [...asked.values()].filter((action) => action.about === about),
      which,
    )
    if (!one) return
    const outsiders = deciders.filter((name) => name !== family)
    const note = answered ? ground.words('answer', about, { outsiders }) : ''
    const reply = await ground.send(
      family,
      'PUT',
      `/api/actions/${one.id}/answer`,
      { id: uuidv7(), answered, note },
      copies,
    )
    // It may be closed.
    expectAnswer(reply, family, [409])
    if (reply.status !== 200) return
    if (answered) one.answers.set(family, note)
    else one.answers.delete(family)
  }

  async function change({
    what,
    by: hand,
    which,
    copies,
  }: Act & { what: 'close' | 'reopen' | 'reword' }): Promise<void> {
    const one = pick([...asked.values()], which)
    if (!one) return
    const by = ground.somebody(hand, one.about)
    const path = `/api/actions/${one.id}`
    const { rows } = await ground.owner.query<{ version: number }>('select version from action where id = $1', [one.id])
    const version = rows[0]!.version
    const text = what === 'reword' ? ground.words('action', one.about) : one.text
    const reply = await (what === 'close'
      ? ground.send(by, 'POST', `${path}/closing`, { version, why: 'done' }, copies)
      : what === 'reopen'
        ? ground.send(by, 'POST', `${path}/reopening`, { version }, copies)
        : ground.send(by, 'PUT', path, { id: uuidv7(), version, text, link: null, dueOn: null }, copies))
    // Words change while nobody has answered, and it is open.
    expectAnswer(reply, by, what === 'reword' ? [409, 422] : [409])
    if (reply.status !== 200) return
    if (what !== 'reword') {
      one.isClosed = what === 'close'
      return
    }
    const before = one.text
    one.text = text
    if (![...asked.values()].some((other) => other.text === before)) ground.erased(before)
  }

  const ofChild = (about: About) => [...asked.values()].filter((one) => one.about === about)
  const sorted = (all: readonly string[]) => [...all].sort()

  function expectAsked(about: About): void {
    const here = about === 'noor' ? ['staff', 'secondTablet'] : ['manager']
    const devices = here.map((name) => ground.device(name as 'staff'))
    for (const device of about === 'noor' ? [...devices, ground.tablet()] : devices) {
      const open: StaffAction[] = device.screen().actions
      expect(
        sorted(
          open.map(
            ({ id, text, answers }) => `${id} ${text} ${sorted(answers.map((one) => `${one.personId} ${one.note}`))}`,
          ),
        ),
      ).toEqual(
        sorted(
          ofChild(about)
            .filter(({ isClosed }) => !isClosed)
            .map(
              ({ id, text, answers }) =>
                `${id} ${text} ${sorted([...answers].map(([name, note]) => `${people[name].id} ${note}`))}`,
            ),
        ),
      )
    }
    for (const family of familiesOf(about)) {
      const shown: { actions: GuardianAction[]; answers: OwnAnswer[] } = ground.device(family).screen().asked
      expect(
        sorted(shown.actions.map(({ id, text, closed, answered }) => `${id} ${text} ${closed !== null} ${answered}`)),
        `what ${family} is asked`,
      ).toEqual(
        sorted(
          ofChild(about).map(
            ({ id, text, isClosed, enough, answers }) =>
              `${id} ${text} ${isClosed} ${enough === 'one' && answers.size > 0}`,
          ),
        ),
      )
      expect(
        sorted(shown.answers.map(({ actionId, note }) => `${actionId} ${note}`)),
        `what ${family} answered`,
      ).toEqual(
        sorted(
          ofChild(about).flatMap(({ id, answers }) => (answers.has(family) ? [`${id} ${answers.get(family)}`] : [])),
        ),
      )
      for (const batchId of batches) expect(ground.device(family).wire.received()).not.toContain(batchId)
    }
  }

  return {
    perform: (act) => (act.what === 'ask' ? ask(act) : act.what === 'answer' ? answer(act) : change(act)),
    end: async () => abouts.forEach(expectAsked),
  }
}
