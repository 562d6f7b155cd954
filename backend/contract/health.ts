import * as v from 'valibot'
import { route } from './route.ts'

const State = v.picklist(['ok', 'failing'])

export const health = route({
  method: 'GET',
  path: '/api/health',
  summary: 'Whether the database, the queue and the sockets work, and which version this is.',
  roles: 'anyone',
  reply: v.strictObject({
    status: State,
    version: v.string(),
    database: State,
    queue: State,
    sockets: v.strictObject({ status: State, connected: v.number() }),
  }),
  errors: ['unavailable'],
})
