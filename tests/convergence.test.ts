import fc from 'fast-check'
import { afterAll, beforeAll, inject, test } from 'vitest'
import { act, openPlay, subjectOf } from './support/play/play.ts'
import { freshDatabase, type TestDatabase } from './support/postgres.ts'
import { afternoon } from './support/server.ts'

const long = process.env.LONG === '1'
const runs = long ? 250 : 12
const patience = long ? 1_500_000 : 150_000
/** Repeats a run that failed: its seed and path stand in the failure. */
const again = process.env.SEED_OF_RUN
  ? { seed: Number(process.env.SEED_OF_RUN), path: process.env.PATH_OF_RUN ?? '', endOnFailure: true }
  : {}

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase(inject('postgresUrl'))
})
afterAll(() => database.drop())

const round = fc.array(act, { minLength: 1, maxLength: 5 }).map((acts) => {
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
  const property = fc.asyncProperty(fc.array(round, { minLength: 6, maxLength: 20 }), async (rounds) => {
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
