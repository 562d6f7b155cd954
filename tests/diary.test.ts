import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { World } from '../db/world.ts'
import { call, guardianOf, listen, posting, staffOf, startServer, type TestServer } from './support/server.ts'

let server: TestServer
let world: World

beforeAll(async () => {
  server = await startServer()
  world = await server.world({ groups: 2, children: 3, guardians: 2 })
})
afterAll(() => server.close())

describe('posting', () => {
  it('reaches the guardians of the child and the staff of the group, live and by fetching', async () => {
    const [group] = world.groups
    const [first, second] = group!.childIds
    const mother = guardianOf(world, first!)
    const heard = await listen(server, mother)
    const posted = await call(
      server,
      staffOf(world),
      'POST',
      '/api/diary',
      posting(server, group!, [first!, second!], { text: '{name} sliep goed.' }),
    )
    expect(posted.status, posted.text).toBe(200)
    await heard.until(() => heard.events.length > 0)
    const name = world.children.find((child) => child.id === first)!.callName
    expect(heard.events).toMatchObject([
      { type: 'diary.posted', item: { childId: first, text: `${name} sliep goed.` } },
    ])
    const timeline = await call(server, mother, 'GET', '/api/timeline')
    expect(timeline.body.items).toMatchObject([{ childId: first, text: `${name} sliep goed.` }])
    heard.close()
  })
})
