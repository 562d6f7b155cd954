import fc from 'fast-check'
import { afterAll, beforeAll, inject, test } from 'vitest'
import {
  type Act,
  authors,
  children,
  deciders,
  decisions,
  deviceNames,
  openPlay,
  reporters,
  steps,
} from './support/play.ts'
import { freshDatabase, type TestDatabase } from './support/postgres.ts'
import { afternoon } from './support/server.ts'

const long = process.env.LONG === '1'
const runs = long ? 400 : 25
const patience = long ? 1_500_000 : 150_000
/** Repeats a run that failed: its seed and path stand in the failure. */
const again = process.env.SEED_OF_RUN
  ? { seed: Number(process.env.SEED_OF_RUN), path: process.env.PATH_OF_RUN ?? '' }
  : {}

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase(inject('postgresUrl'))
})
afterAll(() => database.drop())

const copies = fc.constantFrom(1, 1, 1, 2, 3)
const which = fc.nat(30)
const device = fc.nat(deviceNames.length - 1)
const about = fc.constantFrom(...children)
const kind = <K extends string>(...kinds: K[]) => fc.constantFrom(...kinds)

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: kind('post'), by: kind(...authors), about, copies }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('post silently'), about }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('edit', 'remove'), which, copies }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind('decide'),
      by: kind(...deciders),
      // Granted more often, or little would be written.
      decision: fc.constantFrom('granted' as const, ...decisions),
      purpose: fc.constantFrom('diary', 'diary', 'photos'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('plan'), about, days: fc.nat(127) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind('absent'),
      about,
      by: kind(...reporters),
      what: kind('report', 'report', 'change', 'cancel', 'see'),
      reason: kind('sick', 'holiday'),
      from: fc.nat(3),
      days: fc.nat(2),
      copies,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: kind('attend'),
      about,
      copies,
      what: kind(...steps),
      by: kind('carer', 'manager'),
      back: fc.nat(3),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: kind('attend offline'), about, what: kind('arrive', 'leave'), back: fc.nat(3) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: kind('down', 'up', 'cut'), device }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('restart', 'heads', 'sweep', 'online') }) },
)

/** What somebody decides or changes twice at the same moment has no right answer. */
const subjectOf = (given: Act) =>
  given.kind === 'decide'
    ? `decide ${given.by}`
    : given.kind === 'edit' || given.kind === 'remove'
      ? 'change'
      : given.kind === 'restart'
        ? 'restart'
        : undefined
const round = fc.array(act, { minLength: 1, maxLength: 4 }).map((acts) => {
  const subjects = new Set<string>()
  return acts.filter((given) => {
    const subject = subjectOf(given)
    if (subject === undefined) return true
    if (subjects.has(subject)) return false
    subjects.add(subject)
    return true
  })
})

test('whatever happens, every screen ends equal to the server and nobody received what is not theirs', {
  timeout: patience,
}, async () => {
  const property = fc.asyncProperty(fc.array(round, { minLength: 4, maxLength: 14 }), async (rounds) => {
    const play = await openPlay(database, afternoon)
    try {
      for (const acts of rounds) await play.round(acts)
      await play.end()
    } finally {
      await play.close()
    }
  })
  await fc.assert(property, { numRuns: runs, interruptAfterTimeLimit: patience - 20_000, ...again })
})
