import { v7 as uuidv7 } from 'uuid'
import { write } from '../cast.ts'
import { call } from '../server.ts'
import { readers, type Scenarios } from './scenario.ts'

/** The diary. */
export const entryScenarios: Scenarios = {
  'an entry is posted': {
    types: ['diary.posted'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      return async () => {
        const entryId = await write(servers[1], cast, cast.targets.noor, 'Net geschreven')
        return call(servers[1], cast.people.staff, 'GET', `/api/diary/${entryId}/revisions`)
      }
    },
  },
  'an entry is edited': {
    types: ['diary.edited'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      const entryId = await write(servers[0], cast, cast.targets.noor, 'Nog niet goed')
      const body = {
        id: uuidv7(),
        version: 1,
        aboutAt: servers[0].clock.now().toISOString(),
        text: 'Wel goed',
        facts: [],
      }
      return () => call(servers[0], cast.people.staff, 'PUT', `/api/diary/${entryId}`, body)
    },
  },
  'an entry moves to another day': {
    types: ['diary.edited'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      const entryId = await write(servers[0], cast, cast.targets.noor, 'Op de verkeerde dag')
      const yesterday = new Date(servers[0].clock.now().getTime() - 86_400_000).toISOString()
      const body = { id: uuidv7(), version: 1, aboutAt: yesterday, text: 'Op de goede dag', facts: [] }
      return () => call(servers[0], cast.people.staff, 'PUT', `/api/diary/${entryId}`, body)
    },
  },
  'an entry is removed': {
    types: ['diary.removed'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      const entryId = await write(servers[0], cast, cast.targets.noor, 'Weg ermee')
      return () => call(servers[0], cast.people.staff, 'DELETE', `/api/diary/${entryId}`)
    },
  },
}
